//! `borrowLimit`: what an account may owe.

mod common;

use alloy_primitives::{Address, U256};
use ballast_lst::Lst;
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, lst::EtherReceiver, FeedMock, FeedMode};
use common::*;
use motsu::prelude::*;

#[motsu::test]
fn nothing_held(risk: Contract<Risk>, owner: Address) {
    risk.init(owner);
    assert_eq!(risk.limit(&[]).motsu_unwrap(), (U256::ZERO, U256::ZERO));
}

#[motsu::test]
fn shares_at_the_worst_of_rate_and_market(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    operators: Contract<EtherReceiver>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    let limit = || risk.limit(&[holding(0, shares(10))]).motsu_unwrap();
    assert_eq!(limit(), (ether(8), U256::ZERO));
    feed.sender(owner).set_answer(n(WAD / 2));
    assert_eq!(limit(), (ether(4), U256::ZERO), "a discount counts");
    feed.sender(owner).set_answer(n(2 * WAD));
    assert_eq!(limit(), (ether(8), U256::ZERO), "a premium does not");
    slash(&lst, operators.address(), owner, 10);
    assert_eq!(limit(), (n(72 * WAD / 10), U256::ZERO), "a slashing does at once");
    feed.sender(owner).set_answer(n(WAD / 2));
    assert_eq!(limit(), (n(36 * WAD / 10), U256::ZERO));
}

#[motsu::test]
fn is_rounded_down_once(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let limit = |units| risk.limit(&[holding(0, n(units))]).motsu_unwrap().0;
    assert_eq!(limit(1_250_000_000), n(1), "1.25 wei at 80 %");
    assert_eq!(limit(1_249_999_999), n(0));
    assert_eq!(limit(6_249_999_999), n(4), "6.2499 at 80 %, not 6 at 80 %");
}

/// A source that has no say leaves its collateral out, with a bit to tell; the others count.
#[motsu::test]
fn what_has_no_price_counts_zero(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    gold: Contract<FeedMock>,
    gold_feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    risk.list_plain(owner, &gold, &gold_feed, 200_000_000);
    let limit = || risk.limit(&[holding(0, shares(10)), holding(1, ether(10))]).motsu_unwrap();
    assert_eq!(limit(), (ether(8 + 15), U256::ZERO));

    gold_feed.sender(owner).set_age(DAY as i64 + 1);
    assert_eq!(limit(), (ether(8), n(0b10)), "stale");
    token.sender(owner).set_age(2 * DAY as i64 + 1);
    assert_eq!(limit(), (U256::ZERO, n(0b11)), "stale rate");
    gold_feed.sender(owner).set_age(0);
    assert_eq!(limit(), (ether(15), n(0b01)));
    token.sender(owner).set_age(0);

    for (answer, why) in [(n(0), "zero"), (negative(WAD), "negative"), (n(1) << 128_usize, "too wide")] {
        feed.sender(owner).set_answer(answer);
        assert_eq!(limit(), (ether(15), n(0b01)), "{why}");
    }
    feed.sender(owner).set_answer(n(WAD));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        feed.sender(owner).set_mode(mode);
        gold_feed.sender(owner).set_mode(mode);
        assert_eq!(limit(), (U256::ZERO, n(0b11)), "{mode:?}");
    }
    for feed in [&feed, &gold_feed] {
        feed.sender(owner).set_mode(FeedMode::Answers);
    }
    token.sender(owner).fail();
    assert_eq!(limit(), (ether(15), n(0b01)), "a failing rate");
}

#[motsu::test]
fn without_units_no_price_is_asked(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    token.sender(owner).fail();
    feed.sender(owner).set_mode(FeedMode::Fails);
    assert_eq!(risk.limit(&[holding(0, U256::ZERO)]).motsu_unwrap(), (U256::ZERO, U256::ZERO));
}

#[motsu::test]
fn the_order_never_matters(risk: Contract<Risk>, owner: Address) {
    risk.init(owner);
    let mut kept = Vec::new();
    let mut holdings = Vec::new();
    for index in 0..4_u8 {
        let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
        risk.list_plain(owner, &token, &feed, 99_999_999 + 7 * u128::from(index));
        kept.push((token, feed));
        holdings.push(holding(index, n(WAD / 3 + u128::from(index))));
    }
    kept[2].1.sender(owner).set_age(DAY as i64 + 1);
    let expected = risk.limit(&holdings).motsu_unwrap();
    assert_eq!(expected.1, n(0b100));
    for_each_order(&mut holdings, 4, &mut |order| assert_eq!(risk.limit(order).motsu_unwrap(), expected));
}

#[motsu::test]
fn an_index_may_come_twice(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let twice = [holding(0, shares(1)), holding(0, shares(2))];
    assert_eq!(risk.limit(&twice).motsu_unwrap().0, n(24 * WAD / 10));
    feed.sender(owner).set_mode(FeedMode::Fails);
    assert_eq!(risk.limit(&twice).motsu_unwrap(), (U256::ZERO, n(1)));
}

#[motsu::test]
fn refuses_unknown_collateral(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    for (index, units) in [(1, 1), (1, 0), (63, 1), (64, 1), (255, 1)] {
        let holdings = [holding(0, shares(1)), holding(index, n(units))];
        let error: IRisk::UnknownCollateral = ask_error(risk.limit(&holdings));
        assert_eq!(error.index, U256::from(index));
    }
}

#[motsu::test]
fn refuses_what_does_not_fit(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    gold: Contract<FeedMock>,
    gold_feed: Contract<FeedMock>,
    owner: Address,
) {
    with_rate(&risk, &token, &feed, owner);
    risk.list_plain(owner, &gold, &gold_feed, 200_000_000);
    let most = (n(1) << 248_usize) - n(1);
    assert!(risk.limit(&[holding(1, most)]).is_ok(), "at a price of two");
    // 10^36 of rate: 2^192 / 10^36 ether per share.
    token.sender(owner).set_rate((n(1) << 192_usize) - n(1), n(10_u128.pow(36)));
    let error: IRisk::ValueOverflow = ask_error(risk.limit(&[holding(0, most)]));
    assert_eq!(error.index, n(0), "the product");
    // 2^248 * 2 * 75 %, of which 2^8 fit.
    gold_feed.sender(owner).set_answer(n(250 * 10_u128.pow(8)));
    risk.limit(&[holding(1, most)]).motsu_unwrap();
    let error: IRisk::ValueOverflow = ask_error(risk.limit(&[holding(1, most), holding(1, most)]));
    assert_eq!(error.index, n(1), "the sum");
}
