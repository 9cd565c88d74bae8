//! Reading arguments, and refusing numbers out of bounds.

use crate::interface::IRisk::OutOfBounds;
use alloy_primitives::U256;
use ballast_common::{abi::Args, error, word::narrow, Result};

/// Reads the next arguments.
#[inline(never)]
pub(crate) fn fill(words: &mut [U256], a: &mut Args) -> Result<()> {
    for word in words {
        *word = a.uint()?;
    }
    Ok(())
}

/// The number, if `least <= given <= most`.
#[inline(never)]
pub(crate) fn within(given: U256, least: u128, most: u128) -> Result<u128> {
    match narrow(given) {
        Some(number) if least <= number && number <= most => Ok(number),
        _ => Err(error!(OutOfBounds: given, least, most)),
    }
}
