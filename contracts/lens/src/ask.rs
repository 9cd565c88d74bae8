//! Static calls, and answers that have to be as the interface says.

use crate::interface::ILens::CallFailed;
use alloc::vec::Vec;
use alloy_primitives::Address;
use ballast_common::{abi::Args, error, host, Result, Revert};

/// Asks, and reads the answer. A reason that the callee gives is passed on; none, or an answer that `read` refuses,
/// is a failed call.
#[inline(always)]
pub(crate) fn ask<T>(callee: Address, data: &[u8], read: impl FnOnce(&mut Args) -> Result<T>) -> Result<T> {
    let answer = answer(callee, data)?;
    read(&mut Args::new(&answer)).map_err(|_| failed(callee))
}

#[inline(never)]
fn answer(callee: Address, data: &[u8]) -> Result<Vec<u8>> {
    host::static_call(callee, data)
        .map_err(|reason| if reason.is_empty() { failed(callee) } else { Revert::new(reason) })
}

/// The callee did not answer as its interface says.
#[inline(never)]
pub(crate) fn failed(callee: Address) -> Revert {
    error!(CallFailed: callee)
}
