//! Fee shares and the high-water mark, exhaustively at small widths.

mod reference;

use ballast_math::{
    U256, Uint,
    protocol_fee::{fee_shares_down, pay_deficit, portion_down, shrink_deficit_up},
};
use proptest::prelude::*;
use reference::{all, big, n, positive, quotient, small, up_to, word};

fn triples() -> impl Iterator<Item = (u64, u64, u64)> {
    all::<5>().flat_map(|x| all::<5>().flat_map(move |y| all::<5>().map(move |z| (x, y, z))))
}

/// The rate that holders see does not fall by the mint, and one more share would make it fall.
#[test]
fn every_small_fee_mint_keeps_the_rate() {
    for (fee, shares, assets) in triples() {
        let answer = fee_shares_down::<16, 1>(small(fee), small(shares), small(assets));
        if assets == 0 {
            assert_eq!(answer, None);
            continue;
        }
        let minted = answer.expect("fits").to::<u64>();
        let kept = |minted: u64| (assets + fee) * shares >= assets * (shares + minted);
        assert!(kept(minted) && !kept(minted + 1), "fee {fee} at {assets} / {shares}");
    }
}

#[test]
fn every_small_deficit() {
    for (deficit, shares, before) in triples() {
        let answer = shrink_deficit_up::<16, 1>(small(deficit), small(shares), small(before));
        let exact = if shares >= before { deficit } else { (deficit * shares).div_ceil(before) };
        assert_eq!(answer, Some(small(exact)), "{deficit} * {shares} / {before}");
    }
    for (gain, deficit) in all::<8>().flat_map(|g| all::<8>().map(move |d| (g, d))) {
        let (taxable, left) = pay_deficit::<8, 1>(small(gain), small(deficit));
        let paid = gain.min(deficit);
        assert_eq!((taxable, left), (small(gain - paid), small(deficit - paid)));
    }
}

#[test]
fn every_small_portion() {
    for (amount, numerator, scale) in triples() {
        let answer = portion_down::<5, 1>(small(amount), small(numerator), small(scale));
        let exists = scale != 0 && amount * numerator < 32;
        assert_eq!(answer, exists.then(|| small(amount * numerator / scale)));
    }
    assert_eq!(portion_down(Uint::<5, 1>::MAX, Uint::MAX, Uint::MAX), None);
}

#[test]
fn words_that_do_not_fit_answer_none() {
    let max = U256::MAX;
    assert_eq!(fee_shares_down(max, n(2), max), None);
    assert_eq!(shrink_deficit_up(max, n(2), n(3)), None);
    assert_eq!(shrink_deficit_up(max, n(3), n(3)), Some(max));
}

proptest! {
    /// A loss and an equal gain later leave nothing to tax, whatever way the gain comes in.
    #[test]
    fn no_fee_below_the_high_water_mark(deficit in up_to(112), first in up_to(112), second in up_to(112)) {
        let (taxed_first, left) = pay_deficit(first, deficit);
        let (taxed_second, left) = pay_deficit(second, left);
        let (at_once, left_at_once) = pay_deficit(first + second, deficit);
        prop_assert_eq!((taxed_first + taxed_second, left), (at_once, left_at_once));
        prop_assert_eq!(at_once, (first + second).saturating_sub(deficit));
    }

    /// The deficit never grows, and leaving in steps costs the others at most a wei per step.
    #[test]
    fn a_deficit_shrinks_with_the_shares(deficit in up_to(112), a in positive(112), b in positive(112), c in positive(112)) {
        let mut shares = [a, b, c];
        shares.sort_by(|x, y| y.cmp(x));
        let [all, some, few] = shares;
        let once = shrink_deficit_up(deficit, few, all).expect("fits");
        let half = shrink_deficit_up(deficit, some, all).expect("fits");
        let steps = shrink_deficit_up(half, few, some).expect("fits");
        prop_assert!(once <= half && half <= deficit);
        prop_assert!(once <= steps && steps <= once + n(1));
        prop_assert_eq!(once, word(&quotient(&(big(deficit) * big(few)), &big(all), true)));
    }

    #[test]
    fn fee_shares_are_exact(fee in up_to(112), shares in up_to(128), assets in positive(112)) {
        let exact = word(&quotient(&(big(fee) * big(shares)), &big(assets), false));
        prop_assert_eq!(fee_shares_down(fee, shares, assets), Some(exact));
        prop_assert_eq!(portion_down(fee, shares, assets), Some(exact));
    }
}
