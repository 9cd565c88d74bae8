//! A contract of whoever borrows, liquidates or takes a flash loan: it is called back, and does what a test says.

use crate::script;
use alloy_primitives::{b256, U256};
use alloy_sol_types::sol;
use ballast_common::{
    abi::{one, Answer},
    error,
    slot::Slot,
};
use stylus_sdk::prelude::*;

sol! {
    #![sol(all_derives)]
    /// What it reverts with.
    #[allow(missing_docs)]
    interface ICallee {
        error Unwilling(uint256 number);
    }
}

/// Takes every call, and makes those of its script.
#[storage]
pub struct CalleeMock {}

/// How it answers then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CalleeMode {
    /// With ERC-3156's magic value.
    Answers,
    /// With another word.
    AnswersWrong,
    /// Not at all.
    Mute,
    /// Reverts `Unwilling(7)`.
    Refuses,
}

const MODE: Slot = Slot::at(0);

impl CalleeMock {
    /// Sets the behaviour.
    pub fn set_mode(&mut self, mode: CalleeMode) {
        MODE.store(U256::from(mode as u8));
    }
}

fn is(mode: CalleeMode) -> bool {
    MODE.load() == U256::from(mode as u8)
}

fn route(_: &mut CalleeMock, calldata: &[u8]) -> Answer {
    script::hear(calldata);
    script::perform();
    if is(CalleeMode::Refuses) {
        return Err(error!(ICallee::Unwilling: U256::from(7)));
    }
    if is(CalleeMode::Mute) {
        return Ok(Vec::new());
    }
    let magic = b256!("439148f0bbc682ca079e46d6e2c2f0c1e3b820f1a291b069d8882abf8cf18dd9");
    one(if is(CalleeMode::AnswersWrong) { U256::ONE } else { magic.into() })
}

ballast_common::program!(CalleeMock, route);
