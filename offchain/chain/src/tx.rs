//! Transactions, and what comes of them.

use crate::{evm::ActivationFault, program::ProgramFault};
use alloy_primitives::{Address, B256, Bytes, Log, U256};
use revm::context::result::{EVMError, HaltReason, InvalidTransaction};
use std::convert::Infallible;
use thiserror::Error;

/// A transaction. It carries no signature: whoever holds the chain may send from any account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tx {
    /// Who sends it and pays for it.
    pub from: Address,
    /// Whom it calls; `None` creates an account from `data` as init code.
    pub to: Option<Address>,
    /// Wei it brings.
    pub value: U256,
    /// Calldata or init code.
    pub data: Bytes,
    /// Most gas it may use; `None` for the chain's default.
    pub gas_limit: Option<u64>,
    /// Wei it pays for each gas; `None` for the base fee.
    pub gas_price: Option<u128>,
    /// The nonce it must have; `None` for the sender's next.
    pub nonce: Option<u64>,
    /// Accounts and slots that it pays for in advance.
    pub access_list: Vec<(Address, Vec<B256>)>,
}

impl Tx {
    /// A call.
    pub fn call(from: Address, to: Address, data: impl Into<Bytes>) -> Self {
        Self { from, to: Some(to), data: data.into(), ..Self::default() }
    }

    /// A creation.
    pub fn create(from: Address, init_code: impl Into<Bytes>) -> Self {
        Self { from, data: init_code.into(), ..Self::default() }
    }

    /// The same with `wei` attached.
    #[must_use]
    pub fn value(mut self, wei: U256) -> Self {
        self.value = wei;
        self
    }

    /// The same with a limit on gas.
    #[must_use]
    pub fn gas_limit(mut self, gas: u64) -> Self {
        self.gas_limit = Some(gas);
        self
    }
}

/// How a transaction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It did what it was to do.
    Success,
    /// It reverted; the output is the reason.
    Revert,
    /// It was stopped and lost all its gas.
    Halt(Halt),
}

/// Why a transaction was stopped.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Halt {
    /// By a rule of the EVM, out of gas and ink included.
    #[error("{0}")]
    Evm(HaltReason),
    /// By a rule for programs.
    #[error(transparent)]
    Program(ProgramFault),
    /// By an activation that found no valid program.
    #[error(transparent)]
    Activation(ActivationFault),
}

/// What came of a transaction or of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// How it ended.
    pub status: Status,
    /// Gas it used, after refunds.
    pub gas_used: u64,
    /// Gas that was refunded.
    pub gas_refunded: u64,
    /// What it returned or reverted with; for a creation, the code.
    pub output: Bytes,
    /// Logs, empty unless it succeeded.
    pub logs: Vec<Log>,
    /// The account it created.
    pub created: Option<Address>,
    /// Number of its block.
    pub block_number: u64,
    /// Unix time of its block, in seconds.
    pub timestamp: u64,
}

impl Receipt {
    /// True if it did what it was to do.
    pub fn is_success(&self) -> bool {
        self.status == Status::Success
    }
}

/// Why a transaction was not executed at all.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TxError {
    /// It is not valid: the sender cannot pay, the nonce is wrong, the gas does not even cover the data …
    #[error("invalid transaction: {0}")]
    Invalid(InvalidTransaction),
    /// The block's environment or a precompile is at fault.
    #[error("{0}")]
    Environment(String),
}

impl From<EVMError<Infallible>> for TxError {
    fn from(error: EVMError<Infallible>) -> Self {
        match error {
            EVMError::Transaction(invalid) => Self::Invalid(invalid),
            other => Self::Environment(other.to_string()),
        }
    }
}
