//! A leaky bucket: a limit that refills by the second.

use crate::{Uint, vesting::vested_down};

/// `min(capacity, level + floor(capacity * min(elapsed, refill_secs) / refill_secs))`: what may be
/// taken after `elapsed` seconds from a bucket that fills in `refill_secs` when it is empty.
///
/// Also where the capacity was lowered below the level. Storing the result and looking again later
/// loses less than a unit each time. `None` if the product does not fit the word.
pub fn level_after<const B: usize, const L: usize>(
    level: Uint<B, L>,
    elapsed: Uint<B, L>,
    capacity: Uint<B, L>,
    refill_secs: Uint<B, L>,
) -> Option<Uint<B, L>> {
    let refill = vested_down(capacity, elapsed, refill_secs)?;
    Some(level.saturating_add(refill).min(capacity))
}
