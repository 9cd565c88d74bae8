//! Storage slots with their numbers known at compile time, and mappings laid out as Solidity lays them out.
//!
//! The SDK's accessors hold slot and offset in memory and build the whole tree of them on every call; a constant
//! costs nothing until it is used. A load is cached by the host; a store is kept by it until the call ends well.

use crate::{
    abi::Word,
    host,
    word::{from_bytes, to_bytes, write_bytes},
};
use alloy_primitives::U256;
use stylus_sdk::hostio;

/// A slot by its number.
#[derive(Clone, Copy)]
pub struct Slot(u64);

impl Slot {
    /// The slot with this number.
    pub const fn at(number: u64) -> Self {
        Self(number)
    }

    /// Reads the word.
    #[inline(never)]
    pub fn load(self) -> U256 {
        Entry(self.0.word()).load()
    }

    /// Writes the word.
    #[inline(never)]
    pub fn store(self, word: U256) {
        Entry(self.0.word()).store(word);
    }
}

/// A mapping from one-word keys, by the number of its slot.
#[derive(Clone, Copy)]
pub struct Map(u64);

impl Map {
    /// The mapping declared at this slot.
    pub const fn at(number: u64) -> Self {
        Self(number)
    }

    /// Where a key's value lies.
    pub fn slot(self, key: impl Word) -> Entry {
        entry(key.word(), self.0)
    }

    /// The mapping under a key, for mappings of mappings.
    pub fn map(self, key: impl Word) -> SubMap {
        SubMap(self.slot(key))
    }
}

/// A mapping under a key of another.
#[derive(Clone, Copy)]
pub struct SubMap(Entry);

impl SubMap {
    /// Where a key's value lies.
    pub fn slot(self, key: impl Word) -> Entry {
        hash(key.word(), self.0 .0)
    }
}

/// The slot of a mapping's value.
#[derive(Clone, Copy)]
pub struct Entry(U256);

impl Entry {
    /// Reads the word.
    #[inline(never)]
    pub fn load(self) -> U256 {
        let (key, mut word) = (to_bytes(&self.0), [0; 32]);
        // SAFETY: both point to 32 bytes.
        unsafe { hostio::storage_load_bytes32(key.as_ptr(), word.as_mut_ptr()) };
        from_bytes(&word)
    }

    /// Writes the word.
    #[inline(never)]
    pub fn store(self, word: U256) {
        let (key, word) = (to_bytes(&self.0), to_bytes(&word));
        // SAFETY: both point to 32 bytes.
        unsafe { hostio::storage_cache_bytes32(key.as_ptr(), word.as_ptr()) };
    }
}

#[inline(never)]
fn entry(key: U256, number: u64) -> Entry {
    hash(key, number.word())
}

/// `keccak256(key . slot)`, as Solidity has it.
#[inline(never)]
fn hash(key: U256, slot: U256) -> Entry {
    let mut bytes = [0; 64];
    // SAFETY: 64 bytes of our own.
    unsafe {
        write_bytes(&key, bytes.as_mut_ptr());
        write_bytes(&slot, bytes.as_mut_ptr().add(32));
    }
    Entry(host::keccak(&bytes))
}
