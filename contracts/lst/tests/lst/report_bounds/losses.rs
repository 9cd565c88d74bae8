//! Losses over the bound are parked.

use super::*;

/// Reports so much less than is known.
fn lose(w: &World, loss: U256) {
    w.ask(w.oracle, w.report_of(w.deployed() - loss));
}

#[test]
fn at_the_bound_are_booked() {
    let w = World::working();
    w.age(DAY);
    lose(&w, milli(500));
    assert!(!w.parked().parked);
    assert_eq!((w.pooled(), w.deficit()), (milli(9_500), milli(500)));
}

#[test]
fn a_wei_over_it_are_parked() {
    let w = World::working();
    w.age(DAY);
    let seen = w.seen();
    let loss = milli(500) + n(1);
    lose(&w, loss);
    let parked = w.parked();
    assert_eq!((parked.parked, parked.gain, parked.loss), (true, n(0), loss));
    assert_eq!((w.pooled(), w.deficit(), w.deployed()), (ether(10), n(0), ether(5)));
    let expected = [ILstEvents::ReportParked(ILst::ReportParked {
        gain: n(0),
        loss,
        validatorsEther: ether(5) - loss,
        inFlightEther: n(0),
        sentEther: ether(5),
        returnedEther: n(0),
    })];
    assert_eq!(w.logs_since(seen), expected);
}

/// The bound of a day, in proportion to the part of it that has passed; each rounded down.
fn most_loss(w: &World, bps: u128, elapsed: u64) -> U256 {
    let a_day = mul_div_down(w.pooled(), n(bps), n(10_000));
    mul_div_down(a_day, U256::from(elapsed.min(DAY)), U256::from(DAY))
}

#[test]
fn are_allowed_in_proportion_within_a_day() {
    for elapsed in [0, 1, 2, 59, HOUR, 12 * HOUR, DAY - 1, DAY, DAY + 1, 2 * DAY, 3 * YEAR] {
        for (bps, over) in [(1, 0), (500, 0), (1_000, 0), (1, 1), (500, 1), (1_000, 1)] {
            let w = World::odd();
            w.age(DAY);
            w.ask(w.oracle, w.report_of(w.deployed()));
            w.bound(0, bps);
            w.age(elapsed);
            let most = most_loss(&w, bps, elapsed);
            lose(&w, most + n(over));
            assert_eq!(w.parked().parked, over == 1, "{bps} in {elapsed}");
            assert_eq!(w.deficit(), if over == 1 { n(0) } else { most }, "{bps} in {elapsed}");
        }
    }
}

#[test]
fn of_nothing_need_no_time() {
    let w = World::working();
    lose(&w, n(0));
    lose(&w, n(0));
    assert!(!w.parked().parked);
    lose(&w, n(1));
    assert!(w.parked().parked);
}

#[test]
fn are_measured_by_what_has_vested() {
    let w = World::working();
    w.gain(ether(4));
    w.age(DAY / 2);
    w.bound(0, 1_000);
    assert_eq!(w.pooled(), milli(12_200));
    lose(&w, milli(610) + n(1));
    assert!(w.parked().parked, "whatever of it would not have vested");
    w.ask(w.owner, ILst::rejectReportCall {});
    lose(&w, milli(610));
    assert_eq!((w.pooled(), w.parked().parked), (milli(12_200), false));
}

#[test]
fn of_all_are_parked_where_the_bound_is_zero() {
    let w = World::working();
    w.bound(0, 0);
    w.age(YEAR);
    lose(&w, n(1));
    assert!(w.parked().parked);
}
