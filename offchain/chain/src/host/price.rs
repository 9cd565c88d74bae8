//! What hostios cost in ink.
//!
//! Source: `crates/arbutil/src/pricing.rs` and `crates/arbutil/src/evm/mod.rs` of OffchainLabs/nitro.

use alloy_primitives::U256;

/// Any hostio.
pub(crate) const HOSTIO: u64 = 8_400;
/// Each pointer a hostio takes.
pub(crate) const POINTER: u64 = 5_040;
/// A hostio that asks the EVM.
pub(crate) const EVM_API: u64 = 59_673;
/// A division.
pub(crate) const DIV: u64 = 20_000;
/// A multiplication by a modulus.
pub(crate) const MUL_MOD: u64 = 24_100;
/// An addition by a modulus.
pub(crate) const ADD_MOD: u64 = 21_000;

/// Gas to have at hand before a slot is loaded or stored, over the EVM's price.
pub(crate) const STORAGE_SENTRY_GAS: u64 = 10;
/// Gas that must be left before storage is written, EIP-2200.
pub(crate) const SSTORE_SENTRY_GAS: u64 = 2_300;
/// First access to a slot, EIP-2929.
pub(crate) const COLD_SLOAD_GAS: u64 = 2_100;
/// First access to an account, EIP-2929.
pub(crate) const COLD_ACCOUNT_GAS: u64 = 2_600;
/// Further access to a slot or account.
pub(crate) const WARM_GAS: u64 = 100;
/// Reading the size of an account's code, EIP-150.
pub(crate) const CODE_GAS: u64 = 700;

/// Writing `bytes` into the program's memory.
pub(crate) fn write(bytes: u32) -> u64 {
    5_040 + 30 * u64::from(bytes.saturating_sub(32))
}

/// Reading `bytes` from the program's memory.
pub(crate) fn read(bytes: u32) -> u64 {
    16_381 + 55 * u64::from(bytes.saturating_sub(32))
}

/// Hashing `bytes`.
pub(crate) fn keccak(bytes: u32) -> u64 {
    121_800 + 21_000 * u64::from(bytes.div_ceil(32).saturating_sub(2))
}

/// Raising to a power; each significant byte of the exponent counts, and one more.
pub(crate) fn pow(exponent: U256) -> u64 {
    3_000 + 17_500 * (1 + exponent.byte_len() as u64)
}

/// Gas of a log.
pub(crate) fn log_gas(topics: u32, data_bytes: u32) -> u64 {
    375 * (1 + u64::from(topics)) + 8 * u64::from(data_bytes)
}
