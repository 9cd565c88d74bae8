//! What holds a collateral's price: a cap on how fast its redemption rate may grow, and an average of its
//! market.
//!
//! The cap follows Aave's `PriceCapAdapterBase`: linear growth from a snapshot. The average is
//! exponential by time; what a sample applies is the greater of it and the sample before, so that a
//! price has to be low at two samples to count for the time between them, and one wick weighs nothing.

use crate::{
    U256,
    compound::{EXP_ONE, WAD, exp_down},
    mul_div::{mul, mul_div_wide_up, ratio_down},
    word,
};

/// Seconds of a year, times the basis points in one.
const YEAR_BPS: U256 = word(365 * 24 * 60 * 60 * 10_000);

/// `snapshot + floor(snapshot * growth_bps * elapsed_secs / (10,000 * year))`: the most that a rate may
/// be, in its own unit; the greatest word where it does not fit.
pub fn rate_cap_down(snapshot: U256, growth_bps_per_year: U256, elapsed_secs: U256) -> U256 {
    let growth = mul(growth_bps_per_year, elapsed_secs).unwrap_or(U256::MAX);
    snapshot.saturating_add(ratio_down(snapshot, growth, YEAR_BPS))
}

/// What a sample applies: the greater of the sample before and the present price.
pub fn applied(last_sample: U256, spot: U256) -> U256 {
    last_sample.max(spot)
}

/// The average after `elapsed_secs` at the price `applied`, which is
/// `applied + (average - applied) * e^(-elapsed / tau)`, rounded down.
///
/// At most one unit and one part in 2^96 of the distance below the exact value, and never above it by more
/// than one part in 2^96 of the distance. `None` if `tau_secs` is zero.
pub fn average_down(average: U256, applied: U256, elapsed_secs: U256, tau_secs: U256) -> Option<U256> {
    if tau_secs.is_zero() {
        return None;
    }
    let growth = exp_down(ratio_down(elapsed_secs, WAD, tau_secs)); // 2^112 * e^x, at least 2^112
    Some(match average.checked_sub(applied) {
        Some(above) => applied.saturating_add(ratio_down(above, EXP_ONE, growth)),
        None => {
            let below = applied.saturating_sub(average);
            applied.saturating_sub(mul_div_wide_up(below, EXP_ONE, growth)?)
        }
    })
}
