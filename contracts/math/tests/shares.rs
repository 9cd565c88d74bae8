//! Conversions: exhaustive at small widths, and the attacks on rounding.

mod reference;

use ballast_math::{
    U256, Uint,
    shares::{to_assets_down, to_assets_up, to_shares_down, to_shares_up},
    vault::{
        VIRTUAL_ASSETS, VIRTUAL_SHARES, vault_to_assets_down, vault_to_assets_up, vault_to_shares_down,
        vault_to_shares_up,
    },
};
use proptest::prelude::*;
use reference::{all, big, fit, n, positive, quotient, small, up_to};

type Word = Uint<5, 1>;

fn inputs() -> impl Iterator<Item = (u64, u64, u64)> {
    all::<5>().flat_map(|x| all::<5>().flat_map(move |s| all::<5>().map(move |a| (x, s, a))))
}

fn up_and_down(x: u64, numerator: u64, denominator: u64) -> [Option<Word>; 2] {
    let exists = denominator != 0 && x * numerator < 32;
    [exists.then(|| small(x * numerator / denominator)), exists.then(|| small((x * numerator).div_ceil(denominator)))]
}

#[test]
fn every_small_conversion() {
    for (x, s, a) in inputs() {
        let (x_word, shares, assets) = (small(x), small(s), small(a));
        let to_shares = [to_shares_down(x_word, shares, assets), to_shares_up(x_word, shares, assets)];
        assert_eq!(to_shares, up_and_down(x, s, a), "{x} assets at {a} / {s}");
        let to_assets = [to_assets_down(x_word, shares, assets), to_assets_up(x_word, shares, assets)];
        assert_eq!(to_assets, up_and_down(x, a, s), "{x} shares at {a} / {s}");
    }
}

/// Whatever is minted or burned, what is left is worth no less per share.
#[test]
fn no_small_mint_or_burn_lowers_the_rate() {
    for (x, s, a) in inputs().filter(|&(_, s, a)| s != 0 && a != 0) {
        let ([x8, s8, a8], rate_kept) = ([x, s, a].map(small::<16, 1>), |a2: u64, s2: u64| a2 * s >= a * s2);
        let value = |word: Option<Uint<16, 1>>| word.expect("fits").to::<u64>();
        assert!(rate_kept(a + x, s + value(to_shares_down(x8, s8, a8))), "deposit {x} at {a} / {s}");
        assert!(rate_kept(a + value(to_assets_up(x8, s8, a8)), s + x), "mint {x} at {a} / {s}");
        if x <= s {
            assert!(rate_kept(a - value(to_assets_down(x8, s8, a8)), s - x), "redeem {x} at {a} / {s}");
        }
        let burned = value(to_shares_up(x8, s8, a8));
        if x <= a && burned <= s {
            assert!(rate_kept(a - x, s - burned), "withdraw {x} at {a} / {s}");
        }
    }
}

proptest! {
    #[test]
    fn exact_at_full_width(x in up_to(128), s in up_to(128), a in up_to(128)) {
        let check = |answer: Option<U256>, numerator: U256, denominator: U256, up: bool| {
            let exact = (!denominator.is_zero())
                .then(|| quotient(&(big(x) * big(numerator)), &big(denominator), up));
            prop_assert_eq!(answer, exact.as_ref().and_then(fit));
            Ok(())
        };
        check(to_shares_down(x, s, a), s, a, false)?;
        check(to_shares_up(x, s, a), s, a, true)?;
        check(to_assets_down(x, s, a), a, s, false)?;
        check(to_assets_up(x, s, a), a, s, true)?;
        let (vs, va) = (s + VIRTUAL_SHARES, a + VIRTUAL_ASSETS);
        if x.bit_len() < 127 {
            check(vault_to_shares_down(x, s, a), vs, va, false)?;
            check(vault_to_shares_up(x, s, a), vs, va, true)?;
            check(vault_to_assets_down(x, s, a), va, vs, false)?;
            check(vault_to_assets_up(x, s, a), va, vs, true)?;
        }
    }

    #[test]
    fn there_and_back_never_profits(x in up_to(112), s in up_to(112), a in up_to(112)) {
        let shares = vault_to_shares_down(x, s, a).expect("fits");
        // Shares of more than 128 bits, at absurd rates, are not stored.
        let shares = shares.min((U256::ONE << 128) - U256::ONE);
        prop_assert!(vault_to_assets_down(shares, s, a).expect("fits") <= x);
        // Not even with the totals that the deposit leaves behind.
        prop_assert!(vault_to_assets_down(shares, s + shares, a + x).expect("fits") <= x);
        let assets = vault_to_assets_down(x, s, a).expect("fits");
        prop_assert!(vault_to_shares_down(assets, s, a).expect("fits") <= x);
        // Paying for shares costs at least what they bring.
        prop_assert!(vault_to_assets_up(x, s, a) >= vault_to_assets_down(x, s, a));
        prop_assert!(vault_to_shares_up(x, s, a) >= vault_to_shares_down(x, s, a));
    }

    /// The first depositor donates to round the second one down. What the victim loses is at most a
    /// millionth of the donation and a unit, and the attacker does not get it back.
    #[test]
    fn inflating_an_empty_vault_loses(first in positive(80), gift in up_to(100), victim in positive(100)) {
        let fits = |word: Option<U256>| word.expect("fits");
        let zero = U256::ZERO;
        let attacker = fits(vault_to_shares_down(first, zero, zero));
        let inflated = first + gift;
        let got = fits(vault_to_shares_down(victim, attacker, inflated));
        let (shares, assets) = (attacker + got, inflated + victim);
        prop_assert!(fits(vault_to_assets_down(attacker, shares, assets)) <= first + gift);
        let back = fits(vault_to_assets_down(got, shares, assets));
        let price = inflated / (attacker + VIRTUAL_SHARES);
        prop_assert!(victim - back <= price + n(2), "lost {} at a price of {}", victim - back, price);
        prop_assert!(price <= first + gift / VIRTUAL_SHARES);
    }
}

#[test]
fn an_empty_vault_has_the_rate_of_the_offset() {
    let zero = U256::ZERO;
    assert_eq!(vault_to_shares_down(n(5), zero, zero), Some(n(5_000_000)));
    assert_eq!(vault_to_assets_down(n(5_999_999), zero, zero), Some(n(5)));
    assert_eq!(vault_to_assets_up(n(5_000_001), zero, zero), Some(n(6)));
    assert_eq!(vault_to_shares_up(n(1), n(1), zero), Some(n(1_000_001)));
}

#[test]
fn totals_that_do_not_fit_answer_none() {
    let max = U256::MAX;
    assert_eq!(vault_to_shares_down(n(0), max, n(0)), None);
    assert_eq!(vault_to_shares_up(n(0), max, n(0)), None);
    assert_eq!(vault_to_assets_down(n(0), n(0), max), None);
    assert_eq!(vault_to_assets_up(n(0), n(0), max), None);
}
