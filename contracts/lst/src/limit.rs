//! The staking limit.

use crate::{
    interface::ILst::StakeLimitExceeded,
    storage::{StakeLimit, Vesting, LIMITED, PARKED, PAUSED_STAKING},
};
use ballast_common::{abi::Word, error, host, revert::checked, word::wide, Result};
use ballast_math::bucket::level_after;

/// Takes `amount` out of the bucket.
#[inline(never)]
pub(crate) fn take(vesting: &Vesting, amount: u128) -> Result<()> {
    if vesting.flags & LIMITED == 0 {
        return Ok(());
    }
    let limit = StakeLimit::load();
    let available = level(&limit)?;
    let Some(level) = available.checked_sub(amount) else {
        return Err(error!(StakeLimitExceeded: amount, available));
    };
    StakeLimit { level, time: host::now(), ..limit }.store();
    Ok(())
}

/// Puts what is redeemed back, so that staking and redeeming does not use the limit up.
#[inline(never)]
pub(crate) fn give_back(vesting: &Vesting, amount: u128) -> Result<()> {
    if vesting.flags & LIMITED == 0 {
        return Ok(());
    }
    let limit = StakeLimit::load();
    let level = level(&limit)?.saturating_add(amount).min(limit.capacity);
    StakeLimit { level, time: host::now(), ..limit }.store();
    Ok(())
}

/// What may be staked now, as far as the limit goes; 2^128-1 without one.
pub(crate) fn current(vesting: &Vesting) -> Result<u128> {
    match vesting.flags {
        flags if flags & (PAUSED_STAKING | PARKED) != 0 => Ok(0),
        flags if flags & LIMITED == 0 => Ok(u128::MAX),
        _ => level(&StakeLimit::load()),
    }
}

#[inline(never)]
fn level(limit: &StakeLimit) -> Result<u128> {
    let elapsed = host::now().saturating_sub(limit.time).word();
    checked(level_after(wide(limit.level), elapsed, wide(limit.capacity), limit.refill_secs.word()))
}
