//! A parked report is settled or rejected.

use super::*;
use alloy_primitives::U256;
use ballast_common::slot::Slot;
use ballast_lst::interface::ILst::ILstEvents;

fn reject() -> ILst::rejectReportCall {
    ILst::rejectReportCall {}
}

#[test]
fn by_the_guardian_or_the_owner_it_is_settled() {
    for by in [|w: &World| w.guardian, |w: &World| w.owner] {
        let w = parked();
        for caller in [w.alice, w.oracle, w.operators, w.treasury] {
            w.refuses(caller, settle(ether(2)), ILst::Unauthorized { caller });
        }
        w.ask(by(&w), settle(ether(2)));
        assert_eq!((w.pooled(), w.parked().parked), (ether(8), false));
    }
}

#[test]
fn by_the_owner_alone_it_is_rejected() {
    let w = parked();
    is_the_owners(&w, &reject());
    assert!(!w.parked().parked);
}

#[test]
fn once() {
    let w = parked();
    w.ask(w.guardian, settle(ether(2)));
    w.refuses(w.guardian, settle(ether(2)), ILst::NothingParked {});
    w.refuses(w.owner, reject(), ILst::NothingParked {});
    let w = {
        drop(w);
        parked()
    };
    w.ask(w.owner, reject());
    w.refuses(w.owner, reject(), ILst::NothingParked {});
    w.refuses(w.owner, settle(n(0)), ILst::NothingParked {});
}

#[test]
fn not_where_there_is_none() {
    let w = World::working();
    w.refuses(w.guardian, settle(n(0)), ILst::NothingParked {});
    w.refuses(w.owner, reject(), ILst::NothingParked {});
    w.refuses(w.alice, settle(n(0)), ILst::Unauthorized { caller: w.alice });
    w.refuses(w.guardian, reject(), ILst::Unauthorized { caller: w.guardian });
}

#[test]
fn for_the_loss_that_is_named() {
    let w = parked();
    for given in [n(0), ether(2) - n(1), ether(2) + n(1), U256::MAX, (U256::ONE << 128) + ether(2)] {
        w.refuses(w.guardian, settle(given), ILst::ParkedDiffers { parked: ether(2), given });
    }
    w.ask(w.oracle, w.report_of(ether(1)));
    let error = ILst::ParkedDiffers { parked: ether(4), given: ether(2) };
    w.refuses(w.guardian, settle(ether(2)), error);
    w.ask(w.guardian, settle(ether(4)));
    assert_eq!(w.pooled(), ether(6));
}

/// A day before its report: something vests, something is set aside, something is owed.
fn busy() -> World {
    let w = World::working();
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(milli(4_990)));
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(milli(5_400)));
    w.redeem(w.alice, milli(700));
    w.age(20 * HOUR);
    w
}

/// The books and the last report's logs.
fn outcome(w: &World, from: usize) -> (Vec<U256>, Vec<ILstEvents>) {
    (books(w), w.logs_since(from))
}

#[test]
fn it_ends_where_a_report_without_bounds_does() {
    let w = busy();
    w.unbound_losses();
    let from = w.seen();
    w.ask(w.oracle, w.report_of(milli(4_100)));
    let expected = outcome(&w, from);
    assert_eq!((w.parked().parked, w.last::<ILst::ReportApplied>().loss), (false, milli(1_300)));
    drop(w);

    let w = busy();
    w.ask(w.oracle, w.report_of(milli(4_100)));
    assert!(w.parked().parked);
    let from = w.seen();
    w.ask(w.guardian, settle(milli(1_300)));
    assert_eq!(outcome(&w, from), expected);
    assert_eq!(w.logs_since(from).len(), 2, "TokenRebased and ReportApplied");
}

#[test]
fn settled_later_it_has_the_time_of_that() {
    let w = busy();
    w.ask(w.oracle, w.report_of(milli(4_100)));
    w.age(2 * HOUR);
    let unvested = w.columns();
    let unvested = unvested.buffer + unvested.inFlight + unvested.validators - w.pooled();
    let set_aside = w.set_aside();
    w.ask(w.guardian, settle(milli(1_300)));
    let told: ILst::TokenRebased = w.last();
    assert_eq!((told.reportTimestamp, told.timeElapsed), (n(NOW.into()), n(22 * u128::from(HOUR))));
    let told: ILst::ReportApplied = w.last();
    assert!(unvested < milli(1_300));
    assert_eq!((told.unvested, told.startsAt), (set_aside, n(NOW.into())));
    assert_eq!(w.ask(w.bob, ILst::rateDataCall {}).reportedAt, n(NOW.into()));
}

#[test]
fn rejected_it_leaves_no_trace_in_the_books() {
    let w = busy();
    let before = books(&w);
    w.ask(w.oracle, w.report_of(milli(4_100)));
    let seen = w.seen();
    w.ask(w.owner, reject());
    assert_eq!(books(&w), before);
    let expected = [ILstEvents::ParkedReportRejected(ILst::ParkedReportRejected { gain: n(0), loss: milli(1_300) })];
    assert_eq!((w.logs_since(seen), told(&w)), (expected.into(), (false, [0; 6])));
    w.stake(w.bob, ether(1));
    w.redeem(w.bob, milli(900));
}

#[test]
fn rejected_it_does_not_count_as_the_last_report() {
    let w = World::working();
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(n(0)));
    w.ask(w.owner, reject());
    w.ask(w.oracle, w.report_of(milli(5_500))); // the bound of a year, still
    assert_eq!((w.deployed(), w.parked_gain()), (milli(5_500), n(0)));
    assert_eq!(w.last::<ILst::TokenRebased>().timeElapsed, n(YEAR.into()));
}

#[test]
fn its_slots_are_empty_afterwards() {
    for settles in [true, false] {
        let w = parked();
        let slots = || {
            let _in_context: &mut ballast_lst::Lst = &mut w.lst.sender(w.alice);
            [16, 17].map(|number| Slot::at(number).load())
        };
        assert_eq!(slots(), [ether(3), ether(5)]);
        if settles {
            w.ask(w.guardian, settle(ether(2)));
        } else {
            w.ask(w.owner, reject());
        }
        assert_eq!(slots(), [n(0); 2]);
    }
}

#[test]
fn its_gain_is_bounded_even_so() {
    let w = parked();
    w.age(YEAR - DAY);
    w.ask(w.oracle, w.report_of(ether(7)));
    assert_eq!((w.parked().gain, w.parked().loss), (ether(2), n(0)));
    w.ask(w.oracle, w.report_of(ether(7)));
    let seen = w.seen();
    w.ask(w.guardian, settle(n(0)));
    assert_eq!((w.last::<ILst::ReportApplied>().gain, w.parked_gain()), (milli(500), milli(1_500)));
    assert_eq!((w.deployed(), w.shares(w.treasury)), (milli(5_500), at_genesis(milli(25))));
    let clipped = ILst::GainClipped { booked: milli(500), parked: milli(1_500) };
    assert!(w.logs_since(seen).contains(&ILstEvents::GainClipped(clipped)));
}

#[test]
fn of_a_gain_it_is_rejected_with_its_number() {
    let w = parked();
    w.ask(w.oracle, w.report_of(ether(7)));
    w.ask(w.owner, reject());
    assert_eq!(w.last::<ILst::ParkedReportRejected>(), ILst::ParkedReportRejected { gain: ether(2), loss: n(0) });
    assert_eq!(w.pooled(), ether(10));
}

#[test]
fn what_came_home_meanwhile_is_no_loss() {
    let w = parked();
    w.give_back(ether(1));
    w.deploy(milli(500));
    w.ask(w.guardian, settle(ether(2)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (milli(5_500), n(0), milli(2_500)));
    assert_eq!((w.pooled(), w.deficit()), (ether(8), ether(2)));
    w.ask(w.oracle, w.report_of(milli(2_500)));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.loss), (n(0), n(0)));
}

#[test]
fn not_where_it_has_become_impossible() {
    let w = parked();
    w.give_back(ether(4)); // three were said to be left
    let error = ILst::ReportInconsistent { returned: ether(4), available: ether(3) };
    w.refuses(w.guardian, settle(ether(2)), error);
    assert!(w.parked().parked);
    w.ask(w.oracle, w.report_of(ether(1)));
    assert_eq!((w.parked().loss, w.parked().gain), (n(0), n(0)));
    w.ask(w.guardian, settle(n(0)));
    assert_eq!((w.pooled(), w.deployed()), (ether(10), ether(1)));
}

#[test]
fn nor_is_it_stuck_then() {
    let w = parked();
    w.give_back(ether(4));
    w.ask(w.owner, reject());
    w.ask(w.oracle, w.report_of(ether(1)));
    assert_eq!((w.pooled(), w.parked().parked), (ether(10), false));
}

#[test]
fn of_all_that_is_deployed_too() {
    let w = World::working();
    w.ask(w.oracle, w.report_of(n(0)));
    w.ask(w.guardian, settle(ether(5)));
    assert_eq!((w.pooled(), w.deployed(), w.deficit()), (ether(5), n(0), ether(5)));
    assert_eq!(w.stake(w.bob, ether(1)), at_genesis(ether(2)));
}
