//! The rule of re-entry: while the vault calls out, nothing of it can be called or looked at.
//!
//! Market and lens call nobody who could come back; should that ever change, what is read of the vault is settled or
//! refused.

use crate::interface::IBackstop::Locked;
use ballast_common::{error, Result};

/// Reverts `Locked` while the vault is running already.
pub(crate) fn check(reentrant: bool) -> Result<()> {
    if reentrant {
        return Err(error!(Locked));
    }
    Ok(())
}
