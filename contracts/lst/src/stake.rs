//! Staking: ether in, shares out at the rate, rounded down.

use crate::{
    interface::ILst::{Expired, SlippageExceeded, StakingPaused, Submitted, ZeroAmount, ZeroShares},
    limit, park,
    pool::{mint, Pool},
    storage::PAUSED_STAKING,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit,
    erc20::valid_receiver,
    error,
    host::{self, sender},
    revert::at_most,
    word::MAX_U112,
    Result,
};

pub(crate) fn submit(referral: Address) -> Result<u128> {
    deposit(sender(), referral)
}

pub(crate) fn stake(receiver: Address, min_shares: U256, deadline: U256) -> Result<u128> {
    check_deadline(deadline)?;
    valid_receiver(receiver)?;
    let shares = deposit(receiver, Address::ZERO)?;
    check_least(shares, min_shares)?;
    Ok(shares)
}

pub(crate) fn preview(amount: u128) -> Result<u128> {
    Pool::load()?.0.shares_down(amount)
}

/// The least of the limit and of what the totals hold.
pub(crate) fn max() -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    // shares_down(a) <= room, just as long as a * S < (room + 1) * P.
    let room = u128::MAX.wrapping_sub(pool.shares);
    let held = pool.ether_up(room.wrapping_add(1)).map_or(u128::MAX, |ether| ether.saturating_sub(1));
    Ok(limit::current(&vesting)?.min(held).min(MAX_U112.wrapping_sub(pool.counted)))
}

#[inline(never)]
fn deposit(receiver: Address, referral: Address) -> Result<u128> {
    let (before, vesting) = Pool::load()?;
    if vesting.flags & PAUSED_STAKING != 0 {
        return Err(error!(StakingPaused));
    }
    park::refuse(&vesting)?;
    let amount = received()?;
    limit::take(&vesting, amount)?;
    let shares = before.shares_down(amount)?;
    if shares == 0 {
        return Err(error!(ZeroShares: amount));
    }
    let all = at_most(before.shares.word().wrapping_add(shares.word()), u128::MAX)?;
    let after = Pool { shares: all, counted: before.counted.wrapping_add(amount), ..before };
    after.store_unfallen(&before)?;
    emit!(Submitted: [sender()], [amount, referral]);
    mint(receiver, shares, before.ether_down(shares)?);
    Ok(shares)
}

/// The ether that came with the call, which must be some.
#[inline(never)]
pub(crate) fn received() -> Result<u128> {
    let amount = at_most(host::value(), MAX_U112)?;
    non_zero(amount)?;
    Ok(amount)
}

/// Refuses nothing.
#[inline(never)]
pub(crate) fn non_zero(amount: u128) -> Result<()> {
    if amount == 0 {
        return Err(error!(ZeroAmount));
    }
    Ok(())
}

/// Reverts after the deadline.
#[inline(never)]
pub(crate) fn check_deadline(deadline: U256) -> Result<()> {
    let timestamp = host::now().word();
    if timestamp > deadline {
        return Err(error!(Expired: deadline, timestamp));
    }
    Ok(())
}

/// Reverts if the caller would get less than he asked for.
#[inline(never)]
pub(crate) fn check_least(received: u128, least: U256) -> Result<()> {
    let received = received.word();
    if received < least {
        return Err(error!(SlippageExceeded: received, least));
    }
    Ok(())
}
