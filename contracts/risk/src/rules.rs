//! What holds for all liquidations: `setLiquidation`.

use crate::{
    factors::check_bonus,
    input::within,
    interface::IRisk::LiquidationChanged,
    storage::{Listed, Rules, Terms, ROLES},
};
use alloy_primitives::U256;
use ballast_common::{abi::Word, host, Result};

const WAD: u128 = 10_u128.pow(18);

pub(crate) fn set_liquidation(h_star: U256, target_health: U256) -> Result<()> {
    ROLES.only_owner()?;
    let new = Rules {
        h_star: within(h_star, WAD / 2, WAD - 1)? as u64,
        target_health: within(target_health, WAD + 1, 2 * WAD)? as u64,
    };
    for index in 0..Listed::load().count {
        check_bonus(&Terms::load(index)?, new.h_star)?;
    }
    replace(&new);
    Ok(())
}

/// Stores the rules and says so.
#[inline(never)]
pub(crate) fn replace(new: &Rules) {
    let old = Rules::load();
    new.store();
    let ([a, b], [c, d]) = (words(&old), words(new));
    host::log::<LiquidationChanged>(&[], &[a, b, c, d]);
}

/// As the ABI has them.
#[inline(never)]
pub(crate) fn words(rules: &Rules) -> [U256; 2] {
    [rules.h_star.word(), rules.target_health.word()]
}
