//! The cap on a rate's growth and the average of a market, against exact fractions.

mod reference;

use ballast_math::{
    U256,
    price::{applied, average_down, rate_cap_down},
};
use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{EXP_BITS, big, exp, n, up_to};

const YEAR: u64 = 365 * 24 * 60 * 60;
const HOUR: u64 = 3_600;

/// 1.0 of a ratio.
fn one() -> U256 {
    n(10u128.pow(13))
}

fn after(average: U256, applied: U256, elapsed: u64, tau: u64) -> U256 {
    average_down(average, applied, U256::from(elapsed), U256::from(tau)).unwrap()
}

#[test]
fn the_cap_grows_linearly() {
    let snapshot = n(10u128.pow(27));
    let cap = |bps: u64, secs: u64| rate_cap_down(snapshot, U256::from(bps), U256::from(secs));
    assert_eq!(cap(1_000, 0), snapshot);
    assert_eq!(cap(1_000, YEAR), n(11 * 10u128.pow(26)));
    assert_eq!(cap(1_000, 2 * YEAR), n(12 * 10u128.pow(26)));
    assert_eq!(cap(0, YEAR), snapshot);
    assert_eq!(rate_cap_down(U256::MAX, n(10_000), U256::MAX), U256::MAX);
    assert_eq!(rate_cap_down(U256::ZERO, n(10_000), n(1)), U256::ZERO);
}

#[test]
fn no_time_changes_nothing_and_much_time_everything() {
    for (average, price) in [(one(), n(7)), (n(7), one()), (one(), one())] {
        assert_eq!(after(average, price, 0, HOUR), average);
        let end = after(average, price, 1_000 * HOUR, HOUR);
        assert!(end.abs_diff(price) <= n(1), "{end} {price}");
    }
    assert_eq!(average_down(one(), one(), n(1), U256::ZERO), None);
}

#[test]
fn one_time_constant_leaves_one_part_in_e() {
    // 1 - 1/e = 0.6321205588285577
    assert_eq!(after(U256::ZERO, one(), HOUR, HOUR), n(6_321_205_588_285));
    assert_eq!(after(one(), U256::ZERO, HOUR, HOUR), n(3_678_794_411_714));
}

#[test]
fn a_wick_between_two_samples_weighs_nothing() {
    let (mut average, mut last) = (one(), one());
    for spot in [one(), one() / n(4), one(), one()] {
        average = after(average, applied(last, spot), 60, HOUR);
        last = spot;
        assert_eq!(average, one());
    }
}

proptest! {
    #[test]
    fn the_cap_is_its_fraction(snapshot in up_to(128), bps in up_to(16), elapsed in up_to(40)) {
        let exact = big(snapshot) + big(snapshot) * big(bps) * big(elapsed) / (10_000u64 * BigUint::from(YEAR));
        prop_assert_eq!(big(rate_cap_down(snapshot, bps, elapsed)), exact);
    }

    /// Between what it was and what is applied, and within a unit of the exact average.
    #[test]
    fn the_average_is_exact_to_a_unit(
        average in up_to(48), price in up_to(48), elapsed in 0u64..10 * YEAR, tau in 1u64..30 * 86_400,
    ) {
        let result = after(average, price, elapsed, tau);
        prop_assert!(result >= average.min(price).saturating_sub(n(1)) && result <= average.max(price));
        let wad = BigUint::from(10u128.pow(18));
        let exponent = (BigUint::from(elapsed) * &wad / tau).min(BigUint::from(96u32) * &wad);
        let growth = exp(&exponent, &wad);
        let distance = (big(average.abs_diff(price)) << EXP_BITS) / growth;
        let exact = if average >= price { big(price) + distance } else { big(price) - distance };
        let result = big(result);
        let off = if result > exact { &result - &exact } else { &exact - &result };
        prop_assert!(off <= BigUint::from(1u32), "{result} {exact}");
    }

    /// Samples in between change the average by rounding alone.
    #[test]
    fn samples_of_the_same_price_change_nothing(
        average in up_to(48), price in up_to(48), first in 0u64..86_400, second in 0u64..86_400, tau in 60u64..86_400,
    ) {
        let twice = after(after(average, price, first, tau), price, second, tau);
        let once = after(average, price, first + second, tau);
        prop_assert!(twice.abs_diff(once) <= n(2), "{twice} {once}");
    }
}
