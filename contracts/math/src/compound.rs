//! Continuous compounding.
//!
//! Morpho Blue's `wTaylorCompounded` takes three terms of the series of `e^x - 1`, which is good for
//! gaps of days and far off for years. Here the series is taken until a term is zero, after the
//! exponent has been halved until it is at most 1/8, and the result is squared as often.

use core::num::NonZeroU64;

use crate::{
    U256, low_half,
    mul_div::{mul_div_wide_up, ratio_down},
    word,
};

/// 10^18: rates per second, utilization and health are in wad.
pub const WAD: U256 = word(10u128.pow(18));

/// 10^27: growth is in ray.
pub const RAY: U256 = word(10u128.pow(27));

/// The greatest exponent, 96, in wad; beyond it growth saturates. Ten years at the highest rate of
/// the curve (800 % a year) make 80.
pub const MAX_EXPONENT_WAD: U256 = word(96 * 10u128.pow(18));

/// 2^112, the scale of [`exp_down`]. `e^96 < 2^139`, so that results have at most 251 bits.
pub(crate) const EXP_ONE: U256 = word(1 << EXP_BITS);

const EXP_HALF: U256 = word(1 << (EXP_BITS - 1));

/// `log2` of that.
const EXP_BITS: u32 = 112;

/// Leading zeros of the greatest exponent below 1/8, in 128 bits.
const LEADING_ZEROS: u32 = 128 - (EXP_BITS - 3);

/// Growth of a debt over `elapsed_secs` at a rate in wad per second: `10^27 * (e^x - 1)` with
/// `x = rate * elapsed / 10^18`, never above the exact value `g` and never below
/// `g * (1 - 2^-96) - 1.001`.
///
/// An exponent above [`MAX_EXPONENT_WAD`] counts as that, so that accrual never fails for the time
/// that went by.
pub fn growth_ray_down(rate_wad_per_sec: U256, elapsed_secs: U256) -> U256 {
    let exponent = ratio_down(rate_wad_per_sec, elapsed_secs, U256::ONE);
    ratio_down(exp_down(exponent).saturating_sub(EXP_ONE), RAY, EXP_ONE)
}

/// `ceil(debt * growth_ray / 10^27)`, in the unit of the debt; `None` if it does not fit the word.
///
/// Over one year of rate `r` in `n` touches, a debt `D` becomes at least `D * e^r * (1 - n * 2^-89)`
/// and at most `(D + n) * e^r`: what a touch rounds away is below one part in 10^26 of the debt, and
/// what it adds is below one unit.
pub fn interest_up(debt: U256, growth_ray: U256) -> Option<U256> {
    mul_div_wide_up(debt, growth_ray, RAY)
}

/// `2^112 * e^x` for `x` in wad, rounded down; `x` above [`MAX_EXPONENT_WAD`] counts as that.
///
/// The error, in units of 2^-112 and always downwards. The halved exponent `r < 1/8` is short by
/// less than 1, which costs `e^r` less than 1.14. A term of the series is short by less than 1.15: by
/// `r / n` of what the one before is short of, and its own rounding. There are at most 20 terms
/// (`(1/8)^20 / 20! < 2^-120`), and what follows the last is less than 1: together, the start is
/// short by less than 26 < 2^5. Squaring doubles the relative error and adds less than one unit; at
/// most 10 squarings (`96 / 2^10 < 1/8`) make a relative error of less than
/// `2^10 * (2^5 + 1) * 2^-112 < 2^-96`. Without squaring (`x < 1/8`) the error is below `2^-107`.
pub(crate) fn exp_down(exponent_wad: U256) -> U256 {
    exp_of_scaled(exponent_wad, EXP_ONE)
}

/// `2^112 * e^(x / 2)`, as [`exp_down`].
pub(crate) fn exp_down_half(exponent_wad: U256) -> U256 {
    exp_of_scaled(exponent_wad, EXP_HALF)
}

fn exp_of_scaled(exponent_wad: U256, scale: U256) -> U256 {
    let exponent = exponent_wad.min(MAX_EXPONENT_WAD);
    let exponent = low_half(ratio_down(exponent, scale, WAD));
    let squarings = LEADING_ZEROS.saturating_sub(exponent.leading_zeros());
    let mut result = word(series_down(exponent >> squarings));
    for _ in 0..squarings {
        result = ratio_down(result, result, EXP_ONE);
    }
    result
}

/// `e^r` for `r < 1/8`, both in units of 2^-112.
fn series_down(exponent: u128) -> u128 {
    let mut term = 1 << EXP_BITS;
    let mut sum = term;
    let mut index = NonZeroU64::MIN;
    while term != 0 {
        term = quotient_down(product_down(term, exponent), index);
        sum += term;
        index = index.saturating_add(1);
    }
    sum
}

/// `floor(a * b / 2^112)` for `a` of up to 113 bits and `b` of up to 109.
fn product_down(a: u128, b: u128) -> u128 {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low, b_high, b_low) = (a >> 64, a & LOW, b >> 64, b & LOW);
    // At most 2^(49 + 64) + 2^(64 + 45) + 2^64.
    let middle = a_high * b_low + a_low * b_high + ((a_low * b_low) >> 64);
    ((a_high * b_high) << (128 - EXP_BITS)) + (middle >> (EXP_BITS - 64))
}

/// `floor(value / divisor)` for a divisor of up to 32 bits, by three native divisions instead of a
/// call to the compiler's division of 128 bits.
fn quotient_down(value: u128, divisor: NonZeroU64) -> u128 {
    let [low, high, ..] = word(value).into_limbs();
    let middle = ((high % divisor) << 32) | (low >> 32);
    let last = ((middle % divisor) << 32) | (low & 0xffff_ffff);
    (u128::from(high / divisor) << 64) | u128::from(((middle / divisor) << 32) | (last / divisor))
}
