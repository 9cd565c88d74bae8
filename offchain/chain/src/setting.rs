//! Transactions in a block of the caller's making: what a node needs for calls, blocks of many and replays.

use crate::{
    chain::Chain,
    trace::Trace,
    tx::{Receipt, Tx, TxError},
};
use alloy_primitives::{Address, U256};
use revm::{primitives::AddressMap, state::Account as Touched};

/// Seconds between the parent chain's blocks.
const PARENT_BLOCK_SECS: u64 = 12;

/// The block a transaction runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its number.
    pub number: u64,
    /// Its time, in seconds.
    pub timestamp: u64,
    /// Wei each gas costs; zero where nobody pays.
    pub base_fee: u64,
    /// Who makes it.
    pub coinbase: Address,
}

/// What came of a transaction, what it did and what it looked at.
#[derive(Clone, Debug)]
pub struct Run {
    /// What came of it.
    pub receipt: Receipt,
    /// What it did, if that was asked for.
    pub trace: Option<Trace>,
    /// Accounts it loaded, each with the slots it read or wrote; told of calls alone.
    pub touched: Vec<(Address, Vec<U256>)>,
}

/// The accounts in what a journal loaded.
pub(crate) fn slots_of(changes: &AddressMap<Touched>) -> Vec<(Address, Vec<U256>)> {
    changes.iter().map(|(address, account)| (*address, account.storage.keys().copied().collect())).collect()
}

impl Chain {
    /// The block that [`Chain::transact`] would make.
    pub fn next_setting(&self) -> Setting {
        let (base_fee, coinbase) = (self.config().base_fee, self.config().coinbase);
        Setting { number: self.block_number() + 1, timestamp: self.now(), base_fee, coinbase }
    }

    /// The parent's block of a time, counted from genesis.
    pub fn parent_block_at(&self, timestamp: u64) -> u64 {
        let since = timestamp.saturating_sub(self.config().genesis_time);
        self.config().parent_block + since / PARENT_BLOCK_SECS
    }

    /// From here on keeps each transaction that is mined, with what came of it.
    pub fn record(&mut self) {
        self.mined = Some(Vec::new());
    }

    /// Gives the transactions that were kept, none of whose fields is left open, and keeps no more.
    pub fn take_record(&mut self) -> Vec<(Tx, Receipt)> {
        self.mined.take().unwrap_or_default()
    }

    /// The transaction with what it left to the chain.
    pub(crate) fn completed(&self, tx: Tx, setting: &Setting) -> Tx {
        Tx {
            gas_limit: Some(tx.gas_limit.unwrap_or(self.config().default_gas_limit)),
            gas_price: Some(tx.gas_price.unwrap_or(setting.base_fee.into())),
            nonce: Some(tx.nonce.unwrap_or_else(|| self.nonce(tx.from))),
            ..tx
        }
    }

    /// Executes a transaction in a block, which is the present one or a later one. Any number may share a block.
    ///
    /// # Errors
    ///
    /// If the transaction is not valid; then no block is made.
    pub fn transact_in(&mut self, tx: Tx, setting: &Setting) -> Result<Receipt, TxError> {
        Ok(self.run_in(tx, setting, true, None)?.receipt)
    }

    /// Executes a transaction as if in a block, and forgets it.
    ///
    /// # Errors
    ///
    /// If the transaction is not valid.
    pub fn call_in(&mut self, tx: Tx, setting: &Setting, traced: bool) -> Result<Run, TxError> {
        self.run_in(tx, setting, false, traced.then(Box::default))
    }
}
