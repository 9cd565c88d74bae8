//! Interest over a year at a constant rate, in touches at any time: the bound that `interest_up` states.

mod reference;

use ballast_math::{
    U256,
    compound::{WAD, growth_ray_down, interest_up},
};
use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{EXP_BITS, big, exp, n};

const YEAR: u32 = 365 * 24 * 60 * 60;

/// 800 % a year, in wad per second: the highest rate of the curve.
const HIGHEST: u64 = 8 * 1_000_000_000_000_000_000 / YEAR as u64;

/// What is owed at the end of a year that is touched at these seconds of it and at its end, and how often it was.
fn touched(debt: U256, rate: u64, mut at: Vec<u32>) -> (U256, usize) {
    at.push(YEAR);
    at.sort_unstable();
    at.dedup();
    let mut last = 0;
    let owed = at.iter().fold(debt, |owed, now| {
        let growth = growth_ray_down(U256::from(rate), U256::from(now - last));
        last = *now;
        owed + interest_up(owed, growth).expect("fits")
    });
    (owed, at.len())
}

/// `D * e^r * (1 - n * 2^-89) <= owed <= (D + n) * e^r`.
fn assert_bound(debt: u128, rate: u64, at: Vec<u32>) -> Result<(), TestCaseError> {
    let (owed, touches) = touched(n(debt), rate, at);
    let factor = exp(&(BigUint::from(rate) * YEAR), &big(WAD)); // at most 2^160 too low
    let owed = big(owed) << EXP_BITS;
    let most = (&factor + (BigUint::from(1u32) << 160)) * (BigUint::from(debt) + touches);
    prop_assert!(owed <= most, "{} at {} in {}: too much", debt, rate, touches);
    let exact = factor * debt;
    let least = &exact - ((&exact * touches) >> 89u32);
    prop_assert!(owed >= least, "{} at {} in {}: too little", debt, rate, touches);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn in_touches_at_any_time(
        debt in 1u128..1 << 96, cut in 0u32..96, rate in 0..=HIGHEST, slower in 0u32..40,
        at in proptest::collection::vec(1..=YEAR, 0..200),
    ) {
        assert_bound((debt >> cut).max(1), rate >> slower, at)?;
    }

    /// Thousands of touches within minutes, and none for the rest of the year.
    #[test]
    fn in_a_burst(debt in 1u128..1 << 96, rate in 0..=HIGHEST, start in 1..YEAR / 2, count in 1u32..3_000) {
        assert_bound(debt, rate, (start..start + count).collect())?;
    }
}
