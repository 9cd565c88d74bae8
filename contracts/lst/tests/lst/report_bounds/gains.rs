//! Gains over the bound are clipped.

use super::*;

#[test]
fn at_the_bound_are_booked_whole() {
    let w = out();
    w.age(YEAR);
    let seen = w.seen();
    assert_eq!(tell(&w, ether(11)).gain, ether(1));
    assert_eq!((w.parked_gain(), clipped(&w, seen)), (n(0), vec![]));
}

#[test]
fn a_wei_over_it_are_clipped() {
    let w = out();
    w.age(YEAR);
    let seen = w.seen();
    assert_eq!(tell(&w, ether(11) + n(1)).gain, ether(1));
    assert_eq!((w.parked_gain(), clipped(&w, seen)), (n(1), vec![(ether(1), n(1))]));
}

#[test]
fn are_allowed_in_proportion_to_the_time() {
    for elapsed in [0, 1, 2, 59, HOUR, DAY - 1, DAY, 30 * DAY + 1, YEAR - 1, YEAR + 1, 3 * YEAR] {
        for bps in [1, 999, 10_000] {
            let w = World::odd();
            w.age(DAY);
            w.ask(w.oracle, w.report_of(w.deployed()));
            w.bound(bps, 0);
            w.age(elapsed);
            let most = most_gain(&w, bps, elapsed);
            assert_eq!(tell(&w, w.deployed() + most).gain, most, "{bps} in {elapsed}");
            assert_eq!(w.parked_gain(), n(0), "{bps} in {elapsed}");
        }
    }
}

#[test]
fn over_it_are_clipped_at_every_time() {
    for elapsed in [0, 1, HOUR, DAY, YEAR - 1, 3 * YEAR] {
        let w = World::odd();
        w.age(DAY);
        w.ask(w.oracle, w.report_of(w.deployed()));
        w.bound(777, 0);
        w.age(elapsed);
        let most = most_gain(&w, 777, elapsed);
        assert_eq!(tell(&w, w.deployed() + most + n(3)).gain, most, "in {elapsed}");
        assert_eq!(w.parked_gain(), n(3), "in {elapsed}");
    }
}

#[test]
fn are_measured_by_what_has_vested() {
    let w = out();
    w.gain(ether(4));
    w.age(DAY / 4);
    w.bound(1_000, 0);
    let (pooled, most) = (w.pooled(), most_gain(&w, 1_000, DAY / 4));
    assert_eq!(pooled, milli(10_400 + 900));
    assert_eq!(tell(&w, w.deployed() + ether(1)).gain, most);
    assert_eq!(most, pooled / n(10 * 365 * 4));
}

#[test]
fn over_it_are_in_no_column_until_they_are_booked() {
    let w = out();
    w.age(YEAR);
    let told = tell(&w, ether(13));
    assert_eq!((told.gain, told.counted, w.parked_gain()), (ether(1), ether(11), ether(2)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (n(0), n(0), ether(11)));
    assert_eq!(w.pooled() + told.unvested, ether(11));
    w.age(DAY);
    assert_eq!((w.pooled(), w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount), (ether(11), n(0)));
    // It cannot come home either: what came back would be counted.
    let error = ILst::ReportInconsistent { returned: ether(11) + n(1), available: ether(11) };
    w.refuses_paid(w.operators, ether(11) + n(1), ILst::returnEtherCall {}, error);
}

#[test]
fn over_it_may_be_in_flight() {
    let w = out();
    w.age(YEAR);
    w.ask(w.oracle, report(ether(1), ether(12), ether(10), n(0)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (n(0), ether(11), n(0)));
    assert_eq!(w.parked_gain(), ether(2));
    w.age(YEAR);
    w.ask(w.oracle, report(ether(1), ether(12), ether(10), n(0)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight + columns.validators), (n(0), milli(12_100)));
}

#[test]
fn over_it_are_booked_by_later_reports() {
    let w = out();
    let seen = w.seen();
    let mut parked = ether(3);
    for _ in 0..3 {
        w.age(YEAR);
        let most = most_gain(&w, 1_000, YEAR);
        let booked = most.min(parked);
        assert_eq!(tell(&w, ether(13)).gain, booked);
        parked -= booked;
        assert_eq!(w.parked_gain(), parked);
    }
    assert_eq!((parked, w.deployed()), (n(0), ether(13)));
    assert_eq!(clipped(&w, seen), [(ether(1), ether(2)), (milli(1_100), milli(900))]);
    w.age(DAY);
    assert_eq!(w.pooled(), ether(13));
    assert_eq!(tell(&w, ether(13)).gain, n(0), "once only");
}

#[test]
fn over_it_vanish_with_a_correction() {
    let w = out();
    w.age(YEAR);
    tell(&w, ether(13));
    assert_eq!(w.parked_gain(), ether(2));
    let told = tell(&w, ether(11)); // at once: what was booked was right
    assert_eq!((told.gain, told.loss, w.parked_gain()), (n(0), n(0), n(0)));
    w.age(YEAR);
    assert_eq!(tell(&w, ether(11)).gain, n(0));
    assert_eq!(w.pooled(), ether(11));
}

#[test]
fn are_corrected_below_what_was_booked_by_a_loss_of_that_alone() {
    let w = out();
    w.age(YEAR);
    tell(&w, ether(13));
    w.age(DAY);
    let told = tell(&w, milli(10_500));
    assert_eq!((told.gain, told.loss, w.parked_gain()), (n(0), milli(500), n(0)));
    assert_eq!((w.pooled(), w.deployed()), (milli(10_500), milli(10_500)));
}

#[test]
fn pay_the_fee_and_the_deficit_as_far_as_they_are_booked() {
    let w = out();
    w.age(DAY);
    tell(&w, milli(9_800));
    assert_eq!(w.deficit(), milli(200));
    w.age(YEAR);
    let told = tell(&w, ether(14));
    assert_eq!((told.gain, told.deficit), (milli(980), n(0)));
    assert_eq!(told.unvested, milli(200) + milli(780) * n(9) / n(10));
    assert_eq!(w.parked_gain(), ether(14) - milli(10_780));
}

#[test]
fn of_redemption_fees_are_none_and_have_no_bound() {
    let w = World::working();
    let fee = ether(2) - w.redeem(w.alice, ether(2));
    assert!(fee > n(0));
    w.bound(0, 0);
    let told = tell(&w, ether(7));
    assert_eq!((told.gain, told.setAside, told.unvested, w.parked_gain()), (n(0), fee, fee, ether(2)));
}

#[test]
fn as_great_as_a_report_can_tell_are_clipped_too() {
    let w = out();
    w.age(YEAR);
    w.ask(w.oracle, report(most_ether(), most_ether(), ether(10), n(0)));
    assert_eq!(w.parked_gain(), most_ether() + most_ether() - ether(11));
    assert_eq!(w.deployed(), ether(11));
}

#[test]
fn cannot_be_had_faster_by_more_reports() {
    let often = World::working();
    for _ in 0..48 {
        often.age(HOUR / 2);
        tell(&often, ether(8));
    }
    let booked = often.deployed() - ether(5);
    drop(often);
    let once = World::working();
    once.age(DAY);
    tell(&once, ether(8));
    let most = once.deployed() - ether(5);
    // The bound grows with what has vested since: a ten-thousandth of it at most.
    assert!(booked <= most + most / n(1_000) && booked + n(48) >= most, "{booked} for {most}");
}

#[test]
fn are_measured_by_what_is_deployed_where_that_is_less() {
    let w = World::working();
    w.age(YEAR);
    w.stake(w.bob, ether(1_000)); // raises no bound
    assert_eq!(tell(&w, ether(6)).gain, milli(500));
    assert_eq!(w.parked_gain(), milli(500));
    w.give_back(ether(5));
    w.age(YEAR);
    assert_eq!(tell(&w, ether(9)).gain, milli(50), "of the half ether that is left");
}

#[test]
fn are_bounded_the_same_whatever_is_staked_at_once() {
    for stake in [n(1), ether(1), ether(95), ether(1_000_000)] {
        let w = World::working();
        w.age(YEAR);
        w.stake(w.bob, stake);
        assert_eq!(tell(&w, milli(5_500) + n(1)).gain, milli(500), "with {stake} more");
        assert_eq!(w.parked_gain(), n(1), "with {stake} more");
    }
}

#[test]
fn are_bounded_by_what_is_deployed_where_a_stake_raises_the_pool_over_it() {
    let w = out();
    w.gain(ether(4));
    w.bound(10_000, 0);
    w.age(DAY / 4);
    let deployed = w.deployed();
    assert!(w.pooled() < deployed);
    w.stake(w.bob, ether(1_000));
    assert_eq!(tell(&w, deployed + ether(1)).gain, deployed / n(365 * 4));
}

#[test]
fn are_clipped_whole_where_nothing_is_deployed() {
    for (elapsed, bps) in [(0, 10_000), (DAY, 1_000), (YEAR, 10_000), (50 * YEAR, 10_000)] {
        let w = World::new();
        w.stake(w.alice, ether(9));
        w.bound(bps, 0);
        for _ in 0..2 {
            w.age(elapsed);
            let seen = w.seen();
            assert_eq!(tell(&w, ether(3)).gain, n(0), "{bps} in {elapsed}");
            assert_eq!(clipped(&w, seen), [(n(0), ether(3))], "{bps} in {elapsed}");
            assert_eq!((w.pooled(), w.deployed(), w.parked_gain()), (ether(10), n(0), ether(3)));
            assert_eq!((w.fee_shares(), w.vesting()[0]), (n(0), n(0)));
        }
    }
}
