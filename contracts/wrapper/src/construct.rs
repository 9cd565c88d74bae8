//! Construction.

use crate::{
    interface::IWrapper::{TokenCallFailed, ZeroAddress},
    storage::Books,
};
use alloy_primitives::Address;
use ballast_common::{error, token, Result};

/// Of a blETH that has shares: it is seeded before, and its rate exists.
pub(crate) fn construct(lst: Address) -> Result<()> {
    if lst.is_zero() {
        return Err(error!(ZeroAddress));
    }
    if token::total_shares(lst)?.is_zero() {
        return Err(error!(TokenCallFailed: lst));
    }
    Books { supply: 0, lst }.store();
    Ok(())
}
