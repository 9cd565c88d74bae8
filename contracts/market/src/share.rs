//! The supply share as an ERC-20 token.

use crate::{
    interface::IMarket::{ERC20InsufficientBalance, Transfer},
    storage::ACCOUNTS,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    host::sender,
    word::{low, narrow},
    Result,
};

pub(crate) use ballast_common::erc20::valid_receiver;

/// Of the share and of the EIP-712 domain.
pub(crate) const NAME: &str = "Ballast Market";

/// Moves shares; the caller spends the owner's allowance if they are not his.
#[inline(never)]
pub(crate) fn transfer(from: Address, to: Address, value: U256) -> Result<()> {
    valid_receiver(to)?;
    spend(from, value)?;
    debit(from, value)?;
    ACCOUNTS.credit(to, low(value)); // read after the source was written: a transfer to oneself changes nothing
    log_moved(from, to, low(value));
    Ok(())
}

/// Spends the caller's allowance of `owner`; his own shares need none.
#[inline(never)]
pub(crate) fn spend(owner: Address, value: U256) -> Result<()> {
    if sender() == owner {
        return Ok(());
    }
    ACCOUNTS.spend(owner, value)
}

/// Takes shares from a holder.
#[inline(never)]
pub(crate) fn debit(from: Address, value: U256) -> Result<()> {
    let taken = match narrow(value) {
        Some(shares) => ACCOUNTS.debit(from, shares),
        None => Err(ACCOUNTS.balance(from)),
    };
    taken.map_err(|held| error!(ERC20InsufficientBalance: from, held, value))
}

#[inline(never)]
pub(crate) fn log_moved(from: Address, to: Address, shares: u128) {
    emit!(Transfer: [from, to], [shares]);
}
