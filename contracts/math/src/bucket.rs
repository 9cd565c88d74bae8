//! A leaky bucket: a limit that refills by the second.

use crate::{Uint, mul_div::mul};

/// `min(capacity, level + elapsed * refill_per_sec)`: what may be taken after `elapsed` seconds.
///
/// Exact, and saturating at the capacity, also where the refill does not fit the word and where the
/// capacity was lowered below the level.
pub fn level_after<const B: usize, const L: usize>(
    level: Uint<B, L>,
    elapsed: Uint<B, L>,
    refill_per_sec: Uint<B, L>,
    capacity: Uint<B, L>,
) -> Uint<B, L> {
    let refill = mul(elapsed, refill_per_sec).unwrap_or(capacity);
    level.saturating_add(refill).min(capacity)
}

/// What is left after taking `amount`; `None` if that is more than there is.
pub fn take<const B: usize, const L: usize>(available: Uint<B, L>, amount: Uint<B, L>) -> Option<Uint<B, L>> {
    available.checked_sub(amount)
}
