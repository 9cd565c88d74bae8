//! Liquidations: the sizes against exact fractions, and what no order of them may earn.

mod reference;

use ballast_math::{
    U256,
    health::value_up,
    liquidation::{bonus_allowed, bonus_wad_down},
};
use proptest::prelude::*;
use reference::{
    WAD,
    account::{Account, account, fraction, whole},
    big, n,
};

const PERCENT: u128 = WAD / 100;

/// 100 ether of debt against 110 units at a price of one, factor 90 %, health 0.99.
fn example() -> Account {
    Account {
        debt: n(100 * WAD),
        units: n(110 * WAD),
        others: n(0),
        price36: n(10u128.pow(36)),
        factor_bps: 9_000,
        max_bonus_bps: 500,
        h_star_wad: 95 * PERCENT,
        target_wad: 102 * PERCENT,
        min_debt: WAD,
    }
}

#[test]
fn a_liquidation_by_hand() {
    let liquidation = example().size(U256::MAX).expect("unhealthy");
    // A fifth of the way from 1 to 0.95, so a fifth of 5 %.
    assert_eq!(liquidation.bonus_wad, n(PERCENT));
    // (102 - 99) / (1.02 - 1.01 * 0.9) = 3 / 0.111 = 27.027.., up; times 1.01, down.
    assert_eq!(liquidation.repay, n(27_027_027_027_027_027_028));
    assert_eq!(liquidation.seize, n(27_297_297_297_297_297_298));
}

#[test]
fn what_is_willing_and_what_is_dust() {
    let account = example();
    let repay = |account: &Account, max: u128| account.size(n(max)).expect("unhealthy").repay;
    assert_eq!(repay(&account, 5 * WAD), n(5 * WAD));
    assert_eq!(repay(&account, 0), n(0));
    let dusty = Account { min_debt: 73 * WAD, ..account };
    assert_eq!(repay(&dusty, 100 * WAD), n(100 * WAD), "72.97 left is dust: all");
    assert!(repay(&dusty, 100 * WAD - 1) < n(28 * WAD), "all cannot be paid: as far as needed");
    let left = 100 * WAD - 27_027_027_027_027_027_028;
    let least = |min_debt| repay(&Account { min_debt, ..example() }, 100 * WAD);
    assert_eq!(least(left), n(100 * WAD - left), "exactly the least may stay");
    assert_eq!(least(left + 1), n(100 * WAD), "one wei less may not");
    let enough = Account { min_debt: 72 * WAD, ..dusty };
    assert!(repay(&enough, 100 * WAD) < n(28 * WAD), "72.97 left is enough");
}

#[test]
fn no_more_than_there_is() {
    let short = Account { units: n(10 * WAD), others: n(90 * WAD), ..example() };
    let liquidation = short.size(U256::MAX).expect("unhealthy");
    assert_eq!(liquidation.seize, n(10 * WAD));
    assert_eq!(liquidation.repay, n(9_900_990_099_009_900_991), "10 / 1.01, up");
    let none = Account { units: n(0), others: n(99 * WAD), ..example() };
    let liquidation = none.size(U256::MAX).expect("unhealthy");
    assert_eq!((liquidation.repay, liquidation.seize), (n(0), n(0)));
}

#[test]
fn nothing_to_liquidate() {
    let healthy = Account { units: n(100 * WAD * 10_000 / 9_000 + 1), ..example() };
    assert_eq!(healthy.weighted_value(), healthy.debt);
    assert_eq!(healthy.size(U256::MAX), None);
    assert_eq!(Account { debt: n(0), ..example() }.size(U256::MAX), None);
    assert_eq!(Account { price36: n(0), ..example() }.size(U256::MAX), None);
}

/// The setters rule it out; should it happen, debt can still be repaid.
#[test]
fn an_unreachable_target_takes_all() {
    let broken = Account { factor_bps: 9_000, max_bonus_bps: 5_000, others: n(0), ..example() };
    let sunk = Account { units: n(100 * WAD), ..broken };
    let liquidation = sunk.size(U256::MAX).expect("unhealthy");
    assert_eq!(liquidation.bonus_wad, n(50 * PERCENT));
    assert_eq!(liquidation.seize, sunk.units);
    assert_eq!(liquidation.repay, n(66_666_666_666_666_666_667));
}

#[test]
fn the_bonus_is_linear() {
    let bonus = |health: u128| bonus_wad_down(n(health), n(400), n(96 * PERCENT));
    assert_eq!(bonus(2 * WAD), n(0));
    assert_eq!(bonus(WAD), n(0));
    assert_eq!(bonus(WAD - 1), n(1));
    assert_eq!(bonus(99 * PERCENT), n(PERCENT));
    assert_eq!(bonus(97 * PERCENT), n(3 * PERCENT));
    assert_eq!(bonus(96 * PERCENT), n(4 * PERCENT));
    assert_eq!(bonus(0), n(4 * PERCENT));
    let third = bonus_wad_down(n(WAD - 1), n(400), n(WAD - 3));
    assert_eq!(third, n(4 * PERCENT / 3), "down");
    assert_eq!(bonus_wad_down(n(WAD - 1), n(400), n(WAD)), n(4 * PERCENT), "no range");
}

#[test]
fn the_setters_condition() {
    // 1.05 * 0.9 = 0.945.
    let allowed = |h_star| bonus_allowed(n(500), n(9_000), h_star);
    assert!(allowed(n(945 * PERCENT / 10)));
    assert!(!allowed(n(945 * PERCENT / 10 - 1)));
    assert!(allowed(n(WAD - 1)));
    assert!(!allowed(n(WAD)));
    assert!(!bonus_allowed(U256::MAX, n(9_000), n(WAD - 1)));
    assert!(!bonus_allowed(n(500), U256::MAX, n(WAD - 1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn strategy_obeys_the_setters(account in account()) {
        prop_assert!(bonus_allowed(n(account.max_bonus_bps), n(account.factor_bps), n(account.h_star_wad)));
    }

    /// The exact size, from fractions.
    #[test]
    fn sizes_are_exact(account in account(), cap in 0u128..=1_100) {
        let max_repay = n(big(account.debt).try_into().unwrap_or(0u128) / 1_000 * cap);
        let answer = account.size(max_repay).expect("unhealthy");
        let target = fraction(account.target_wad, WAD);
        let missing = whole(account.debt) * &target - whole(account.weighted_value());
        let needed = (missing / (target - account.weight(answer.bonus_wad))).ceil();
        let mut repay = needed.min(whole(account.debt)).min(whole(max_repay));
        let left = whole(account.debt) - &repay;
        if left < whole(n(account.min_debt)) && max_repay >= account.debt {
            repay = whole(account.debt);
        }
        let gross = whole(n(WAD) + answer.bonus_wad) / whole(n(WAD));
        let mut seize = (&repay * &gross / account.price()).floor();
        if seize > whole(account.units) {
            seize = whole(account.units);
            repay = (&seize * account.price() / &gross).ceil();
        }
        prop_assert_eq!((whole(answer.repay), whole(answer.seize)), (repay, seize));
        // The bonus is at most that of the exact health, and less by rounding only.
        let bonus = whole(n(account.max_bonus_bps)) / whole(n(10_000));
        let way = (fraction(WAD, WAD) - account.health()) / fraction(WAD - account.h_star_wad, WAD);
        let exact = &bonus * way.min(fraction(1, 1)) * whole(n(WAD));
        let given = whole(answer.bonus_wad);
        let digit = bonus * fraction(WAD, WAD - account.h_star_wad) + fraction(1, 1);
        prop_assert!(given <= exact && exact <= given + digit);
    }

    #[test]
    fn never_seized_beyond_the_bonus(account in account(), max_repay in 0u128..1 << 100) {
        let answer = account.size(n(max_repay)).expect("unhealthy");
        let gross = whole(n(WAD) + answer.bonus_wad) / whole(n(WAD));
        prop_assert!(whole(answer.seize) * account.price() <= whole(answer.repay) * gross);
        prop_assert!(answer.repay <= n(max_repay) && answer.repay <= account.debt);
        prop_assert!(answer.seize <= account.units);
        prop_assert!(answer.bonus_wad <= n(account.max_bonus_bps * (WAD / 10_000)));
        prop_assert!(value_up(answer.seize, account.price36).is_some());
    }

    /// In full and with enough units, health reaches the target but for one wei of weighted value,
    /// and no more than one wei of debt beyond it is repaid.
    #[test]
    fn a_full_liquidation_reaches_the_target(account in account()) {
        let account = Account { min_debt: 0, ..account };
        let answer = account.size(U256::MAX).expect("unhealthy");
        prop_assume!(answer.seize < account.units && answer.repay < account.debt);
        let after = account.after(answer);
        let target = fraction(account.target_wad, WAD);
        prop_assert!(whole(after.weighted_value() + n(1)) >= whole(after.debt) * &target);
        // With one wei less, and the units it buys, it would not have been reached.
        let unit = account.weight(answer.bonus_wad) * whole(answer.repay - n(1));
        let less = whole(account.weighted_value()) - unit;
        prop_assert!(less < whole(after.debt + n(1)) * target);
    }

    /// Above h*, health rises: strictly where the margin is worth a wei, else but for that wei.
    #[test]
    fn above_h_star_health_rises(account in account(), share in 1u128..=1_000) {
        let max_repay = account.debt * n(share) / n(1_000);
        let answer = account.size(max_repay).expect("unhealthy");
        let margin = account.health() - account.weight(answer.bonus_wad);
        let above = account.health() > fraction(account.h_star_wad, WAD);
        prop_assume!(above && !answer.repay.is_zero() && answer.repay < account.debt);
        prop_assert!(margin > fraction(0, 1));
        let after = account.after(answer);
        let grown = whole(after.weighted_value() + n(1)) / whole(after.debt);
        prop_assert!(grown > account.health());
        if whole(answer.repay) * margin > fraction(1, 1) {
            prop_assert!(after.health() > account.health());
        }
    }

    /// In two to four parts at unchanged prices, a liquidation earns no more than at once: strictly
    /// so where the bonus did not rise, and otherwise but for the rounding that the module states.
    #[test]
    fn parts_earn_no_more(account in account(), shares in proptest::collection::vec(1u128..=1_000, 1..=3)) {
        let mut current = account.clone();
        let (mut earned, mut repaid, mut bonuses) = (fraction(0, 1), n(0), vec![]);
        for share in shares.iter().map(|share| account.debt * n(*share) / n(1_000)).chain([U256::MAX]) {
            let Some(part) = current.size(share) else { break };
            earned += current.profit(part);
            repaid += part.repay;
            bonuses.push(part.bonus_wad);
            current = current.after(part);
        }
        let once = account.size(repaid).expect("unhealthy");
        // The parts may repay more than once would be let to; what counts is the bonus per wei.
        let bonus = whole(once.bonus_wad) / whole(n(WAD));
        let most = whole(repaid) * bonus;
        if bonuses.iter().all(|part| *part <= once.bonus_wad) {
            prop_assert!(earned <= most);
        } else {
            let max_bonus = fraction(account.max_bonus_bps, 10_000);
            let excess = max_bonus / fraction(WAD - account.h_star_wad, WAD);
            let parts = fraction(bonuses.len() as u128, 1) + whole(repaid) / whole(n(WAD));
            prop_assert!(earned <= most + excess * parts, "the bonuses were {:?}", bonuses);
        }
    }

    /// Seized at once, in full, or in two equal halves of real size: the bonus never rises.
    #[test]
    fn the_bonus_never_rises_over_parts_of_size(account in account(), share in 1u128..=999) {
        let first = account.size(account.debt * n(share) / n(1_000)).expect("unhealthy");
        let margin = account.health() - account.weight(first.bonus_wad);
        prop_assume!(whole(first.repay) * &margin > fraction(1, 1));
        if let Some(second) = account.after(first).size(U256::MAX) {
            prop_assert!(second.bonus_wad <= first.bonus_wad);
        }
    }
}
