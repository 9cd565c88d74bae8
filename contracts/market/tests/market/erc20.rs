//! The supply share as a token.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver, ERC20InvalidSpender,
};

#[test]
fn transfers() {
    let w = World::new();
    let shares = w.deposit(w.alice, 1);
    assert!(w.ask(w.alice, IMarket::transferCall { to: w.carol, value: n(7) })._0);
    assert_eq!((w.balance(w.alice), w.balance(w.carol)), (shares - n(7), n(7)));
    assert_eq!(w.see(IMarket::totalSupplyCall {})._0, shares);
    w.emitted(IMarket::Transfer { from: w.alice, to: w.carol, value: n(7) });
    w.check();
}

#[test]
fn a_transfer_to_oneself_changes_nothing() {
    let w = World::new();
    let shares = w.deposit(w.alice, 1);
    w.ask(w.alice, IMarket::transferCall { to: w.alice, value: shares });
    assert_eq!(w.balance(w.alice), shares);
}

#[test]
fn refuses_what_one_has_not() {
    let w = World::new();
    let shares = w.deposit(w.alice, 1);
    for value in [shares + n(1), U256::MAX] {
        let error: ERC20InsufficientBalance = w.fails(w.alice, IMarket::transferCall { to: w.carol, value });
        assert_eq!(error, ERC20InsufficientBalance { sender: w.alice, balance: shares, needed: value });
    }
}

#[test]
fn refuses_receivers_that_would_lose_it() {
    let w = World::new();
    w.deposit(w.alice, 1);
    for to in [Address::ZERO, w.market.address()] {
        let error: ERC20InvalidReceiver = w.fails(w.alice, IMarket::transferCall { to, value: n(1) });
        assert_eq!(error.receiver, to);
    }
}

#[test]
fn approves_and_spends() {
    let w = World::new();
    let shares = w.deposit(w.alice, 1);
    let (owner, spender) = (w.alice, w.carol);
    let allowance = || w.see(IMarket::allowanceCall { owner, spender })._0;
    assert!(w.ask(owner, IMarket::approveCall { spender, value: n(10) })._0);
    w.emitted(IMarket::Approval { owner, spender, value: n(10) });
    assert!(w.ask(spender, IMarket::transferFromCall { from: owner, to: w.bob, value: n(4) })._0);
    assert_eq!((allowance(), w.balance(w.bob)), (n(6), n(4)));
    let call = IMarket::transferFromCall { from: owner, to: w.bob, value: n(7) };
    let error: ERC20InsufficientAllowance = w.fails(spender, call);
    assert_eq!(error, ERC20InsufficientAllowance { spender, allowance: n(6), needed: n(7) });
    w.ask(owner, IMarket::approveCall { spender, value: U256::MAX });
    w.ask(spender, IMarket::transferFromCall { from: owner, to: w.bob, value: shares - n(4) });
    assert_eq!(allowance(), U256::MAX);
    w.check();
}

#[test]
fn ones_own_shares_need_no_allowance() {
    let w = World::new();
    w.deposit(w.alice, 1);
    w.ask(w.alice, IMarket::transferFromCall { from: w.alice, to: w.bob, value: n(4) });
    assert_eq!(w.balance(w.bob), n(4));
}

#[test]
fn refuses_no_spender() {
    let w = World::new();
    let error: ERC20InvalidSpender = w.fails(w.alice, IMarket::approveCall { spender: Address::ZERO, value: n(1) });
    assert_eq!(error.spender, Address::ZERO);
}
