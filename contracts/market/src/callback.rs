//! Calls of those who asked for it.

use crate::interface::IMarket::CallbackFailed;
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{abi::calldata_bytes, error, host, Result, Revert};

/// Calls back with static arguments and the data that it was given for it. What the callee reverts with is passed on.
/// Books that were read before are stale afterwards.
#[inline(never)]
pub(crate) fn call(callee: Address, selector: u32, arguments: &[U256], data: &[u8]) -> Result<Vec<u8>> {
    host::call(callee, U256::ZERO, &calldata_bytes(selector, arguments, data)).map_err(|reason| {
        if reason.is_empty() {
            return error!(CallbackFailed: callee);
        }
        Revert::new(reason)
    })
}
