//! Operators: who may act for an account.

use crate::world::*;
use ballast_market::interface::IMarket::{self, Unauthorized};

#[test]
fn are_set_and_unset() {
    let w = World::new();
    let is = || w.see(IMarket::isOperatorCall { account: w.bob, operator: w.carol })._0;
    assert!(!is());
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    assert!(is());
    w.emitted(IMarket::OperatorChanged { account: w.bob, operator: w.carol, allowed: true });
    assert!(!w.see(IMarket::isOperatorCall { account: w.carol, operator: w.bob })._0, "not the other way round");
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: false });
    assert!(!is());
    w.emitted(IMarket::OperatorChanged { account: w.bob, operator: w.carol, allowed: false });
}

#[test]
fn lose_all_when_unset() {
    let w = World::lent();
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    w.ask(w.carol, borrow(ether(1), w.bob));
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: false });
    w.fails::<Unauthorized>(w.carol, borrow(ether(1), w.bob));
    w.fails::<Unauthorized>(w.carol, take(w.gold.address(), n(1), w.bob));
}

/// Supply shares move by allowance alone.
#[test]
fn have_no_hold_on_supply() {
    let w = World::lent();
    w.ask(w.alice, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    assert!(w.refused(w.carol, withdraw(ether(1), w.alice)));
}
