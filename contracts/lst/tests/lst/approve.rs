//! Allowances: `approve`, `increaseAllowance`, `decreaseAllowance`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn approve(spender: Address, value: U256) -> ILst::approveCall {
    ILst::approveCall { spender, value }
}

fn increase(spender: Address, added: U256) -> ILst::increaseAllowanceCall {
    ILst::increaseAllowanceCall { spender, added }
}

fn decrease(spender: Address, subtracted: U256) -> ILst::decreaseAllowanceCall {
    ILst::decreaseAllowanceCall { spender, subtracted }
}

/// The only thing that a change of an allowance tells.
fn told(owner: Address, spender: Address, value: U256) -> [ILstEvents; 1] {
    [ILstEvents::Approval(ILst::Approval { owner, spender, value })]
}

#[test]
fn sets_replaces_and_tells() {
    let w = World::new();
    for value in [n(5), n(3), U256::MAX, n(0)] {
        let seen = w.seen();
        assert!(w.ask(w.alice, approve(w.bob, value))._0);
        assert_eq!(w.allowance(w.alice, w.bob), value);
        assert_eq!(w.logs_since(seen), told(w.alice, w.bob, value));
    }
}

#[test]
fn is_between_one_owner_and_one_spender() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(5)));
    assert_eq!(w.allowance(w.bob, w.alice), n(0));
    assert_eq!(w.allowance(w.alice, w.treasury), n(0));
    assert_eq!(w.allowance(w.alice, w.alice), n(0));
    w.ask(w.alice, approve(w.alice, n(7)));
    assert_eq!((w.allowance(w.alice, w.bob), w.allowance(w.alice, w.alice)), (n(5), n(7)));
}

#[test]
fn increases() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(5)));
    let seen = w.seen();
    assert!(w.ask(w.alice, increase(w.bob, n(3)))._0);
    assert_eq!(w.allowance(w.alice, w.bob), n(8));
    assert_eq!(w.logs_since(seen), told(w.alice, w.bob, n(8)));
}

#[test]
fn increases_to_infinite_at_most() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(5)));
    w.ask(w.alice, increase(w.bob, U256::MAX - n(4)));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX);
}

#[test]
fn decreases() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(5)));
    let seen = w.seen();
    assert!(w.ask(w.alice, decrease(w.bob, n(3)))._0);
    assert_eq!(w.allowance(w.alice, w.bob), n(2));
    assert_eq!(w.logs_since(seen), told(w.alice, w.bob, n(2)));
    w.ask(w.alice, decrease(w.bob, n(2)));
    assert_eq!(w.allowance(w.alice, w.bob), n(0));
}

#[test]
fn decreases_an_infinite_one_to_a_finite_one() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, U256::MAX));
    w.ask(w.alice, decrease(w.bob, n(1)));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX - n(1));
}

#[test]
fn refuses_to_decrease_below_zero() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(5)));
    for needed in [n(6), U256::MAX] {
        let error = ILst::ERC20InsufficientAllowance { spender: w.bob, allowance: n(5), needed };
        w.refuses(w.alice, decrease(w.bob, needed), error);
    }
    assert_eq!(w.allowance(w.alice, w.bob), n(5));
}

#[test]
fn refuses_the_zero_address() {
    let w = World::new();
    let error = || ILst::ERC20InvalidSpender { spender: Address::ZERO };
    w.refuses(w.alice, approve(Address::ZERO, n(1)), error());
    w.refuses(w.alice, increase(Address::ZERO, n(1)), error());
    w.refuses(w.alice, decrease(Address::ZERO, n(0)), error());
}
