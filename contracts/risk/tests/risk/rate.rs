//! A rate token that says what a test wants: real blETH cannot grow old under a clock that stands.

use alloy_primitives::U256;
use ballast_common::{
    abi::{malformed, words, Answer, Word},
    host,
    program::Selector,
    slot::Slot,
};
use ballast_lst::interface::ILst::rateDataCall;
use stylus_sdk::prelude::*;

/// The token.
#[storage]
pub(crate) struct RateMock {}

const POOLED_ETHER: Slot = Slot::at(0);
const TOTAL_SHARES: Slot = Slot::at(1);
const REPORTED_AT: Slot = Slot::at(2);
const FAILS: Slot = Slot::at(3);

impl RateMock {
    pub(crate) fn set_rate(&mut self, pooled_ether: U256, total_shares: U256) {
        POOLED_ETHER.store(pooled_ether);
        TOTAL_SHARES.store(total_shares);
    }

    /// How long ago the last report was; negative for the future.
    pub(crate) fn set_age(&mut self, secs: i64) {
        REPORTED_AT.store(host::now().saturating_add_signed(-secs).word());
    }

    pub(crate) fn fail(&mut self) {
        FAILS.store(U256::ONE);
    }
}

fn route(_: &mut RateMock, calldata: &[u8]) -> Answer {
    let asked = calldata.first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
    if asked != Some(rateDataCall::ID) || !FAILS.load().is_zero() {
        return Err(malformed());
    }
    words(&[POOLED_ETHER.load(), TOTAL_SHARES.load(), REPORTED_AT.load()])
}

ballast_common::program!(RateMock, route);
