//! The supply share as an ERC-20 token.

use crate::{
    interface::IMarket::{
        Approval, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver, ERC20InvalidSpender,
        Transfer,
    },
    storage::{ALLOWANCES, BALANCES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    host::{self, sender, this},
    slot::Entry,
    word::{low, wide},
    Result,
};

pub(crate) fn balance_of(holder: Address) -> u128 {
    low(BALANCES.slot(holder).load())
}

#[inline(never)]
pub(crate) fn allowance(owner: Address, spender: Address) -> Entry {
    ALLOWANCES.map(owner).slot(spender)
}

pub(crate) fn approve(spender: Address, value: U256) -> Result<bool> {
    if spender.is_zero() {
        return Err(error::<ERC20InvalidSpender>(&[spender.word()]));
    }
    let owner = sender();
    allowance(owner, spender).store(value);
    host::log::<Approval>(&[owner.word(), spender.word()], &[value]);
    Ok(true)
}

/// Moves shares; the caller spends the owner's allowance if they are not his.
#[inline(never)]
pub(crate) fn transfer(from: Address, to: Address, value: U256) -> Result<bool> {
    valid_receiver(to)?;
    spend(from, value)?;
    let value = debit(from, value)?;
    credit(to, value);
    log_moved(from, to, value);
    Ok(true)
}

/// Spends the caller's allowance of `owner`; his own shares need none, and an infinite allowance stays as it is.
#[inline(never)]
pub(crate) fn spend(owner: Address, value: U256) -> Result<()> {
    let spender = sender();
    if spender == owner {
        return Ok(());
    }
    let allowance = allowance(owner, spender);
    let current = allowance.load();
    if value > current {
        return Err(error::<ERC20InsufficientAllowance>(&[spender.word(), current, value]));
    }
    if current != U256::MAX {
        allowance.store(current.wrapping_sub(value));
    }
    Ok(())
}

/// Takes shares from a holder.
#[inline(never)]
pub(crate) fn debit(from: Address, value: U256) -> Result<u128> {
    let balance = BALANCES.slot(from);
    let held = balance.load();
    if value > held {
        return Err(error::<ERC20InsufficientBalance>(&[from.word(), held, value]));
    }
    balance.store(held.wrapping_sub(value));
    Ok(low(value))
}

/// Gives shares to a holder; the total is bounded by 112 bits.
#[inline(never)]
pub(crate) fn credit(to: Address, shares: u128) {
    let balance = BALANCES.slot(to);
    balance.store(wide(low(balance.load()).wrapping_add(shares)));
}

#[inline(never)]
pub(crate) fn log_moved(from: Address, to: Address, shares: u128) {
    host::log::<Transfer>(&[from.word(), to.word()], &[shares.word()]);
}

/// Refuses the zero address and this contract: what they receive is lost.
#[inline(never)]
pub(crate) fn valid_receiver(receiver: Address) -> Result<()> {
    if receiver.is_zero() || receiver == this() {
        return Err(error::<ERC20InvalidReceiver>(&[receiver.word()]));
    }
    Ok(())
}
