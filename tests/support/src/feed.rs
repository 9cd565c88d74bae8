//! A market feed in the shape of Chainlink's `AggregatorV3Interface`.

use alloy_primitives::U256;
use alloy_sol_types::sol;
use ballast_common::{
    abi::{malformed, one, words, Answer, Word},
    host,
    program::Selector,
    slot::Slot,
};
use stylus_sdk::prelude::*;

sol! {
    interface AggregatorV3 {
        function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80);
        function decimals() external view returns (uint8);
    }
}

/// A feed that says what a test wants. It answers `decimals()` too, so that it can stand for a token where no more is asked.
#[storage]
pub struct FeedMock {}

/// How a feed behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FeedMode {
    /// As its interface says.
    Answers,
    /// Every call reverts.
    Fails,
    /// One word less than its interface says; an account without code answers no word at all.
    AnswersShort,
}

const ANSWER: Slot = Slot::at(0);
const UPDATED_AT: Slot = Slot::at(1);
const DECIMALS: Slot = Slot::at(2);
const MODE: Slot = Slot::at(3);
const STARTED_AT: Slot = Slot::at(4);

impl FeedMock {
    /// Answers `answer` as of now, with these decimals.
    pub fn answer_now(&mut self, answer: U256, decimals: u64) {
        self.set_answer(answer);
        self.set_decimals(decimals.word());
        self.set_age(0);
    }

    /// Sets the answer: the word of an `int256`.
    pub fn set_answer(&mut self, answer: U256) {
        ANSWER.store(answer);
    }

    /// Sets how long ago the answer was updated; negative for the future.
    pub fn set_age(&mut self, secs: i64) {
        UPDATED_AT.store(host::now().saturating_add_signed(-secs).word());
    }

    /// Sets the answer of an uptime feed, and how long ago it changed.
    pub fn set_uptime(&mut self, is_down: bool, secs: u64) {
        ANSWER.store(is_down.word());
        STARTED_AT.store(host::now().saturating_sub(secs).word());
    }

    /// Sets the start of the round, as a word.
    pub fn set_started_at(&mut self, at: U256) {
        STARTED_AT.store(at);
    }

    /// Sets the decimals.
    pub fn set_decimals(&mut self, decimals: U256) {
        DECIMALS.store(decimals);
    }

    /// Sets the behaviour.
    pub fn set_mode(&mut self, mode: FeedMode) {
        MODE.store((mode as u64).word());
    }
}

fn route(_: &mut FeedMock, calldata: &[u8]) -> Answer {
    let mode = MODE.load();
    let selector = calldata.first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
    if mode == (FeedMode::Fails as u64).word() {
        return Err(malformed());
    }
    let (round, started_at) = (U256::ONE, STARTED_AT.load());
    let answer = match selector {
        Some(AggregatorV3::decimalsCall::ID) => one(DECIMALS.load()),
        Some(AggregatorV3::latestRoundDataCall::ID) => {
            words(&[round, ANSWER.load(), started_at, UPDATED_AT.load(), round])
        }
        _ => Err(malformed()),
    };
    if mode == (FeedMode::AnswersShort as u64).word() {
        return answer.map(|bytes| bytes[..bytes.len() - 32].to_vec());
    }
    answer
}

ballast_common::program!(FeedMock, route);
