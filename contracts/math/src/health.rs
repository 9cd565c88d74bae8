//! The value of collateral, and the health of an account.
//!
//! A price is in wei of the loan asset per unit of collateral, times 10^36 and at most 192 bits
//! wide. Factors are in basis points.

use crate::{
    U256,
    compound::WAD,
    mul_div::{mul, mul_div_wide_down, mul_div_wide_up, ratio_down},
    word,
};

/// Basis points in one.
pub const BPS: U256 = word(10_000);

/// The scale of prices.
pub const PRICE_SCALE: U256 = word(10u128.pow(36));

/// 10^40, the scale of a price times a factor: 29 * 2^128 + the rest.
const WEIGHTED_SCALE: U256 = {
    const LOW: u128 = 10u128.pow(38).wrapping_mul(100);
    const HIGH: u128 = 29;
    let low = word(LOW).into_limbs();
    let high = word(HIGH).into_limbs();
    U256::from_limbs([low[0], low[1], high[0], high[1]])
};

/// `floor(units * price36 / 10^36)`, in wei of the loan asset; `None` if it does not fit the word.
pub fn value_down(units: U256, price36: U256) -> Option<U256> {
    mul_div_wide_down(units, price36, PRICE_SCALE)
}

/// `ceil(units * price36 / 10^36)`, in wei of the loan asset; `None` if it does not fit the word.
pub fn value_up(units: U256, price36: U256) -> Option<U256> {
    mul_div_wide_up(units, price36, PRICE_SCALE)
}

/// `floor(units * price36 * factor_bps / 10^40)`, in wei of the loan asset, with one rounding.
///
/// `None` if the result does not fit the word, or the price times the factor (192 + 14 bits) does
/// not.
pub fn weighted_value_down(units: U256, price36: U256, factor_bps: U256) -> Option<U256> {
    mul_div_wide_down(units, mul(price36, factor_bps)?, WEIGHTED_SCALE)
}

/// `floor(weighted_value * 10^18 / debt)`: below 10^18 an account may be liquidated.
///
/// Without debt, or where the result does not fit the word, the greatest number there is.
pub fn health_wad_down(weighted_value: U256, debt: U256) -> U256 {
    ratio_down(weighted_value, WAD, debt)
}
