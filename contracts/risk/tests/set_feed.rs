//! `setFeed`: another source, other ages.

mod common;

use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_lst::Lst;
use ballast_risk::{
    interface::IRisk::{self, PriceStatus},
    Risk,
};
use ballast_test_support::{ask_error, Ask, FeedMock, FeedMode};
use common::*;
use motsu::prelude::*;

fn call(feed: Address, feed_max_age: u64, rate_max_age: u64) -> IRisk::setFeedCall {
    IRisk::setFeedCall {
        index: U256::ZERO,
        feed,
        feedMaxAge: feed_max_age.word(),
        rateMaxAge: rate_max_age.word(),
    }
}

#[motsu::test]
fn changes_the_feed(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    other: Contract<FeedMock>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    other.sender(owner).answer_now(n(97_000_000), 8);
    risk.sender(owner).ask(call(other.address(), HOUR, 7 * DAY)).motsu_unwrap();
    let collateral = risk.sender(owner).ask(IRisk::collateralCall { index: U256::ZERO }).motsu_unwrap()._0;
    assert_eq!(
        (collateral.feed, collateral.feedMaxAge, collateral.rateMaxAge),
        (other.address(), HOUR.word(), (7 * DAY).word())
    );
    assert_eq!((collateral.asset, collateral.liquidationFactorBps), (lst.address(), n(9_000)));
    risk.assert_emitted(&IRisk::FeedChanged {
        index: n(0),
        oldFeed: feed.address(),
        newFeed: other.address(),
        feedMaxAge: HOUR.word(),
        rateMaxAge: (7 * DAY).word(),
    });
    let rate = 10_u128.pow(27);
    assert_eq!(risk.prices_of(0), (n(rate * 97 / 100), n(rate), PriceStatus::Valid), "with its own decimals");
}

#[motsu::test]
fn fits_the_price_to_the_feeds_decimals(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    other: Contract<FeedMock>,
    owner: Address,
) {
    risk.init(owner);
    risk.list_plain(owner, &token, &feed, 250_000_000);
    assert_eq!(risk.prices_of(0).0, price(5, 2));
    other.sender(owner).answer_now(n(5 * WAD / 2), 18);
    risk.sender(owner).ask(call(other.address(), DAY, 0)).motsu_unwrap();
    assert_eq!(risk.prices_of(0).0, price(5, 2));
    // 36 + 18 - 18 of the token.
    other.sender(owner).set_decimals(n(36));
    risk.sender(owner).ask(call(other.address(), DAY, 0)).motsu_unwrap();
    assert_eq!(risk.prices_of(0).0, n(5 * WAD / 2));
    other.sender(owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = ask_error(risk.sender(owner).ask(call(other.address(), DAY, 0)).map(|_| ()));
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
}

#[motsu::test]
fn refuses_ages_out_of_bounds(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let feed_bounds = (n(1), n((7 * DAY).into()));
    let rate_bounds = (n(1), n((30 * DAY).into()));
    for (feed_age, rate_age, given, bounds) in [
        (0, DAY, 0, feed_bounds),
        (7 * DAY + 1, DAY, 7 * DAY + 1, feed_bounds),
        (DAY, 0, 0, rate_bounds),
        (DAY, 30 * DAY + 1, 30 * DAY + 1, rate_bounds),
    ] {
        let refused = risk.sender(owner).ask(call(feed.address(), feed_age, rate_age)).map(|_| ());
        let error: IRisk::OutOfBounds = ask_error(refused);
        assert_eq!((error.given, (error.least, error.most)), (given.word(), bounds));
    }
    risk.sender(owner).ask(call(feed.address(), 1, 1)).motsu_unwrap();
    risk.sender(owner).ask(call(feed.address(), 7 * DAY, 30 * DAY)).motsu_unwrap();
}

#[motsu::test]
fn a_plain_token_has_no_rate_to_age(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init(owner);
    risk.list_plain(owner, &token, &feed, 1);
    let error: IRisk::OutOfBounds = ask_error(risk.sender(owner).ask(call(feed.address(), DAY, 1)).map(|_| ()));
    assert_eq!(error, IRisk::OutOfBounds { given: n(1), least: n(0), most: n(0) });
}

#[motsu::test]
fn the_feed_has_to_answer_but_not_well(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    other: Contract<FeedMock>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    let set = || risk.sender(owner).ask(call(other.address(), DAY, DAY)).map(|_| ());
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        other.sender(owner).set_mode(mode);
        let error: IRisk::BadSource = ask_error(set());
        assert_eq!(error.source, other.address());
    }
    other.sender(owner).set_mode(FeedMode::Answers);
    other.sender(owner).set_answer(n(1) << 128_usize);
    let error: IRisk::BadSource = ask_error(set());
    assert_eq!(error.source, other.address(), "wider than any price");
    other.sender(owner).set_answer(negative(1));
    set().motsu_unwrap();
    assert_eq!(risk.prices_of(0).2, PriceStatus::FeedNotPositive);
    other.sender(owner).answer_now(n(1), 0);
    other.sender(owner).set_age(8 * DAY as i64);
    set().motsu_unwrap();
    assert_eq!(risk.prices_of(0).2, PriceStatus::FeedStale);
}

#[motsu::test]
fn refuses_no_feed_and_unknown_collateral(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    let IRisk::ZeroAddress {} = ask_error(risk.sender(owner).ask(call(Address::ZERO, DAY, DAY)).map(|_| ()));
    let unknown = IRisk::setFeedCall { index: n(1), ..call(feed.address(), DAY, DAY) };
    let error: IRisk::UnknownCollateral = ask_error(risk.sender(owner).ask(unknown).map(|_| ()));
    assert_eq!(error.index, n(1));
}
