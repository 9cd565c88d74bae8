//! A lens that says what a test wants; the real one is for real WASM to show.

use alloy_primitives::{Address, U256};
use ballast_backstop::interface::ILens::shortfallCall;
use ballast_common::{
    abi::{malformed, one, Answer, Args},
    program::Selector,
    slot::Map,
};
use stylus_sdk::prelude::*;

/// Shortfalls.
#[storage]
pub(crate) struct LensMock {}

const SHORTFALLS: Map = Map::at(0);

impl LensMock {
    pub(crate) fn set_shortfall(&mut self, account: Address, assets: U256) {
        SHORTFALLS.slot(account).store(assets);
    }
}

fn route(_: &mut LensMock, calldata: &[u8]) -> Answer {
    let Some((selector, arguments)) = calldata.split_first_chunk::<4>() else {
        return Err(malformed());
    };
    let mut a = Args::new(arguments);
    match u32::from_be_bytes(*selector) {
        shortfallCall::ID => {
            a.address().and_then(|_| a.address()).and_then(|account| one(SHORTFALLS.slot(account).load()))
        }
        _ => Err(malformed()),
    }
}

ballast_common::program!(LensMock, route);
