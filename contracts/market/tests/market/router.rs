//! The router: what is not of the interface reverts without data and changes nothing (I20).

use crate::world::*;
use alloy_primitives::U256;
use alloy_sol_types::SolCall;
use ballast_market::{interface::IMarket, Market};
use ballast_test_support::Ask;
use motsu::prelude::*;
use stylus_sdk::abi::Router;

fn raw(w: &World, calldata: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let selector = u32::from_be_bytes(calldata[..4].try_into().unwrap());
    <Market as Router<Market>>::route(&mut w.market.sender(w.bob), selector, &calldata[4..]).unwrap().motsu_res()
}

#[test]
fn unknown_selectors() {
    let w = World::new();
    assert_eq!(raw(&w, &[0xde, 0xad, 0xbe, 0xef]), Err(vec![]));
    assert!(w.market.sender(w.bob).send().motsu_res().is_err());
}

#[test]
fn value() {
    let w = World::new();
    w.bob.fund(n(1));
    let call = IMarket::accrueCall {};
    assert!(w.market.sender_and_value(w.bob, n(1)).ask(call).motsu_res().is_err());
}

#[test]
fn truncated_arguments() {
    let w = World::new();
    for call in [
        deposit(ether(1), w.bob).abi_encode(),
        supply(w.gold.address(), n(1), w.bob).abi_encode(),
        liquidate(w.bob, w.gold.address(), w.bob).abi_encode(),
        IMarket::balanceOfCall { account: w.bob }.abi_encode(),
        IMarket::setOperatorCall { operator: w.bob, allowed: true }.abi_encode(),
    ] {
        for length in 4..call.len() {
            assert_eq!(raw(&w, &call[..length]), Err(vec![]), "{length} bytes");
        }
    }
    w.check();
}

#[test]
fn dirty_high_bits() {
    let w = World::new();
    let mut call = deposit(ether(1), w.bob).abi_encode();
    call[4 + 32 + 11] = 1;
    assert_eq!(raw(&w, &call), Err(vec![]));
    let mut call = IMarket::setOperatorCall { operator: w.bob, allowed: true }.abi_encode();
    call[4 + 63] = 2;
    assert_eq!(raw(&w, &call), Err(vec![]));
    w.check();
}

#[test]
fn more_than_the_arguments_is_ignored() {
    let w = World::new();
    let mut call = deposit(ether(1), w.bob).abi_encode();
    call.extend([7; 45]);
    let answer = raw(&w, &call).unwrap();
    assert_eq!(U256::from_be_slice(&answer), n(ETHER * SHARES));
}
