//! The block, the transaction and the call.

use super::{
    context::{Call, Escape},
    price,
};
use alloy_primitives::{Address, U256};

/// A result that is given as a value and not written into memory.
pub(super) trait Number: Copy {
    /// Has the trace say it.
    fn tell(self, call: &mut Call<'_>);
}

impl Number for u32 {
    fn tell(self, call: &mut Call<'_>) {
        call.given(&self.to_be_bytes());
    }
}

impl Number for u64 {
    fn tell(self, call: &mut Call<'_>) {
        call.given(&self.to_be_bytes());
    }
}

impl Call<'_> {
    fn give_word(&mut self, dest: u32, word: U256) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + price::POINTER)?;
        self.write_word(dest, word)
    }

    fn give_address(&mut self, dest: u32, address: Address) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + price::POINTER)?;
        self.write(dest, address.as_slice())
    }

    /// Gives a number as the hostio's result.
    pub(super) fn give<T: Number>(&mut self, value: T) -> Result<T, Escape> {
        self.buy_ink(price::HOSTIO)?;
        value.tell(self);
        Ok(value)
    }

    /// Base fee of the block, in wei.
    pub(crate) fn block_basefee(&mut self, dest: u32) -> Result<(), Escape> {
        let fee = self.host.evm.block().basefee;
        self.give_word(dest, U256::from(fee))
    }

    /// Who is paid for the block.
    pub(crate) fn block_coinbase(&mut self, dest: u32) -> Result<(), Escape> {
        let coinbase = self.host.evm.block().beneficiary;
        self.give_address(dest, coinbase)
    }

    /// Gas limit of the block.
    pub(crate) fn block_gas_limit(&mut self) -> Result<u64, Escape> {
        let limit = self.host.evm.block().gas_limit;
        self.give(limit)
    }

    /// Estimate of the number of the block on the parent chain.
    pub(crate) fn block_number(&mut self) -> Result<u64, Escape> {
        let number = self.host.evm.block().number;
        self.give(number.saturating_to())
    }

    /// Unix time of the block, in seconds.
    pub(crate) fn block_timestamp(&mut self) -> Result<u64, Escape> {
        let timestamp = self.host.evm.block().timestamp;
        self.give(timestamp.saturating_to())
    }

    /// Id of the chain.
    pub(crate) fn chainid(&mut self) -> Result<u64, Escape> {
        let id = self.host.evm.chain_id();
        self.give(id)
    }

    /// The account the program runs as.
    pub(crate) fn contract_address(&mut self, dest: u32) -> Result<(), Escape> {
        self.give_address(dest, self.host.invocation.address)
    }

    /// Gas left, after this hostio was paid.
    pub(crate) fn evm_gas_left(&mut self) -> Result<u64, Escape> {
        self.buy_ink(price::HOSTIO)?;
        let gas = self.gas_left();
        self.given(&gas.to_be_bytes());
        Ok(gas)
    }

    /// Ink left, after this hostio was paid.
    pub(crate) fn evm_ink_left(&mut self) -> Result<u64, Escape> {
        self.buy_ink(price::HOSTIO)?;
        let ink = self.ink();
        self.given(&ink.to_be_bytes());
        Ok(ink)
    }

    /// 1 if another frame of the same account is open below this one.
    pub(crate) fn msg_reentrant(&mut self) -> Result<u32, Escape> {
        self.give(self.host.invocation.is_reentrant.into())
    }

    /// Who called.
    pub(crate) fn msg_sender(&mut self, dest: u32) -> Result<(), Escape> {
        self.give_address(dest, self.host.invocation.caller)
    }

    /// The wei that came with the call.
    pub(crate) fn msg_value(&mut self, dest: u32) -> Result<(), Escape> {
        self.give_word(dest, self.host.invocation.value)
    }

    /// Price of gas the transaction pays, in wei.
    pub(crate) fn tx_gas_price(&mut self, dest: u32) -> Result<(), Escape> {
        let price = self.host.evm.gas_price();
        self.give_word(dest, U256::from(price))
    }

    /// Ink that one gas buys.
    pub(crate) fn tx_ink_price(&mut self) -> Result<u32, Escape> {
        self.give(self.host.ink_price as u32)
    }

    /// Who sent the transaction.
    pub(crate) fn tx_origin(&mut self, dest: u32) -> Result<(), Escape> {
        let origin = self.host.evm.origin();
        self.give_address(dest, origin)
    }
}
