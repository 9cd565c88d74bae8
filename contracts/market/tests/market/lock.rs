//! What may come in while the market is running already.
//!
//! The mocked host flags no call as re-entrant, so that the rule is asked by its route. For real WASM: that the host flags every
//! way back (callbacks of `borrow`, `liquidate` and `flashLoan`, tokens, wallets, over a second contract), and that storage which
//! a callback wrote is read afresh.

use crate::world::*;
use alloy_primitives::U256;
use alloy_sol_types::{SolCall, SolError};
use ballast_common::abi::Answer;
use ballast_market::{
    interface::IMarket::{self, IMarketCalls, Locked},
    route,
};
use motsu::prelude::*;

/// As a call back.
fn back(w: &World, calldata: &[u8]) -> Answer {
    route(&mut w.market.sender(w.bob), calldata, true).motsu_res()
}

#[track_caller]
fn refuses(w: &World, calldata: &[u8]) {
    let revert = back(w, calldata).expect_err("locked");
    assert_eq!(revert.data(), Locked {}.abi_encode(), "{calldata:02x?}");
}

#[test]
fn nothing_comes_in_but_collateral_and_repayments() {
    let w = World::lent();
    let open = [IMarket::supplyCollateralCall::SELECTOR, IMarket::repayCall::SELECTOR];
    let selectors: Vec<_> = IMarketCalls::SELECTORS.iter().filter(|selector| !open.contains(selector)).collect();
    assert_eq!(selectors.len(), IMarketCalls::SELECTORS.len() - open.len());
    for selector in selectors {
        refuses(&w, selector);
        refuses(&w, &[&selector[..], &[0; 320]].concat());
    }
    w.check();
}

#[test]
fn nor_what_is_no_call_of_the_interface() {
    let w = World::lent();
    let constructor = stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes();
    for calldata in [&[][..], &[0xde], &[0xde, 0xad, 0xbe, 0xef], &constructor] {
        refuses(&w, calldata);
    }
}

#[test]
fn several_calls_are_locked_even_of_those_that_are_not() {
    let w = World::lent();
    let calls = vec![repay(ether(1), w.bob).abi_encode().into()];
    refuses(&w, &IMarket::multicallCall { calls }.abi_encode());
}

#[test]
fn views_are_locked_too() {
    let w = World::lent();
    refuses(&w, &IMarket::totalAssetsCall {}.abi_encode());
    refuses(&w, &IMarket::convertToAssetsCall { shares: n(1) }.abi_encode());
    refuses(&w, &IMarket::accountHealthCall { account: w.bob }.abi_encode());
}

#[test]
fn collateral_and_repayments_work_whole() {
    let w = World::lent();
    let gold = w.gold.address();
    let answer = back(&w, &supply(gold, ether(1), w.bob).abi_encode());
    assert_eq!(answer, Ok(U256::to_be_bytes_vec(&ether(1))));
    let answer = back(&w, &repay(ether(3), w.bob).abi_encode());
    assert_eq!(answer, Ok(U256::to_be_bytes_vec(&ether(3))));
    assert_eq!((w.units(w.bob, gold), w.debt(w.bob)), (ether(51), ether(37)));
    w.check();
}

#[test]
fn without_re_entry_nothing_is_locked() {
    let w = World::lent();
    let calldata = IMarket::totalAssetsCall {}.abi_encode();
    assert!(route(&mut w.market.sender(w.bob), &calldata, false).is_ok());
}
