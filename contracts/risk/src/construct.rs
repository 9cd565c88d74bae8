//! Construction: the owner, the loan asset's decimals, and rules to start from.

use crate::{
    input::within,
    rules,
    storage::{Listed, Rules, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::Result;

/// Interest is rounded up by at most a unit each time it is booked, which anyone may do: a unit must be worth next to
/// nothing.
const LEAST_LOAN_DECIMALS: u128 = 6;
const MOST_LOAN_DECIMALS: u128 = 18;
/// 0.96: room for a liquidation factor of 93 % with a bonus of 3 %.
const FIRST_H_STAR: u64 = 960_000_000_000_000_000;
/// 1.03
const FIRST_TARGET_HEALTH: u64 = 1_030_000_000_000_000_000;
/// A week: time to repay or to move on.
const FIRST_RAMP_SECS: u64 = 7 * 86_400;

pub(crate) fn construct(owner: Address, loan_decimals: U256) -> Result<()> {
    ROLES.init_owner(owner)?;
    let loan_decimals = within(loan_decimals, LEAST_LOAN_DECIMALS, MOST_LOAN_DECIMALS)? as u64;
    Listed { count: 0, loan_decimals, flags: 0 }.store();
    let rules = Rules { ramp_secs: FIRST_RAMP_SECS, ..Rules::default() };
    rules::replace(rules, FIRST_H_STAR, FIRST_TARGET_HEALTH);
    Ok(())
}
