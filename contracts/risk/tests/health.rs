//! `health`: over debt, at liquidation prices.

mod common;

use alloy_primitives::{Address, U256};
use ballast_lst::Lst;
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, lst::EtherReceiver, FeedMock, FeedMode};
use common::*;
use motsu::prelude::*;

#[motsu::test]
fn without_debt(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    assert_eq!(risk.health(&[], U256::ZERO).motsu_unwrap(), U256::MAX);
    assert_eq!(risk.health(&[holding(0, shares(1))], U256::ZERO).motsu_unwrap(), U256::MAX);
}

#[motsu::test]
fn without_collateral(risk: Contract<Risk>, owner: Address) {
    risk.init(owner);
    assert_eq!(risk.health(&[], n(1)).motsu_unwrap(), U256::ZERO);
}

#[motsu::test]
fn is_rounded_down(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let held = [holding(0, shares(10))];
    assert_eq!(risk.health(&held, ether(9)).motsu_unwrap(), n(WAD));
    assert_eq!(risk.health(&held, ether(9) + n(1)).motsu_unwrap(), n(WAD - 1));
    assert_eq!(risk.health(&held, ether(7)).motsu_unwrap(), n(1_285_714_285_714_285_714));
    assert_eq!(risk.health(&held, n(1)).motsu_unwrap(), n(9 * WAD * WAD));
    assert_eq!(risk.health(&held, U256::MAX).motsu_unwrap(), U256::ZERO);
}

/// A feed moves nobody's health by its market price, nor by its age, nor by failing: rates judge shares.
#[motsu::test]
fn a_wick_liquidates_nobody(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    operators: Contract<EtherReceiver>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    let health = || risk.health(&[holding(0, shares(10))], ether(9)).motsu_unwrap();
    feed.sender(owner).set_answer(n(WAD / 4));
    assert_eq!(health(), n(WAD));
    feed.sender(owner).set_answer(n(1_650_000 * WAD));
    assert_eq!(health(), n(WAD));
    feed.sender(owner).set_age(365 * DAY as i64);
    assert_eq!(health(), n(WAD));
    feed.sender(owner).set_mode(FeedMode::Fails);
    assert_eq!(health(), n(WAD));
    slash(&lst, operators.address(), owner, 10);
    assert_eq!(health(), n(9 * WAD / 10), "a slashing counts at once");
}

#[motsu::test]
fn an_old_rate_counts(risk: Contract<Risk>, token: Contract<RateMock>, feed: Contract<FeedMock>, owner: Address) {
    with_rate(&risk, &token, &feed, owner);
    token.sender(owner).set_age(365 * DAY as i64);
    assert_eq!(risk.health(&[holding(0, shares(10))], ether(9)).motsu_unwrap(), n(WAD));
}

/// One stale feed among several neither freezes nor kills; one without an answer is refused.
#[motsu::test]
fn several_collaterals(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    gold: Contract<FeedMock>,
    gold_feed: Contract<FeedMock>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    risk.list_plain(owner, &gold, &gold_feed, 200_000_000);
    let held = [holding(0, shares(10)), holding(1, ether(10))];
    let health = || risk.health(&held, ether(20));
    assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20));
    gold_feed.sender(owner).set_age(30 * DAY as i64);
    assert_eq!(health().motsu_unwrap(), n((9 + 17) * WAD / 20), "the last answer");
    for bad in [n(0), negative(1), n(1) << 128_usize] {
        gold_feed.sender(owner).set_answer(bad);
        let error: IRisk::NoPrice = ask_error(health());
        assert_eq!(error.index, n(1));
    }
    gold_feed.sender(owner).set_answer(n(200_000_000));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        gold_feed.sender(owner).set_mode(mode);
        let error: IRisk::NoPrice = ask_error(health());
        assert_eq!(error.index, n(1));
        let none_held = [holding(0, shares(10)), holding(1, U256::ZERO)];
        assert_eq!(risk.health(&none_held, ether(9)).motsu_unwrap(), n(WAD), "no units, no price");
    }
}

#[motsu::test]
fn the_order_never_matters(risk: Contract<Risk>, owner: Address) {
    risk.init(owner);
    let mut kept = Vec::new();
    let mut holdings = Vec::new();
    for index in 0..5_u8 {
        let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
        risk.list_plain(owner, &token, &feed, 123_456_789 + 11 * u128::from(index));
        kept.push((token, feed));
        holdings.push(holding(index, n(WAD / 7 + u128::from(index))));
    }
    let expected = risk.health(&holdings, n(WAD)).motsu_unwrap();
    let debt = ether(10);
    let liquidation = risk.liquidate(&holdings, all(debt, 3)).motsu_unwrap();
    for_each_order(&mut holdings, 5, &mut |order| {
        assert_eq!(risk.health(order, n(WAD)).motsu_unwrap(), expected);
        assert_eq!(risk.liquidate(order, all(debt, 3)).motsu_unwrap(), liquidation);
    });
}

#[motsu::test]
fn an_index_may_come_twice(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let twice = [holding(0, shares(4)), holding(0, shares(6))];
    assert_eq!(risk.health(&twice, ether(9)).motsu_unwrap(), n(WAD));
}

#[motsu::test]
fn refuses_unknown_collateral(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    for index in [1, 64, 255] {
        let error: IRisk::UnknownCollateral = ask_error(risk.health(&[holding(index, n(1))], U256::ZERO));
        assert_eq!(error.index, U256::from(index));
    }
}

#[motsu::test]
fn refuses_what_does_not_fit(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    token.sender(owner).set_rate((n(1) << 192_usize) - n(1), n(10_u128.pow(36)));
    let error: IRisk::ValueOverflow = ask_error(risk.health(&[holding(0, n(1) << 240_usize)], n(1)));
    assert_eq!(error.index, n(0));
}
