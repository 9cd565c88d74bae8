//! The rule of re-entry: while the market calls out, nothing of it can be taken or looked at.
//!
//! Every operation has all its state in storage before it calls a token or its caller, and reads it again afterwards, so that
//! adding collateral and repaying may come in between. What a callback is for can be paid with them.

use crate::interface::IMarket::{repayCall, supplyCollateralCall, Locked};
use ballast_common::{error, program::Selector, Result};

/// Reverts `Locked` for what may not come in while the market is running already.
pub(crate) fn check(calldata: &[u8], reentrant: bool) -> Result<()> {
    if !reentrant {
        return Ok(());
    }
    match calldata.first_chunk().map(|selector| u32::from_be_bytes(*selector)) {
        Some(supplyCollateralCall::ID | repayCall::ID) => Ok(()),
        _ => Err(error!(Locked)),
    }
}
