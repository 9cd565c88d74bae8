//! How much of an account may be liquidated, for what, and whether anything is left: `liquidation`.

use crate::{
    health::Account,
    interface::IRisk::{Frozen, Healthy, NotHeld, ValueOverflow},
    shared::Shared,
    storage::Rules,
};
use alloy_primitives::U256;
use ballast_common::{
    abi::{words, Answer, Word},
    error, host,
};
use ballast_math::{
    health::health_wad_down,
    liquidation::{size_liquidation, LiquidationInput},
};

/// What the market asks. Amounts are in wei of the loan asset.
pub(crate) struct Asked {
    pub(crate) debt: U256,
    /// Of the collateral to be seized.
    pub(crate) index: u64,
    pub(crate) max_repay: U256,
    pub(crate) min_debt: U256,
}

/// Repaid, units seized, health before, and whether what debt is left is bad.
///
/// Debt is bad where nothing is left that is worth a wei. Collateral of however little worth has to be paid for before:
/// what is written off over it, or given away with it, would be at the suppliers' cost, as often as somebody likes.
pub(crate) fn liquidation(holdings: &[U256], asked: &Asked) -> Answer {
    let rules = Rules::load();
    if rules.frozen_until > host::now() {
        return Err(error!(Frozen: rules.frozen_until));
    }
    let (mut account, mut shared) = (Account::default(), Shared::default());
    account.weigh(holdings, asked.index, &mut shared)?;
    shared.gate()?;
    let health = health_wad_down(account.weighted_value, asked.debt);
    if account.weighted_value >= asked.debt {
        return Err(error!(Healthy: health));
    }
    if account.units.is_zero() {
        return Err(error!(NotHeld: asked.index));
    }
    let Some((repay, seize)) = size(&account, asked, &rules) else {
        return Err(error!(ValueOverflow: asked.index));
    };
    let exhausted = seize == account.units && account.others_value.is_zero() && repay < asked.debt;
    words(&[repay, seize, health, exhausted.word()])
}

/// What is repaid and seized of an account that is not healthy.
fn size(account: &Account, asked: &Asked, rules: &Rules) -> Option<(U256, U256)> {
    if account.price36.is_zero() {
        return Some((U256::ZERO, account.units)); // worth nothing: goes for nothing, so that bad debt can be realised
    }
    let sized = size_liquidation(&LiquidationInput {
        debt: asked.debt,
        weighted_value: account.weighted_value,
        units: account.units,
        price36: account.price36,
        factor_bps: account.factor_bps,
        max_bonus_bps: account.max_bonus_bps,
        h_star_wad: rules.h_star.word(),
        target_health_wad: rules.target_health.word(),
        min_debt: asked.min_debt,
        max_repay: asked.max_repay,
    })?;
    Some((sized.repay, sized.seize))
}
