//! How much a report may change: the bounds grow with the time since the last one, so that many allow no more than one.

use crate::{
    pool::Pool,
    report::BPS,
    storage::{Deployed, ReportTerms, Vesting},
};
use alloy_primitives::U256;
use ballast_common::{abi::Word, host, revert::checked, Result};
use ballast_math::{protocol_fee::portion_down, vesting::vested_down};

const DAY: u64 = 86_400;
const YEAR: u64 = 365 * DAY;

/// What a report may lose: the bound is of a day, and less is allowed within a day of the last report.
#[inline(never)]
pub(crate) fn most_loss(pool: &Pool, vesting: &Vesting) -> Result<u128> {
    let a_day = checked(portion_down(pool.ether().word(), ReportTerms::load().max_loss_bps.word(), BPS.word()))?;
    checked(vested_down(a_day.word(), since_last(vesting), DAY.word()))
}

/// What a report may gain: the bound is of a year, in proportion to the time since the last report, and of what is deployed,
/// which nobody can raise by staking.
#[inline(never)]
pub(crate) fn most_gain(pool: &Pool, vesting: &Vesting, terms: &ReportTerms) -> Result<u128> {
    let base = pool.ether().min(Deployed::load().now);
    let a_year = base.word().wrapping_mul(terms.max_gain_bps.word()); // 112 and 16 bits
    checked(portion_down(a_year, since_last(vesting), (BPS * YEAR).word()))
}

fn since_last(vesting: &Vesting) -> U256 {
    host::now().saturating_sub(vesting.starts_at).word()
}
