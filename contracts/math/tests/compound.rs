//! Compounding against the exponential in big numbers.

mod reference;

use ballast_math::{
    U256,
    compound::{MAX_EXPONENT_WAD, RAY, WAD, growth_ray_down, interest_up},
};
use num_bigint::BigUint;
use num_rational::Ratio;
use proptest::prelude::*;
use reference::{EXP_BITS, big, exp, n, quotient, up_to, word};

const YEAR: u128 = 365 * 24 * 60 * 60;

/// 800 % a year, in wad per second: the highest rate of the curve.
const HIGHEST: u128 = 8 * reference::WAD / YEAR;

/// `2^400 * (e^x - 1)` for `x = rate * elapsed / 10^18`, at most 2^160 too low.
fn growth(rate: u128, elapsed: u128) -> BigUint {
    exp(&(BigUint::from(rate) * elapsed), &big(WAD)) - (BigUint::from(1u32) << EXP_BITS)
}

/// The documented bounds: `g * (1 - 2^-96) - 1.001 <= growth <= g`.
fn assert_bounds(rate: u128, elapsed: u128) -> Result<(), TestCaseError> {
    let answer = big(growth_ray_down(n(rate), n(elapsed)));
    let exact = growth(rate, elapsed) * big(RAY);
    let scaled = (&answer * 1000u32) << EXP_BITS;
    let slack = BigUint::from(1u32) << 260;
    prop_assert!(answer << EXP_BITS <= &exact + &slack, "rate {} elapsed {}: too high", rate, elapsed);
    let allowed = &exact - (&exact >> 96u32);
    let scaled = scaled + (BigUint::from(1001u32) << EXP_BITS) + slack;
    prop_assert!(scaled >= allowed * 1000u32, "rate {} elapsed {}: too low", rate, elapsed);
    Ok(())
}

#[test]
fn reference_vectors() {
    // e - 1 and e^(1/8) - 1, e^10 - 1, from published tables of e.
    let vectors = [
        (1_000_000, 1_718_281_828_459_045_235_360_287_471),
        (125_000, 133_148_453_066_826_316_829_007_227),
        (10_000_000, 22_025_465_794_806_716_516_957_900_645_284),
    ];
    for (micros, ray) in vectors {
        let answer = growth_ray_down(n(1_000_000_000_000), n(micros));
        let least = n(ray - 1 - (ray >> 96));
        assert!(answer <= n(ray) && answer >= least, "e^({micros} / 10^6): {answer}");
    }
    assert_eq!(growth_ray_down(n(0), n(YEAR)), n(0));
    assert_eq!(growth_ray_down(n(HIGHEST), n(0)), n(0));
}

#[test]
fn within_the_bounds_at_the_edges() {
    let eighth = 125_000_000_000_000_000;
    for exponent in [1, 2, eighth - 1, eighth, eighth + 1, 2 * eighth, 2 * eighth + 1, 96 * reference::WAD] {
        assert_bounds(exponent, 1).expect("in bounds");
    }
    for years in 1..=10 {
        assert_bounds(HIGHEST, years * YEAR).expect("in bounds");
    }
    // Ten years with leap days still do not saturate.
    assert!(n(HIGHEST * 3653 * 24 * 60 * 60) < MAX_EXPONENT_WAD);
}

#[test]
fn saturates_rather_than_fails() {
    assert_eq!(MAX_EXPONENT_WAD, n(96 * reference::WAD));
    let most = growth_ray_down(MAX_EXPONENT_WAD, n(1));
    assert!(growth_ray_down(MAX_EXPONENT_WAD - n(1), n(1)) < most);
    for (rate, elapsed) in [(MAX_EXPONENT_WAD, n(2)), (U256::MAX, U256::MAX), (U256::MAX, n(1))] {
        assert_eq!(growth_ray_down(rate, elapsed), most);
    }
    // A debt of 112 bits can carry even that.
    assert!(interest_up(U256::ONE << 112, growth_ray_down(n(HIGHEST), n(10 * YEAR))).is_some());
    assert_eq!(interest_up(U256::MAX, RAY + n(1)), None);
    assert_eq!(interest_up(U256::MAX, RAY), Some(U256::MAX));
}

/// One year in `touches` equal steps: the debt is at least `D * e^r * (1 - n * 2^-89)` and at most
/// `(D + n) * e^r`.
fn one_year(debt: u128, rate: u128, touches: u32) {
    let step = growth_ray_down(n(rate), n(YEAR / u128::from(touches)));
    let end = (0..touches).fold(n(debt), |owed, _| owed + interest_up(owed, step).expect("fits"));
    let factor = exp(&(BigUint::from(rate) * YEAR), &big(WAD));
    let end = big(end) << EXP_BITS;
    let most = (&factor + (BigUint::from(1u32) << 160)) * (debt + u128::from(touches));
    let exact = factor * debt;
    assert!(end <= most, "{debt} at {rate} in {touches}: too much");
    let least = &exact - ((&exact * touches) >> 89u32);
    assert!(end >= least, "{debt} at {rate} in {touches}: too little");
}

#[test]
fn a_year_is_a_year_in_however_many_touches() {
    for touches in [1, 12, 365, 31_536] {
        for rate in [1, reference::WAD / 1000 / YEAR, reference::WAD / 25 / YEAR, HIGHEST] {
            one_year(1_000_000 * reference::WAD, rate, touches);
        }
    }
    for touches in [1, 12, 365] {
        for debt in [1, 1_000_000, u128::MAX >> 16] {
            one_year(debt, HIGHEST, touches);
        }
    }
}

proptest! {
    #[test]
    fn within_the_bounds(rate in 0u128..2 * HIGHEST, elapsed in 0u128..5 * YEAR, cut in 0u32..30) {
        assert_bounds(rate, elapsed >> cut)?;
    }

    /// Time and rate only ever add.
    #[test]
    fn growth_is_monotone(rate in 0u128..HIGHEST, elapsed in 0u128..10 * YEAR, more in 0u128..YEAR) {
        let now = growth_ray_down(n(rate), n(elapsed));
        prop_assert!(now <= growth_ray_down(n(rate), n(elapsed + more)));
        prop_assert!(now <= growth_ray_down(n(rate + more), n(elapsed)));
    }

    #[test]
    fn interest_is_exact(debt in up_to(128), growth in up_to(200)) {
        let exact = quotient(&(big(debt) * big(growth)), &big(RAY), true);
        let answer = interest_up(debt, growth);
        prop_assert_eq!(answer, (exact.bits() <= 256).then(|| word(&exact)));
        // A debt that grows at all grows by at least one unit.
        prop_assert_eq!(answer == Some(n(0)), debt.is_zero() || growth.is_zero());
    }

    /// Touching more often earns nobody more than the roundings.
    #[test]
    fn two_touches_are_one(debt in 1u128..u128::MAX >> 16, rate in 0u128..HIGHEST, a in 0u128..YEAR, b in 0u128..YEAR) {
        let after = |owed: U256, elapsed| owed + interest_up(owed, growth_ray_down(n(rate), n(elapsed))).expect("fits");
        let (once, twice) = (after(n(debt), a + b), after(after(n(debt), a), b));
        let exact = Ratio::new(exp(&(BigUint::from(rate) * (a + b)), &big(WAD)), BigUint::from(1u32) << EXP_BITS);
        let per_unit: BigUint = exact.ceil().to_integer();
        // A unit of the first touch grows through the second; each touch may miss 10^-26 of it.
        let slack = per_unit.clone() * 2u32 + ((per_unit * debt) >> 85u32);
        prop_assert!(big(twice.max(once) - twice.min(once)) <= slack);
    }
}
