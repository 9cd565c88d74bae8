//! Other accounts.

use super::{
    context::{Call, Escape},
    io::slice,
    price,
};
use crate::trace::Purchase;
use alloy_primitives::{Address, Bytes};

impl Call<'_> {
    /// Pays for access to an account, and `more` along with it.
    fn touch(&mut self, address: Address, is_cold: bool, more: u64) -> Result<(), Escape> {
        let gas = if is_cold { price::COLD_ACCOUNT_GAS } else { price::WARM_GAS };
        self.buy_gas(more + gas)?;
        self.bought(Purchase::Account { address, is_cold }, gas);
        Ok(())
    }

    /// Balance of an account, in wei.
    pub(crate) fn account_balance(&mut self, address: u32, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER + price::EVM_API)?;
        self.require_gas(price::COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        let (balance, is_cold) = self.host.evm.balance(address);
        self.touch(address, is_cold, 0)?;
        self.write_word(dest, balance)
    }

    /// Copies a part of an account's code; gives its length.
    pub(crate) fn account_code(&mut self, address: u32, offset: u32, size: u32, dest: u32) -> Result<u32, Escape> {
        let code = self.load_code(address)?;
        self.buy_ink(price::write(code.len() as u32))?;
        let part = slice(&code, offset, size);
        self.taken(&[offset.to_be_bytes(), size.to_be_bytes()].concat());
        self.write(dest, part)?;
        Ok(part.len() as u32)
    }

    /// Length of an account's code.
    pub(crate) fn account_code_size(&mut self, address: u32) -> Result<u32, Escape> {
        let length = self.load_code(address)?.len() as u32;
        self.given(&length.to_be_bytes());
        Ok(length)
    }

    /// Both ways to the code cost the same. The last account's code is at hand for nothing.
    fn load_code(&mut self, address: u32) -> Result<Bytes, Escape> {
        self.buy_ink(price::HOSTIO + price::EVM_API)?;
        self.require_gas(price::COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        if let Some((known, code)) = &self.host.last_code
            && *known == address
        {
            return Ok(code.clone());
        }
        let (code, is_cold) = self.host.evm.code(address);
        self.touch(address, is_cold, price::CODE_GAS)?;
        if !code.is_empty() {
            self.host.last_code = Some((address, code.clone()));
        }
        Ok(code)
    }

    /// Hash of an account's code, 0 for an account that does not exist.
    pub(crate) fn account_codehash(&mut self, address: u32, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + 2 * price::POINTER + price::EVM_API)?;
        self.require_gas(price::COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        let (hash, is_cold) = self.host.evm.code_hash(address);
        self.touch(address, is_cold, 0)?;
        self.write(dest, hash.as_slice())
    }
}
