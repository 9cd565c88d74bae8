//! `prices`: what a collateral is worth, to borrow against and in a liquidation, and what holds it back.

mod common;

use alloy_primitives::{Address, U256};
use ballast_lst::Lst;
use ballast_risk::{
    interface::IRisk::{self, PriceStatus},
    Risk,
};
use ballast_test_support::{ask_error, lst::EtherReceiver, Ask, FeedMock, FeedMode};
use common::*;
use motsu::prelude::*;

/// The price of a share at genesis: 10^27 of them are 10^18 wei.
const RATE: u128 = 10_u128.pow(27);

#[motsu::test]
fn a_share_at_par(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    assert_eq!(risk.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));
}

#[motsu::test]
fn a_slashed_share(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    operators: Contract<EtherReceiver>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    slash(&lst, operators.address(), owner, 5);
    let rate = n(RATE / 100 * 95);
    assert_eq!(risk.prices_of(0), (rate, rate, PriceStatus::Valid), "both at once");
}

#[motsu::test]
fn a_share_that_lost_everything_has_a_price(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    operators: Contract<EtherReceiver>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    slash(&lst, operators.address(), owner, 100);
    assert_eq!(risk.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::Valid));
    assert_eq!(risk.health(&[holding(0, shares(1))], ether(1)).motsu_unwrap(), U256::ZERO);
}

/// The market below the rate binds borrowing alone; above it, nothing.
#[motsu::test]
fn a_discount_and_a_premium(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    feed.sender(owner).set_answer(n(94 * WAD / 100));
    assert_eq!(risk.prices_of(0), (n(RATE / 100 * 94), n(RATE), PriceStatus::Valid));
    feed.sender(owner).set_answer(n(WAD - 1));
    assert_eq!(risk.prices_of(0).0, n(RATE - RATE / WAD));
    for premium in [WAD + 1, 1_650_000 * WAD, u128::MAX] {
        feed.sender(owner).set_answer(n(premium));
        assert_eq!(risk.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));
    }
    feed.sender(owner).set_answer(n(1));
    assert_eq!(risk.prices_of(0).0, n(RATE / WAD), "down");
}

#[motsu::test]
fn a_rate_is_rounded_down(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    token.sender(owner).set_rate(n(2), n(3));
    let third = U256::from(10).pow(U256::from(36)) * n(2) / n(3);
    assert_eq!(risk.prices_of(0), (third, third, PriceStatus::Valid));
    feed.sender(owner).set_answer(n(WAD / 2));
    assert_eq!(risk.prices_of(0).0, third / n(2));
}

#[motsu::test]
fn what_holds_a_share_back(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    let held_back = |status| assert_eq!(risk.prices_of(0), (U256::ZERO, n(RATE), status));
    let fine = || assert_eq!(risk.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));

    token.sender(owner).set_age(2 * DAY as i64);
    fine();
    token.sender(owner).set_age(2 * DAY as i64 + 1);
    held_back(PriceStatus::RateStale);
    token.sender(owner).set_age(-1);
    held_back(PriceStatus::RateStale);

    // The feed's reasons come first.
    feed.sender(owner).set_age(DAY as i64 + 1);
    held_back(PriceStatus::FeedStale);
    feed.sender(owner).set_age(-1);
    held_back(PriceStatus::FeedStale);
    for bad in [n(0), negative(1), negative(1 << 127), U256::ONE << 255_usize] {
        feed.sender(owner).set_answer(bad);
        held_back(PriceStatus::FeedNotPositive);
    }
    for wide in [n(1) << 128_usize, (n(1) << 255_usize) - n(1)] {
        feed.sender(owner).set_answer(wide);
        held_back(PriceStatus::FeedFailed);
    }
    feed.sender(owner).set_answer(n(WAD));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        feed.sender(owner).set_mode(mode);
        held_back(PriceStatus::FeedFailed);
    }
    feed.sender(owner).set_mode(FeedMode::Answers);
    feed.sender(owner).set_age(DAY as i64);
    token.sender(owner).set_age(0);
    fine();
}

#[motsu::test]
fn a_rate_that_fails(risk: Contract<Risk>, token: Contract<RateMock>, feed: Contract<FeedMock>, owner: Address) {
    with_rate(&risk, &token, &feed, owner);
    let none = || {
        assert_eq!(risk.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::RateFailed));
        let error: IRisk::NoPrice = ask_error(risk.health(&[holding(0, n(1))], n(1)));
        assert_eq!(error.index, n(0));
    };
    token.sender(owner).set_rate(ether(1), U256::ZERO);
    none();
    token.sender(owner).set_rate(n(1) << 156_usize, n(10_u128.pow(36)));
    assert_eq!(risk.prices_of(0).1, n(1) << 156_usize);
    token.sender(owner).set_rate(n(1) << 192_usize, n(10_u128.pow(36)));
    none();
    token.sender(owner).set_rate((n(1) << 192_usize) - n(1), n(10_u128.pow(36)));
    assert_eq!(risk.prices_of(0).1, (n(1) << 192_usize) - n(1), "as wide as a price may be");
    token.sender(owner).set_rate(U256::MAX, n(1));
    none();
    token.sender(owner).set_rate(ether(1), shares(1));
    token.sender(owner).fail();
    none();
}

#[motsu::test]
fn a_plain_token(risk: Contract<Risk>, token: Contract<FeedMock>, feed: Contract<FeedMock>, owner: Address) {
    risk.init(owner);
    risk.list_plain(owner, &token, &feed, 250_000_000);
    let worth = price(5, 2);
    assert_eq!(risk.prices_of(0), (worth, worth, PriceStatus::Valid));
    feed.sender(owner).set_age(DAY as i64);
    assert_eq!(risk.prices_of(0).2, PriceStatus::Valid);
    feed.sender(owner).set_age(DAY as i64 + 1);
    assert_eq!(risk.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedStale), "the last answer counts for health");
    feed.sender(owner).set_age(-1);
    assert_eq!(risk.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedStale));
    feed.sender(owner).set_answer(negative(250_000_000));
    assert_eq!(risk.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::FeedNotPositive));
    feed.sender(owner).set_mode(FeedMode::Fails);
    assert_eq!(risk.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::FeedFailed));
}

/// 8-decimal WBTC at 65,000 USDC of 6 decimals, by a feed of 8: 10^8 units are 65,000 * 10^6.
#[motsu::test]
fn a_plain_token_against_another(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init_with(owner, 6).motsu_unwrap();
    token.sender(owner).set_decimals(n(8));
    feed.sender(owner).answer_now(n(65_000 * 10_u128.pow(8)), 8);
    risk.list(owner, plain_listing(token.address(), feed.address()));
    assert_eq!(risk.prices_of(0).0, n(65_000) * n(10_u128.pow(34)));
    assert_eq!(risk.limit(&[holding(0, n(10_u128.pow(8)))]).motsu_unwrap().0, n(48_750 * 10_u128.pow(6)));
}

#[motsu::test]
fn a_price_too_wide_is_none(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init(owner);
    token.sender(owner).set_decimals(n(0));
    feed.sender(owner).answer_now(n(6277), 0);
    risk.list(owner, plain_listing(token.address(), feed.address()));
    let most = n(6277) * n(10_u128.pow(27)) * n(10_u128.pow(27));
    assert_eq!(risk.prices_of(0), (most, most, PriceStatus::Valid), "6.277e57, just under 2^192");
    for wide in [6278, u128::MAX] {
        feed.sender(owner).set_answer(n(wide));
        assert_eq!(risk.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::FeedFailed));
    }
}

#[motsu::test]
fn unknown_collateral(risk: Contract<Risk>, owner: Address) {
    risk.init(owner);
    for index in [n(0), n(64), n(255), n(256), U256::MAX] {
        let error: IRisk::UnknownCollateral =
            ask_error(risk.sender(owner).ask(IRisk::pricesCall { index }).map(|_| ()));
        assert_eq!(error.index, index);
        let error: IRisk::UnknownCollateral =
            ask_error(risk.sender(owner).ask(IRisk::collateralCall { index }).map(|_| ()));
        assert_eq!(error.index, index);
    }
}
