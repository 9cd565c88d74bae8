//! `health`: over debt, at liquidation prices.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, FeedMock, FeedMode};
use motsu::prelude::*;

#[test]
fn without_debt() {
    let w = World::with_lst();
    assert_eq!(w.health(&[], U256::ZERO).motsu_unwrap(), U256::MAX);
    assert_eq!(w.health(&[holding(0, shares(1))], U256::ZERO).motsu_unwrap(), U256::MAX);
}

#[test]
fn without_collateral() {
    let w = World::new();
    assert_eq!(w.health(&[], n(1)).motsu_unwrap(), U256::ZERO);
}

#[test]
fn is_rounded_down() {
    let w = World::with_lst();
    let held = [holding(0, shares(10))];
    assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), n(WAD));
    assert_eq!(w.health(&held, ether(9) + n(1)).motsu_unwrap(), n(WAD - 1));
    assert_eq!(w.health(&held, ether(7)).motsu_unwrap(), n(1_285_714_285_714_285_714));
    assert_eq!(w.health(&held, n(1)).motsu_unwrap(), n(9 * WAD * WAD));
    assert_eq!(w.health(&held, U256::MAX).motsu_unwrap(), U256::ZERO);
}

/// A feed moves nobody's health by its market price, nor by its age, nor by failing: rates judge shares.
#[test]
fn a_wick_liquidates_nobody() {
    let w = World::with_lst();
    let health = || w.health(&[holding(0, shares(10))], ether(9)).motsu_unwrap();
    w.feed.sender(w.owner).set_answer(n(WAD / 4));
    assert_eq!(health(), n(WAD));
    w.feed.sender(w.owner).set_answer(n(1_650_000 * WAD));
    assert_eq!(health(), n(WAD));
    w.feed.sender(w.owner).set_age(365 * DAY as i64);
    assert_eq!(health(), n(WAD));
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(health(), n(WAD));
    w.slash(10);
    assert_eq!(health(), n(9 * WAD / 10), "a slashing counts at once");
}

#[test]
fn an_old_rate_counts() {
    let w = World::with_rate();
    w.rate.sender(w.owner).set_age(365 * DAY as i64);
    assert_eq!(w.health(&[holding(0, shares(10))], ether(9)).motsu_unwrap(), n(WAD));
}

/// One dead feed among several neither freezes nor kills: the last price kept of it counts.
#[test]
fn several_collaterals() {
    let w = World::with_lst();
    w.list_plain(&w.gold, &w.gold_feed, 200_000_000);
    let held = [holding(0, shares(10)), holding(1, ether(10))];
    let health = || w.health(&held, ether(20));
    assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20));
    w.gold_feed.sender(w.owner).set_age(30 * DAY as i64);
    assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20), "the last answer");
    for bad in [n(0), negative(1), n(1) << 128_usize] {
        w.gold_feed.sender(w.owner).set_answer(bad);
        assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20), "the price at listing");
    }
    w.gold_feed.sender(w.owner).set_answer(n(200_000_000));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.gold_feed.sender(w.owner).set_mode(mode);
        assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20));
    }
}

#[test]
fn the_order_never_matters() {
    let w = World::new();
    let mut kept = Vec::new();
    let mut holdings = Vec::new();
    for index in 0..5_u8 {
        let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
        w.list_plain(&token, &feed, 123_456_789 + 11 * u128::from(index));
        kept.push((token, feed));
        holdings.push(holding(index, n(WAD / 7 + u128::from(index))));
    }
    let expected = w.health(&holdings, n(WAD)).motsu_unwrap();
    let debt = ether(10);
    let liquidation = w.liquidate(&holdings, all(debt, 3)).motsu_unwrap();
    for_each_order(&mut holdings, 5, &mut |order| {
        assert_eq!(w.health(order, n(WAD)).motsu_unwrap(), expected);
        assert_eq!(w.liquidate(order, all(debt, 3)).motsu_unwrap(), liquidation);
    });
}

#[test]
fn an_index_may_come_twice() {
    let w = World::with_lst();
    let twice = [holding(0, shares(4)), holding(0, shares(6))];
    assert_eq!(w.health(&twice, ether(9)).motsu_unwrap(), n(WAD));
}

#[test]
fn refuses_unknown_collateral() {
    let w = World::with_lst();
    for index in [1, 64, 255] {
        let error: IRisk::UnknownCollateral = ask_error(w.health(&[holding(index, n(1))], U256::ZERO));
        assert_eq!(error.index, U256::from(index));
    }
}

#[test]
fn refuses_what_does_not_fit() {
    let w = World::new();
    w.list_plain(&w.gold, &w.gold_feed, 500 * 100_000_000);
    let error: IRisk::ValueOverflow = ask_error(w.health(&[holding(0, (n(1) << 248_usize) - n(1))], n(1)));
    assert_eq!(error.index, n(0));
}
