//! Transfers by value and by shares.

use crate::{
    interface::ILst::{ERC20InsufficientBalance, InsufficientShares},
    pool::{log_moved, Pool},
    storage::ACCOUNTS,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    erc20::valid_receiver,
    error,
    host::sender,
    word::{low, narrow},
    Result, Revert,
};

pub(crate) fn transfer(to: Address, value: U256) -> Result<()> {
    move_value(sender(), to, value)
}

pub(crate) fn transfer_from(from: Address, to: Address, value: U256) -> Result<()> {
    ACCOUNTS.spend(from, value)?;
    move_value(from, to, value)
}

pub(crate) fn transfer_shares(to: Address, shares: u128) -> Result<u128> {
    let (pool, _) = Pool::load()?;
    move_shares(&pool, sender(), to, shares)
}

pub(crate) fn transfer_shares_from(from: Address, to: Address, shares: u128) -> Result<u128> {
    let (pool, _) = Pool::load()?;
    // Where all is lost shares have no value to spend by, but may get one: only who may spend all may take them.
    let spent = if pool.ether() == 0 && shares != 0 { U256::MAX } else { pool.ether_up(shares)?.word() };
    ACCOUNTS.spend(from, spent)?;
    move_shares(&pool, from, to, shares)
}

/// Moves the fewest shares that raise the receiver's balance by at least `value`.
#[inline(never)]
fn move_value(from: Address, to: Address, value: U256) -> Result<()> {
    let (pool, _) = Pool::load()?;
    let shares = shares_for(&pool, from, value)?;
    shift(from, to, shares)?;
    log_moved(from.word(), to.word(), low(value), shares);
    Ok(())
}

/// The shares of `owner` that make up `value`, rounded up; reverts if he has fewer.
#[inline(never)]
pub(crate) fn shares_for(pool: &Pool, owner: Address, value: U256) -> Result<u128> {
    let held = ACCOUNTS.balance(owner);
    // A value beyond the pool is beyond every balance.
    if let Some(ether) = narrow(value).filter(|ether| *ether <= pool.ether()) {
        let shares = pool.shares_up(ether)?;
        if shares <= held {
            return Ok(shares);
        }
    }
    Err(short_of(pool, owner, held, value))
}

#[inline(never)]
fn short_of(pool: &Pool, owner: Address, held: u128, needed: U256) -> Revert {
    match pool.ether_down(held) {
        Ok(balance) => error!(ERC20InsufficientBalance: owner, balance, needed),
        Err(overflow) => overflow,
    }
}

#[inline(never)]
fn move_shares(pool: &Pool, from: Address, to: Address, shares: u128) -> Result<u128> {
    shift(from, to, shares)?;
    let value = pool.ether_down(shares)?;
    log_moved(from.word(), to.word(), value, shares);
    Ok(value)
}

#[inline(never)]
fn shift(from: Address, to: Address, shares: u128) -> Result<()> {
    valid_receiver(to)?;
    take_shares(from, shares)?;
    ACCOUNTS.credit(to, shares); // read after the source was written: a transfer to oneself changes nothing
    Ok(())
}

/// Debits shares of an account.
#[inline(never)]
pub(crate) fn take_shares(from: Address, shares: u128) -> Result<()> {
    ACCOUNTS.debit(from, shares).map_err(|held| error!(InsufficientShares: from, held, shares))
}
