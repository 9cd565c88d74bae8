//! The adaptive borrow rate.
//!
//! Morpho's `AdaptiveCurveIrm`, with its parameters and its truncations; only the exponential is
//! exact to the last unit instead of an approximation. Rates are in wad per second, shares of one in
//! wad. All quotients are rounded towards zero.

use crate::{
    U256,
    compound::{EXP_ONE, WAD, exp_down_half},
    mul_div::ratio_down,
    word,
};

const SECS_PER_YEAR: u64 = 365 * 24 * 60 * 60;
const ONE: u64 = 10u64.pow(18);
const TARGET: u64 = ONE / 10 * 9;
const STEEPNESS: u64 = 4;
const INITIAL: u64 = ONE / 25 / SECS_PER_YEAR;
const MIN: u64 = ONE / 1000 / SECS_PER_YEAR;
const MAX: u64 = 2 * ONE / SECS_PER_YEAR;

/// The utilization that the rate steers towards: 90 %.
pub const TARGET_UTILIZATION: U256 = wide(TARGET);

/// How much the rate at full utilization exceeds the rate at target, and that at none falls below.
pub const CURVE_STEEPNESS: U256 = wide(STEEPNESS * ONE);

/// How fast the rate at target moves at an error of one: 50 per year.
pub const ADJUSTMENT_SPEED: U256 = word(50 * ONE as u128 / SECS_PER_YEAR as u128);

/// The rate at target of a new market: 4 % a year.
pub const RATE_AT_TARGET_INITIAL: U256 = wide(INITIAL);

/// The least rate at target: 0.1 % a year.
pub const RATE_AT_TARGET_MIN: U256 = wide(MIN);

/// The greatest rate at target: 200 % a year.
pub const RATE_AT_TARGET_MAX: U256 = wide(MAX);

/// What the curve answers for a stretch of time, in wad per second. Both fit 40 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveRate {
    /// The average rate over the stretch, at which the debt grows.
    pub avg_borrow_rate: U256,
    /// The rate at target at its end, to be stored.
    pub rate_at_target: U256,
}

/// How far utilization is from its target, as a share of the way to the end of its range: the error
/// of `AdaptiveCurveIrm`, in wad.
#[derive(Clone, Copy)]
enum Deviation {
    Above(u64),
    Below(u64),
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
        let avg_borrow_rate = curve(deviation, INITIAL);
        return AdaptiveRate { avg_borrow_rate, rate_at_target: RATE_AT_TARGET_INITIAL };
    }
    let start = bounded(rate_at_target);
    let (Deviation::Above(error) | Deviation::Below(error)) = deviation;
    let speed = narrow(ratio_down(ADJUSTMENT_SPEED, wide(error), WAD));
    // Saturates beyond 18, where even the half takes any rate to a bound: e^9 > 2000 = MAX / MIN.
    let adaptation = speed.saturating_mul(narrow(elapsed_secs));
    let half = exp_down_half(wide(adaptation));
    let whole = ratio_down(half, half, EXP_ONE);
    let (end, middle) = (adapt(start, deviation, whole), adapt(start, deviation, half));
    let avg_borrow_rate = curve(deviation, (start + end + 2 * middle) / 4);
    AdaptiveRate { avg_borrow_rate, rate_at_target: wide(end) }
}

/// The instantaneous borrow rate on the curve, in wad per second; a `rate_at_target` of zero counts
/// as the initial one.
pub fn borrow_rate(utilization_wad: U256, rate_at_target: U256) -> U256 {
    let start = if rate_at_target.is_zero() { INITIAL } else { bounded(rate_at_target) };
    curve(deviation(utilization_wad), start)
}

/// `floor(borrowed * 10^18 / supplied)`, at most 10^18, and zero where nothing is supplied.
pub fn utilization_wad(borrowed: U256, supplied: U256) -> U256 {
    if supplied.is_zero() { U256::ZERO } else { ratio_down(borrowed.min(supplied), WAD, supplied) }
}

/// Normalised by the target below it, and by what is left of one above it: with a target of 9/10,
/// `distance / (9/10)` and `distance / (1/10)`.
fn deviation(utilization_wad: U256) -> Deviation {
    let utilization = narrow(utilization_wad.min(WAD));
    match utilization.checked_sub(TARGET) {
        Some(distance) => Deviation::Above(distance * 10),
        None => Deviation::Below(TARGET.saturating_sub(utilization) * 10 / 9),
    }
}

/// `((1 - 1/4) * error + 1) * rate` below the target, `((4 - 1) * error + 1) * rate` above it.
fn curve(deviation: Deviation, rate_at_target: u64) -> U256 {
    let factor = match deviation {
        Deviation::Above(error) => ONE + (STEEPNESS - 1) * error,
        Deviation::Below(error) => ONE - (STEEPNESS - 1) * error / STEEPNESS,
    };
    ratio_down(wide(factor), wide(rate_at_target), WAD)
}

/// `rate * exp` above the target and `rate / exp` below it, within the bounds; less than one unit off the exact value.
fn adapt(rate: u64, deviation: Deviation, exp: U256) -> u64 {
    let (numerator, denominator) = match deviation {
        Deviation::Above(_) => (exp, EXP_ONE),
        Deviation::Below(_) => (EXP_ONE, exp),
    };
    bounded(ratio_down(wide(rate), numerator, denominator))
}

fn bounded(rate_at_target: U256) -> u64 {
    narrow(rate_at_target.min(RATE_AT_TARGET_MAX)).max(MIN)
}

/// The value, or the greatest of 64 bits.
fn narrow(value: U256) -> u64 {
    if let [value, 0, 0, 0] = value.into_limbs() { value } else { u64::MAX }
}

const fn wide(value: u64) -> U256 {
    word(value as u128)
}
