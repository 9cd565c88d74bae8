//! A lens that knows the shortfalls that a test gave it.

use alloy_primitives::{Address, U256};
use ballast_backstop::interface::{ILens::shortfallCall, IMarket::RiskCallFailed};
use ballast_common::{
    abi::{malformed, one, Answer, Args, Word},
    error,
    program::Selector,
    slot::{Map, Slot},
    word::address,
};
use stylus_sdk::prelude::*;

/// Shortfalls of one market.
#[storage]
pub(crate) struct LensMock {}

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum LensMode {
    /// As its interface says.
    Answers,
    /// Reverts with a reason, as without a price.
    Refuses,
    /// Answers 31 bytes.
    Short,
}

const MODE: Slot = Slot::at(0);
const MARKET: Slot = Slot::at(1);
const SHORTFALLS: Map = Map::at(2);

impl LensMock {
    /// Whose accounts it knows.
    pub(crate) fn set_market(&mut self, market: Address) {
        MARKET.store(market.word());
    }

    pub(crate) fn set_shortfall(&mut self, account: Address, assets: U256) {
        SHORTFALLS.slot(account).store(assets);
    }

    pub(crate) fn set_mode(&mut self, mode: LensMode) {
        MODE.store((mode as u64).word());
    }
}

fn route(_: &mut LensMock, calldata: &[u8]) -> Answer {
    let Some((selector, arguments)) = calldata.split_first_chunk::<4>() else {
        return Err(malformed());
    };
    let mut a = Args::new(arguments);
    let market = MARKET.load();
    let mode = MODE.load().to::<u8>();
    match u32::from_be_bytes(*selector) {
        shortfallCall::ID if mode == LensMode::Refuses as u8 => Err(error!(RiskCallFailed: address(market))),
        shortfallCall::ID if mode == LensMode::Short as u8 => Ok(vec![0; 31]),
        shortfallCall::ID if a.address()?.word() == market => one(SHORTFALLS.slot(a.address()?).load()),
        _ => Err(malformed()),
    }
}

ballast_common::program!(LensMock, route);
