//! The host's functions that the contracts use, over the raw imports.
//!
//! The SDK's `vm()` is a trait object: its table keeps every import alive in the module, with the code to reach it.
//! Direct calls keep only what is used.

use crate::word::{self, from_bytes, to_bytes};
use alloc::vec::Vec;
use alloy_primitives::{Address, B256, U256};
use stylus_sdk::hostio;

/// The caller.
#[inline(never)]
pub fn sender() -> Address {
    let mut address = Address::ZERO;
    // SAFETY: the host writes 20 bytes.
    unsafe { hostio::msg_sender(address.as_mut_ptr()) };
    address
}

/// Wei sent along.
#[inline(never)]
pub fn value() -> U256 {
    let mut word = [0; 32];
    // SAFETY: the host writes 32 bytes.
    unsafe { hostio::msg_value(word.as_mut_ptr()) };
    from_bytes(&word)
}

/// This contract.
#[inline(never)]
pub fn this() -> Address {
    let mut address = Address::ZERO;
    // SAFETY: the host writes 20 bytes.
    unsafe { hostio::contract_address(address.as_mut_ptr()) };
    address
}

/// The block's timestamp. `block.number` is no clock on Arbitrum.
pub fn now() -> u64 {
    // SAFETY: takes nothing, gives a number.
    unsafe { hostio::block_timestamp() }
}

/// This chain.
pub fn chain_id() -> u64 {
    // SAFETY: takes nothing, gives a number.
    unsafe { hostio::chainid() }
}

/// Wei of an account.
#[inline(never)]
pub fn balance(account: Address) -> U256 {
    let mut word = [0; 32];
    // SAFETY: the host reads 20 bytes and writes 32.
    unsafe { hostio::account_balance(account.as_ptr(), word.as_mut_ptr()) };
    from_bytes(&word)
}

/// Whether an account is a contract.
#[inline(never)]
pub fn has_code(account: Address) -> bool {
    // The hash of no code; an account that does not exist has none, zero.
    let empty = word::limbs(0x7bfa_d804_5d85_a470, 0xe500_b653_ca82_273b, 0x927e_7db2_dcc7_03c0, 0xc5d2_4601_86f7_233c);
    let mut word = [0; 32];
    // SAFETY: the host reads 20 bytes and writes 32.
    unsafe { hostio::account_codehash(account.as_ptr(), word.as_mut_ptr()) };
    let hash = from_bytes(&word);
    !hash.is_zero() && hash != empty
}

/// Keccak-256.
#[inline(never)]
pub fn keccak(bytes: &[u8]) -> U256 {
    let mut digest = [0; 32];
    // SAFETY: the host reads exactly the bytes given, and writes 32.
    unsafe { hostio::native_keccak256(bytes.as_ptr(), bytes.len(), digest.as_mut_ptr()) };
    from_bytes(&digest)
}

/// A hash as the limbs of a word.
pub const fn limbs(hash: B256) -> [u64; 4] {
    U256::from_be_bytes(hash.0).into_limbs()
}

/// Calls `to` with `value` wei, all gas and encoded calldata; the answer, or what it reverted with.
/// Writes made so far are flushed, and storage is read afresh afterwards: the callee may have changed it only
/// where re-entrancy is allowed.
#[inline(never)]
pub fn call(to: Address, value: U256, data: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let mut size = 0;
    let value = to_bytes(&value);
    // SAFETY: pointers and lengths are those of live values.
    let status = unsafe {
        hostio::storage_flush_cache(true);
        hostio::call_contract(to.as_ptr(), data.as_ptr(), data.len(), value.as_ptr(), u64::MAX, &mut size)
    };
    answer(status, size)
}

/// As [`call`], without value or the right to change state.
#[inline(never)]
pub fn static_call(to: Address, data: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let mut size = 0;
    // SAFETY: pointers and lengths are those of live values.
    let status = unsafe {
        hostio::storage_flush_cache(false);
        hostio::static_call_contract(to.as_ptr(), data.as_ptr(), data.len(), u64::MAX, &mut size)
    };
    answer(status, size)
}

/// Longest answer that is read: enough for every call we make and for a callee's typed error.
const MAX_ANSWER: usize = 1024;

fn answer(status: u8, size: usize) -> Result<Vec<u8>, Vec<u8>> {
    let mut bytes = alloc::vec![0; size.min(MAX_ANSWER)];
    if !bytes.is_empty() {
        // SAFETY: the buffer has the length asked for.
        unsafe { hostio::read_return_data(bytes.as_mut_ptr(), 0, bytes.len()) };
    }
    if status == 0 {
        Ok(bytes)
    } else {
        Err(bytes)
    }
}
