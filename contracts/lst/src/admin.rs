//! Parameters and brakes.

use crate::{
    interface::ILst::{
        AlreadyWired, FeeTooHigh, OutOfBounds, ProtocolFeeChanged, RedemptionChanged, RedemptionPauseChanged,
        StakingPauseChanged, VestingPeriodChanged, Wired,
    },
    storage::{Redemption, Vesting, FEE, OPERATORS, ORACLE, PAUSED_REDEMPTION, PAUSED_STAKING, ROLES},
    transfer::valid_receiver,
    views,
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    error, host,
    roles::non_zero,
    word::{low, place, wide},
    Result,
};
use ballast_math::redemption::MAX_FEE_PPM;

/// Bound of the protocol fee for ever.
const MAX_PROTOCOL_FEE_BPS: u128 = 2_000;
const LEAST_VESTING_SECS: u128 = 3_600;
const MOST_VESTING_SECS: u128 = 30 * 86_400;

pub(crate) fn wire(oracle: Address, operators: Address) -> Result<()> {
    ROLES.only_owner()?;
    non_zero(oracle)?;
    non_zero(operators)?;
    if !ORACLE.load().is_zero() {
        return Err(error::<AlreadyWired>(&[]));
    }
    ORACLE.store(oracle.word());
    OPERATORS.store(operators.word());
    host::log::<Wired>(&[oracle.word(), operators.word()], &[]);
    Ok(())
}

/// The treasury receives shares, so it must be able to hold them.
#[inline(never)]
pub(crate) fn set_protocol_fee(fee_bps: u128, treasury: Address) -> Result<()> {
    valid_receiver(treasury)?;
    fee_at_most(fee_bps, MAX_PROTOCOL_FEE_BPS)?;
    let (old_fee, old_treasury) = (views::protocol_fee(), views::treasury());
    FEE.store(treasury.word() | place(fee_bps, 160));
    host::log::<ProtocolFeeChanged>(&[], &[old_fee.word(), fee_bps.word(), old_treasury, treasury.word()]);
    Ok(())
}

#[inline(never)]
pub(crate) fn set_redemption(target: u128, fee_min: u128, fee_max: u128) -> Result<()> {
    fee_at_most(fee_max, low(MAX_FEE_PPM))?;
    fee_at_most(fee_min, fee_max)?;
    let old = Redemption::load();
    Redemption { set_aside: old.set_aside, target, fee_min, fee_max }.store();
    host::log::<RedemptionChanged>(
        &[],
        &[old.target.word(), old.fee_min.word(), old.fee_max.word(), target.word(), fee_min.word(), fee_max.word()],
    );
    Ok(())
}

pub(crate) fn set_vesting_period(period: u128) -> Result<()> {
    if !(LEAST_VESTING_SECS..=MOST_VESTING_SECS).contains(&period) {
        return Err(error::<OutOfBounds>(&[period.word(), wide(LEAST_VESTING_SECS), wide(MOST_VESTING_SECS)]));
    }
    let mut vesting = Vesting::load();
    let old = vesting.next_period;
    vesting.next_period = period as u64;
    vesting.store();
    host::log::<VestingPeriodChanged>(&[], &[old.word(), period.word()]);
    Ok(())
}

pub(crate) fn pause_staking() -> Result<()> {
    ROLES.only_guardian_or_owner()?;
    set_flag(PAUSED_STAKING, true)
}

pub(crate) fn resume_staking() -> Result<()> {
    ROLES.only_owner()?;
    set_flag(PAUSED_STAKING, false)
}

pub(crate) fn pause_redemption() -> Result<()> {
    ROLES.only_guardian_or_owner()?;
    set_flag(PAUSED_REDEMPTION, true)
}

pub(crate) fn resume_redemption() -> Result<()> {
    ROLES.only_owner()?;
    set_flag(PAUSED_REDEMPTION, false)
}

#[inline(never)]
fn set_flag(flag: u64, on: bool) -> Result<()> {
    let mut vesting = Vesting::load();
    vesting.paused = if on { vesting.paused | flag } else { vesting.paused & !flag };
    vesting.store();
    if flag == PAUSED_STAKING {
        host::log::<StakingPauseChanged>(&[], &[on.word()]);
    } else {
        host::log::<RedemptionPauseChanged>(&[], &[on.word()]);
    }
    Ok(())
}

#[inline(never)]
fn fee_at_most(fee: u128, most: u128) -> Result<()> {
    if fee > most {
        return Err(error::<FeeTooHigh>(&[fee.word(), most.word()]));
    }
    Ok(())
}
