//! Operators: who may act for an account.

use crate::{
    interface::IMarket::{OperatorChanged, Unauthorized},
    storage::{OPERATORS, RIGHTS},
};
use alloy_primitives::Address;
use ballast_common::{abi::Word, emit, error, host::sender, Result};

pub(crate) fn set(operator: Address, allowed: bool) -> Result<()> {
    let account = sender();
    OPERATORS.map(account).slot(operator).store(allowed.word());
    emit!(OperatorChanged: [account, operator], [allowed]);
    Ok(())
}

#[inline(never)]
pub(crate) fn is_operator(account: Address, operator: Address) -> bool {
    !OPERATORS.map(account).slot(operator).load().is_zero()
}

/// Reverts unless the caller is the account, its operator or the program that asks for its signature.
#[inline(never)]
pub(crate) fn authorised(account: Address) -> Result<()> {
    let caller = sender();
    if caller == account || is_operator(account, caller) {
        return Ok(());
    }
    let rights = RIGHTS.load();
    if rights.is_zero() || caller.word() != rights {
        return Err(error!(Unauthorized: caller));
    }
    Ok(())
}
