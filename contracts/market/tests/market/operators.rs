//! Operators: who may act for an account.

use crate::world::*;
use alloy_primitives::Address;
use ballast_common::abi::Word;
use ballast_market::{
    interface::IMarket::{self, Unauthorized},
    Market,
};
use ballast_test_support::lst::construct;
use motsu::prelude::*;

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

/// What the account signed for, they ask themselves.
#[test]
fn the_rights_borrow_and_withdraw_for_all() {
    let w = World::lent();
    let gold = w.gold.address();
    w.ask(w.rights, borrow(ether(1), w.bob));
    w.ask(w.rights, take(gold, ether(1), w.bob));
    assert_eq!((w.debt(w.bob), w.units(w.bob, gold)), (ether(41), ether(49)));
    let (caller, account, asset, receiver) = (w.rights, w.bob, gold, w.bob);
    w.emitted(IMarket::WithdrawCollateral { caller, account, asset, receiver, units: ether(1) });
    assert!(!w.see(IMarket::isOperatorCall { account: w.bob, operator: w.rights })._0);
    assert!(w.refused(w.rights, withdraw(ether(1), w.alice)), "nothing of supply");
    assert_eq!(w.fails::<Unauthorized>(w.rights, IMarket::setFeeCall { feeBps: n(1) }).caller, w.rights);
    w.check();
}

#[test]
fn without_rights_nobody_does() {
    let w = World::bare();
    let words = [w.weth.address(), w.judge.address(), w.owner, w.guardian, Address::ZERO].map(Word::word);
    construct::<Market>(&mut w.market.sender(w.carol), &words).motsu_unwrap();
    for caller in [Address::ZERO, w.rights, w.carol] {
        assert_eq!(w.fails::<Unauthorized>(caller, borrow(ether(1), w.bob)).caller, caller);
        assert_eq!(w.fails::<Unauthorized>(caller, take(w.gold.address(), n(1), w.bob)).caller, caller);
    }
}
