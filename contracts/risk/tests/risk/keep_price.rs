//! `keepPrice`: the price that counts for health while a feed gives none.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::{Ask, FeedMode};
use motsu::prelude::*;

fn keep(index: u128) -> IRisk::keepPriceCall {
    IRisk::keepPriceCall { index: n(index) }
}

#[test]
fn anybody_keeps_what_the_feed_says() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    w.risk.assert_emitted(&IRisk::PriceKept { index: n(0), price36: price(5, 2) });
    w.feed.sender(w.owner).set_answer(n(200_000_000));
    w.feed.sender(w.owner).set_age(30 * DAY as i64);
    w.pass(HOUR + 1);
    w.risk.sender(w.alice).ask(keep(0)).motsu_unwrap();
    w.risk.assert_emitted(&IRisk::PriceKept { index: n(0), price36: price(2, 1) });
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.feed.sender(w.owner).set_mode(mode);
        assert_eq!(w.prices_of(0), (U256::ZERO, price(2, 1), PriceStatus::FeedFailed));
    }
    w.feed.sender(w.owner).set_mode(FeedMode::Answers);
    w.feed.sender(w.owner).set_answer(n(100_000_000));
    assert_eq!(w.prices_of(0).1, price(1, 1), "a feed that answers is believed");
}

#[test]
fn a_dead_feed_changes_nothing() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    w.feed.sender(w.owner).set_answer(U256::ZERO);
    let error: IRisk::BadSource = w.refusal(keep(0));
    assert_eq!(error.source, w.feed.address());
    assert_eq!(w.prices_of(0).1, price(5, 2));
}

/// Otherwise whoever can make a feed jump could have the jump believed at once.
#[test]
fn a_jump_is_not_kept_before_its_hour() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    for jump in [275_000_001, 224_999_999] {
        w.feed.sender(w.owner).set_answer(n(jump));
        w.ask(keep(0));
        w.feed.sender(w.owner).set_mode(FeedMode::Fails);
        assert_eq!(w.prices_of(0).1, price(5, 2));
        w.feed.sender(w.owner).set_mode(FeedMode::Answers);
    }
    w.pass(HOUR);
    w.ask(keep(0));
    assert_eq!(w.prices_of(0), (U256::ZERO, price(224_999_999, 100_000_000), PriceStatus::FeedDeviates));
    w.pass(1);
    w.ask(keep(0));
    assert_eq!(w.ask(IRisk::deviationCall { index: n(0) }).keptPrice36, price(224_999_999, 100_000_000));
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
}

#[test]
fn refuses_unknown_collateral() {
    let w = World::new();
    let error: IRisk::UnknownCollateral = w.refusal(keep(0));
    assert_eq!(error.index, n(0));
}

#[test]
fn a_new_feed_needs_a_price() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    let call = |w: &World| IRisk::setFeedCall {
        index: n(0),
        feed: w.spare.address(),
        feedMaxAge: n(DAY.into()),
        rateMaxAge: n(0),
    };
    w.spare.sender(w.owner).answer_now(U256::ZERO, 8);
    let error: IRisk::BadSource = w.refusal(call(&w));
    assert_eq!(error.source, w.spare.address());
    w.spare.sender(w.owner).answer_now(n(270_000_000), 8);
    w.ask(call(&w));
    w.risk.assert_emitted(&IRisk::PriceKept { index: n(0), price36: price(27, 10) });
}

/// blETH booked in plain units would lose its backing at the first loss.
#[test]
fn a_rate_token_is_not_listed_as_plain() {
    let w = World::with_rate();
    w.spare.sender(w.owner).answer_now(n(100_000_000), 8);
    let error: IRisk::BadSource = w.refusal(plain_listing(w.lst.address(), w.spare.address()));
    assert_eq!(error.source, w.lst.address());
}
