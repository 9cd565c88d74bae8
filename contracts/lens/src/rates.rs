//! What a market pays and takes: `rates`.

use crate::{ask::failed, market::Market};
use alloy_primitives::U256;
use ballast_common::{abi::Word, word::wide, Result};
use ballast_math::{
    compound::growth_ray_down,
    mul_div::{mul_div_down, mul_div_wide_down},
    rate::utilization_wad,
};

/// Seconds.
const YEAR: u64 = 365 * 24 * 60 * 60;
const BPS: u128 = 10_000;
const RAY_PER_WAD: u64 = 1_000_000_000;

/// Utilization, borrow rate simple and compounded, supply rate, and rate at target, each of a year and in wad.
///
/// A rate per second times the seconds of a year is exact. Compounded it is as the market lets debt grow, `e^x - 1`
/// in ray, and the last nine digits off. Suppliers get it on what is lent of what they supplied, less the fee, with
/// one rounding.
pub(crate) fn rates(market: Market) -> Result<[U256; 5]> {
    let (totals, fee_bps) = (market.totals()?, market.config()?.fee_bps);
    let [now, at_target] = market.rates()?;
    let (borrowed, supplied) = (wide(totals.debt.assets), wide(totals.supplied));
    let year = YEAR.word();
    let simple = now.wrapping_mul(year);
    let grown = growth_ray_down(now, year);
    let compounded = mul_div_down(grown, U256::ONE, RAY_PER_WAD.word()).unwrap_or_default();
    let kept_bps = BPS.checked_sub(fee_bps).ok_or_else(|| failed(market.at))?;
    let earned = borrowed.wrapping_mul(kept_bps.word());
    let paid = if supplied.is_zero() {
        U256::ZERO
    } else {
        let over = supplied.wrapping_mul(BPS.word());
        mul_div_wide_down(simple, earned, over).ok_or_else(|| failed(market.at))?
    };
    Ok([utilization_wad(borrowed, supplied), simple, compounded, paid, at_target.wrapping_mul(year)])
}
