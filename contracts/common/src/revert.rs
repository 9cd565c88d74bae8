//! The one error style: a typed Solidity error, encoded where it is raised.

use crate::error;
use alloc::{boxed::Box, vec::Vec};
use alloy_primitives::U256;
use alloy_sol_types::sol;

/// Revert data of a typed Solidity error. Encoding at the place of the error, and keeping it behind one pointer, makes
/// results small, which is worth kilobytes of WASM over an enum of structs.
#[derive(Debug, PartialEq, Eq)]
#[allow(clippy::box_collection)] // a `Vec` is three words, which every result would carry
pub struct Revert(Box<Vec<u8>>);

impl Revert {
    /// From data that is encoded already.
    #[inline(never)]
    pub fn new(data: Vec<u8>) -> Self {
        Self(Box::new(data))
    }

    /// The data.
    pub fn data(&self) -> &[u8] {
        &self.0
    }
}

/// What every operation returns.
pub type Result<T, E = Revert> = core::result::Result<T, E>;

impl From<Revert> for Vec<u8> {
    fn from(revert: Revert) -> Self {
        *revert.0
    }
}

sol! {
    /// Solidity's own error for arithmetic that does not fit.
    error Panic(uint256 code);
    /// The amount does not fit its place.
    error AmountTooLarge(uint256 amount, uint256 most);
}

/// Solidity's `Panic(0x11)`, arithmetic overflow, for results that input checks should have kept in range.
#[inline(never)]
pub fn overflow() -> Revert {
    error!(Panic: U256::from_limbs([0x11, 0, 0, 0]))
}

/// Refuses a number wider than its place.
#[inline(never)]
pub fn at_most(amount: U256, most: u128) -> Result<u128> {
    match crate::word::narrow(amount) {
        Some(amount) if amount <= most => Ok(amount),
        _ => Err(error!(AmountTooLarge: amount, most)),
    }
}

/// Unwraps a result of `ballast-math` that fits 128 bits.
#[inline(never)]
pub fn checked(result: Option<U256>) -> Result<u128> {
    result.and_then(crate::word::narrow).ok_or_else(overflow)
}
