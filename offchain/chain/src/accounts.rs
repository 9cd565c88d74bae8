//! A chain's accounts, read and set without a transaction.

use crate::{
    chain::Chain,
    program::{ARBOS_STATE, Program, slot},
    tx::TxError,
};
use alloy_primitives::{Address, B256, Bytes, U256};
use revm::bytecode::Bytecode;

impl Chain {
    /// Wei of an account.
    pub fn balance(&self, address: Address) -> U256 {
        self.present.state.account(address).map_or(U256::ZERO, |account| account.balance)
    }

    /// Sets the wei of an account.
    pub fn set_balance(&mut self, address: Address, wei: U256) {
        self.present.state.account_mut(address).balance = wei;
    }

    /// Transactions sent by an account, or creations by a contract.
    pub fn nonce(&self, address: Address) -> u64 {
        self.present.state.account(address).map_or(0, |account| account.nonce)
    }

    /// Sets an account's nonce.
    pub fn set_nonce(&mut self, address: Address, nonce: u64) {
        self.present.state.account_mut(address).nonce = nonce;
    }

    /// Code of an account.
    pub fn code(&self, address: Address) -> Bytes {
        self.present.state.code(address).map(Bytecode::original_bytes).unwrap_or_default()
    }

    /// Hash of an account's code; zero for an account that does not exist.
    pub fn code_hash(&self, address: Address) -> B256 {
        self.present.state.account(address).map_or(B256::ZERO, |account| account.code_hash)
    }

    /// Sets an account's code. A program set this way still has to be activated.
    ///
    /// # Errors
    ///
    /// If the code starts like a delegation of EIP-7702 and is none.
    pub fn set_code(&mut self, address: Address, code: Bytes) -> Result<(), TxError> {
        let code = Bytecode::new_raw_checked(code).map_err(|error| TxError::Environment(error.to_string()))?;
        self.present.state.set_code(address, code);
        Ok(())
    }

    /// A slot of an account's storage.
    pub fn storage(&self, address: Address, slot: U256) -> U256 {
        let account = self.present.state.account(address);
        account.and_then(|account| account.storage.get(&slot)).copied().unwrap_or_default()
    }

    /// Sets a slot of an account's storage.
    pub fn set_storage(&mut self, address: Address, slot: U256, value: U256) {
        self.present.state.set_slot(address, slot, value);
    }

    /// Empties an account's storage.
    pub fn clear_storage(&mut self, address: Address) {
        self.present.state.clear_storage(address);
    }

    /// The program at an address, if one was ever activated there.
    pub(crate) fn program(&self, address: Address) -> Option<Program> {
        let word = self.storage(ARBOS_STATE, slot(self.code_hash(address)));
        (!word.is_zero()).then(|| Program::from_word(word))
    }

    pub(crate) fn set_program(&mut self, address: Address, program: Program) {
        let slot = slot(self.code_hash(address));
        self.set_storage(ARBOS_STATE, slot, program.to_word());
    }
}
