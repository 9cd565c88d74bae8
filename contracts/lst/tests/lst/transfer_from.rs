//! Transfers by value, out of an allowance.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn transfer_from(from: Address, to: Address, value: U256) -> ILst::transferFromCall {
    ILst::transferFromCall { from, to, value }
}

/// Alice lets Bob spend so much.
fn allowing(value: U256) -> World {
    let w = World::odd();
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value });
    w
}

#[test]
fn spends_the_allowance_by_the_value() {
    let w = allowing(n(1_000));
    let (mine, seen) = (w.shares(w.alice), w.seen());
    assert!(w.ask(w.bob, transfer_from(w.alice, w.treasury, n(700)))._0);
    assert_eq!(w.allowance(w.alice, w.bob), n(300));
    let moved = mul_div_up(n(700), w.total_shares(), w.pooled());
    assert_eq!(mine - w.shares(w.alice), moved);
    let (from, to) = (w.alice, w.treasury);
    let expected = [
        ILstEvents::Transfer(ILst::Transfer { from, to, value: n(700) }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: moved }),
    ];
    assert_eq!(w.logs_since(seen), expected);
    w.ask(w.bob, transfer_from(w.alice, w.treasury, n(300)));
    assert_eq!(w.allowance(w.alice, w.bob), n(0));
}

#[test]
fn leaves_an_infinite_allowance_alone() {
    let w = allowing(U256::MAX);
    w.ask(w.bob, transfer_from(w.alice, w.bob, ether(1)));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX);
}

#[test]
fn spends_an_allowance_one_short_of_infinite() {
    let w = allowing(U256::MAX - n(1));
    w.ask(w.bob, transfer_from(w.alice, w.bob, ether(1)));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX - n(1) - ether(1));
}

#[test]
fn refuses_more_than_the_allowance() {
    let w = allowing(n(1_000));
    let error = |needed| ILst::ERC20InsufficientAllowance { spender: w.bob, allowance: n(1_000), needed };
    w.refuses(w.bob, transfer_from(w.alice, w.bob, n(1_001)), error(n(1_001)));
    w.refuses(w.bob, transfer_from(w.alice, w.bob, U256::MAX), error(U256::MAX));
    assert_eq!(w.allowance(w.alice, w.bob), n(1_000));
}

#[test]
fn needs_an_allowance_for_ones_own_too() {
    let w = World::odd();
    let error = ILst::ERC20InsufficientAllowance { spender: w.alice, allowance: n(0), needed: n(1) };
    w.refuses(w.alice, transfer_from(w.alice, w.bob, n(1)), error);
}

#[test]
fn refuses_more_than_the_balance_and_keeps_the_allowance() {
    let w = allowing(ether(100));
    let balance = w.balance(w.alice);
    let error = ILst::ERC20InsufficientBalance { sender: w.alice, balance, needed: balance + n(1) };
    w.refuses(w.bob, transfer_from(w.alice, w.bob, balance + n(1)), error);
    assert_eq!(w.allowance(w.alice, w.bob), ether(100));
    w.ask(w.bob, transfer_from(w.alice, w.bob, balance));
    assert_eq!(w.balance(w.alice), n(0));
}

#[test]
fn refuses_the_zero_address_and_the_token_itself() {
    let w = allowing(ether(1));
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses(w.bob, transfer_from(w.alice, receiver, n(1)), ILst::ERC20InvalidReceiver { receiver });
    }
}
