//! Notice, its window, and leaving within it.

use crate::world::*;
use ballast_backstop::interface::IBackstop;

const NOTICE: u64 = 14 * DAY as u64;
const WINDOW: u64 = 3 * DAY as u64;

fn at(seconds: u64) -> alloy_primitives::U256 {
    n(seconds.into())
}

#[test]
fn says_when() {
    let w = World::funded();
    assert_eq!(w.notice(w.alice), (n(0), n(0), n(0)));
    assert_eq!(w.give_notice(w.alice, units(30)), at(NOW + NOTICE));
    w.emitted(IBackstop::NoticeGiven { account: w.alice, shares: units(30), at: at(NOW + NOTICE) });
    assert_eq!(w.notice(w.alice), (units(30), at(NOW + NOTICE), at(NOW + NOTICE + WINDOW)));
    assert_eq!(w.shares(w.alice), units(100), "they stay");
    w.check();
}

#[test]
fn is_open_from_the_fourteenth_to_the_seventeenth_day() {
    let w = World::funded();
    w.give_notice(w.alice, units(100));
    let refuses = |age: u64| {
        let (from, until) = (at(NOW + NOTICE - age), at(NOW + NOTICE + WINDOW - age));
        w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NotNow { from, until, timestamp: at(NOW) });
    };
    refuses(0);
    w.age(w.alice, 14 * DAY - 1);
    refuses(NOTICE - 1);
    w.age(w.alice, 1);
    w.ask(w.alice, leave(n(1), w.alice));
    w.age(w.alice, 3 * DAY);
    w.ask(w.alice, leave(n(1), w.alice));
    w.age(w.alice, 1);
    refuses(NOTICE + WINDOW + 1);
    w.check();
}

#[test]
fn starts_again_for_all() {
    let w = World::funded();
    w.give_notice(w.alice, units(30));
    w.age(w.alice, 14 * DAY);
    w.give_notice(w.alice, units(40));
    assert_eq!(w.notice(w.alice).0, units(40), "the thirty among them");
    let (from, until) = (at(NOW + NOTICE), at(NOW + NOTICE + WINDOW));
    w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NotNow { from, until, timestamp: at(NOW) });
    w.give_notice(w.alice, units(10));
    assert_eq!(w.notice(w.alice).0, units(10));
}

#[test]
fn covers_no_more_than_it_was_given_for() {
    let w = World::funded();
    w.give_notice(w.alice, units(30));
    w.age(w.alice, 14 * DAY);
    w.fund(w.alice, units(50));
    let short = |shares, needed| IBackstop::InsufficientShares { account: w.alice, shares, needed };
    w.refuses(w.alice, leave(units(30) + n(1), w.alice), short(units(30), units(30) + n(1)));
    w.ask(w.alice, leave(units(20), w.alice));
    w.refuses(w.alice, leave(units(11), w.alice), short(units(10), units(11)));
    w.ask(w.alice, leave(units(10), w.alice));
    w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NoNotice { account: w.alice });
    assert_eq!(w.shares(w.alice), units(120));
    w.check();
}

#[test]
fn can_be_cancelled() {
    let w = World::funded();
    w.give_notice(w.alice, units(30));
    w.age(w.alice, 14 * DAY);
    w.ask(w.alice, IBackstop::cancelNoticeCall {});
    w.emitted(IBackstop::NoticeCancelled { account: w.alice, shares: units(30) });
    assert_eq!(w.notice(w.alice), (n(0), n(0), n(0)));
    w.refuses(w.alice, leave(n(1), w.alice), IBackstop::NoNotice { account: w.alice });
    w.refuses(w.alice, IBackstop::cancelNoticeCall {}, IBackstop::NoNotice { account: w.alice });
}

#[test]
fn is_each_accounts_own() {
    let w = World::odd();
    w.give_notice(w.alice, units(30));
    w.age(w.alice, 14 * DAY);
    w.refuses(w.bob, leave(n(1), w.bob), IBackstop::NoNotice { account: w.bob });
    let none = IBackstop::InsufficientShares { account: w.carol, shares: n(0), needed: n(1) };
    w.refuses(w.carol, IBackstop::giveNoticeCall { shares: n(1) }, none);
}

#[test]
fn what_is_under_notice_earns_and_is_lost() {
    let w = World::funded();
    w.give_notice(w.alice, units(100));
    w.age(w.alice, 14 * DAY);
    w.earn(units(10));
    w.lose(units(60)); // fifty of the reserves, then forty that the vault collected or holds
    w.sync();
    let worth = w.assets(w.alice);
    assert_eq!(worth, units(90));
    assert_eq!(w.ask(w.alice, leave(units(100), w.alice)).assets, worth);
}
