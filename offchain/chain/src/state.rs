//! The state of all accounts, kept in memory.
//!
//! Accounts are shared between copies and copied when written, so that a snapshot costs a map of pointers.

use crate::history::{Head, Undo};
use alloy_primitives::{Address, B256, KECCAK256_EMPTY, U256, keccak256};
use revm::{
    Database, DatabaseCommit,
    bytecode::Bytecode,
    primitives::AddressMap,
    state::{Account as Touched, AccountInfo},
};
use std::{collections::HashMap, convert::Infallible, sync::Arc};

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) balance: U256,
    pub(crate) nonce: u64,
    pub(crate) code_hash: B256,
    pub(crate) storage: HashMap<U256, U256>,
}

impl Default for Account {
    fn default() -> Self {
        Self { balance: U256::ZERO, nonce: 0, code_hash: KECCAK256_EMPTY, storage: HashMap::new() }
    }
}

/// All accounts and all code.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    accounts: HashMap<Address, Arc<Account>>,
    code: HashMap<B256, Bytecode>,
    /// What the present block changed, where that is kept.
    pub(crate) undo: Option<Undo>,
}

impl Account {
    fn head(&self) -> Head {
        Head { balance: self.balance, nonce: self.nonce, code_hash: self.code_hash }
    }
}

impl State {
    pub(crate) fn account(&self, address: Address) -> Option<&Account> {
        self.accounts.get(&address).map(Arc::as_ref)
    }

    pub(crate) fn account_mut(&mut self, address: Address) -> &mut Account {
        if let Some(undo) = &mut self.undo {
            undo.accounts.entry(address).or_insert_with(|| self.accounts.get(&address).map(|account| account.head()));
        }
        Arc::make_mut(self.accounts.entry(address).or_default())
    }

    /// Writes a slot; zero takes no place.
    pub(crate) fn set_slot(&mut self, address: Address, slot: U256, value: U256) {
        let storage = &mut self.account_mut(address).storage;
        let before = match value.is_zero() {
            true => storage.remove(&slot),
            false => storage.insert(slot, value),
        };
        if let Some(undo) = &mut self.undo {
            undo.slots.entry((address, slot)).or_insert(before.unwrap_or_default());
        }
    }

    /// Empties an account's storage.
    pub(crate) fn clear_storage(&mut self, address: Address) {
        let storage = std::mem::take(&mut self.account_mut(address).storage);
        if let Some(undo) = &mut self.undo {
            for (slot, value) in storage {
                undo.slots.entry((address, slot)).or_insert(value);
            }
        }
    }

    fn remove(&mut self, address: Address) {
        if self.accounts.contains_key(&address) {
            self.clear_storage(address);
            self.accounts.remove(&address);
        }
    }

    /// Puts back what was there before; gives what takes that back. Slots go first, so that an account that
    /// goes takes none along.
    pub(crate) fn exchange(&mut self, undo: Undo) -> Undo {
        let recording = self.undo.replace(Undo::default());
        for ((address, slot), value) in undo.slots {
            self.set_slot(address, slot, value);
        }
        for (address, head) in undo.accounts {
            let account = self.account_mut(address);
            match head {
                Some(head) => {
                    account.balance = head.balance;
                    account.nonce = head.nonce;
                    account.code_hash = head.code_hash;
                }
                None => self.remove(address),
            }
        }
        std::mem::replace(&mut self.undo, recording).unwrap_or_default()
    }

    pub(crate) fn code(&self, address: Address) -> Option<&Bytecode> {
        self.code.get(&self.account(address)?.code_hash)
    }

    pub(crate) fn set_code(&mut self, address: Address, code: Bytecode) {
        let hash = code.hash_slow();
        self.code.insert(hash, code);
        self.account_mut(address).code_hash = hash;
    }
}

impl Database for State {
    type Error = Infallible;

    fn basic(&mut self, address: Address) -> Result<Option<AccountInfo>, Infallible> {
        Ok(self.account(address).map(|account| AccountInfo {
            balance: account.balance,
            nonce: account.nonce,
            code_hash: account.code_hash,
            code: Some(self.code.get(&account.code_hash).cloned().unwrap_or_default()),
            ..Default::default()
        }))
    }

    fn code_by_hash(&mut self, code_hash: B256) -> Result<Bytecode, Infallible> {
        Ok(self.code.get(&code_hash).cloned().unwrap_or_default())
    }

    fn storage(&mut self, address: Address, index: U256) -> Result<U256, Infallible> {
        let account = self.account(address);
        Ok(account.and_then(|account| account.storage.get(&index)).copied().unwrap_or_default())
    }

    /// Blocks are not kept, so a block's hash is derived from its number.
    fn block_hash(&mut self, number: u64) -> Result<B256, Infallible> {
        Ok(keccak256(number.to_be_bytes()))
    }
}

impl DatabaseCommit for State {
    fn commit(&mut self, changes: AddressMap<Touched>) {
        for (address, touched) in changes {
            if !touched.is_touched() {
                continue;
            }
            if touched.is_selfdestructed() || touched.is_empty() {
                self.remove(address);
                continue;
            }
            if let Some(code) = touched.info.code.filter(|code| !code.is_empty()) {
                self.code.entry(touched.info.code_hash).or_insert(code);
            }
            let account = self.account_mut(address);
            account.balance = touched.info.balance;
            account.nonce = touched.info.nonce;
            account.code_hash = touched.info.code_hash;
            if touched.status.contains(revm::state::AccountStatus::Created) {
                self.clear_storage(address);
            }
            for (slot, value) in touched.storage {
                if value.is_changed() {
                    self.set_slot(address, slot, value.present_value);
                }
            }
        }
    }
}
