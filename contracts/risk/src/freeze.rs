//! Stopping liquidation for a day: `freezeLiquidation`, `thawLiquidation`.

use crate::{
    interface::IRisk::{FreezeSpent, LiquidationFrozen, LiquidationThawed},
    storage::{Rules, ROLES},
};
use ballast_common::{emit, error, host, Result};

const FREEZE_SECS: u64 = 86_400;

/// By the guardian once, until the owner thaws; by the owner as often as he likes.
pub(crate) fn freeze() -> Result<()> {
    let is_owner = ROLES.only_guardian_or_owner()?;
    let mut rules = Rules::load();
    if !is_owner {
        if rules.freeze_spent {
            return Err(error!(FreezeSpent));
        }
        rules.freeze_spent = true;
    }
    rules.frozen_until = host::now().wrapping_add(FREEZE_SECS);
    rules.store();
    emit!(LiquidationFrozen: [], [rules.frozen_until]);
    Ok(())
}

/// Ends a freeze, and gives the guardian another.
pub(crate) fn thaw() -> Result<()> {
    ROLES.only_owner()?;
    let mut rules = Rules::load();
    emit!(LiquidationThawed: [], [rules.frozen_until]);
    rules.frozen_until = 0;
    rules.freeze_spent = false;
    rules.store();
    Ok(())
}
