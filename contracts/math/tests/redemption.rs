//! The redemption fee against the integral by trapezoids, and against splitting.

mod reference;

use ballast_math::{
    U256, Uint,
    redemption::{FEE_SCALE, MAX_FEE_PPM, redemption_fee_up},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use reference::{big, n, small, up_to, word};

type Ratio = num_rational::Ratio<i64>;

/// The greatest stored amount, 112 bits.
fn greatest() -> U256 {
    (U256::ONE << 112) - U256::ONE
}

fn fee_ppm(gross: U256, buffer: U256, target: U256, fee_min: u64, fee_max: u64) -> Option<U256> {
    let (fee_min, fee_max) = (U256::from(fee_min), U256::from(fee_max));
    redemption_fee_up(gross, buffer, target, fee_min, fee_max, FEE_SCALE)
}

fn fee_small([gross, buffer, target]: [u64; 3], [fee_min, fee_max, scale]: [u64; 3]) -> Option<Uint<16, 1>> {
    redemption_fee_up(small(gross), small(buffer), small(target), small(fee_min), small(fee_max), small(scale))
}

/// The marginal fee at a level of the buffer.
fn marginal(level: i64, target: i64, fee_min: i64, fee_max: i64) -> Ratio {
    let missing = if level >= target { Ratio::from(0) } else { Ratio::new(target - level, target) };
    Ratio::from(fee_min) + missing * (fee_max - fee_min)
}

/// The integral: it is linear between the integers, so unit trapezoids are exact.
fn integral(from: i64, to: i64, target: i64, fee_min: i64, fee_max: i64) -> Ratio {
    (from..to)
        .map(|x| {
            let ends = marginal(x, target, fee_min, fee_max) + marginal(x + 1, target, fee_min, fee_max);
            ends / 2
        })
        .sum()
}

fn fees() -> impl Iterator<Item = [u64; 3]> {
    (1..6).flat_map(|scale| (0..=scale).flat_map(move |max| (0..=max).map(move |min| [min, max, scale])))
}

#[test]
fn every_small_fee_is_the_integral() {
    let amounts = (0..9u64).flat_map(|b| (0..=b).flat_map(move |g| (0..9u64).map(move |t| [g, b, t])));
    for [gross, buffer, target] in amounts {
        for [fee_min, fee_max, scale] in fees() {
            let [g, b, t, lo, hi, s] = [gross, buffer, target, fee_min, fee_max, scale].map(|x| x as i64);
            let exact = (integral(b - g, b, t, lo, hi) / s).ceil().to_integer();
            let answer = fee_small([gross, buffer, target], [fee_min, fee_max, scale]);
            let context = format!("{gross} of {buffer}, target {target}, {fee_min}..{fee_max} / {scale}");
            assert_eq!(answer, Some(small(exact as u64)), "{context}");
            assert!(exact <= g, "{context}");
        }
    }
}

#[test]
fn no_small_split_is_cheaper() {
    for (buffer, target) in (0..9).flat_map(|b| (0..9).map(move |t| (b, t))) {
        for (first, second) in (0..=buffer).flat_map(|x| (0..=buffer - x).map(move |y| (x, y))) {
            for rates in fees() {
                let at = |gross, buffer| fee_small([gross, buffer, target], rates).expect("fits");
                let once = at(first + second, buffer);
                let split = at(first, buffer) + at(second, buffer - first);
                assert!(once <= split && split <= once + Uint::ONE, "{first} {second} {buffer} {target}");
            }
        }
    }
}

#[test]
fn refuses_what_makes_no_sense() {
    assert_eq!(fee_small([2, 1, 1], [0, 1, 1]), None, "more than the buffer");
    assert_eq!(fee_small([1, 1, 1], [2, 1, 3]), None, "least above greatest");
    assert_eq!(fee_small([1, 1, 1], [1, 3, 2]), None, "more than all");
    assert_eq!(fee_small([1, 1, 1], [0, 0, 0]), None, "no scale");
    assert_eq!(fee_small([1, 1, 0], [0, 0, 0]), None, "no scale and no target");
    assert_eq!(fee_small([200, 200, 200], [1, 1, 1]), None, "the numerator does not fit");
    assert_eq!(fee_ppm(U256::MAX, U256::MAX, U256::MAX, 0, 0), None, "2 * target does not fit");
}

#[test]
fn known_fees() {
    let ether = n(reference::WAD);
    // At or above the target, the least fee; with no target, everywhere.
    assert_eq!(fee_ppm(ether, ether * n(101), ether * n(100), 500, 10_000), Some(n(500_000_000_000_000)));
    assert_eq!(fee_ppm(ether, ether, U256::ZERO, 500, 10_000), Some(n(500_000_000_000_000)));
    // The whole of a full buffer pays the mean of the two.
    assert_eq!(fee_ppm(ether * n(100), ether * n(100), ether * n(100), 0, 10_000), Some(ether / n(2)));
    // The last wei pays just under the greatest fee, rounded up.
    assert_eq!(fee_ppm(n(1), n(1), ether, 0, 10_000), Some(n(1)));
    assert_eq!(fee_ppm(n(0), n(1), ether, 500, 10_000), Some(n(0)));
    assert_eq!(MAX_FEE_PPM * n(100), FEE_SCALE);
}

#[test]
fn the_widest_stored_quantities_fit() {
    let all = greatest();
    let fee = |buffer, target, min| fee_ppm(all, buffer, target, min, (1 << 14) - 1);
    assert!(fee(all, all, 0).is_some());
    assert!(fee(all, U256::ONE, (1 << 14) - 1).is_some());
    assert!(fee(all, all, (1 << 14) - 1).is_some());
}

proptest! {
    #[test]
    fn the_fee_is_exact(
        x in up_to(112), y in up_to(112), target in up_to(112), min in 0u64..=10_000, more in 0u64..=10_000,
    ) {
        let (gross, buffer, max) = (x.min(y), x.max(y), (min + more).min(10_000));
        let whole = |word: U256| BigRational::from(BigInt::from(big(word)));
        let (min_r, range) = (whole(n(min.into())), whole(n((max - min).into())));
        let (after, full) = (buffer - gross, target);
        // The flat part, and the mean of the marginal fee at both ends of what is below the target.
        let (lo, hi) = (whole(after.min(full)), whole(buffer.min(full)));
        let mut exact = whole(gross) * min_r;
        if !target.is_zero() {
            let missing = |level: &BigRational| (whole(target) - level) / whole(target);
            exact += (&hi - &lo) * range * (missing(&lo) + missing(&hi)) / whole(n(2));
        }
        let exact = (exact / whole(FEE_SCALE)).ceil().to_integer();
        let answer = fee_ppm(gross, buffer, target, min, max);
        prop_assert_eq!(answer, Some(word(exact.magnitude())));
        prop_assert!(answer <= Some(gross));
    }

    #[test]
    fn no_split_is_cheaper(x in up_to(110), y in up_to(110), z in up_to(110), target in up_to(112)) {
        let buffer = x + y + z;
        let at = |gross, buffer| fee_ppm(gross, buffer, target, 300, 10_000).expect("fits");
        let (once, split) = (at(x + y, buffer), at(x, buffer) + at(y, buffer - x));
        prop_assert!(once <= split && split <= once + n(1));
    }

    /// More costs no less, and a fuller buffer is no dearer.
    #[test]
    fn monotone(gross in up_to(111), more in up_to(100), buffer in up_to(111), target in up_to(112)) {
        let gross = gross.min(buffer);
        let at = |gross, buffer| fee_ppm(gross, buffer, target, 300, 10_000).expect("fits");
        prop_assert!(at(gross, buffer + more) <= at(gross, buffer));
        prop_assert!(at(gross, buffer + more) <= at(gross + more, buffer + more));
    }
}
