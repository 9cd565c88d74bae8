//! The adaptive rate against Morpho's contract, written out in signed integers with an exact
//! exponential.

mod reference;

use ballast_math::{
    U256,
    rate::{
        ADJUSTMENT_SPEED, AdaptiveRate, CURVE_STEEPNESS, RATE_AT_TARGET_INITIAL, RATE_AT_TARGET_MAX,
        RATE_AT_TARGET_MIN, TARGET_UTILIZATION, adaptive_rate, borrow_rate, utilization_wad,
    },
};
use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{EXP_BITS, big, exp, n, up_to};

const ONE: i128 = 1_000_000_000_000_000_000;
const YEAR: i128 = 365 * 24 * 60 * 60;
const INITIAL: i128 = ONE * 4 / 100 / YEAR;
const MIN: i128 = ONE / 1000 / YEAR;
const MAX: i128 = ONE * 2 / YEAR;
const SPEED: i128 = ONE * 50 / YEAR;
const TARGET: i128 = ONE * 9 / 10;

/// `AdaptiveCurveIrm.borrowRate`: its signed divisions round towards zero, as Rust's do.
mod morpho {
    use super::*;

    pub(super) fn error(utilization: i128) -> i128 {
        let norm = if utilization > TARGET { ONE - TARGET } else { TARGET };
        (utilization - TARGET) * ONE / norm
    }

    pub(super) fn curve(rate_at_target: i128, error: i128) -> i128 {
        let coefficient = if error < 0 { ONE - ONE * ONE / (4 * ONE) } else { 4 * ONE - ONE };
        (coefficient * error / ONE + ONE) * rate_at_target / ONE
    }

    pub(super) fn new_rate_at_target(start: i128, adaptation: i128) -> i128 {
        // Beyond e^50 every rate is far out of its bounds.
        let exponent = adaptation.unsigned_abs().min(50 * ONE.unsigned_abs());
        let factor = exp(&BigUint::from(exponent), &BigUint::from(ONE.unsigned_abs()));
        let start = BigUint::from(start.unsigned_abs());
        let exact = if adaptation < 0 { (start << EXP_BITS) / factor } else { (start * factor) >> EXP_BITS };
        i128::try_from(exact).unwrap_or(MAX).clamp(MIN, MAX)
    }

    /// The average borrow rate and the rate at target at the end.
    pub(super) fn rates(utilization: i128, start: i128, elapsed: i128) -> (i128, i128) {
        let error = error(utilization);
        if start == 0 {
            return (curve(INITIAL, error), INITIAL);
        }
        let adaptation = (SPEED * error / ONE) * elapsed;
        let end = new_rate_at_target(start, adaptation);
        let middle = new_rate_at_target(start, adaptation / 2);
        (curve((start + end + 2 * middle) / 4, error), end)
    }
}

fn word(value: i128) -> U256 {
    n(value.unsigned_abs())
}

fn ours(utilization: i128, start: i128, elapsed: i128) -> AdaptiveRate {
    adaptive_rate(word(utilization), word(start), word(elapsed))
}

fn assert_like_morpho(utilization: i128, start: i128, elapsed: i128) {
    let (average, end) = morpho::rates(utilization, start, elapsed);
    let expected = AdaptiveRate { avg_borrow_rate: word(average), rate_at_target: word(end) };
    let answer = ours(utilization, start, elapsed);
    assert_eq!(answer, expected, "at {utilization} from {start} over {elapsed}");
    assert!(answer.avg_borrow_rate.bit_len() <= 40 && answer.rate_at_target.bit_len() <= 40);
}

#[test]
fn constants_are_those_of_morpho() {
    let constants = [
        (RATE_AT_TARGET_INITIAL, INITIAL),
        (RATE_AT_TARGET_MIN, MIN),
        (RATE_AT_TARGET_MAX, MAX),
        (ADJUSTMENT_SPEED, SPEED),
        (TARGET_UTILIZATION, TARGET),
        (CURVE_STEEPNESS, 4 * ONE),
    ];
    for (ours, theirs) in constants {
        assert_eq!(ours, word(theirs));
    }
    assert_eq!((INITIAL, MIN, MAX), (1_268_391_679, 31_709_791, 63_419_583_967));
}

#[test]
fn grid_of_reference_vectors() {
    let utilizations = [0, 1, ONE / 2, TARGET - 1, TARGET, TARGET + 1, ONE * 95 / 100, ONE - 1, ONE];
    let starts = [0, MIN, MIN + 1, INITIAL, MAX - 1, MAX];
    let gaps = [0, 1, 12, 3600, 86_400, 5 * 86_400, YEAR / 7, YEAR, 10 * YEAR, 1000 * YEAR];
    for utilization in utilizations {
        for start in starts {
            for elapsed in gaps {
                assert_like_morpho(utilization, start, elapsed);
            }
        }
    }
}

/// Figures of Morpho's own test suite: after five days at full utilization the rate at target is
/// e^(50 * 5 / 365) = 1.9836 times the first, and after five days empty 1 / 1.9836 of it.
#[test]
fn five_days_at_either_end() {
    let days = 5 * 24 * 60 * 60;
    let up = ours(ONE, INITIAL, days).rate_at_target;
    let down = ours(0, INITIAL, days).rate_at_target;
    assert_eq!(up * n(10_000) / word(INITIAL), n(19_836));
    assert_eq!(word(INITIAL) * n(10_000) / down, n(19_836));
    assert_eq!(ours(TARGET, INITIAL, YEAR).rate_at_target, word(INITIAL));
}

#[test]
fn the_curve_at_its_corners() {
    for rate in [MIN, INITIAL, MAX] {
        assert_eq!(borrow_rate(word(0), word(rate)), word(rate / 4));
        assert_eq!(borrow_rate(word(TARGET), word(rate)), word(rate));
        assert_eq!(borrow_rate(word(ONE), word(rate)), word(rate * 4));
        assert_eq!(borrow_rate(U256::MAX, word(rate)), word(rate * 4), "capped at full");
    }
    assert_eq!(borrow_rate(word(TARGET), U256::ZERO), word(INITIAL), "not initialised");
}

#[test]
fn bounds_hold_for_any_input() {
    let max = U256::MAX;
    let up = adaptive_rate(max, max, max);
    assert_eq!(up, AdaptiveRate { avg_borrow_rate: word(4 * MAX), rate_at_target: word(MAX) });
    let down = adaptive_rate(U256::ZERO, n(1), max);
    assert_eq!(down, AdaptiveRate { avg_borrow_rate: word(MIN / 4), rate_at_target: word(MIN) });
    assert_eq!(borrow_rate(word(TARGET), max), word(MAX));
    assert_eq!(borrow_rate(word(TARGET), n(1)), word(MIN));
}

#[test]
fn utilization_is_a_share() {
    assert_eq!(utilization_wad(n(0), n(0)), n(0));
    assert_eq!(utilization_wad(n(5), n(0)), n(0));
    assert_eq!(utilization_wad(n(0), n(5)), n(0));
    assert_eq!(utilization_wad(n(2), n(3)), word(ONE * 2 / 3));
    assert_eq!(utilization_wad(n(3), n(3)), word(ONE));
    assert_eq!(utilization_wad(n(4), n(3)), word(ONE));
    assert_eq!(utilization_wad(U256::MAX - n(1), U256::MAX), word(ONE - 1));
}

proptest! {
    #[test]
    fn like_morpho(utilization in 0..=ONE, start in MIN..=MAX, elapsed in 0i128..YEAR, cut in 0u32..26) {
        assert_like_morpho(utilization, start, elapsed >> cut);
    }

    #[test]
    fn the_instantaneous_rate_is_the_curve(utilization in 0..=ONE, start in MIN..=MAX) {
        let exact = word(morpho::curve(start, morpho::error(utilization)));
        prop_assert_eq!(borrow_rate(word(utilization), word(start)), exact);
        prop_assert_eq!(ours(utilization, start, 0).avg_borrow_rate, exact);
    }

    #[test]
    fn more_utilization_is_never_cheaper(a in 0..=ONE, b in 0..=ONE, start in MIN..=MAX, elapsed in 0i128..YEAR) {
        let (low, high) = (ours(a.min(b), start, elapsed), ours(a.max(b), start, elapsed));
        prop_assert!(low.avg_borrow_rate <= high.avg_borrow_rate);
        prop_assert!(low.rate_at_target <= high.rate_at_target);
    }

    #[test]
    fn utilization_is_exact(borrowed in up_to(256), supplied in up_to(256)) {
        prop_assume!(borrowed <= supplied && !supplied.is_zero());
        prop_assert_eq!(big(utilization_wad(borrowed, supplied)), big(borrowed) * ONE.unsigned_abs() / big(supplied));
    }
}
