//! Funding: supply shares in, shares of the vault out.

use crate::{
    ask,
    interface::IBackstop::{Funded, TooFewShares, ZeroAddress, ZeroAmount, ZeroShares},
    storage::{set_shares, shares_of},
    totals::{sync, Synced},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    host::{sender, this},
    revert::at_most,
    word::MAX_U112,
    Result,
};

/// Pulls last, when all is booked, and exactly what was booked.
pub(crate) fn fund(assets: U256, receiver: Address, least: U256) -> Result<u128> {
    let assets = non_zero(at_most(assets, MAX_U112)?)?;
    let Synced { mut totals, market, held, .. } = sync()?;
    valid_receiver(receiver, market)?;
    let shares = totals.shares_for(assets)?;
    if shares.is_zero() {
        return Err(error!(ZeroShares: assets));
    }
    if shares < least {
        return Err(error!(TooFewShares: shares, least));
    }
    let shares = totals.grow(assets, shares)?;
    totals.store();
    let has = shares_of(receiver, totals.epoch);
    set_shares(receiver, has.wrapping_add(shares), totals.epoch); // at most all shares
    let caller = sender();
    emit!(Funded: [caller, receiver], [assets, shares]);
    ask::pull(market, caller, assets)?;
    if ask::held(market)? != held.wrapping_add(assets) {
        return Err(ask::failed(market));
    }
    Ok(shares)
}

/// Refuses nothing.
pub(crate) fn non_zero(amount: u128) -> Result<u128> {
    if amount == 0 {
        return Err(error!(ZeroAmount));
    }
    Ok(amount)
}

/// Refuses those who could do nothing with what they get.
#[inline(never)]
pub(crate) fn valid_receiver(receiver: Address, market: Address) -> Result<()> {
    if receiver.is_zero() || receiver == market || receiver == this() {
        return Err(error!(ZeroAddress));
    }
    Ok(())
}
