//! Storage that lasts as long as the transaction (EIP-1153). The SDK declares none of it.

use alloy_primitives::U256;

/// A slot by its number.
#[derive(Clone, Copy)]
pub(crate) struct Transient(u64);

impl Transient {
    /// The slot with this number.
    pub(crate) const fn at(number: u64) -> Self {
        Self(number)
    }
}

#[cfg(target_arch = "wasm32")]
impl Transient {
    /// Reads the word.
    #[inline(never)]
    pub(crate) fn load(self) -> U256 {
        let (key, mut word) = (self.key(), [0; 32]);
        // SAFETY: both point to 32 bytes.
        unsafe { transient_load_bytes32(key.as_ptr(), word.as_mut_ptr()) };
        ballast_common::word::from_bytes(&word)
    }

    /// Writes the word.
    #[inline(never)]
    pub(crate) fn store(self, word: U256) {
        let (key, word) = (self.key(), ballast_common::word::to_bytes(&word));
        // SAFETY: both point to 32 bytes.
        unsafe { transient_store_bytes32(key.as_ptr(), word.as_ptr()) };
    }

    fn key(self) -> [u8; 32] {
        ballast_common::word::to_bytes(&U256::from_limbs([self.0, 0, 0, 0]))
    }
}

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "vm_hooks")]
extern "C" {
    fn transient_load_bytes32(key: *const u8, dest: *mut u8);
    fn transient_store_bytes32(key: *const u8, value: *const u8);
}

/// The mocked host has none: permanent slots behind those of the contract, which every call leaves empty.
#[cfg(not(target_arch = "wasm32"))]
impl Transient {
    pub(crate) fn load(self) -> U256 {
        self.slot().load()
    }

    pub(crate) fn store(self, word: U256) {
        self.slot().store(word);
    }

    fn slot(self) -> ballast_common::slot::Slot {
        ballast_common::slot::Slot::at(1 << 32 | self.0)
    }
}
