//! Values and health against big numbers.

mod reference;

use ballast_math::{
    U256,
    health::{BPS, PRICE_SCALE, health_wad_down, value_down, value_up, weighted_value_down},
};
use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{WAD, big, fit, n, positive, quotient, up_to};

fn ten_to(exponent: u32) -> BigUint {
    BigUint::from(10u32).pow(exponent)
}

#[test]
fn scales() {
    assert_eq!(big(PRICE_SCALE), ten_to(36));
    assert_eq!(big(BPS), ten_to(4));
    // One unit at the price 10^36 and the factor 100 %.
    assert_eq!(weighted_value_down(n(1), PRICE_SCALE, BPS), Some(n(1)));
    assert_eq!(weighted_value_down(n(1), PRICE_SCALE - n(1), BPS), Some(n(0)));
    assert_eq!(value_up(n(1), n(1)), Some(n(1)));
    assert_eq!(value_down(n(1), PRICE_SCALE * n(2) - n(1)), Some(n(1)));
}

#[test]
fn health_of_round_numbers() {
    assert_eq!(health_wad_down(n(3), n(2)), n(WAD * 3 / 2));
    assert_eq!(health_wad_down(n(1), n(3)), n(WAD / 3));
    assert_eq!(health_wad_down(n(0), n(3)), n(0));
    assert_eq!(health_wad_down(n(0), n(0)), U256::MAX);
    assert_eq!(health_wad_down(n(7), n(0)), U256::MAX);
    assert_eq!(health_wad_down(U256::MAX, n(1)), U256::MAX);
}

proptest! {
    #[test]
    fn values_are_exact(units in up_to(256), price in up_to(256)) {
        let product = big(units) * big(price);
        prop_assert_eq!(value_down(units, price), fit(&quotient(&product, &ten_to(36), false)));
        prop_assert_eq!(value_up(units, price), fit(&quotient(&product, &ten_to(36), true)));
    }

    /// One rounding only, and every price of 192 bits fits.
    #[test]
    fn weighted_values_are_exact(units in up_to(256), price in up_to(192), factor in 0u32..=10_000) {
        let product = big(units) * big(price) * factor;
        let exact = quotient(&product, &ten_to(40), false);
        prop_assert_eq!(weighted_value_down(units, price, U256::from(factor)), fit(&exact));
    }

    /// Two accounts never gain value by being one, and one gains at most a wei by being split in two.
    #[test]
    fn splitting_units_gains_nothing(a in up_to(112), b in up_to(112), price in up_to(140), factor in 0u32..=10_000) {
        let value = |units| weighted_value_down(units, price, U256::from(factor)).expect("fits");
        let (parts, whole) = (value(a) + value(b), value(a + b));
        prop_assert!(parts <= whole && whole <= parts + n(1));
    }

    #[test]
    fn health_is_exact(value in up_to(128), debt in positive(128)) {
        let exact = quotient(&(big(value) * WAD), &big(debt), false);
        prop_assert_eq!(big(health_wad_down(value, debt)), exact);
        // Healthy by the rounded number exactly where healthy by the amounts.
        prop_assert_eq!(health_wad_down(value, debt) >= n(WAD), value >= debt);
    }
}
