//! Epochs: a loss of nearly everything voids all shares.

use crate::world::*;
use ballast_backstop::interface::IBackstop;

/// Alice has 2^24 shares, and notice is running.
fn thin() -> World {
    let w = World::new();
    w.fund(w.alice, n(1 << 24));
    w.give_notice(w.alice, n(1 << 23));
    w
}

#[test]
fn end_below_the_least_rate() {
    let w = thin();
    w.lose(n((1 << 24) - 1));
    w.sync();
    assert_eq!(w.totals(), (n(1), n(1 << 24), n(0)), "just enough");
    assert_eq!(w.assets(w.alice), n(1));
    w.lose(n(1));
    assert_eq!(w.totals(), (n(0), n(0), n(1)), "seen before it is booked");
    w.sync();
    w.emitted(IBackstop::EpochBegan { epoch: n(1), voidShares: n(1 << 24), leftOver: n(0) });
    assert_eq!((w.shares(w.alice), w.assets(w.alice), w.notice(w.alice).0), (n(0), n(0), n(0)));
    w.check();
}

#[test]
fn leave_what_is_left_to_nobody() {
    let w = World::new();
    w.fund(w.alice, n(3 << 24));
    w.lose(n((3 << 24) - 2));
    w.sync();
    w.emitted(IBackstop::EpochBegan { epoch: n(1), voidShares: n(3 << 24), leftOver: n(2) });
    assert_eq!(w.fund(w.bob, units(1)), units(1), "one to one");
    assert_eq!(w.assets(w.bob), units(1));
    w.lose(n(2));
    assert_eq!(w.assets(w.bob), units(1), "it is lost first");
    w.check();
}

/// It makes no difference whether somebody syncs between loss and income.
#[test]
fn end_before_income_that_came_later() {
    for between in [true, false] {
        let w = thin();
        w.lose(n(1 << 24));
        if between {
            w.sync();
        }
        w.earn(units(5));
        w.sync();
        assert_eq!(w.totals(), (n(0), n(0), n(1)), "{between}");
        assert!(w.events::<IBackstop::Income>().is_empty());
    }
}

#[test]
fn void_shares_and_notices_for_good() {
    let w = thin();
    w.age(w.alice, 14 * DAY);
    w.lose(n(1 << 24));
    w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NoNotice { account: w.alice });
    w.refuses(w.alice, IBackstop::cancelNoticeCall {}, IBackstop::NoNotice { account: w.alice });
    w.fund(w.bob, units(1));
    assert_eq!((w.shares(w.alice), w.shares(w.bob)), (n(0), units(1)));
    let none = IBackstop::InsufficientShares { account: w.alice, shares: n(0), needed: n(1) };
    w.refuses(w.alice, IBackstop::giveNoticeCall { shares: n(1) }, none);
    w.fund(w.alice, units(2));
    assert_eq!(w.shares(w.alice), units(2), "the old ones are not among them");
    w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NoNotice { account: w.alice });
    assert_eq!(w.leave(w.alice, units(2)), units(2));
    w.check();
}

#[test]
fn follow_one_another() {
    let w = World::new();
    for epoch in 0..3 {
        w.fund(w.alice, units(1));
        assert_eq!(w.totals(), (units(1), units(1), n(epoch)));
        w.lose(units(1));
        w.sync();
        w.check();
    }
    assert_eq!(w.totals(), (n(0), n(0), n(3)));
}
