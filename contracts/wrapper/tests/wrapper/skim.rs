//! Skimming what the books do not count.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_test_support::{lst::EtherRefuser, TokenMock, TokenMode};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};
use motsu::prelude::*;

fn skim(token: Address) -> IWrapper::skimCall {
    IWrapper::skimCall { token }
}

/// Asserts that anybody can skim so much to the treasury, and then nothing more.
#[track_caller]
fn skims(w: &World, token: Address, amount: U256) {
    let seen = w.seen();
    assert_eq!(w.ask(someone("anybody"), skim(token)).amount, amount);
    let expected = IWrapper::Skimmed { token, treasury: w.treasury.address(), amount };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Skimmed(expected)]);
    w.refuses(w.alice, skim(token), IWrapper::ZeroAmount {});
}

#[test]
fn of_bleth_takes_the_shares_that_back_nothing() {
    let w = World::wrapped();
    w.refuses(w.alice, skim(w.lst.address()), IWrapper::ZeroAmount {});
    w.lst(w.bob, ILst::transferSharesCall { to: w.wrapper.address(), sharesAmount: n(123_456_789) });
    let before = w.shares(w.treasury.address());
    skims(&w, w.lst.address(), n(123_456_789));
    assert_eq!(w.shares(w.treasury.address()) - before, n(123_456_789));
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn of_bleth_takes_what_staking_left_over() {
    let w = World::odd();
    let call = IWrapper::stakeCall { receiver: w.alice, minAmount: n(0), deadline: U256::MAX };
    w.pay(w.alice, milli(1_777), call).motsu_unwrap();
    skims(&w, w.lst.address(), w.held() - units(w.supply()));
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn of_ether_takes_the_balance() {
    let w = World::wrapped();
    w.refuses(w.alice, skim(Address::ZERO), IWrapper::ZeroAmount {});
    w.wrapper.fund(ether(3));
    skims(&w, Address::ZERO, ether(3));
    assert_eq!((w.wrapper.balance(), w.treasury.balance()), (n(0), ether(3)));
}

#[test]
fn of_ether_is_refused_by_a_treasury_that_takes_none() {
    let w = World::wrapped();
    let refuser = Contract::<EtherRefuser>::new();
    let receiver = refuser.address();
    w.take_no_fee(receiver);
    w.wrapper.fund(n(5));
    w.refuses(w.alice, skim(Address::ZERO), IWrapper::EtherTransferFailed { receiver, amount: n(5) });
    assert_eq!(w.wrapper.balance(), n(5));
}

#[test]
fn of_a_token_takes_the_balance() {
    let (w, token) = (World::wrapped(), Contract::<TokenMock>::new());
    for mode in [TokenMode::Standard, TokenMode::NoReturn] {
        token.sender(w.alice).set_mode(mode);
        token.sender(w.alice).mint(w.wrapper.address(), n(77));
        skims(&w, token.address(), n(77));
    }
}

#[test]
fn of_a_token_that_says_no_or_nothing_is_refused() {
    let (w, token) = (World::wrapped(), Contract::<TokenMock>::new());
    token.sender(w.alice).mint(w.wrapper.address(), n(77));
    for mode in [TokenMode::SaysFalse, TokenMode::Mute] {
        token.sender(w.alice).set_mode(mode);
        w.refuses(w.alice, skim(token.address()), IWrapper::TokenCallFailed { token: token.address() });
    }
}

#[test]
fn never_takes_what_backs_the_supply() {
    let w = World::wrapped();
    w.lst(w.bob, ILst::transferSharesCall { to: w.wrapper.address(), sharesAmount: n(1) });
    w.ask(w.bob, skim(w.lst.address()));
    for holder in [w.alice, w.bob] {
        w.unwrap(holder, w.balance(holder));
    }
    assert_eq!((w.supply(), w.held()), (n(0), n(0)));
}
