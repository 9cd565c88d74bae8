//! `fund`, `leave` and their previews: amounts, events, what moves.

use crate::world::*;
use ballast_backstop::interface::IBackstop;

#[test]
fn one_to_one_at_first() {
    let w = World::new();
    assert_eq!(w.fund(w.alice, units(100)), units(100));
    w.emitted(IBackstop::Funded { caller: w.alice, account: w.alice, assets: units(100), shares: units(100) });
    assert_eq!((w.shares(w.alice), w.assets(w.alice)), (units(100), units(100)));
    assert_eq!(w.totals(), (units(100), units(100), n(0)));
    assert_eq!(w.held(w.vault.address()), units(100));
    assert_eq!(w.held(w.alice), units(999_900));
    w.check();
}

#[test]
fn for_another() {
    let w = World::funded();
    w.ask(w.alice, fund(units(7), w.bob));
    w.emitted(IBackstop::Funded { caller: w.alice, account: w.bob, assets: units(7), shares: units(7) });
    assert_eq!((w.shares(w.alice), w.shares(w.bob)), (units(100), units(7)));
    w.ask(w.alice, fund(units(1), w.bob));
    assert_eq!(w.shares(w.bob), units(8));
    w.check();
}

#[test]
fn at_the_rate_with_virtual_amounts() {
    let w = World::odd();
    let (assets, shares, _) = w.totals();
    let expected = units(3) * (shares + n(1_000_000)) / (assets + n(1_000_000));
    assert_eq!(w.ask(w.bob, IBackstop::previewFundCall { assets: units(3) }).shares, expected);
    assert_eq!(w.fund(w.carol, units(3)), expected);
    w.check();
}

#[test]
fn leaving_after_a_loss_is_at_the_plain_rate() {
    let w = World::odd();
    let (assets, shares, _) = w.totals();
    assert!(assets < shares);
    let expected = units(10) * assets / shares;
    assert_eq!(w.ask(w.bob, IBackstop::previewLeaveCall { shares: units(10) }).assets, expected);
    assert_eq!(w.leave(w.alice, units(10)), expected);
    w.check();
}

#[test]
fn leaving_after_income_is_at_the_rate_with_virtual_amounts() {
    let w = World::funded();
    w.earn(units(20));
    let (assets, shares, _) = w.totals();
    assert_eq!((assets, shares), (units(120), units(100)));
    let expected = units(10) * (assets + n(1_000_000)) / (shares + n(1_000_000));
    let before = w.held(w.alice);
    assert_eq!(w.leave(w.alice, units(10)), expected);
    w.emitted(IBackstop::Left { account: w.alice, receiver: w.alice, assets: expected, shares: units(10) });
    assert_eq!(w.held(w.alice), before + expected);
    assert_eq!(w.totals(), (assets - expected, units(90), n(0)));
    w.check();
}

#[test]
fn previews_equal_execution_with_income_and_losses_to_now() {
    let w = World::odd();
    w.give_notice(w.bob, units(20));
    w.age(w.bob, 14 * DAY);
    w.lose(units(9));
    w.earn(units(4));
    let preview = w.ask(w.carol, IBackstop::previewFundCall { assets: units(5) }).shares;
    let (assets, totals) = (w.assets(w.alice), w.totals());
    assert_eq!(w.fund(w.carol, units(5)), preview);
    assert!(w.assets(w.alice) - assets <= n(1_000_000), "of the virtual assets");
    assert_eq!(w.totals().0, totals.0 + units(5));
    w.earn(units(1));
    let preview = w.ask(w.carol, IBackstop::previewLeaveCall { shares: units(20) }).assets;
    assert_eq!(w.ask(w.bob, leave(units(20), w.bob)).assets, preview);
    w.check();
}

#[test]
fn leaving_to_another() {
    let w = World::funded();
    w.give_notice(w.alice, units(100));
    w.age(w.alice, 15 * DAY);
    let before = w.held(w.bob);
    assert_eq!(w.ask(w.alice, leave(units(60), w.bob)).assets, units(60));
    assert_eq!(w.held(w.bob), before + units(60));
    assert_eq!((w.shares(w.alice), w.notice(w.alice).0), (units(40), units(40)));
    w.check();
}

#[test]
fn the_last_to_leave_gets_all_but_roundings_and_those_are_nobodys() {
    let w = World::odd();
    w.leave(w.bob, w.shares(w.bob));
    let (assets, shares, _) = w.totals();
    assert_eq!(w.leave(w.alice, shares), assets, "all, after a loss");
    assert_eq!(w.totals(), (n(0), n(0), n(0)));
    w.fund(w.alice, n(1));
    w.earn(units(1));
    let booked = w.totals().0;
    let left = w.leave(w.alice, n(1));
    assert!(left < booked / n(999_999), "the virtual shares' part of income of a funder of one");
    assert_eq!(w.totals(), (n(0), n(0), n(0)));
    assert_eq!(w.fund(w.bob, units(1)), units(1), "one to one again");
    w.check();
}
