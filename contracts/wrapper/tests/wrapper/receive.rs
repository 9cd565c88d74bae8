//! Plain ether.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::Revert;
use ballast_lst::interface::ILst;
use ballast_test_support::{ask_error, Ask};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};
use motsu::prelude::*;

fn send(w: &World, from: Address, value: U256) -> Result<(), Revert> {
    from.fund(value);
    w.wrapper.sender_and_value(from, value).send()
}

#[test]
fn is_staked_and_wrapped_for_its_sender() {
    let w = World::odd();
    let (rate, seen) = (w.rate(), w.seen());
    send(&w, w.alice, milli(1_499)).motsu_unwrap();
    let value = rate.minted_for(milli(1_499));
    assert_eq!((w.balance(w.alice), w.supply()), (value, value));
    let expected = IWrapper::Transfer { from: Address::ZERO, to: w.alice, value };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(expected)]);
    assert!(w.held() - units(value) < n(1_000_000_000));
}

#[test]
fn is_refused_where_it_mints_nothing() {
    let w = World::odd();
    let error: IWrapper::ZeroShares = ask_error(send(&w, w.alice, n(1)));
    assert_eq!(error, IWrapper::ZeroShares { amount: n(1) });
    let error: ILst::ZeroAmount = ask_error(send(&w, w.alice, n(0)));
    assert_eq!(error, ILst::ZeroAmount {});
    assert_eq!(w.held(), n(0));
}
