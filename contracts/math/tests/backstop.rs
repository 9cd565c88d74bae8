//! Conversions of a vault that can lose: against big numbers, and the attacks on rounding.

mod reference;

use ballast_math::{
    U256,
    shares::backstop::{VIRTUAL, backstop_to_assets_down, backstop_to_shares_down},
};
use proptest::prelude::*;
use reference::{big, fit, n, positive, quotient, up_to};

fn shares(assets: U256, s: U256, b: U256) -> U256 {
    backstop_to_shares_down(assets, s, b).expect("fits")
}

fn assets(shares: U256, s: U256, b: U256) -> U256 {
    backstop_to_assets_down(shares, s, b).expect("fits")
}

/// Totals as they can be: at most 2^24 shares for each asset, and none without the other.
fn totals() -> impl Strategy<Value = (U256, U256)> {
    (positive(112), any::<u64>(), 0..=24_usize).prop_map(|(assets, extra, bits)| {
        let most = assets << bits;
        let shares = (most - U256::from(extra) % most).max(U256::ONE);
        (shares, assets)
    })
}

proptest! {
    #[test]
    fn exact_at_full_width(x in up_to(112), s in up_to(128), b in up_to(112)) {
        let down = |numerator: U256, denominator: U256| {
            fit(&quotient(&(big(x) * big(numerator)), &big(denominator), false))
        };
        let (vs, vb) = (s + VIRTUAL, b + VIRTUAL);
        prop_assert_eq!(backstop_to_shares_down(x, s, b), down(vs, vb));
        let plain = if s.is_zero() { None } else { down(b, s) };
        let lesser = [down(vb, vs), plain].into_iter().flatten().min();
        prop_assert_eq!(backstop_to_assets_down(x, s, b), lesser, "the lesser of the two rates");
    }

    /// All shares are worth at most all assets, in whatever parts.
    #[test]
    fn what_is_worth_is_there((s, b) in totals(), part in any::<u64>()) {
        let some = s * U256::from(part) / n(1 << 64);
        prop_assert!(assets(some, s, b) + assets(s - some, s, b) <= b);
    }

    #[test]
    fn there_and_back_never_profits((s, b) in totals(), x in up_to(112)) {
        let got = shares(x, s, b);
        prop_assert!(assets(got, s, b) <= x);
        prop_assert!(got.is_zero() || assets(got, s + got, b + x) <= x, "nor with the totals that funding leaves");
        let some = x % s + U256::ONE;
        prop_assert!(shares(assets(some, s, b), s, b) <= some);
    }

    /// What a share is worth never falls by funding or leaving.
    #[test]
    fn funding_and_leaving_never_lower_the_rate((s, b) in totals(), x in up_to(112), held in any::<u64>()) {
        let others = s * U256::from(held) / n(1 << 64);
        let worth = assets(others, s, b);
        let got = shares(x, s, b);
        prop_assert!(assets(others, s + got, b + x) >= worth, "funding");
        let leaves = x % (s - others + U256::ONE);
        let paid = assets(leaves, s, b);
        prop_assert!(others.is_zero() || assets(others, s - leaves, b - paid) >= worth, "leaving");
        let (s, b) = (s + got, b + x);
        prop_assert!(b << 24 >= s, "the least rate stays");
    }

    /// A first funder of little and income for him alone: what a later one loses is a share's price at most, a
    /// millionth of the income, and the first cannot have more than that of it for each of his shares.
    #[test]
    fn the_first_funder_robs_a_millionth(first in positive(40), income in up_to(100), late in positive(110)) {
        let (s, b) = (first, first + income);
        prop_assert_eq!(shares(first, U256::ZERO, U256::ZERO), first);
        let price = (b + VIRTUAL) / (s + VIRTUAL) + U256::ONE;
        prop_assert!(price <= income / VIRTUAL + n(2));
        let got = shares(late, s, b);
        let (s, b) = (s + got, b + late);
        prop_assert!(late - assets(got, s, b) <= price + U256::ONE);
        prop_assert!(assets(first, s, b) <= first + first * (price + price));
    }

    /// After a loss, funding at the rate with virtual assets costs at most those.
    #[test]
    fn funding_after_a_loss_costs_at_most_the_virtual_assets((s, b) in totals(), late in positive(110)) {
        prop_assume!(b < s);
        let got = shares(late, s, b);
        let back = assets(got, s + got, b + late);
        prop_assert!(late - back <= VIRTUAL + n(2), "{}", late - back);
    }
}

#[test]
fn an_empty_vault_is_one_to_one() {
    let zero = U256::ZERO;
    assert_eq!(shares(n(5), zero, zero), n(5));
    assert_eq!(assets(n(7), n(7), n(7)), n(7));
    assert_eq!(assets(n(7), n(8), n(4)), n(3), "the plain rate after a loss");
    assert_eq!(assets(n(1), n(1), n(2_000_001)), n(2), "the virtual shares have their part");
}

#[test]
fn totals_that_do_not_fit_answer_none() {
    let (zero, max) = (U256::ZERO, U256::MAX);
    assert_eq!(backstop_to_shares_down(zero, max, zero), None);
    assert_eq!(backstop_to_shares_down(zero, zero, max), None);
    assert_eq!(backstop_to_assets_down(zero, zero, max), None);
    assert_eq!(backstop_to_assets_down(n(2), max, max - n(1)), None);
}
