//! Construction.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{malformed, one, words, Answer},
    Revert,
};
use ballast_lst::{interface::ILst, Lst};
use ballast_test_support::{ask_error, lst::construct, Ask, TokenMock};
use ballast_wrapper::{interface::IWrapper, Wrapper};
use motsu::prelude::*;
use stylus_sdk::prelude::*;

/// Says that it has shares, and answers every other call short.
#[storage]
pub(crate) struct ShortAnswers {}

fn route(_: &mut ShortAnswers, calldata: &[u8]) -> Answer {
    match calldata.first_chunk() {
        Some(&<ILst::getTotalSharesCall as alloy_sol_types::SolCall>::SELECTOR) => one(1_u64),
        Some(&<ILst::rateDataCall as alloy_sol_types::SolCall>::SELECTOR) => words(&[U256::ONE, U256::ONE]),
        Some(_) => Ok(vec![0; 31]),
        None => Err(malformed()),
    }
}

ballast_common::program!(ShortAnswers, route);

fn bare() -> Contract<Wrapper> {
    Contract::new_at(someone("another wrapper"))
}

fn construct_of(wrapper: &Contract<Wrapper>, lst: Address) -> Result<(), Revert> {
    construct(&mut *wrapper.sender(someone("deployer")), &[word(lst)])
}

#[test]
fn keeps_the_address_and_mints_nothing() {
    let w = World::new();
    assert_eq!(w.ask(w.bob, IWrapper::assetCall {})._0, w.lst.address());
    assert_eq!(w.ask(w.bob, IWrapper::stETHCall {})._0, w.lst.address());
    assert_eq!((w.supply(), w.held(), w.seen()), (n(0), n(0), 0));
}

#[test]
fn happens_once() {
    let w = World::new();
    let other = Contract::<Lst>::new();
    construct_of(&w.wrapper, other.address()).motsu_unwrap_err();
    assert_eq!(w.ask(w.bob, IWrapper::assetCall {})._0, w.lst.address());
}

#[test]
fn refuses_the_zero_address() {
    let (_w, wrapper) = (World::new(), bare());
    let error: IWrapper::ZeroAddress = ask_error(construct_of(&wrapper, Address::ZERO));
    assert_eq!(error, IWrapper::ZeroAddress {});
}

#[test]
fn refuses_what_has_no_shares_or_does_not_answer() {
    let (_w, wrapper) = (World::new(), bare());
    let (unseeded, other) = (Contract::<Lst>::new(), Contract::<TokenMock>::new());
    for token in [unseeded.address(), other.address()] {
        let error: IWrapper::TokenCallFailed = ask_error(construct_of(&wrapper, token));
        assert_eq!(error, IWrapper::TokenCallFailed { token });
    }
    assert_eq!(wrapper.sender(someone("anybody")).ask(IWrapper::assetCall {}).motsu_unwrap()._0, Address::ZERO);
}

#[test]
fn refuses_ether() {
    let (w, wrapper) = (World::new(), bare());
    w.alice.fund(n(1));
    let result = construct(&mut *wrapper.sender_and_value(w.alice, n(1)), &[word(w.lst.address())]);
    assert_eq!(result.motsu_unwrap_err(), malformed());
}

#[test]
fn refuses_dirty_and_missing_arguments() {
    let (w, wrapper) = (World::new(), bare());
    for arguments in [&[][..], &[word(w.lst.address()) | (U256::ONE << 160)]] {
        let result = construct(&mut *wrapper.sender(w.alice), arguments);
        assert_eq!(result.motsu_unwrap_err(), malformed());
    }
    construct_of(&wrapper, w.lst.address()).motsu_unwrap();
}

#[test]
fn of_a_token_that_answers_short_makes_every_use_of_it_fail() {
    let (w, wrapper, short) = (World::new(), bare(), Contract::<ShortAnswers>::new());
    construct_of(&wrapper, short.address()).motsu_unwrap();
    let token = short.address();
    let failed = || IWrapper::TokenCallFailed { token };
    let ask = |call| ask_error::<IWrapper::TokenCallFailed, _>(wrapper.sender(w.alice).ask(call));
    assert_eq!(ask(IWrapper::wrapCall { blEthAmount: n(1) }), failed());
    assert_eq!(ask(IWrapper::wrapCall { blEthAmount: U256::MAX }), failed());
    let total = wrapper.sender(w.alice).ask(IWrapper::latestRoundDataCall {}).map(drop);
    assert_eq!(ask_error::<IWrapper::TokenCallFailed, _>(total), failed());
    w.alice.fund(n(1));
    let stake = IWrapper::stakeCall { receiver: w.alice, minAmount: n(0), deadline: U256::MAX };
    let staked = wrapper.sender_and_value(w.alice, n(1)).ask(stake).map(drop);
    assert_eq!(ask_error::<IWrapper::TokenCallFailed, _>(staked), failed());
    let skimmed = wrapper.sender(w.alice).ask(IWrapper::skimCall { token: Address::ZERO }).map(drop);
    assert_eq!(ask_error::<IWrapper::TokenCallFailed, _>(skimmed), failed());
}
