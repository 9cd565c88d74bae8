//! `setFeed`: another source, other ages.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::FeedMode;

fn call(feed: Address, feed_max_age: u64, rate_max_age: u64) -> IRisk::setFeedCall {
    IRisk::setFeedCall { index: U256::ZERO, feed, feedMaxAge: feed_max_age.word(), rateMaxAge: rate_max_age.word() }
}

#[test]
fn changes_the_feed() {
    let w = World::with_lst();
    w.spare.sender(w.owner).answer_now(n(97_000_000), 8);
    w.ask(call(w.spare.address(), HOUR, 7 * DAY));
    let collateral = w.ask(IRisk::collateralCall { index: U256::ZERO })._0;
    assert_eq!(
        (collateral.feed, collateral.feedMaxAge, collateral.rateMaxAge),
        (w.spare.address(), HOUR.word(), (7 * DAY).word())
    );
    assert_eq!((collateral.asset, collateral.liquidationFactorBps), (w.lst.address(), n(9_000)));
    w.risk.assert_emitted(&IRisk::FeedChanged {
        index: n(0),
        oldFeed: w.feed.address(),
        newFeed: w.spare.address(),
        feedMaxAge: HOUR.word(),
        rateMaxAge: (7 * DAY).word(),
    });
    let rate = 10_u128.pow(27);
    assert_eq!(w.prices_of(0), (n(rate * 97 / 100), n(rate), PriceStatus::Valid), "with its own decimals");
}

#[test]
fn fits_the_price_to_the_feeds_decimals() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    assert_eq!(w.prices_of(0).0, price(5, 2));
    w.spare.sender(w.owner).answer_now(n(5 * WAD / 2), 18);
    w.ask(call(w.spare.address(), DAY, 0));
    assert_eq!(w.prices_of(0).0, price(5, 2));
    // 36 + 18 - 18 of the token.
    let precise = n(25 * 10_u128.pow(17)) * n(10_u128.pow(18));
    w.gold_feed.sender(w.owner).answer_now(precise, 36);
    w.ask(call(w.gold_feed.address(), DAY, 0));
    assert_eq!(w.prices_of(0).0, precise);
    w.spare.sender(w.owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = w.refusal(call(w.spare.address(), DAY, 0));
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
}

#[test]
fn refuses_ages_out_of_bounds() {
    let w = World::with_lst();
    let feed_bounds = (n(1), n((7 * DAY).into()));
    let rate_bounds = (n(1), n((30 * DAY).into()));
    for (feed_age, rate_age, given, bounds) in [
        (0, DAY, 0, feed_bounds),
        (7 * DAY + 1, DAY, 7 * DAY + 1, feed_bounds),
        (DAY, 0, 0, rate_bounds),
        (DAY, 30 * DAY + 1, 30 * DAY + 1, rate_bounds),
    ] {
        let error: IRisk::OutOfBounds = w.refusal(call(w.feed.address(), feed_age, rate_age));
        assert_eq!((error.given, (error.least, error.most)), (given.word(), bounds));
    }
    w.ask(call(w.feed.address(), 1, 1));
    w.ask(call(w.feed.address(), 7 * DAY, 30 * DAY));
}

#[test]
fn a_plain_token_has_no_rate_to_age() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 1);
    let error: IRisk::OutOfBounds = w.refusal(call(w.feed.address(), DAY, 1));
    assert_eq!(error, IRisk::OutOfBounds { given: n(1), least: n(0), most: n(0) });
}

#[test]
fn the_feed_has_to_answer_with_a_price_but_not_a_fresh_one() {
    let w = World::with_lst();
    let set = || call(w.spare.address(), DAY, DAY);
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.spare.sender(w.owner).set_mode(mode);
        let error: IRisk::BadSource = w.refusal(set());
        assert_eq!(error.source, w.spare.address());
    }
    w.spare.sender(w.owner).set_mode(FeedMode::Answers);
    w.spare.sender(w.owner).set_answer(n(1) << 128_usize);
    let error: IRisk::BadSource = w.refusal(set());
    assert_eq!(error.source, w.spare.address(), "wider than any price");
    for none in [negative(1), n(0)] {
        w.spare.sender(w.owner).set_answer(none);
        let error: IRisk::BadSource = w.refusal(set());
        assert_eq!(error.source, w.spare.address());
    }
    w.spare.sender(w.owner).answer_now(n(1), 0);
    w.spare.sender(w.owner).set_age(8 * DAY as i64);
    w.ask(set());
    assert_eq!(w.prices_of(0).2, PriceStatus::FeedStale);
}

/// To either side of the average, which is what counts.
#[test]
fn refuses_a_share_market_far_off_its_average() {
    let w = World::with_lst();
    w.market(50);
    let set = |percent: u128| {
        w.spare.sender(w.owner).answer_now(n(WAD / 100 * percent), 18);
        call(w.spare.address(), DAY, DAY)
    };
    for percent in [89, 111, 200_000] {
        let error: IRisk::Deviates = w.refusal(set(percent));
        let ratio = n(percent * 10_u128.pow(11));
        assert_eq!(error, IRisk::Deviates { given: ratio, last: n(10_u128.pow(13)), mostBps: n(1_000) });
    }
    w.ask(set(90));
    w.ask(set(110));
    w.unbound(0);
    w.ask(set(600));
}

#[test]
fn refuses_a_plain_price_far_off_the_one_before() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 100_000_000);
    let set = |answer: u128| {
        w.spare.sender(w.owner).answer_now(n(answer), 8);
        call(w.spare.address(), DAY, 0)
    };
    w.feed.sender(w.owner).set_answer(n(200_000_000));
    let error: IRisk::Deviates = w.refusal(set(220_000_001));
    let given = n(220_000_001) * n(10_u128.pow(28));
    assert_eq!(error, IRisk::Deviates { given, last: price(2, 1), mostBps: n(1_000) }, "what the old feed says");
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    let error: IRisk::Deviates = w.refusal(set(200_000_000));
    assert_eq!(error.last, price(1, 1), "what was kept, if it says nothing");
    w.ask(set(110_000_000));
    assert_eq!(w.prices_of(0).0, price(11, 10));
}

#[test]
fn refuses_no_feed_and_unknown_collateral() {
    let w = World::with_lst();
    let IRisk::ZeroAddress {} = w.refusal(call(Address::ZERO, DAY, DAY));
    let unknown = IRisk::setFeedCall { index: n(1), ..call(w.feed.address(), DAY, DAY) };
    let error: IRisk::UnknownCollateral = w.refusal(unknown);
    assert_eq!(error.index, n(1));
}
