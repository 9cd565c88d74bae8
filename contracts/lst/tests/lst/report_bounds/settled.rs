//! What a gain was clipped by the owner may book at once.

use super::*;
use motsu::prelude::*;

fn settle(gain: U256) -> ILst::settleGainCall {
    ILst::settleGainCall { gain }
}

/// Three ether more than were known, of which one was booked.
fn clipped_by_two() -> World {
    let w = out();
    w.age(YEAR);
    tell(&w, ether(13));
    assert_eq!((w.deployed(), w.parked_gain()), (ether(11), ether(2)));
    w
}

#[test]
fn is_the_owners_to_do() {
    let w = clipped_by_two();
    is_the_owners(&w, &settle(ether(2)));
    assert_eq!((w.deployed(), w.parked_gain()), (ether(13), n(0)));
}

#[test]
fn is_booked_as_a_report_of_that_gain() {
    let w = clipped_by_two();
    w.age(DAY / 2);
    let (pooled, shares, seen) = (w.pooled(), w.total_shares(), w.seen());
    assert_eq!(pooled, milli(10_100 + 450));
    w.ask(w.owner, settle(ether(2)));
    let fee = w.total_shares() - shares;
    assert_eq!(fee, mul_div_down(milli(200), shares, pooled));
    assert_eq!((w.shares(w.operators), w.pooled()), (at_genesis(milli(50)) + fee / n(2), pooled + milli(200)));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.loss, told.counted, told.deficit), (ether(2), n(0), ether(13), n(0)));
    assert_eq!((told.unvested, told.startsAt), (milli(450 + 1_800), n(NOW.into())));
    let told: ILst::TokenRebased = w.last();
    assert_eq!((told.timeElapsed, told.sharesMintedAsFees), (n((DAY / 2).into()), fee));
    assert_eq!((clipped(&w, seen), w.seen() - seen), (vec![], 6));
    w.age(DAY);
    assert_eq!(w.pooled(), ether(13));
}

#[test]
fn is_no_gain_of_the_next_report() {
    let w = clipped_by_two();
    w.ask(w.owner, settle(ether(2)));
    let told = tell(&w, ether(13));
    assert_eq!((told.gain, told.loss, w.parked_gain()), (n(0), n(0), n(0)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (n(0), n(0), ether(13)));
}

#[test]
fn can_come_home_then() {
    let w = clipped_by_two();
    w.ask(w.owner, settle(ether(2)));
    w.operators.fund(ether(3));
    w.give_back(ether(13));
    assert_eq!((w.deployed(), w.buffer()), (n(0), ether(13)));
}

#[test]
fn is_the_gain_that_is_named() {
    let w = clipped_by_two();
    for given in [n(0), ether(2) - n(1), ether(2) + n(1), U256::MAX] {
        w.refuses(w.owner, settle(given), ILst::ParkedDiffers { parked: ether(2), given });
    }
    tell(&w, ether(12));
    w.refuses(w.owner, settle(ether(2)), ILst::ParkedDiffers { parked: ether(1), given: ether(2) });
    w.ask(w.owner, settle(ether(1)));
    assert_eq!(w.deployed(), ether(12));
}

#[test]
fn is_done_once() {
    let w = clipped_by_two();
    w.ask(w.owner, settle(ether(2)));
    for gain in [n(0), ether(2)] {
        w.refuses(w.owner, settle(gain), ILst::NothingParked {});
    }
    let w = {
        drop(w);
        World::working()
    };
    w.refuses(w.owner, settle(n(0)), ILst::NothingParked {});
}

#[test]
fn pays_off_the_deficit_first() {
    let w = out();
    w.age(DAY);
    tell(&w, milli(9_600));
    tell(&w, milli(10_000)); // in no time
    assert_eq!((w.deficit(), w.parked_gain()), (milli(400), milli(400)));
    w.ask(w.owner, settle(milli(400)));
    assert_eq!((w.deficit(), w.fee_shares(), w.deployed()), (n(0), n(0), ether(10)));
}
