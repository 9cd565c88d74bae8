//! Transfers by allowance.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_wrapper::interface::IWrapper;

fn allowing(value: U256) -> World {
    let w = World::wrapped();
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value });
    w
}

fn transfer_from(from: Address, to: Address, value: U256) -> IWrapper::transferFromCall {
    IWrapper::transferFromCall { from, to, value }
}

#[test]
fn spends_the_allowance() {
    let w = allowing(n(100));
    let (mine, his) = (w.balance(w.alice), w.balance(w.bob));
    assert!(w.ask(w.bob, transfer_from(w.alice, w.bob, n(60)))._0);
    assert_eq!((w.balance(w.alice), w.balance(w.bob)), (mine - n(60), his + n(60)));
    assert_eq!(w.allowance(w.alice, w.bob), n(40));
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.bob, allowance: n(40), needed: n(41) };
    w.refuses(w.bob, transfer_from(w.alice, w.bob, n(41)), error);
    w.ask(w.bob, transfer_from(w.alice, someone("carol"), n(40)));
    assert_eq!((w.allowance(w.alice, w.bob), w.balance(someone("carol"))), (n(0), n(40)));
}

#[test]
fn does_not_spend_an_infinite_allowance() {
    let w = allowing(U256::MAX);
    w.ask(w.bob, transfer_from(w.alice, w.bob, n(60)));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX);
}

#[test]
fn needs_the_allowance_of_the_owner_even_for_oneself() {
    let w = allowing(n(100));
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.alice, allowance: n(0), needed: n(1) };
    w.refuses(w.alice, transfer_from(w.alice, w.bob, n(1)), error);
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.alice, allowance: n(0), needed: n(1) };
    w.refuses(w.alice, transfer_from(w.bob, w.alice, n(1)), error);
}

#[test]
fn refuses_more_than_the_balance_and_spends_nothing() {
    let w = allowing(U256::MAX - n(1));
    let balance = w.balance(w.alice);
    let needed = balance + n(1);
    let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance, needed };
    w.refuses(w.bob, transfer_from(w.alice, w.bob, needed), error);
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX - n(1));
}

#[test]
fn refuses_the_zero_address_and_the_wrapper() {
    let w = allowing(n(100));
    for receiver in [Address::ZERO, w.wrapper.address()] {
        w.refuses(w.bob, transfer_from(w.alice, receiver, n(1)), IWrapper::ERC20InvalidReceiver { receiver });
    }
}
