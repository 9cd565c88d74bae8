//! Redemption at peg: shares in, ether out of the buffer, less the integral fee, which is set aside.

use crate::{
    interface::ILst::{BufferTooLow, EtherTransferFailed, Redeemed, RedemptionPaused},
    limit, park,
    pool::{log_moved, Pool},
    stake::{check_deadline, check_least, non_zero},
    storage::{Deployed, Redemption, Vesting, ACCOUNTS, PARKED, PAUSED_REDEMPTION},
    transfer::{shares_for, take_shares},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit,
    erc20::valid_receiver,
    error,
    host::{self, sender},
    revert::{at_most, checked},
    word::{low, wide, MAX_U112},
    Result,
};
use ballast_math::redemption::{redemption_fee_up, FEE_SCALE};

/// Where the ether goes, and the caller's bounds.
pub(crate) struct Terms {
    pub(crate) receiver: Address,
    pub(crate) min_ether: U256,
    pub(crate) deadline: U256,
}

pub(crate) fn redeem(amount: U256, terms: &Terms) -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    let shares = shares_for(&pool, sender(), amount)?;
    execute(&pool, &vesting, shares, low(amount), terms)
}

pub(crate) fn redeem_shares(shares: u128, terms: &Terms) -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    let gross = pool.ether_down(shares)?;
    execute(&pool, &vesting, shares, gross, terms)
}

pub(crate) fn preview(amount: u128) -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    quote(&pool, &vesting, amount).map(|quote| quote.paid)
}

pub(crate) fn preview_shares(shares: u128) -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    let gross = pool.ether_down(shares)?;
    quote(&pool, &vesting, gross).map(|quote| quote.paid)
}

/// Bounded by the balance and the buffer; zero while paused or parked.
pub(crate) fn max(owner: Address) -> Result<u128> {
    let (pool, vesting) = Pool::load()?;
    if vesting.flags & (PAUSED_REDEMPTION | PARKED) != 0 {
        return Ok(0);
    }
    let balance = pool.ether_down(ACCOUNTS.balance(owner))?;
    Ok(balance.min(buffer(pool.counted)))
}

/// Counted ether that is not deployed.
#[inline(never)]
pub(crate) fn buffer(counted: u128) -> u128 {
    counted.saturating_sub(Deployed::load().now)
}

/// Reverts if the buffer does not hold `requested`; gives the buffer.
#[inline(never)]
pub(crate) fn check_buffer(counted: u128, requested: u128) -> Result<u128> {
    non_zero(requested)?;
    let available = buffer(counted);
    if requested > available {
        return Err(error!(BufferTooLow: requested, available));
    }
    Ok(available)
}

/// Pays ether out, after everything else.
#[inline(never)]
pub(crate) fn pay(receiver: Address, amount: u128) -> Result<()> {
    if host::call(receiver, amount.word(), &[]).is_err() {
        return Err(error!(EtherTransferFailed: receiver, amount));
    }
    Ok(())
}

struct Quote {
    paid: u128,
    fee: u128,
    parameters: Redemption,
}

#[inline(never)]
fn quote(pool: &Pool, vesting: &Vesting, gross: u128) -> Result<Quote> {
    if vesting.flags & PAUSED_REDEMPTION != 0 {
        return Err(error!(RedemptionPaused));
    }
    park::refuse(vesting)?;
    let available = check_buffer(pool.counted, gross)?;
    let parameters = Redemption::load();
    let Redemption { target, fee_min, fee_max, .. } = parameters;
    let fee = checked(redemption_fee_up(
        wide(gross),
        wide(available),
        wide(target),
        wide(fee_min),
        wide(fee_max),
        FEE_SCALE,
    ))?;
    Ok(Quote { paid: gross.wrapping_sub(fee), fee, parameters }) // the fee is at most 1 %, rounded up
}

#[inline(never)]
fn execute(pool: &Pool, vesting: &Vesting, shares: u128, gross: u128, terms: &Terms) -> Result<u128> {
    check_deadline(terms.deadline)?;
    valid_receiver(terms.receiver)?;
    let owner = sender();
    take_shares(owner, shares)?;
    let Quote { paid, fee, mut parameters } = quote(pool, vesting, gross)?;
    check_least(paid, terms.min_ether)?;

    let after = Pool { shares: pool.shares.wrapping_sub(shares), counted: pool.counted.wrapping_sub(gross), ..*pool };
    after.store_unfallen(pool)?;
    limit::give_back(vesting, gross)?;
    if fee != 0 {
        parameters.set_aside = at_most(parameters.set_aside.wrapping_add(fee).word(), MAX_U112)?;
        parameters.store();
    }
    log_moved(owner.word(), U256::ZERO, gross, shares);
    emit!(Redeemed: [owner, terms.receiver], [shares, gross, fee]);
    pay(terms.receiver, paid)?;
    Ok(paid)
}
