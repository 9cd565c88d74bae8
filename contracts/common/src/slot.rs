//! Storage slots with their numbers known at compile time, and mappings laid out as Solidity lays them out.
//!
//! The SDK's accessors hold slot and offset in memory and build the whole tree of them on every call; a constant
//! costs nothing until it is used. A load is cached by the host; a store is kept by it until the call ends well.

use crate::abi::Word;
use alloy_primitives::U256;
use stylus_sdk::hostio;

/// A place in storage: 32 bytes.
#[derive(Clone, Copy)]
pub struct Slot(pub U256);

impl Slot {
    /// The slot with this number.
    pub const fn at(number: u64) -> Self {
        Self(U256::from_limbs([number, 0, 0, 0]))
    }

    /// Reads the word.
    #[inline(never)]
    pub fn load(self) -> U256 {
        let (key, mut word) = (self.0.to_be_bytes::<32>(), [0; 32]);
        // SAFETY: both point to 32 bytes.
        unsafe { hostio::storage_load_bytes32(key.as_ptr(), word.as_mut_ptr()) };
        U256::from_be_bytes(word)
    }

    /// Writes the word.
    #[inline(never)]
    pub fn store(self, word: U256) {
        let (key, word) = (self.0.to_be_bytes::<32>(), word.to_be_bytes::<32>());
        // SAFETY: both point to 32 bytes.
        unsafe { hostio::storage_cache_bytes32(key.as_ptr(), word.as_ptr()) };
    }
}

/// A mapping from one-word keys.
#[derive(Clone, Copy)]
pub struct Map(Slot);

impl Map {
    /// The mapping declared at this slot.
    pub const fn at(number: u64) -> Self {
        Self(Slot::at(number))
    }

    /// Where a key's value lies: `keccak256(key . slot)`.
    pub fn slot(self, key: impl Word) -> Slot {
        Slot(hash(key.word(), self.0 .0))
    }

    /// The mapping under a key, for mappings of mappings.
    pub fn map(self, key: impl Word) -> Map {
        Map(self.slot(key))
    }
}

#[inline(never)]
fn hash(key: U256, slot: U256) -> U256 {
    let mut bytes = [0; 64];
    let (head, tail) = bytes.split_at_mut(32);
    head.copy_from_slice(&key.to_be_bytes::<32>());
    tail.copy_from_slice(&slot.to_be_bytes::<32>());
    let mut digest = [0; 32];
    // SAFETY: reads 64 bytes, writes 32.
    unsafe { hostio::native_keccak256(bytes.as_ptr(), bytes.len(), digest.as_mut_ptr()) };
    U256::from_be_bytes(digest)
}
