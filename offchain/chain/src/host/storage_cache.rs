//! The slots a running program has read or written.
//!
//! Source: `crates/arbutil/src/evm/storage.rs` and `req.rs` of OffchainLabs/nitro.

use alloy_primitives::U256;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug)]
struct Slot {
    value: U256,
    /// The value in the state, as far as this program knows.
    known: Option<U256>,
}

/// Values are read once and written when the program says so. It is dropped with the program: what was not
/// flushed is lost.
#[derive(Debug, Default)]
pub(crate) struct StorageCache {
    slots: BTreeMap<U256, Slot>,
    reads: u32,
    writes: u32,
}

impl StorageCache {
    /// Gas for one more read, over what the EVM charges.
    pub(crate) fn read_gas(&mut self) -> u64 {
        self.reads = self.reads.saturating_add(1);
        match self.reads {
            0..=32 => 0,
            33..=128 => 2,
            _ => 10,
        }
    }

    /// Gas for one more write.
    pub(crate) fn write_gas(&mut self) -> u64 {
        self.writes = self.writes.saturating_add(1);
        match self.writes {
            0..=8 => 0,
            9..=64 => 7,
            _ => 10,
        }
    }

    pub(crate) fn get(&self, key: U256) -> Option<U256> {
        self.slots.get(&key).map(|slot| slot.value)
    }

    /// Remembers a value read from the state.
    pub(crate) fn loaded(&mut self, key: U256, value: U256) {
        self.slots.insert(key, Slot { value, known: Some(value) });
    }

    /// Remembers a value to be written.
    pub(crate) fn store(&mut self, key: U256, value: U256) {
        self.slots.entry(key).or_insert(Slot { value, known: None }).value = value;
    }

    /// What has to be written, in the order of slots; it counts as written from here on.
    pub(crate) fn take_dirty(&mut self) -> Vec<(U256, U256)> {
        let mut dirty = Vec::new();
        for (key, slot) in &mut self.slots {
            if slot.known != Some(slot.value) {
                slot.known = Some(slot.value);
                dirty.push((*key, slot.value));
            }
        }
        dirty
    }

    /// Forgets all values, so that they are read again.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }
}
