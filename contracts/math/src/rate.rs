//! The adaptive borrow rate.
//!
//! Morpho's `AdaptiveCurveIrm`, with its parameters and its truncations; only the exponential is
//! exact to the last unit instead of an approximation. Rates are in wad per second, shares of one in
//! wad. All quotients are rounded towards zero.

use crate::{
    U256,
    compound::{EXP_ONE, WAD, exp_down},
    mul_div::ratio_down,
    word,
};

const SECS_PER_YEAR: u128 = 365 * 24 * 60 * 60;
const ONE: u128 = 10u128.pow(18);

/// The utilization that the rate steers towards: 90 %.
pub const TARGET_UTILIZATION: U256 = word(ONE / 10 * 9);

/// What is left of utilization above its target.
const ABOVE_TARGET: U256 = word(ONE / 10);

/// How much the rate at full utilization exceeds the rate at target, and that at none falls below.
pub const CURVE_STEEPNESS: U256 = word(4 * ONE);

/// How fast the rate at target moves at an error of one: 50 per year.
pub const ADJUSTMENT_SPEED: U256 = word(50 * ONE / SECS_PER_YEAR);

/// The rate at target of a new market: 4 % a year.
pub const RATE_AT_TARGET_INITIAL: U256 = word(ONE / 25 / SECS_PER_YEAR);

/// The least rate at target: 0.1 % a year.
pub const RATE_AT_TARGET_MIN: U256 = word(ONE / 1000 / SECS_PER_YEAR);

/// The greatest rate at target: 200 % a year.
pub const RATE_AT_TARGET_MAX: U256 = word(2 * ONE / SECS_PER_YEAR);

/// Above target: steepness - 1. Below: 1 - 1 / steepness.
const COEFFICIENT_ABOVE: U256 = word(3 * ONE);
const COEFFICIENT_BELOW: U256 = word(ONE / 4 * 3);

/// The adaptation beyond which even its half takes any rate within the bounds to one of them:
/// `e^8 > 2000 = max / min`.
const MAX_ADAPTATION: U256 = word(16 * ONE);

/// What the curve answers for a stretch of time, in wad per second. Both fit 40 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveRate {
    /// The average rate over the stretch, at which the debt grows.
    pub avg_borrow_rate: U256,
    /// The rate at target at its end, to be stored.
    pub rate_at_target: U256,
}

/// How far utilization is from its target, as a share of the way to the end of its range.
#[derive(Clone, Copy)]
struct Deviation {
    above: bool,
    wad: U256,
}

/// The rate over the last `elapsed_secs`, in which utilization was `utilization_wad`.
///
/// The rate at target moves from its start to `start * e^(speed * error * elapsed)`, bounded on both
/// sides; its average is taken as `(start + end + 2 * middle) / 4`, and the curve goes through that.
/// A `rate_at_target` of zero means that there was none yet: it becomes the initial one. A start out
/// of bounds counts as the bound.
pub fn adaptive_rate(utilization_wad: U256, rate_at_target: U256, elapsed_secs: U256) -> AdaptiveRate {
    let deviation = deviation(utilization_wad);
    if rate_at_target.is_zero() {
        return AdaptiveRate {
            avg_borrow_rate: curve(deviation, RATE_AT_TARGET_INITIAL),
            rate_at_target: RATE_AT_TARGET_INITIAL,
        };
    }
    let start = bounded(rate_at_target);
    let speed = wad_mul_down(ADJUSTMENT_SPEED, deviation.wad);
    let adaptation = ratio_down(speed, elapsed_secs, U256::ONE).min(MAX_ADAPTATION);
    let end = adapt(start, deviation.above, adaptation);
    let middle = adapt(start, deviation.above, ratio_down(adaptation, U256::ONE, word(2)));
    let four_fold = start.saturating_add(end).saturating_add(middle).saturating_add(middle);
    let average = ratio_down(four_fold, U256::ONE, word(4));
    AdaptiveRate { avg_borrow_rate: curve(deviation, average), rate_at_target: end }
}

/// The instantaneous borrow rate on the curve, in wad per second; a `rate_at_target` of zero counts
/// as the initial one.
pub fn borrow_rate(utilization_wad: U256, rate_at_target: U256) -> U256 {
    let start = if rate_at_target.is_zero() { RATE_AT_TARGET_INITIAL } else { rate_at_target };
    curve(deviation(utilization_wad), bounded(start))
}

/// `floor(borrowed * 10^18 / supplied)`, at most 10^18, and zero where nothing is supplied.
pub fn utilization_wad(borrowed: U256, supplied: U256) -> U256 {
    if supplied.is_zero() { U256::ZERO } else { ratio_down(borrowed.min(supplied), WAD, supplied) }
}

/// The error of `AdaptiveCurveIrm`: normalised by the target below it, by the rest above it.
fn deviation(utilization_wad: U256) -> Deviation {
    let utilization = utilization_wad.min(WAD);
    let above = utilization > TARGET_UTILIZATION;
    let norm = if above { ABOVE_TARGET } else { TARGET_UTILIZATION };
    let distance = utilization.abs_diff(TARGET_UTILIZATION);
    Deviation { above, wad: ratio_down(distance, WAD, norm) }
}

/// `((1 - 1/4) * error + 1) * rate` below the target, `((4 - 1) * error + 1) * rate` above it.
fn curve(deviation: Deviation, rate_at_target: U256) -> U256 {
    let factor = if deviation.above {
        WAD.saturating_add(wad_mul_down(COEFFICIENT_ABOVE, deviation.wad))
    } else {
        WAD.saturating_sub(wad_mul_down(COEFFICIENT_BELOW, deviation.wad))
    };
    wad_mul_down(factor, rate_at_target)
}

/// `rate * e^(+-adaptation)` within the bounds, less than one unit off the exact value.
fn adapt(rate: U256, up: bool, adaptation_wad: U256) -> U256 {
    let exp = exp_down(adaptation_wad);
    let (numerator, denominator) = if up { (exp, EXP_ONE) } else { (EXP_ONE, exp) };
    bounded(ratio_down(rate, numerator, denominator))
}

/// `clamp` would carry a panic.
fn bounded(rate_at_target: U256) -> U256 {
    rate_at_target.max(RATE_AT_TARGET_MIN).min(RATE_AT_TARGET_MAX)
}

fn wad_mul_down(a: U256, b: U256) -> U256 {
    ratio_down(a, b, WAD)
}
