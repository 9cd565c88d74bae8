//! Every event of the interface: nothing else is told, and the logs alone rebuild the books.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolEvent;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};
use motsu::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One of everything.
fn life() -> World {
    let w = World::wrapped();
    let (alice, bob) = (w.alice, w.bob);
    w.ask(alice, IWrapper::depositCall { assets: milli(10), receiver: bob });
    w.ask(alice, IWrapper::mintCall { shares: milli(11), receiver: bob });
    w.ask(bob, IWrapper::transferCall { to: alice, value: n(12_345) });
    w.ask(bob, IWrapper::approveCall { spender: alice, value: milli(12) });
    w.ask(alice, IWrapper::transferFromCall { from: bob, to: someone("carol"), value: milli(1) });
    w.ask(alice, IWrapper::withdrawCall { assets: milli(2), receiver: alice, owner: bob });
    w.ask(alice, IWrapper::redeemCall { shares: milli(3), receiver: bob, owner: bob });
    w.unwrap(alice, milli(4));
    let call = IWrapper::stakeCall { receiver: bob, minAmount: n(0), deadline: U256::MAX };
    w.pay(alice, milli(5), call).motsu_unwrap();
    w.ask(alice, IWrapper::skimCall { token: w.lst.address() });
    w
}

#[test]
fn are_all_told() {
    let w = life();
    let told: BTreeSet<_> = w.wrapper.all_events().iter().map(|log| log.topics()[0].0).collect();
    assert_eq!(told, IWrapperEvents::SELECTORS.iter().copied().collect());
    assert_eq!(told.len(), 5);
    assert_eq!(w.logs_since(0).len(), w.seen(), "nothing else is told");
}

#[test]
fn rebuild_balances_and_supply() {
    let w = life();
    let mut balances = BTreeMap::<Address, U256>::new();
    let logs = w.wrapper.all_events();
    for log in logs.iter().filter(|log| log.topics()[0] == IWrapper::Transfer::SIGNATURE_HASH) {
        let IWrapper::Transfer { from, to, value } =
            IWrapper::Transfer::decode_log_data(log, true).expect("its fields");
        // The zero address holds what is not minted.
        let source = balances.entry(from).or_default();
        *source = source.wrapping_sub(value);
        let target = balances.entry(to).or_default();
        *target = target.wrapping_add(value);
    }
    let unminted = balances.remove(&Address::ZERO).expect("mints");
    assert_eq!(unminted.wrapping_neg(), w.supply());
    assert_eq!(balances.len(), 3);
    for (holder, balance) in balances {
        assert_eq!(w.balance(holder), balance);
    }
}
