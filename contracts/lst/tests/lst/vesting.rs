//! How gains vest.

use crate::world::*;
use ballast_lst::interface::ILst;

#[test]
fn is_linear_and_rounded_down() {
    let w = World::working();
    w.gain(n(777_777_777_777_777_777));
    let unvested = n(777_777_777_777_777_777 - 77_777_777_777_777_777);
    let start = w.pooled();
    assert_eq!(start, ether(10) + n(77_777_777_777_777_777));
    let mut elapsed = 0;
    for step in [1, 1, 41, HOUR, 12 * HOUR + 1, 39_155, 1, 1, 365 * DAY] {
        w.age(step);
        elapsed += step;
        let vested = mul_div_down(unvested, n(elapsed.min(DAY).into()), n(DAY.into()));
        assert_eq!(w.pooled(), start + vested, "after {elapsed} seconds");
    }
    assert_eq!(w.pooled(), ether(10) + n(777_777_777_777_777_777));
}

#[test]
fn restarts_with_what_is_left() {
    let w = World::working();
    w.take_no_fee();
    w.gain(milli(480));
    w.age(6 * HOUR);
    assert_eq!(w.pooled(), milli(10_120));
    w.gain(milli(120));
    assert_eq!(w.pooled(), milli(10_120));
    assert_eq!(w.vesting(), [milli(480), n(NOW.into()), n(DAY.into())]);
    w.age(12 * HOUR);
    assert_eq!(w.pooled(), milli(10_360));
    w.gain(n(0));
    assert_eq!((w.pooled(), w.vesting()[0]), (milli(10_360), milli(240)));
    w.age(DAY);
    assert_eq!(w.pooled(), milli(10_600));
}

#[test]
fn has_a_new_period_from_the_next_report_on() {
    let w = World::working();
    w.take_no_fee();
    w.gain(milli(240));
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n((10 * DAY).into()) });
    w.age(12 * HOUR);
    assert_eq!(w.pooled(), milli(10_120), "the running one is not touched");
    w.gain(milli(120));
    assert_eq!(w.vesting(), [milli(240), n(NOW.into()), n((10 * DAY).into())]);
    assert_eq!(w.last::<ILst::ReportApplied>().endsAt, n((NOW + 10 * DAY).into()));
    w.age(5 * DAY);
    assert_eq!(w.pooled(), milli(10_240));
}
