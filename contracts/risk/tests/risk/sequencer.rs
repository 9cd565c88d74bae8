//! `setSequencer`: after an outage all waits out a grace.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::{ask_error, FeedMode};
use motsu::prelude::*;

fn call(feed: Address, grace: u64) -> IRisk::setSequencerCall {
    IRisk::setSequencerCall { feed, graceSecs: n(grace.into()) }
}

/// `spare` is the uptime feed, up for two days, with an hour of grace.
fn world() -> World {
    let w = World::with_rate();
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    w.spare.sender(w.owner).set_uptime(false, 2 * DAY);
    w.ask(call(w.spare.address(), HOUR));
    w
}

#[test]
fn i13_all_liquidation_waits_out_the_grace() {
    let w = world();
    let held = [holding(0, shares(10)), holding(1, ether(10))];
    let liquidate = || w.liquidate(&held, all(ether(20), 0));
    let limit = w.limit(&held).motsu_unwrap();
    assert_eq!(limit.1, U256::ZERO);
    liquidate().motsu_unwrap();

    let waits = |until: U256| {
        let error: IRisk::SequencerDown = ask_error(liquidate());
        assert_eq!(error.until, until);
        assert_eq!(w.ask(IRisk::brakesCall {}).waitsUntil, until);
        let error: IRisk::SequencerDown = ask_error(w.liquidate(&held, all(ether(1), 0)));
        assert_eq!(error.until, until, "of a healthy one too");
        assert_eq!(w.limit(&held).motsu_unwrap(), (n(0), n(0b11)));
        assert_eq!(w.prices_of(0), (n(0), n(10_u128.pow(27)), PriceStatus::SequencerDown));
        assert_eq!(w.health(&held, ether(20)).motsu_unwrap(), n((9 * WAD + 85 * WAD / 10) / 20), "health goes on");
    };
    w.spare.sender(w.owner).set_uptime(true, 2 * HOUR);
    waits(U256::MAX);
    let now = 1_735_689_600;
    for up in [0, 1, HOUR - 1] {
        w.spare.sender(w.owner).set_uptime(false, up);
        waits(n((now + HOUR - up).into()));
    }
    w.spare.sender(w.owner).set_uptime(false, HOUR);
    liquidate().motsu_unwrap();
    assert_eq!(w.limit(&held).motsu_unwrap(), limit);
    assert_eq!(w.ask(IRisk::brakesCall {}).waitsUntil, n(0));
}

/// What does not say that it is up is down.
#[test]
fn a_feed_that_says_nothing() {
    let w = world();
    let down = || {
        let error: IRisk::SequencerDown = ask_error(w.liquidate(&[holding(0, shares(10))], all(ether(20), 0)));
        assert_eq!(error.until, U256::MAX);
        assert_eq!(w.prices_of(0).2, PriceStatus::SequencerDown);
    };
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.spare.sender(w.owner).set_mode(mode);
        down();
    }
    w.spare.sender(w.owner).set_mode(FeedMode::Answers);
    for started_at in [U256::ZERO, U256::MAX, n(u128::MAX)] {
        w.spare.sender(w.owner).set_started_at(started_at);
        down();
    }
    w.spare.sender(w.owner).set_uptime(false, DAY);
    w.spare.sender(w.owner).set_answer(negative(1));
    down();
    // The owner takes it away.
    w.ask(call(Address::ZERO, HOUR));
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
    w.liquidate(&[holding(0, shares(10))], all(ether(20), 0)).motsu_unwrap();
    assert_eq!(w.ask(IRisk::brakesCall {}).waitsUntil, n(0));
}

#[test]
fn collateral_listed_later_waits_too() {
    let w = World::new();
    w.spare.sender(w.owner).set_uptime(true, 0);
    w.ask(call(w.spare.address(), HOUR));
    w.risk.assert_emitted(&IRisk::SequencerChanged {
        oldFeed: Address::ZERO,
        oldGrace: n(0),
        newFeed: w.spare.address(),
        newGrace: n(HOUR.into()),
    });
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    assert_eq!(w.prices_of(0).2, PriceStatus::SequencerDown);
}

#[test]
fn refuses_what_is_no_uptime_feed() {
    let w = World::new();
    w.spare.sender(w.owner).set_mode(FeedMode::AnswersShort);
    let error: IRisk::BadSource = w.refusal(call(w.spare.address(), HOUR));
    assert_eq!(error.source, w.spare.address());
    for grace in [299, DAY + 1] {
        let error: IRisk::OutOfBounds = w.refusal(call(w.spare.address(), grace));
        assert_eq!((error.given, error.least, error.most), (n(grace.into()), n(300), n(DAY.into())));
    }
}
