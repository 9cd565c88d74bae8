//! Allowances: approve, increase, decrease.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn approve(spender: Address, value: U256) -> IWrapper::approveCall {
    IWrapper::approveCall { spender, value }
}

fn increase(spender: Address, added: U256) -> IWrapper::increaseAllowanceCall {
    IWrapper::increaseAllowanceCall { spender, added }
}

fn decrease(spender: Address, subtracted: U256) -> IWrapper::decreaseAllowanceCall {
    IWrapper::decreaseAllowanceCall { spender, subtracted }
}

fn told(w: &World, seen: usize, value: U256) {
    let expected = IWrapper::Approval { owner: w.alice, spender: w.bob, value };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Approval(expected)]);
    assert_eq!(w.allowance(w.alice, w.bob), value);
}

#[test]
fn sets_the_allowance() {
    let w = World::new();
    for value in [n(7), n(0), U256::MAX, n(1)] {
        let seen = w.seen();
        assert!(w.ask(w.alice, approve(w.bob, value))._0);
        told(&w, seen, value);
    }
    assert_eq!(w.allowance(w.bob, w.alice), n(0));
}

#[test]
fn increases_until_it_is_infinite() {
    let w = World::new();
    for (added, value) in [(n(7), n(7)), (n(3), n(10)), (U256::MAX, U256::MAX), (n(1), U256::MAX)] {
        let seen = w.seen();
        assert!(w.ask(w.alice, increase(w.bob, added))._0);
        told(&w, seen, value);
    }
}

#[test]
fn decreases_to_nothing_but_not_below() {
    let w = World::new();
    w.ask(w.alice, approve(w.bob, n(10)));
    for (subtracted, value) in [(n(3), n(7)), (n(0), n(7)), (n(7), n(0))] {
        let seen = w.seen();
        assert!(w.ask(w.alice, decrease(w.bob, subtracted))._0);
        told(&w, seen, value);
    }
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.bob, allowance: n(0), needed: n(1) };
    w.refuses(w.alice, decrease(w.bob, n(1)), error);
}

#[test]
fn refuses_the_zero_address() {
    let w = World::new();
    let error = || IWrapper::ERC20InvalidSpender { spender: Address::ZERO };
    w.refuses(w.alice, approve(Address::ZERO, n(1)), error());
    w.refuses(w.alice, increase(Address::ZERO, n(1)), error());
    w.refuses(w.alice, decrease(Address::ZERO, n(0)), error());
}
