//! The gas of a precompile of ArbOS.

use super::Request;
use crate::program::ARBOS_STATE;
use alloy_primitives::{Address, B256, Bytes, Log, LogData, U256};
use alloy_sol_types::{SolError, SolEvent};
use revm::{Database, context::JournalTr};
use std::convert::Infallible;

/// Gas of reading a word of ArbOS' state.
pub(super) const READ_GAS: u64 = 800;
/// Gas of writing a word of ArbOS' state.
const WRITE_GAS: u64 = 20_000;
/// Gas of writing zero to a word of ArbOS' state.
const CLEAR_GAS: u64 = 5_000;
/// Gas of reading the parameters of Stylus.
pub(super) const PARAMS_GAS: u64 = 100;

/// Why a precompile did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It reverted with this data and gives back what gas is left.
    Reverted(Vec<u8>),
    /// The call matches no method.
    Unknown,
    /// The gas ran out.
    OutOfGas,
    /// A program was found invalid; that costs all gas.
    Activation,
}

impl Failure {
    /// Reverts with a Solidity error.
    pub(super) fn error(error: impl SolError) -> Self {
        Self::Reverted(error.abi_encode())
    }
}

/// The gas a precompile was called with, and what is left of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Burner {
    left: u64,
}

impl Burner {
    pub(super) fn new(gas: u64) -> Self {
        Self { left: gas }
    }

    pub(super) fn left(self) -> u64 {
        self.left
    }

    pub(super) fn burn(&mut self, gas: u64) -> Result<(), Failure> {
        match self.left.checked_sub(gas) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Failure::OutOfGas)
            }
        }
    }
}

/// The state is in memory: reading it cannot fail.
pub(super) fn sure<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
    }
}

impl Request<'_> {
    /// Errors unless the call may change state.
    pub(super) fn require_writable(&self) -> Result<(), Failure> {
        if self.is_static { Err(Failure::Unknown) } else { Ok(()) }
    }

    /// Errors if value came with the call.
    pub(super) fn require_no_value(&self) -> Result<(), Failure> {
        if self.value.is_zero() { Ok(()) } else { Err(Failure::Unknown) }
    }

    /// An account's code and its hash. Unlike a call, looking at an account does not make it warm.
    pub(super) fn code_of(&mut self, address: Address) -> (B256, Bytes) {
        let (db, accounts) = self.ctx.journaled_state.db_and_state_mut();
        let info = match accounts.get(&address) {
            Some(account) => account.info.clone(),
            None => sure(db.basic(address)).unwrap_or_default(),
        };
        let code = match info.code {
            Some(code) => code,
            None => sure(db.code_by_hash(info.code_hash)),
        };
        (info.code_hash, code.original_bytes())
    }

    /// Reads a word of ArbOS' state.
    pub(super) fn load(&mut self, slot: U256) -> Result<U256, Failure> {
        self.burner.burn(READ_GAS)?;
        let journal = &mut self.ctx.journaled_state;
        sure(journal.load_account(ARBOS_STATE));
        Ok(sure(journal.sload(ARBOS_STATE, slot)).data)
    }

    /// Writes a word of ArbOS' state.
    pub(super) fn store(&mut self, slot: U256, word: U256) -> Result<(), Failure> {
        self.burner.burn(if word.is_zero() { CLEAR_GAS } else { WRITE_GAS })?;
        let journal = &mut self.ctx.journaled_state;
        sure(journal.load_account(ARBOS_STATE));
        journal.touch_account(ARBOS_STATE);
        sure(journal.sstore(ARBOS_STATE, slot, word));
        Ok(())
    }

    /// Emits an event in the name of the precompile at `address`.
    pub(super) fn emit(&mut self, address: Address, event: &impl SolEvent) -> Result<(), Failure> {
        let data: LogData = event.encode_log_data();
        let topics = data.topics().len() as u64;
        self.burner.burn(375 + 375 * topics + 8 * data.data.len() as u64)?;
        self.ctx.journaled_state.log(Log { address, data });
        Ok(())
    }

    /// Unix time of the block, in seconds.
    pub(super) fn now(&self) -> u64 {
        self.ctx.block.timestamp.saturating_to()
    }
}
