//! Parameters and brakes.

use crate::{
    interface::ILst::{
        AlreadyWired, FeeTooHigh, OutOfBounds, ProtocolFeeChanged, RedemptionChanged, RedemptionPauseChanged,
        ReportBoundsChanged, StakeLimitChanged, StakingPauseChanged, Unauthorized, VestingPeriodChanged, Wired,
    },
    storage::{Redemption, ReportTerms, StakeLimit, Vesting, LIMITED, OPERATORS, ORACLE, PAUSED_STAKING, ROLES},
    views,
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    emit,
    erc20::valid_receiver,
    error, host,
    roles::non_zero,
    word::{low, wide, MAX_U96},
    Result,
};
use ballast_math::redemption::MAX_FEE_PPM;

/// Bound of the protocol fee for ever.
const MAX_PROTOCOL_FEE_BPS: u128 = 2_000;
const LEAST_VESTING_SECS: u128 = 3_600;
const MOST_VESTING_SECS: u128 = 30 * 86_400;
const MOST_REFILL_SECS: u128 = 30 * 86_400;
/// Bounds of what a report may change, for ever: of a year's gains and of a day's losses.
const MAX_GAIN_BPS: u128 = 10_000;
const MAX_LOSS_BPS: u128 = 1_000;

pub(crate) fn wire(oracle: Address, operators: Address) -> Result<()> {
    non_zero(oracle)?;
    non_zero(operators)?;
    valid_receiver(operators)?; // of shares
    if !ORACLE.load().is_zero() {
        return Err(error!(AlreadyWired));
    }
    ORACLE.store(oracle.word());
    OPERATORS.store(operators.word());
    emit!(Wired: [oracle, operators], []);
    Ok(())
}

/// The treasury receives shares, so it must be able to hold them.
#[inline(never)]
pub(crate) fn set_protocol_fee(fee_bps: u128, operators_bps: u128, treasury: Address) -> Result<()> {
    valid_receiver(treasury)?;
    fee_at_most(fee_bps, MAX_PROTOCOL_FEE_BPS)?;
    fee_at_most(operators_bps, fee_bps)?;
    let old = ReportTerms::load();
    let new =
        ReportTerms { treasury: treasury.word(), fee_bps: fee_bps as u64, operators_bps: operators_bps as u64, ..old };
    new.store();
    emit!(ProtocolFeeChanged: [], [old.fee_bps, old.operators_bps, old.treasury, fee_bps, operators_bps, treasury]);
    Ok(())
}

/// The guardian may lower bounds.
pub(crate) fn change_report_bounds(max_gain_bps: u128, max_loss_bps: u128) -> Result<()> {
    let is_owner = ROLES.only_guardian_or_owner()?;
    let old = ReportTerms::load();
    let raised = max_gain_bps > old.max_gain_bps.into() || max_loss_bps > old.max_loss_bps.into();
    if raised && !is_owner {
        return Err(error!(Unauthorized: host::sender()));
    }
    set_report_bounds(max_gain_bps, max_loss_bps)
}

pub(crate) fn set_report_bounds(max_gain_bps: u128, max_loss_bps: u128) -> Result<()> {
    within(max_gain_bps, 0, MAX_GAIN_BPS)?;
    within(max_loss_bps, 0, MAX_LOSS_BPS)?;
    let old = views::report_bounds();
    let terms = ReportTerms::load();
    ReportTerms { max_gain_bps: max_gain_bps as u64, max_loss_bps: max_loss_bps as u64, ..terms }.store();
    let [old_gain, old_loss] = old;
    emit!(ReportBoundsChanged: [], [old_gain, old_loss, max_gain_bps, max_loss_bps]);
    Ok(())
}

/// A new limit starts full; a capacity of zero is none.
pub(crate) fn set_stake_limit(capacity: u128, refill_secs: u128) -> Result<()> {
    within(capacity, 0, MAX_U96)?;
    within(refill_secs, 1, MOST_REFILL_SECS)?;
    let [old_capacity, old_refill] = views::stake_limit_config();
    let mut vesting = Vesting::load();
    vesting.flags &= !LIMITED;
    if capacity != 0 {
        vesting.flags |= LIMITED;
        StakeLimit { level: capacity, capacity, time: host::now(), refill_secs: refill_secs as u64 }.store();
    }
    vesting.store();
    emit!(StakeLimitChanged: [], [old_capacity, old_refill, capacity, refill_secs]);
    Ok(())
}

#[inline(never)]
pub(crate) fn set_redemption(target: u128, fee_min: u128, fee_max: u128) -> Result<()> {
    fee_at_most(fee_max, low(MAX_FEE_PPM))?;
    fee_at_most(fee_min, fee_max)?;
    let old = Redemption::load();
    Redemption { set_aside: old.set_aside, target, fee_min, fee_max }.store();
    emit!(RedemptionChanged: [], [old.target, old.fee_min, old.fee_max, target, fee_min, fee_max]);
    Ok(())
}

pub(crate) fn set_vesting_period(period: u128) -> Result<()> {
    within(period, LEAST_VESTING_SECS, MOST_VESTING_SECS)?;
    let mut vesting = Vesting::load();
    let old = vesting.next_period;
    vesting.next_period = period as u64;
    vesting.store();
    emit!(VestingPeriodChanged: [], [old, period]);
    Ok(())
}

pub(crate) fn pause(flag: u64) -> Result<()> {
    ROLES.only_guardian_or_owner()?;
    set_flag(flag, true)
}

pub(crate) fn resume(flag: u64) -> Result<()> {
    ROLES.only_owner()?;
    set_flag(flag, false)
}

#[inline(never)]
fn set_flag(flag: u64, on: bool) -> Result<()> {
    let mut vesting = Vesting::load();
    vesting.flags = if on { vesting.flags | flag } else { vesting.flags & !flag };
    vesting.store();
    if flag == PAUSED_STAKING {
        emit!(StakingPauseChanged: [], [on]);
    } else {
        emit!(RedemptionPauseChanged: [], [on]);
    }
    Ok(())
}

#[inline(never)]
fn fee_at_most(fee: u128, most: u128) -> Result<()> {
    if fee > most {
        return Err(error!(FeeTooHigh: fee, most));
    }
    Ok(())
}

#[inline(never)]
fn within(given: u128, least: u128, most: u128) -> Result<()> {
    if given < least || given > most {
        return Err(error!(OutOfBounds: given, wide(least), wide(most)));
    }
    Ok(())
}
