//! What is kept of a report, and what takes its place.

use super::*;
use ballast_lst::interface::ILst::ILstEvents;

const ETHER: u128 = 1_000_000_000_000_000_000;

#[test]
fn is_nothing_at_first() {
    let w = World::working();
    assert_eq!(told(&w), (false, [0; 6]));
}

#[test]
fn are_its_figures() {
    let w = World::working();
    w.give_back(ether(1));
    let seen = w.seen();
    w.ask(w.oracle, report(n(11), n(22), ether(5) - n(33), ether(1) - n(44)));
    let loss = ether(4) - n(11 + 22 + 33 - 44);
    let figures = [0, loss.to(), 11, 22, 5 * ETHER - 33, ETHER - 44];
    assert_eq!(told(&w), (true, figures));
    let expected = [ILstEvents::ReportParked(ILst::ReportParked {
        gain: n(0),
        loss,
        validatorsEther: n(11),
        inFlightEther: n(22),
        sentEther: ether(5) - n(33),
        returnedEther: ether(1) - n(44),
    })];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn leaves_the_books_as_they_were() {
    let w = World::working();
    w.redeem(w.alice, ether(1));
    w.age(HOUR);
    let before = books(&w);
    w.ask(w.oracle, w.report_of(ether(3)));
    assert_eq!(books(&w), before);
    assert!(w.set_aside() > n(0));
}

#[test]
fn gives_way_to_every_further_report() {
    let w = parked();
    let seen = w.seen();
    let before = books(&w);
    w.ask(w.oracle, w.report_of(ether(2)));
    assert_eq!(told(&w), (true, [0, 3 * ETHER, 2 * ETHER, 0, 5 * ETHER, 0]));
    w.ask(w.oracle, w.report_of(ether(5))); // nothing lost after all
    assert_eq!(told(&w), (true, [0, 0, 5 * ETHER, 0, 5 * ETHER, 0]));
    w.ask(w.oracle, report(ether(5), n(9), ether(5), n(0)));
    assert_eq!(told(&w), (true, [9, 0, 5 * ETHER, 9, 5 * ETHER, 0]));
    assert_eq!(books(&w), before);
    let losses = w.logs_since(seen).into_iter().map(|log| match log {
        ILstEvents::ReportParked(parked) => (parked.gain, parked.loss),
        other => panic!("{other:?}"),
    });
    assert_eq!(losses.collect::<Vec<_>>(), [(n(0), ether(3)), (n(0), n(0)), (n(9), n(0))]);
}

#[test]
fn gives_way_to_a_report_that_can_be() {
    let w = parked();
    let before = told(&w);
    let error = ILst::ReportAhead { reported: ether(6), counted: ether(5) };
    w.refuses(w.oracle, report(ether(3), n(0), ether(6), n(0)), error);
    let error = ILst::ReportAhead { reported: n(1), counted: n(0) };
    w.refuses(w.oracle, report(ether(3), n(0), ether(5), n(1)), error);
    w.refuses(w.owner, w.report_of(ether(3)), ILst::Unauthorized { caller: w.owner });
    assert_eq!(told(&w), before);
}

#[test]
fn is_measured_by_what_is_booked() {
    // A gain that was clipped is not booked, and so cannot be lost.
    let w = World::working();
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(ether(8)));
    assert_eq!((w.deployed(), w.parked_gain()), (milli(5_500), milli(2_500)));
    w.ask(w.oracle, w.report_of(ether(4)));
    assert_eq!(told(&w), (true, [0, ETHER * 3 / 2, 4 * ETHER, 0, 5 * ETHER, 0]));
    assert_eq!(w.parked_gain(), milli(2_500), "of the last report that was booked");
    w.ask(w.guardian, settle(milli(1_500)));
    assert_eq!((w.deployed(), w.parked_gain()), (ether(4), n(0)));
}
