//! `sample` and `setAverage`: the market of a share, averaged by time.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk::{self, PriceBound, PriceStatus};
use ballast_test_support::{Ask, FeedMode};
use motsu::prelude::*;

const PAR: u128 = 10_u128.pow(13);
const RATE: u128 = 10_u128.pow(27);
const TAU: u64 = 6 * HOUR;

fn average(w: &World) -> u128 {
    w.ask(IRisk::averageCall { index: n(0) }).average.to()
}

/// Price in parts of 10^13 of the rate.
fn liquidation(w: &World) -> u128 {
    (w.prices_of(0).1 / n(RATE / PAR)).to()
}

#[test]
fn starts_with_the_market_at_listing() {
    let w = World::new();
    w.rate.sender(w.owner).set_rate(ether(1), shares(1));
    w.rate.sender(w.owner).set_age(0);
    w.feed.sender(w.owner).answer_now(n(97_000_000), 8);
    w.list(shares_listing(w.rate.address(), w.feed.address()));
    let terms = w.ask(IRisk::averageCall { index: n(0) });
    assert_eq!((terms.average, terms.sample), (n(PAR / 100 * 97), n(PAR / 100 * 97)));
    assert_eq!((terms.tau, terms.longestStep), (n(TAU.into()), n(HOUR.into())));
    w.risk.assert_emitted(&IRisk::Sampled { index: n(0), average: n(PAR / 100 * 97), sample: n(PAR / 100 * 97) });
    assert_eq!(w.prices_of(0), (n(RATE / 100 * 97), n(RATE / 100 * 97), PriceStatus::Valid));
}

/// The first sample of a discount moves nothing; each hour with a sample at both ends takes 1 - e^(-1/6) of the way.
#[test]
fn a_price_counts_between_two_samples_of_it() {
    let w = World::with_rate();
    w.market(70);
    w.pass(HOUR);
    assert_eq!(liquidation(&w), PAR, "the sample before was par");
    w.sample(0);
    w.risk.assert_emitted(&IRisk::Sampled { index: n(0), average: n(PAR), sample: n(PAR / 10 * 7) });
    w.pass(HOUR);
    // 0.7 + 0.3 * e^(-1/6) = 0.9539445174..
    let expected = 9_539_445_174_671;
    assert!(liquidation(&w).abs_diff(expected) <= 1, "as if sampled now: {}", liquidation(&w));
    assert_eq!(average(&w), PAR, "and nothing stored");
    w.sample(0);
    assert!(average(&w).abs_diff(expected) <= 1);
}

#[test]
fn the_longest_step_bounds_what_a_sample_counts_for() {
    let w = World::with_rate();
    w.market(70);
    w.sample(0);
    w.pass(HOUR);
    let after_a_step = liquidation(&w);
    w.pass(30 * DAY);
    assert_eq!(liquidation(&w), after_a_step);
}

#[test]
fn a_lasting_discount_counts_in_full() {
    let w = World::with_rate();
    w.market(70);
    for _ in 0..7 * 24 {
        w.sample(0);
        w.pass(HOUR);
    }
    assert!(liquidation(&w).abs_diff(PAR / 10 * 7) <= 2, "{}", liquidation(&w));
    w.market(100);
    for _ in 0..7 * 24 {
        w.sample(0);
        w.pass(HOUR);
    }
    assert!(PAR - liquidation(&w) <= 20, "and is over when it is over: {}", liquidation(&w));
}

/// Its time too: an outage is not made up for by what the feed says after it.
#[test]
fn a_feed_without_a_valid_answer_leaves_the_average_where_it_is() {
    let w = World::with_rate();
    w.market(70);
    w.sample(0);
    w.pass(HOUR / 2);
    w.sample(0);
    let kept = w.ask(IRisk::averageCall { index: n(0) });
    let spoil: [&dyn Fn(&World); 4] = [
        &|w| w.feed.sender(w.owner).set_age(DAY as i64 + 1),
        &|w| w.feed.sender(w.owner).set_answer(U256::ZERO),
        &|w| w.feed.sender(w.owner).set_answer(negative(1)),
        &|w| w.feed.sender(w.owner).set_mode(FeedMode::Fails),
    ];
    for spoil in spoil {
        w.feed.sender(w.owner).answer_now(n(WAD / 10 * 7), 18);
        spoil(&w);
        assert_eq!(liquidation(&w), kept.average.to::<u128>());
        let error: IRisk::BadSource = w.refusal(IRisk::sampleCall { index: n(0) });
        assert_eq!(error.source, w.feed.address());
        assert_eq!(average(&w), kept.average.to::<u128>());
    }
}

/// Otherwise a wick upwards would hold the average up while the market falls.
#[test]
fn a_premium_counts_as_par() {
    let w = World::with_rate();
    w.feed.sender(w.owner).set_answer(n(1_000 * WAD));
    w.sample(0);
    w.pass(HOUR);
    w.sample(0);
    let terms = w.ask(IRisk::averageCall { index: n(0) });
    assert_eq!((terms.average, terms.sample), (n(PAR), n(PAR)));
}

#[test]
fn two_samples_in_a_second_count_no_time() {
    let w = World::with_rate();
    w.market(50);
    w.sample(0);
    w.sample(0);
    assert_eq!(average(&w), PAR);
}

#[test]
fn a_plain_token_has_no_average() {
    let w = World::new();
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    w.sample(0);
    let terms = w.ask(IRisk::averageCall { index: n(0) });
    assert_eq!((terms.average, terms.tau), (n(0), n(0)));
    let error: IRisk::NotShares = w.refusal(IRisk::setAverageCall { index: n(0), tau: n(7200), longestStep: n(600) });
    assert_eq!(error.index, n(0));
    let error: IRisk::UnknownCollateral = w.refusal(IRisk::sampleCall { index: n(1) });
    assert_eq!(error.index, n(1));
}

#[test]
fn the_owner_sets_tau_and_step() {
    let w = World::with_rate();
    let call =
        |tau: u64, step: u64| IRisk::setAverageCall { index: n(0), tau: n(tau.into()), longestStep: n(step.into()) };
    w.market(70);
    w.sample(0);
    w.pass(HOUR);
    let before = liquidation(&w);
    w.ask(call(2 * HOUR, HOUR / 2));
    w.risk.assert_emitted(&IRisk::AverageChanged {
        index: n(0),
        oldTau: n(TAU.into()),
        oldLongestStep: n(HOUR.into()),
        newTau: n((2 * HOUR).into()),
        newLongestStep: n((HOUR / 2).into()),
    });
    assert_eq!(average(&w), before, "the time before counts by the terms before");
    w.pass(HOUR);
    // A quarter of tau: 0.7 + d * e^(-1/4)
    let expected = PAR / 10 * 7 + (before - PAR / 10 * 7) * 7_788_007_830_714 / PAR;
    assert!(liquidation(&w).abs_diff(expected) <= 2);

    let bounds = |refused| {
        let error: IRisk::OutOfBounds = w.refusal(refused);
        (error.given, error.least, error.most)
    };
    let words = |given: u64, least: u64, most: u64| (n(given.into()), n(least.into()), n(most.into()));
    assert_eq!(bounds(call(HOUR - 1, 300)), words(HOUR - 1, HOUR, 7 * DAY));
    assert_eq!(bounds(call(7 * DAY + 1, 300)), words(7 * DAY + 1, HOUR, 7 * DAY));
    assert_eq!(bounds(call(HOUR, 299)), words(299, 300, HOUR));
    assert_eq!(bounds(call(HOUR, HOUR + 1)), words(HOUR + 1, 300, HOUR));
    assert_eq!(bounds(call(7 * DAY, DAY + 1)), words(DAY + 1, 300, DAY));
    w.ask(call(7 * DAY, DAY));
    let terms = w.ask(IRisk::averageCall { index: n(0) });
    assert_eq!((terms.tau, terms.longestStep), (n((7 * DAY).into()), n(DAY.into())), "the widest survive packing");
    let collateral = w.ask(IRisk::collateralCall { index: n(0) })._0;
    assert_eq!((collateral.feedMaxAge, collateral.rateMaxAge), (n(DAY.into()), n((2 * DAY).into())));
}

#[test]
fn the_status_names_the_rule() {
    let w = World::with_rate();
    let status = || {
        let status = w.ask(IRisk::statusCall { index: n(0) });
        (status.status, status.borrowBound, status.liquidationBound)
    };
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Rate, PriceBound::Rate));
    w.market(95);
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Spot, PriceBound::Rate));
    w.sample(0);
    w.pass(HOUR);
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Spot, PriceBound::Average));
    w.sample(0);
    w.market(100);
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Average, PriceBound::Average));
    w.rate.sender(w.owner).set_rate(ether(2), shares(1));
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Cap, PriceBound::Cap));
    w.rate.sender(w.owner).set_age(3 * DAY as i64);
    assert_eq!(status(), (PriceStatus::RateStale, PriceBound::None, PriceBound::Cap));
    w.rate.sender(w.owner).fail();
    assert_eq!(status(), (PriceStatus::RateFailed, PriceBound::None, PriceBound::Rate));
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    let status = || {
        let status = w.ask(IRisk::statusCall { index: n(1) });
        (status.status, status.borrowBound, status.liquidationBound)
    };
    assert_eq!(status(), (PriceStatus::Valid, PriceBound::Feed, PriceBound::Feed));
    w.gold_feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(status(), (PriceStatus::FeedFailed, PriceBound::None, PriceBound::Kept));
}

#[test]
fn anybody_samples() {
    let w = World::with_rate();
    w.risk.sender(w.alice).ask(IRisk::sampleCall { index: n(0) }).motsu_unwrap();
    w.risk.sender(w.bob).ask(IRisk::keepPriceCall { index: n(0) }).motsu_unwrap();
}
