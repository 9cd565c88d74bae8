//! What has gone wrong elsewhere, by its number in the list of incidents. I04 is in `rate_cap`, I12 in `breaker`, I13
//! in `sequencer`.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::{ask_error, Ask, FeedMock, FeedMode};
use motsu::prelude::*;

const RATE: u128 = 10_u128.pow(27);

/// Samples once an hour, as a keeper does.
fn hours(w: &World, count: u64) {
    for _ in 0..count {
        w.sample(0);
        w.pass(HOUR);
    }
}

/// A feed without its other leg, 2,000 times off.
#[test]
fn i05_a_feed_far_off_is_refused_and_the_guardian_can_freeze() {
    let w = World::with_rate();
    w.ask(IRisk::setGuardianCall { newGuardian: w.bob });
    for answer in [WAD / 2_000, 2_000 * WAD] {
        w.spare.sender(w.owner).answer_now(n(answer), 18);
        let swap = IRisk::setFeedCall {
            index: n(0),
            feed: w.spare.address(),
            feedMaxAge: n(DAY.into()),
            rateMaxAge: n(DAY.into()),
        };
        let error: IRisk::Deviates = w.refusal(swap);
        assert_eq!(error.mostBps, n(1_000));
    }
    // It goes wrong where it is: nobody is liquidated before the average has moved, and the guardian is quicker.
    let held = [holding(0, shares(10))];
    w.feed.sender(w.owner).set_answer(n(WAD / 2_000));
    w.sample(0);
    let _: IRisk::Healthy = ask_error(w.liquidate(&held, all(ether(9), 0)));
    assert_eq!(w.limit(&held).motsu_unwrap(), (n(0), n(1)));
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    w.pass(HOUR);
    let _: IRisk::Frozen = ask_error(w.liquidate(&held, all(ether(9), 0)));
}

#[test]
fn i06_a_market_far_above_the_rate_lends_nothing_on_the_excess() {
    let w = World::with_rate();
    w.feed.sender(w.owner).set_answer(n(1_650_000 * WAD));
    let held = [holding(0, shares(10))];
    for _ in 0..48 {
        let (limit, _) = w.limit(&held).motsu_unwrap();
        assert!(limit <= ether(8));
        assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), n(WAD));
        w.sample(0);
        w.pass(HOUR);
    }
    w.unbound(0);
    w.ask(IRisk::setDeviationCall { index: n(0), maxDeviationBps: n(50_000) });
    w.market(500);
    assert_eq!(w.limit(&held).motsu_unwrap().0, ether(8), "the minimum, even where no breaker stops it");
}

/// -6 % within a day, and 60 days of it.
#[test]
fn i08_a_discount_for_weeks_neither_overlends_nor_cascades() {
    let w = World::with_rate();
    let held = [holding(0, shares(10))];
    for percent in [99, 98, 97, 96, 95, 94] {
        w.market(percent);
        hours(&w, 4);
        let (limit, _) = w.limit(&held).motsu_unwrap();
        assert!(limit <= ether(10) * n(percent) / n(100) * n(8) / n(10), "no more than the market is worth");
        assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
    }
    let mut last = w.prices_of(0).1;
    for _ in 0..60 {
        hours(&w, 24);
        let price = w.prices_of(0).1;
        assert!(price <= last, "one way");
        assert!(price + n(RATE / 10_u128.pow(12)) >= n(RATE / 100 * 94), "and no further than the market");
        last = price;
    }
    assert!(last <= n(RATE / 1_000 * 941), "which it reaches");
    assert_eq!(w.health(&held, ether(8)).motsu_unwrap() / n(WAD / 100), n(105), "who borrowed to the limit is healthy");
}

#[test]
fn i09_a_wick_of_three_quarters_liquidates_nobody() {
    let w = World::with_rate();
    let held = [holding(0, shares(10))];
    let at_the_edge = || {
        assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), n(WAD));
        let _: IRisk::Healthy = ask_error(w.liquidate(&held, all(ether(9), 0)));
    };
    w.pass(30 * DAY); // nobody sampled for a month
    w.market(25);
    at_the_edge();
    w.sample(0);
    at_the_edge();
    assert_eq!(w.limit(&held).motsu_unwrap(), (n(0), n(1)), "and nobody borrows in it");
    w.market(100);
    w.pass(1);
    at_the_edge();
    w.sample(0);
    w.pass(HOUR);
    at_the_edge();
}

/// -30 %, for good.
#[test]
fn i10_a_lasting_depeg_liquidates_as_the_average_follows() {
    let w = World::with_rate();
    let held = [holding(0, shares(10))];
    w.market(70);
    let mut first = None;
    for hour in 0..7 * 24 {
        w.sample(0);
        w.pass(HOUR);
        if first.is_none() && w.health(&held, ether(8)).motsu_unwrap() < n(WAD) {
            first = Some(hour);
        }
    }
    // 9 * (0.7 + 0.3 * e^(-t/6h)) < 8 from t = 6 h * ln(0.3 / 0.1889) = 2.8 h on.
    assert_eq!(first, Some(2));
    let health = w.health(&held, ether(8)).motsu_unwrap();
    assert!(health.abs_diff(n(7_875 * WAD / 10_000)) < n(WAD / 10_u128.pow(10)), "in full in the end: {health}");
    let answer = w.liquidate(&held, all(ether(8), 0)).motsu_unwrap();
    assert!(answer.seize * n(RATE / 10 * 7) / n(10_u128.pow(36)) <= answer.repay * n(104) / n(100) + n(1));
    w.market(65);
    assert!(w.limit(&held).motsu_unwrap().0 <= n(52 * WAD / 10), "new debt is by the market");
}

/// Silent, or with a parked report, which dates the rate zero.
#[test]
fn i14_a_rate_too_old_lends_nothing() {
    let w = World::with_rate();
    let held = [holding(0, shares(10))];
    for age in [2 * DAY as i64 + 1, 1_735_689_600] {
        w.rate.sender(w.owner).set_age(age);
        assert_eq!(w.limit(&held).motsu_unwrap(), (n(0), n(1)));
        assert_eq!(w.prices_of(0).2, PriceStatus::RateStale);
        assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), n(WAD), "and liquidates nobody");
    }
}

/// Of each size, on top of a market that has fallen.
#[test]
fn i15_a_slashing_acts_at_once() {
    for percent in [1, 5, 50] {
        let w = World::with_rate();
        w.market(95);
        hours(&w, 200);
        let held = [holding(0, shares(10))];
        let (borrow, liquidation, _) = w.prices_of(0);
        w.rate.sender(w.owner).set_rate(ether(100 - percent), shares(100));
        let left = n(100 - percent);
        let (borrow_after, liquidation_after, status) = w.prices_of(0);
        assert_eq!(status, PriceStatus::Valid);
        assert!(borrow_after.abs_diff(borrow * left / n(100)) <= n(1));
        assert!(liquidation_after.abs_diff(liquidation * left / n(100)) <= n(1));
        assert!(w.limit(&held).motsu_unwrap().0 <= ether(76) / n(1_000) * left);
    }
}

#[test]
fn i23_one_dead_feed_among_eight_neither_freezes_nor_kills() {
    let dead: [fn(&Contract<FeedMock>, &World); 4] = [
        |feed, w| feed.sender(w.owner).set_age(8 * DAY as i64),
        |feed, w| feed.sender(w.owner).set_answer(U256::ZERO),
        |feed, w| feed.sender(w.owner).set_answer(negative(1)),
        |feed, w| feed.sender(w.owner).set_mode(FeedMode::Fails),
    ];
    for kill in dead {
        let w = World::with_rate();
        let mut listed = Vec::new();
        let mut held = vec![holding(0, shares(1))];
        for index in 1..8 {
            let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
            w.list_plain(&token, &feed, 100_000_000);
            held.push(holding(index, ether(1)));
            listed.push((token, feed));
        }
        // 0.9 + 7 * 0.85 = 6.85
        for (debt, healthy) in [(6_782, true), (7_210, false)] {
            let debt = n(debt * WAD / 1_000);
            let before = w.health(&held, debt).motsu_unwrap();
            assert_eq!(before >= n(WAD), healthy);
            for feed in [&listed[3].1, &w.feed] {
                kill(feed, &w);
                assert_eq!(w.health(&held, debt).motsu_unwrap(), before, "the last price counts");
                let judged = w.liquidate(&held, all(debt, 4));
                assert_eq!(judged.is_err(), healthy);
                assert_eq!(w.liquidate(&held, all(debt, 2)).is_err(), healthy);
                let (limit, unpriced) = w.limit(&held).motsu_unwrap();
                assert!(limit < n(6 * WAD) && !unpriced.is_zero(), "and lends nothing");
                feed.sender(w.owner).set_mode(FeedMode::Answers);
                feed.sender(w.owner).answer_now(
                    if feed.address() == w.feed.address() { n(WAD) } else { n(100_000_000) },
                    if feed.address() == w.feed.address() { 18 } else { 8 },
                );
            }
        }
    }
}
