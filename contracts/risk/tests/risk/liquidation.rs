//! `liquidation`: how much, for what, and what is bad debt.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, FeedMode};
use motsu::prelude::*;

/// What is answered, in the order of the interface.
type Answer = (U256, U256, U256, bool);

fn answer(w: &World, holdings: &[U256], asked: Asked) -> Answer {
    let answer = w.liquidate(holdings, asked).motsu_unwrap();
    (answer.repay, answer.seize, answer.healthWad, answer.exhausted)
}

/// 110 ether of blETH against 100 of debt.
fn example() -> (World, [U256; 1]) {
    (World::with_lst(), [holding(0, shares(110))])
}

#[test]
fn by_hand() {
    let (w, held) = example();
    let (repay, seize, health, exhausted) = answer(&w, &held, all(ether(100), 0));
    assert_eq!((health, exhausted), (n(99 * WAD / 100), false));
    // A quarter of the way from 1 to 0.96, so a quarter of 4 %: (103 - 99) / (1.03 - 1.01 * 0.9) = 4 / 0.121, up.
    assert_eq!(repay, n(33_057_851_239_669_421_488));
    // Times 1.01, in shares.
    assert_eq!(seize, n(33_388_429_752_066_115_702_880_000_000));
    let after = w.health(&[holding(0, shares(110) - seize)], ether(100) - repay).motsu_unwrap();
    assert_eq!(after, n(TARGET - 1), "to the target, but for the wei that the weighted value lost to rounding");
}

#[test]
fn as_far_as_the_caller_is_willing() {
    let (w, held) = example();
    let asked = |max| Asked { max_repay: max, ..all(ether(100), 0) };
    let (repay, seize, _, exhausted) = answer(&w, &held, asked(ether(5)));
    assert_eq!((repay, seize, exhausted), (ether(5), shares(505) / n(100), false));
    assert_eq!(answer(&w, &held, asked(n(1))), (n(1), n(1_010_000_000), n(99 * WAD / 100), false));
    assert_eq!(answer(&w, &held, asked(n(0))), (n(0), n(0), n(99 * WAD / 100), false));
}

#[test]
fn all_of_it_where_less_than_the_least_debt_would_be_left() {
    let (w, held) = example();
    let asked = |max, least| Asked { max_repay: max, min_debt: least, ..all(ether(100), 0) };
    let partial = answer(&w, &held, all(ether(100), 0));
    // 66.9 would be left.
    assert_eq!(answer(&w, &held, asked(U256::MAX, ether(66))), partial);
    let (repay, seize, _, exhausted) = answer(&w, &held, asked(U256::MAX, ether(67)));
    assert_eq!((repay, seize, exhausted), (ether(100), shares(101), false));
    assert_eq!(answer(&w, &held, asked(ether(100), ether(67))).0, ether(100));
    assert_eq!(answer(&w, &held, asked(ether(100) - n(1), ether(67))), partial, "all cannot be paid");
}

#[test]
fn no_more_than_there_is() {
    let w = World::with_lst();
    w.list_plain(&w.gold, &w.gold_feed, 90_000_000);
    // 9 + 76.5 over 90: under h*, so 4 %.
    let held = [holding(0, shares(10)), holding(1, ether(100))];
    let (repay, seize, health, exhausted) = answer(&w, &held, all(ether(90), 0));
    assert_eq!((seize, health, exhausted), (shares(10), n(95 * WAD / 100), false));
    assert_eq!(repay, n(9_615_384_615_384_615_385), "10 / 1.04, up");
    // The other one, at its own bonus of 5 %: (92.7 - 85.5) / (1.03 - 1.05 * 0.85) = 7.2 / 0.1375
    let (repay, seize, ..) = answer(&w, &held, all(ether(90), 1));
    assert_eq!(repay, n(52_363_636_363_636_363_637));
    assert_eq!(seize, n(52_363_636_363_636_363_637) * n(105) / n(90), "down");
}

#[test]
fn refuses_the_healthy() {
    let (w, held) = example();
    let error: IRisk::Healthy = ask_error(w.liquidate(&held, all(ether(99), 0)));
    assert_eq!(error.healthWad, n(WAD));
    assert_eq!(answer(&w, &held, all(ether(99) + n(1), 0)).2, n(WAD - 1), "one wei over");
    let error: IRisk::Healthy = ask_error(w.liquidate(&held, all(U256::ZERO, 0)));
    assert_eq!(error.healthWad, U256::MAX);
    let error: IRisk::Healthy = ask_error(w.liquidate(&[], all(U256::ZERO, 7)));
    assert_eq!(error.healthWad, U256::MAX);
}

#[test]
fn refuses_what_is_not_held() {
    let (w, held) = example();
    w.list_plain(&w.gold, &w.gold_feed, 90_000_000);
    for index in [1, 2, 64, 255] {
        let error: IRisk::NotHeld = ask_error(w.liquidate(&held, all(ether(100), index)));
        assert_eq!(error.index, U256::from(index));
    }
    let without_units = [held[0], holding(1, U256::ZERO)];
    let error: IRisk::NotHeld = ask_error(w.liquidate(&without_units, all(ether(100), 1)));
    assert_eq!(error.index, n(1));
    let error: IRisk::NotHeld = ask_error(w.liquidate(&[], all(ether(100), 0)));
    assert_eq!(error.index, n(0));
    for index in [n(256), U256::MAX, n(1) << 64_usize] {
        let wide = IRisk::liquidationCall {
            holdings: held.to_vec(),
            debt: ether(100),
            index,
            maxRepay: U256::MAX,
            minDebt: U256::ZERO,
        };
        let error: IRisk::UnknownCollateral = w.refusal(wide);
        assert_eq!(error.index, index);
    }
    let error: IRisk::UnknownCollateral = ask_error(w.liquidate(&[holding(2, n(1))], all(ether(100), 0)));
    assert_eq!(error.index, n(2));
}

#[test]
fn what_cannot_be_paid_is_bad() {
    let w = World::with_lst();
    let held = [holding(0, shares(10))];
    let (repay, seize, health, exhausted) = answer(&w, &held, all(ether(20), 0));
    assert_eq!((repay, seize), (n(9_615_384_615_384_615_385), shares(10)));
    assert_eq!((health, exhausted), (n(45 * WAD / 100), true));
}

/// Whoever leaves some of it unpaid gets what he paid for, and nobody's debt is written off for it.
#[test]
fn nothing_is_bad_before_all_is_paid_for() {
    let w = World::with_lst();
    let held = [holding(0, shares(10))];
    let enough = n(9_615_384_615_384_615_385);
    for max in [n(1), ether(9), enough - n(1)] {
        let (repay, seize, _, exhausted) = answer(&w, &held, Asked { max_repay: max, ..all(ether(20), 0) });
        assert_eq!((repay, seize, exhausted), (max, max * n(1_040_000_000), false));
    }
    assert!(answer(&w, &held, Asked { max_repay: enough, ..all(ether(20), 0) }).3);
    // However little it is worth, it has to be paid for.
    let dust = [holding(0, shares(1) / n(2_000))];
    let cheap = Asked { max_repay: n(1), ..all(ether(20), 0) };
    assert_eq!(answer(&w, &dust, cheap), (n(1), n(1_040_000_000), n(22_500_000_000_000), false));
    assert!(answer(&w, &dust, all(ether(20), 0)).3);
}

#[test]
fn nothing_is_bad_while_other_collateral_is_worth_a_wei() {
    let w = World::with_lst();
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    let bad = |gold| answer(&w, &[holding(0, shares(10)), holding(1, n(gold))], all(ether(20), 0)).3;
    assert!(!bad(WAD));
    assert!(!bad(1));
    assert!(bad(0));
    w.gold_feed.sender(w.owner).set_answer(n(99_999_999));
    assert!(bad(1), "rounded down");
    assert!(!bad(2));
}

#[test]
fn worthless_collateral_goes_for_nothing() {
    let w = World::with_lst();
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    w.slash(100);
    let worthless = [holding(0, shares(10))];
    assert_eq!(answer(&w, &worthless, all(ether(1), 0)), (n(0), shares(10), n(0), true));
    let unwilling = Asked { max_repay: n(0), ..all(ether(1), 0) };
    assert_eq!(answer(&w, &worthless, unwilling), (n(0), shares(10), n(0), true));
    let with_gold = [holding(0, shares(10)), holding(1, ether(10))];
    let (repay, seize, health, exhausted) = answer(&w, &with_gold, all(ether(10), 0));
    assert_eq!((repay, seize, health, exhausted), (n(0), shares(10), n(85 * WAD / 100), false));
    let (repay, seize, _, exhausted) = answer(&w, &with_gold, all(ether(10), 1));
    assert_eq!((repay, seize, exhausted), (n(9_523_809_523_809_523_810), ether(10), true));
}

#[test]
fn the_least_amounts() {
    let w = World::with_lst();
    let one = [holding(0, n(1))]; // a billionth of a wei
    assert_eq!(answer(&w, &one, all(n(1), 0)), (n(1), n(1), n(0), false), "no debt is left");
    assert_eq!(answer(&w, &one, all(n(2), 0)), (n(1), n(1), n(0), true));
}

/// A unit may be worth more than what a caller repays: he is bound to say what he wants for it.
#[test]
fn a_unit_may_be_worth_too_much() {
    let w = World::new();
    w.gold.sender(w.owner).set_decimals(n(0));
    w.feed.sender(w.owner).answer_now(n(1_000), 0);
    w.list(plain_listing(w.gold.address(), w.feed.address()));
    let asked = |max| Asked { max_repay: max, ..all(ether(2_000), 0) };
    let held = [holding(0, n(2))];
    assert_eq!(answer(&w, &held, asked(ether(952))), (ether(952), n(0), n(85 * WAD / 100), false));
    assert_eq!(answer(&w, &held, asked(ether(953))), (ether(953), n(1), n(85 * WAD / 100), false));
}

/// A stale feed still tells the price; one that tells nothing leaves the price that was kept.
#[test]
fn sources_that_fail() {
    let w = World::with_lst();
    w.list_plain(&w.gold, &w.gold_feed, 90_000_000);
    let held = [holding(0, shares(10)), holding(1, ether(100))];
    let fresh = answer(&w, &held, all(ether(90), 1));
    w.gold_feed.sender(w.owner).set_age(30 * DAY as i64);
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(answer(&w, &held, all(ether(90), 1)), fresh);
    let first = answer(&w, &held, all(ether(90), 0));
    for dead in [U256::ZERO, negative(90_000_000)] {
        w.gold_feed.sender(w.owner).set_answer(dead);
        assert_eq!(answer(&w, &held, all(ether(90), 0)), first);
        assert_eq!(answer(&w, &held, all(ether(90), 1)), fresh);
    }
}

#[test]
fn an_index_may_come_twice() {
    let (w, held) = example();
    let split = [holding(0, shares(100)), holding(0, shares(10))];
    assert_eq!(answer(&w, &split, all(ether(100), 0)), answer(&w, &held, all(ether(100), 0)));
}

#[test]
fn refuses_what_does_not_fit() {
    let (w, held) = example();
    let error: IRisk::ValueOverflow = ask_error(w.liquidate(&held, all(U256::MAX, 0)));
    assert_eq!(error.index, n(0), "the debt");
    w.list_plain(&w.gold, &w.gold_feed, 250 * 100_000_000);
    let most = (n(1) << 248_usize) - n(1);
    let both = [held[0], holding(1, most), holding(1, most)];
    let error: IRisk::ValueOverflow = ask_error(w.liquidate(&both, all(ether(100), 0)));
    assert_eq!(error.index, n(1), "the sum");
}

#[test]
fn rules_are_the_owners() {
    let (w, held) = example();
    w.ask(IRisk::setLiquidationCall { hStar: n(98 * WAD / 100), targetHealth: n(105 * WAD / 100) });
    // Half of the way from 1 to 0.98, so half of 4 %: (105 - 99) / (1.05 - 1.02 * 0.9) = 6 / 0.132
    assert_eq!(answer(&w, &held, all(ether(100), 0)).0, n(45_454_545_454_545_454_546));
}
