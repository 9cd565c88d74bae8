//! What a gain was clipped by the owner may book at once.

use super::*;
use ballast_common::slot::Slot;
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
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (n(0), n(0), ether(13)));
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
    for given in [n(0), ether(2) - n(1), ether(2) + n(1), U256::MAX, (U256::ONE << 128) + ether(2)] {
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

/// A gain within the bounds is told by a report, or was clipped whole and is settled, while something of earlier gains
/// still vests, something is owed, and something is set aside. What that leaves in the slots, of shares and of logs.
fn end(settled: bool) -> (Vec<U256>, Vec<U256>, Vec<ILstEvents>) {
    let w = World::working();
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n((30 * DAY).into()) });
    w.bound(10_000, 500);
    w.age(30 * DAY);
    tell(&w, milli(5_300));
    w.age(DAY);
    tell(&w, milli(5_270));
    assert_eq!(w.deficit(), milli(30));
    w.bound(0, 500);
    tell(&w, milli(if settled { 5_350 } else { 5_270 }));
    assert_eq!(w.parked_gain(), milli(if settled { 80 } else { 0 }));
    w.redeem(w.alice, ether(1));
    w.bound(10_000, 500);
    w.age(10 * DAY);
    let seen = w.seen();
    if settled {
        w.ask(w.owner, settle(milli(80)));
    } else {
        tell(&w, milli(5_350));
    }
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.deficit, w.parked_gain()), (milli(80), n(0), n(0)));
    assert!(told.setAside > n(0) && told.unvested > milli(80) + told.setAside, "more than this gain vests");
    let holders = [w.alice, w.treasury, w.operators, DEAD].map(|holder| w.shares(holder));
    // All but what the flags say does not count: the gain that was clipped once.
    let _in_context: &mut ballast_lst::Lst = &mut w.lst.sender(w.alice);
    let slots = (0..18).chain([19]).map(|number| Slot::at(number).load()).collect();
    (slots, holders.to_vec(), w.logs_since(seen))
}

#[test]
fn ends_where_a_report_of_it_does() {
    let (settled, reported) = (end(true), end(false));
    assert_eq!(settled, reported);
    assert_eq!(settled.2.len(), 6, "two mints, TokenRebased and ReportApplied");
}

#[test]
fn may_be_of_what_came_home_meanwhile() {
    let w = clipped_by_two();
    w.operators.fund(ether(1));
    w.give_back(ether(11));
    assert_eq!((w.deployed(), w.buffer()), (n(0), ether(11)));
    w.ask(w.owner, settle(ether(2)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (ether(11), n(0), ether(2)));
    let told = tell(&w, ether(2));
    assert_eq!((told.gain, told.loss, w.parked_gain()), (n(0), n(0), n(0)));
    w.operators.fund(ether(2));
    w.give_back(ether(2));
    w.age(DAY);
    assert_eq!((w.pooled(), w.buffer()), (ether(13), ether(13)));
}

#[test]
fn has_no_bound_but_that_of_the_books() {
    let w = out();
    w.take_no_fee();
    let most = most_ether();
    for excess in [n(1), most] {
        let gain = most - ether(10) + excess;
        w.ask(w.oracle, report(most, excess, ether(10), n(0)));
        w.refuses(w.owner, settle(gain), ILst::AmountTooLarge { amount: most + excess, most });
        assert_eq!((w.pooled(), w.deployed(), w.parked_gain()), (ether(10), ether(10), gain));
    }
    tell(&w, most);
    w.ask(w.owner, settle(most - ether(10)));
    assert_eq!((w.deployed(), w.pooled(), w.vesting()[0]), (most, ether(10), most - ether(10)));
}

#[test]
fn can_be_clipped_and_settled_again() {
    let w = clipped_by_two();
    w.ask(w.owner, settle(ether(2)));
    tell(&w, ether(13) + n(5)); // in no time
    assert_eq!(w.parked_gain(), n(5));
    w.refuses(w.owner, settle(ether(2)), ILst::ParkedDiffers { parked: n(5), given: ether(2) });
    w.ask(w.owner, settle(n(5)));
    assert_eq!((w.deployed(), w.parked_gain()), (ether(13) + n(5), n(0)));
}
