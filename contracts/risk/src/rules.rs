//! What holds for all liquidations: `setLiquidation`.

use crate::{
    factors::check_bonus,
    input::within,
    interface::IRisk::LiquidationChanged,
    ramp::factor_now,
    storage::{Listed, Rules, Terms, ROLES},
};
use alloy_primitives::U256;
use ballast_common::{abi::Word, emit, Result};

const WAD: u128 = 10_u128.pow(18);

pub(crate) fn set_liquidation(h_star: U256, target_health: U256) -> Result<()> {
    ROLES.only_owner()?;
    let h_star = within(h_star, WAD / 2, WAD - 1)? as u64;
    let target_health = within(target_health, WAD + 1, 2 * WAD)? as u64;
    for index in 0..Listed::load().count {
        let terms = Terms::load(index)?;
        check_bonus(terms.max_bonus, factor_now(&terms, index), h_star)?;
    }
    replace(Rules::load(), h_star, target_health);
    Ok(())
}

/// Stores the rules with these two changed, and says so.
#[inline(never)]
pub(crate) fn replace(old: Rules, h_star: u64, target_health: u64) {
    let new = Rules { h_star, target_health, ..old };
    new.store();
    let ([a, b], [c, d]) = (words(&old), words(&new));
    emit!(LiquidationChanged: [], [a, b, c, d]);
}

/// As the ABI has them.
#[inline(never)]
pub(crate) fn words(rules: &Rules) -> [U256; 2] {
    [rules.h_star.word(), rules.target_health.word()]
}
