//! Arguments, results, return data, logs, hashing, memory.

use super::{
    context::{Call, Escape},
    price,
};
use crate::trace::Purchase;
use alloy_primitives::{B256, Bytes, keccak256};

impl Call<'_> {
    /// Copies the calldata into memory.
    pub(crate) fn read_args(&mut self, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO)?;
        let input = self.host.invocation.input.clone();
        self.buy_ink(price::write(input.len() as u32))?;
        self.write(dest, &input)
    }

    /// Sets what the program returns or reverts with.
    pub(crate) fn write_result(&mut self, data: u32, len: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO)?;
        // Once from the program, once by the EVM.
        self.buy_ink(price::read(len))?;
        self.buy_ink(price::read(len))?;
        self.host.output = self.read(data, len)?;
        Ok(())
    }

    /// Ends the program as if its entrypoint had returned `status`.
    pub(crate) fn exit_early(&mut self, status: u32) -> Result<(), Escape> {
        self.taken(&status.to_be_bytes());
        Err(Escape::Exit(status))
    }

    /// Copies a part of what the last call returned; gives its length.
    pub(crate) fn read_return_data(&mut self, dest: u32, offset: u32, size: u32) -> Result<u32, Escape> {
        self.buy_ink(price::HOSTIO + price::EVM_API)?;
        let data = self.host.return_data.clone();
        let available = (data.len() as u32).saturating_sub(offset);
        self.buy_ink(price::write(size.min(available)))?;
        let part = slice(&data, offset, size);
        self.taken(&[offset.to_be_bytes(), size.to_be_bytes()].concat());
        if !part.is_empty() {
            self.write(dest, part)?;
        }
        Ok(part.len() as u32)
    }

    /// Length of what the last call returned.
    pub(crate) fn return_data_size(&mut self) -> Result<u32, Escape> {
        let length = self.host.return_data.len() as u32;
        self.give(length)
    }

    /// Emits a log whose topics come before its data.
    pub(crate) fn emit_log(&mut self, data: u32, len: u32, topics: u32) -> Result<(), Escape> {
        self.buy_ink(price::HOSTIO + price::EVM_API)?;
        if topics > 4 || len < topics * 32 {
            return Err(Escape::Refused("bad topic data"));
        }
        let data_len = len - topics * 32;
        self.buy_ink(price::read(len))?;
        let gas = price::log_gas(topics, data_len);
        self.buy_gas(gas)?;
        self.bought(Purchase::Log { topics, bytes: data_len }, gas);
        self.taken(&topics.to_be_bytes());
        let bytes = self.read(data, len)?;
        if self.host.invocation.is_static {
            return Err(Escape::Refused("log in a static call"));
        }
        let (topics, data) = bytes.split_at((topics * 32) as usize);
        let topics = topics.chunks_exact(32).map(B256::from_slice).collect();
        let address = self.host.invocation.address;
        self.host.evm.log(address, topics, Bytes::copy_from_slice(data));
        Ok(())
    }

    /// Hashes a part of memory.
    pub(crate) fn native_keccak256(&mut self, data: u32, len: u32, dest: u32) -> Result<(), Escape> {
        self.buy_ink(price::keccak(len))?;
        let bytes = self.read(data, len)?;
        self.write(dest, keccak256(bytes).as_slice())
    }

    /// Pays for pages before the memory grows by them. Nitro keeps the low 16 bits of the number; a memory
    /// cannot grow by more.
    pub(crate) fn pay_for_memory_grow(&mut self, pages: u32) -> Result<(), Escape> {
        let pages = pages as u16;
        self.taken(&pages.to_be_bytes());
        if pages == 0 {
            return self.buy_ink(price::HOSTIO);
        }
        let gas = self.host.evm.add_pages(pages);
        self.buy_gas(gas)?;
        self.bought(Purchase::Pages { count: pages }, gas);
        Ok(())
    }
}

/// The part of `data` from `offset`, of at most `size` bytes.
pub(super) fn slice(data: &[u8], offset: u32, size: u32) -> &[u8] {
    let start = (offset as usize).min(data.len());
    let end = (offset.saturating_add(size) as usize).min(data.len());
    &data[start..end]
}
