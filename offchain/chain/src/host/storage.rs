//! Permanent storage through the program's cache, and transient storage.

use super::{
    context::{Call, Escape, Note},
    price,
};
use crate::trace::Purchase;
use alloy_primitives::U256;

impl Call<'_> {
    /// Loads a slot; the first load of a slot pays the EVM, later ones are answered from the cache.
    pub(crate) fn storage_load_bytes32(&mut self, key: u32, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER)?;
        let api_gas = price::EVM_API / self.host.ink_price;
        self.require_gas(price::COLD_SLOAD_GAS + price::STORAGE_SENTRY_GAS + api_gas)?;
        let key = self.read_word(key)?;

        let mut gas = self.host.storage.read_gas();
        let value = match self.host.storage.get(key) {
            Some(value) => value,
            None => {
                let (value, is_cold) = self.host.evm.sload(self.host.invocation.address, key);
                let price = if is_cold { price::COLD_SLOAD_GAS } else { price::WARM_GAS };
                gas += api_gas + price;
                self.host.storage.loaded(key, value);
                self.bought(Purchase::Load { slot: key, is_cold }, price);
                value
            }
        };
        self.buy_gas(gas)?;
        self.write_word(dest, value)
    }

    /// Sets a slot in the cache.
    pub(crate) fn storage_cache_bytes32(&mut self, key: u32, value: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER)?;
        self.require_gas(price::SSTORE_SENTRY_GAS + price::STORAGE_SENTRY_GAS)?;
        let key = self.read_word(key)?;
        let value = self.read_word(value)?;
        let gas = self.host.storage.write_gas();
        self.host.storage.store(key, value);
        self.buy_gas(gas)
    }

    /// Writes what the cache holds into the state, and forgets it all if `clear` is not 0.
    pub(crate) fn storage_flush_cache(&mut self, clear: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + price::EVM_API)?;
        self.require_gas(price::SSTORE_SENTRY_GAS)?;
        self.note(|| Note::new(&[&[u8::from(clear != 0)]], &[]));
        let dirty = self.host.storage.take_dirty();
        if clear != 0 {
            self.host.storage.clear();
        }
        if !dirty.is_empty() && self.host.invocation.is_static {
            return Err(Escape::Refused("storage written in a static call"));
        }
        for (key, value) in dirty {
            self.write_slot(key, value)?;
        }
        Ok(())
    }

    /// Nitro lets a flush spend one gas more than there is and then fails to pay it; buying each slot as it is
    /// written runs out at the same one.
    fn write_slot(&mut self, key: U256, value: U256) -> Result<(), Escape> {
        let address = self.host.invocation.address;
        let (gas, refund, is_cold) = self.host.evm.sstore(address, key, value);
        self.buy_gas(gas)?;
        self.bought(Purchase::Store { slot: key, is_cold }, gas);
        self.host.refund += refund;
        Ok(())
    }

    /// Loads a slot that lasts as long as the transaction, EIP-1153.
    pub(crate) fn transient_load_bytes32(&mut self, key: u32, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER + price::EVM_API)?;
        self.buy_gas(price::WARM_GAS)?;
        let key = self.read_word(key)?;
        self.bought(Purchase::Transient { slot: key }, price::WARM_GAS);
        let value = self.host.evm.tload(self.host.invocation.address, key);
        self.write_word(dest, value)
    }

    /// Sets a slot that lasts as long as the transaction, EIP-1153.
    pub(crate) fn transient_store_bytes32(&mut self, key: u32, value: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER + price::EVM_API)?;
        self.buy_gas(price::WARM_GAS)?;
        let key = self.read_word(key)?;
        self.bought(Purchase::Transient { slot: key }, price::WARM_GAS);
        let value = self.read_word(value)?;
        if self.host.invocation.is_static {
            return Err(Escape::Refused("transient storage written in a static call"));
        }
        self.host.evm.tstore(self.host.invocation.address, key, value);
        Ok(())
    }
}
