//! `setRateCap`: how fast a rate may grow.

use crate::world::*;
use ballast_risk::interface::IRisk::{self, PriceStatus};

const RATE: u128 = 10_u128.pow(27);
const YEAR: u64 = 365 * DAY;

fn call(snapshot: u128, growth: u128) -> IRisk::setRateCapCall {
    IRisk::setRateCapCall { index: n(0), snapshot: n(snapshot), growthBps: n(growth) }
}

#[test]
fn starts_with_the_rate_and_a_tenth_a_year() {
    let w = World::at_rate(3 * WAD / 2);
    let cap = w.ask(IRisk::rateCapCall { index: n(0) });
    assert_eq!((cap.snapshot, cap.growthBps), (n(3 * WAD / 2), n(1_000)));
    w.rate.sender(w.owner).set_rate(ether(3), shares(1));
    assert_eq!(w.prices_of(0), (n(RATE / 2 * 3), n(RATE / 2 * 3), PriceStatus::Valid));
    w.pass(YEAR);
    let price = n(RATE / 20 * 33);
    assert_eq!(w.prices_of(0), (price, price, PriceStatus::Valid), "10 % more");
    w.pass(2 * YEAR);
    assert_eq!(w.prices_of(0).1, n(RATE / 20 * 39), "linear");
}

/// The rate's own wei are rounded up: a cap taken from the live rate never bites at once.
#[test]
fn the_first_cap_is_never_below_the_rate() {
    let w = World::new();
    w.rate.sender(w.owner).set_rate(n(10_u128.pow(18)), n(3 * 10_u128.pow(26)));
    w.rate.sender(w.owner).set_age(0);
    w.feed.sender(w.owner).answer_now(n(WAD), 18);
    w.list(shares_listing(w.rate.address(), w.feed.address()));
    assert_eq!(w.ask(IRisk::rateCapCall { index: n(0) }).snapshot, n(10 * WAD / 3 + 1));
    assert_eq!(w.prices_of(0).1, n(10_u128.pow(28) / 3));
}

#[test]
fn a_donation_or_a_wrong_report_lifts_the_price_no_higher() {
    let w = World::with_rate();
    w.rate.sender(w.owner).set_rate(ether(17), shares(10)); // I03: 1.7 from 1.06
    assert_eq!(w.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));
}

#[test]
fn changes_the_cap() {
    let w = World::with_rate();
    w.pass(YEAR);
    w.ask(call(2 * WAD, 500));
    w.risk.assert_emitted(&IRisk::RateCapChanged {
        index: n(0),
        oldSnapshot: n(WAD),
        oldGrowthBps: n(1_000),
        newSnapshot: n(2 * WAD),
        newGrowthBps: n(500),
    });
    w.rate.sender(w.owner).set_rate(ether(3), shares(1));
    assert_eq!(w.prices_of(0).1, n(2 * RATE), "from now on");
    w.pass(YEAR);
    assert_eq!(w.prices_of(0).1, n(RATE / 10 * 21));
}

#[test]
fn i04_refuses_a_cap_below_the_live_rate() {
    let w = World::at_rate(11 * WAD / 10);
    let error: IRisk::CapBelowRate = w.refusal(call(11 * WAD / 10 - 1, 1_000));
    assert_eq!(error, IRisk::CapBelowRate { cap: n(11 * WAD / 10 - 1), rate: n(11 * WAD / 10) });
    // By 2.85 %, as it was.
    let error: IRisk::CapBelowRate = w.refusal(call(10_686_500 * WAD / 10_000_000, 10_000));
    assert_eq!(error.rate, n(11 * WAD / 10));
    assert_eq!(w.prices_of(0).1, n(RATE / 10 * 11), "nobody is under-priced");
    w.ask(call(11 * WAD / 10, 0));
}

#[test]
fn refuses_what_is_out_of_bounds() {
    let w = World::with_rate();
    let error: IRisk::OutOfBounds = w.refusal(call(WAD, 10_001));
    assert_eq!((error.given, error.most), (n(10_001), n(10_000)));
    let error: IRisk::OutOfBounds = w.refusal(call(1 << 64, 0));
    assert_eq!((error.given, error.most), (n(1 << 64), n(u64::MAX.into())));
    w.ask(call(u64::MAX.into(), 10_000));
    w.rate.sender(w.owner).fail();
    let error: IRisk::BadSource = w.refusal(call(WAD, 0));
    assert_eq!(error.source, w.rate.address());
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    let plain = IRisk::setRateCapCall { index: n(1), ..call(WAD, 0) };
    let error: IRisk::NotShares = w.refusal(plain);
    assert_eq!(error.index, n(1));
}
