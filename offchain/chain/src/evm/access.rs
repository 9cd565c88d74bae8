//! What a running program reads from and writes to the journal.

use super::{Evm, Inner};
use alloy_primitives::{Address, B256, Bytes, Log, LogData, U256};
use revm::context::{BlockEnv, Cfg, JournalTr};
use std::convert::Infallible;

/// The state is in memory: reading it cannot fail.
pub(super) fn sure<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
    }
}

impl Evm {
    fn journal(&mut self) -> &mut revm::Journal<crate::state::State> {
        let Inner { ctx, .. } = self.inner_mut();
        &mut ctx.journaled_state
    }

    pub(crate) fn block(&self) -> &BlockEnv {
        &self.inner().ctx.block
    }

    pub(crate) fn chain_id(&self) -> u64 {
        self.inner().ctx.cfg.chain_id
    }

    /// The price the transaction pays, which is the base fee: Arbitrum takes no tip.
    pub(crate) fn gas_price(&self) -> u128 {
        self.inner().ctx.tx.gas_price
    }

    pub(crate) fn origin(&self) -> Address {
        self.inner().ctx.tx.caller
    }

    /// Opens pages; gives what they cost.
    pub(crate) fn add_pages(&mut self, pages: u16) -> u64 {
        let scope = self.scope_mut();
        let gas = scope.pages.cost(&scope.params, pages);
        scope.pages.add(pages);
        gas
    }

    pub(crate) fn log(&mut self, address: Address, topics: Vec<B256>, data: Bytes) {
        self.journal().log(Log { address, data: LogData::new_unchecked(topics, data) });
    }

    /// A slot's value, and whether this was the first access to it.
    pub(crate) fn sload(&mut self, address: Address, key: U256) -> (U256, bool) {
        let load = sure(self.journal().sload(address, key));
        (load.data, load.is_cold)
    }

    /// Writes a slot; gives its gas, its refund, and whether this was the first access to it.
    pub(crate) fn sstore(&mut self, address: Address, key: U256, value: U256) -> (u64, i64, bool) {
        let load = sure(self.journal().sstore(address, key, value));
        let prices = self.inner().ctx.cfg.gas_params();
        let gas = prices.sstore_static_gas() + prices.sstore_dynamic_gas(true, &load.data, load.is_cold);
        (gas, prices.sstore_refund(true, &load.data), load.is_cold)
    }

    pub(crate) fn tload(&mut self, address: Address, key: U256) -> U256 {
        self.journal().tload(address, key)
    }

    pub(crate) fn tstore(&mut self, address: Address, key: U256, value: U256) {
        self.journal().tstore(address, key, value);
    }

    /// An account's balance, and whether this was the first access to it.
    pub(crate) fn balance(&mut self, address: Address) -> (U256, bool) {
        let load = sure(self.journal().load_account(address));
        (load.data.info.balance, load.is_cold)
    }

    /// An account's code, and whether this was the first access to it.
    pub(crate) fn code(&mut self, address: Address) -> (Bytes, bool) {
        let load = sure(self.journal().code(address));
        (load.data, load.is_cold)
    }

    /// The hash of an account's code, and whether this was the first access to it.
    pub(crate) fn code_hash(&mut self, address: Address) -> (B256, bool) {
        let load = sure(self.journal().code_hash(address));
        (load.data, load.is_cold)
    }
}
