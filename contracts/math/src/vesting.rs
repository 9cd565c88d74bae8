//! Rewards vest over time, losses count at once.

use crate::{Uint, mul_div::mul_div_down};

/// `floor(amount * min(elapsed, period) / period)`: what has vested after `elapsed` seconds.
///
/// The whole amount once the period is over, and for a period of zero. `None` if the product does
/// not fit the word.
pub fn vested_down<const B: usize, const L: usize>(
    amount: Uint<B, L>,
    elapsed: Uint<B, L>,
    period: Uint<B, L>,
) -> Option<Uint<B, L>> {
    if elapsed >= period { Some(amount) } else { mul_div_down(amount, elapsed, period) }
}

/// Takes a loss out of what has not vested yet, and the rest out of the principal: returns what is
/// left of both. Exact. `None` if the loss is greater than the sum.
pub fn absorb_loss<const B: usize, const L: usize>(
    loss: Uint<B, L>,
    unvested: Uint<B, L>,
    principal: Uint<B, L>,
) -> Option<(Uint<B, L>, Uint<B, L>)> {
    let beyond = loss.saturating_sub(unvested);
    Some((unvested.saturating_sub(loss), principal.checked_sub(beyond)?))
}
