//! The fee for redeeming out of the buffer.

use crate::{
    U256, Uint,
    mul_div::{mul, mul_div_up},
    word,
};

/// Fees are in parts per million.
pub const FEE_SCALE: U256 = word(1_000_000);

/// The greatest fee that may ever be set: 1 %.
pub const MAX_FEE_PPM: U256 = word(10_000);

/// The fee for taking `gross` out of a buffer, in the unit of `gross`, rounded up once.
///
/// The marginal fee at level `x` is `fee_min` at or above the target and
/// `fee_min + (fee_max - fee_min) * (target - x) / target` below it, in parts of `scale`. The fee is
/// its integral over `[buffer - gross, buffer]`. With `hi = min(buffer, target)` and
/// `lo = min(buffer - gross, target)` that is one exact fraction,
///
/// ```text
/// 2 * target * gross * fee_min  +  (fee_max - fee_min) * (hi - lo) * (2 * target - hi - lo)
/// -----------------------------------------------------------------------------------------
///                                2 * target * scale
/// ```
///
/// An integral is additive and a sum of roundings up is never less than the rounding of the sum, so
/// that splitting a redemption never makes it cheaper.
///
/// Width at 256 bits: with amounts of up to 112 bits and fees of up to 14 bits, each term of the
/// numerator has at most 1 + 112 + 112 + 14 = 239 bits, their sum 240, and the denominator
/// 1 + 112 + 20 = 133.
///
/// `None` if `gross` is greater than the buffer, `fee_min` than `fee_max`, `fee_max` than `scale`
/// (so the fee is never more than `gross`), if `scale` is zero, or if a step does not fit the word.
/// A target of zero charges `fee_min` everywhere.
pub fn redemption_fee_up<const B: usize, const L: usize>(
    gross: Uint<B, L>,
    buffer: Uint<B, L>,
    target: Uint<B, L>,
    fee_min: Uint<B, L>,
    fee_max: Uint<B, L>,
    scale: Uint<B, L>,
) -> Option<Uint<B, L>> {
    let after = buffer.checked_sub(gross)?;
    let range = fee_max.checked_sub(fee_min)?;
    if fee_max > scale {
        return None;
    }
    if target.is_zero() {
        return mul_div_up(gross, fee_min, scale);
    }
    let hi = buffer.min(target);
    let lo = after.min(target);
    let twice = target.checked_add(target)?;
    let flat = mul(mul(twice, gross)?, fee_min)?;
    let below = twice.checked_sub(hi)?.checked_sub(lo)?;
    let sloped = mul(mul(range, hi.checked_sub(lo)?)?, below)?;
    mul_div_up(flat.checked_add(sloped)?, Uint::ONE, mul(twice, scale)?)
}
