//! Flags: set and cleared by what the lens says alone, and nobody leaves while there is one.

use crate::world::*;
use alloy_primitives::Address;
use ballast_backstop::interface::{IBackstop, IMarket};

fn flag(account: Address) -> IBackstop::flagCall {
    IBackstop::flagCall { account }
}

fn unflag(account: Address) -> IBackstop::unflagCall {
    IBackstop::unflagCall { account }
}

/// Carol may leave.
fn leaving() -> (World, Address) {
    let w = World::odd();
    w.fund(w.carol, units(10));
    w.give_notice(w.carol, units(1));
    w.age(w.carol, 14 * DAY);
    (w, someone("debtor"))
}

fn count(w: &World) -> u128 {
    w.ask(w.bob, IBackstop::flaggedCountCall {})._0.to()
}

fn is_flagged(w: &World, account: Address) -> bool {
    w.ask(w.bob, IBackstop::isFlaggedCall { account })._0
}

#[test]
fn stop_leaving_until_all_are_cleared() {
    let (w, debtor) = leaving();
    let other = someone("another debtor");
    w.set_shortfall(debtor, n(5));
    w.set_shortfall(other, n(6));
    w.ask(w.bob, flag(debtor));
    w.emitted(IBackstop::Flagged { account: debtor, shortfall: n(5) });
    w.ask(w.alice, flag(other));
    assert_eq!((count(&w), is_flagged(&w, debtor), is_flagged(&w, w.bob)), (2, true, false));
    let pending = |accounts| IBackstop::BadDebtPending { accounts: n(accounts) };
    w.refuses(w.carol, leave(n(1), w.carol), pending(2));
    w.set_shortfall(debtor, n(0));
    w.ask(w.bob, unflag(debtor));
    w.emitted(IBackstop::Unflagged { account: debtor });
    assert_eq!((count(&w), is_flagged(&w, debtor)), (1, false));
    w.refuses(w.carol, leave(n(1), w.carol), pending(1));
    w.set_shortfall(other, n(0));
    w.ask(w.bob, unflag(other));
    w.ask(w.carol, leave(units(1), w.carol));
}

#[test]
fn need_a_shortfall_and_count_once() {
    let (w, debtor) = leaving();
    w.refuses(w.bob, flag(debtor), IBackstop::NoShortfall { account: debtor });
    w.refuses(w.bob, unflag(debtor), IBackstop::NotFlagged { account: debtor });
    w.set_shortfall(debtor, n(1));
    w.ask(w.bob, flag(debtor));
    w.refuses(w.carol, flag(debtor), IBackstop::AlreadyFlagged { account: debtor });
    w.refuses(w.carol, unflag(debtor), IBackstop::StillShort { account: debtor, shortfall: n(1) });
    assert_eq!(count(&w), 1);
    w.set_shortfall(debtor, n(0));
    w.ask(w.bob, unflag(debtor));
    w.refuses(w.bob, unflag(debtor), IBackstop::NotFlagged { account: debtor });
    w.set_shortfall(debtor, n(2));
    w.ask(w.bob, flag(debtor));
    assert_eq!(count(&w), 1);
}

/// Without an answer of the lens nothing is flagged, and nothing that was is cleared.
#[test]
fn stay_as_they_are_without_a_price() {
    let (w, debtor) = leaving();
    w.set_shortfall(debtor, n(5));
    let lens = |mode| w.lens.sender(w.bob).set_mode(mode);
    let unpriced = || IMarket::RiskCallFailed { risk: w.market.address() };
    let failed = || IBackstop::CallFailed { callee: w.lens.address() };
    lens(LensMode::Refuses);
    w.refuses(w.bob, flag(debtor), unpriced());
    lens(LensMode::Short);
    w.refuses(w.bob, flag(debtor), failed());
    lens(LensMode::Answers);
    w.ask(w.bob, flag(debtor));
    lens(LensMode::Refuses);
    w.refuses(w.bob, unflag(debtor), unpriced());
    lens(LensMode::Short);
    w.refuses(w.bob, unflag(debtor), failed());
    w.refuses(w.carol, leave(n(1), w.carol), IBackstop::BadDebtPending { accounts: n(1) });
    assert!(is_flagged(&w, debtor));
}

#[test]
fn stop_nothing_else() {
    let (w, debtor) = leaving();
    w.set_shortfall(debtor, n(5));
    w.ask(w.bob, flag(debtor));
    w.fund(w.bob, units(1));
    w.give_notice(w.bob, units(1));
    w.ask(w.bob, IBackstop::cancelNoticeCall {});
    w.earn(units(1));
    w.sync();
    w.check();
}
