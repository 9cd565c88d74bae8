//! Transfers, and the two ends of a token's life. Neither the books nor blETH are asked for a transfer.

use crate::{
    interface::IWrapper::{ERC20InsufficientBalance, Transfer},
    storage::ACCOUNTS,
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, emit, erc20::valid_receiver, error, host::sender, word::narrow, Result, Revert};

pub(crate) fn transfer(to: Address, value: U256) -> Result<()> {
    shift(sender(), to, value)
}

pub(crate) fn transfer_from(from: Address, to: Address, value: U256) -> Result<()> {
    ACCOUNTS.spend(from, value)?;
    shift(from, to, value)
}

#[inline(never)]
fn shift(from: Address, to: Address, value: U256) -> Result<()> {
    valid_receiver(to)?;
    let amount = take(from, value)?;
    ACCOUNTS.credit(to, amount); // read after the source was written: a transfer to oneself changes nothing
    log_moved(from.word(), to.word(), value);
    Ok(())
}

/// Adds what was minted to a balance.
pub(crate) fn mint(to: Address, amount: u128) {
    ACCOUNTS.credit(to, amount); // at most the supply
    log_moved(U256::ZERO, to.word(), amount.word());
}

/// Takes what is burned from a balance.
pub(crate) fn burn(from: Address, amount: U256) -> Result<u128> {
    let burned = take(from, amount)?;
    log_moved(from.word(), U256::ZERO, amount);
    Ok(burned)
}

#[inline(never)]
fn take(from: Address, value: U256) -> Result<u128> {
    let short = |held: u128| -> Revert { error!(ERC20InsufficientBalance: from, held, value) };
    let Some(amount) = narrow(value) else {
        return Err(short(ACCOUNTS.balance(from)));
    };
    ACCOUNTS.debit(from, amount).map_err(short)?;
    Ok(amount)
}

#[inline(never)]
fn log_moved(from: U256, to: U256, value: U256) {
    emit!(Transfer: [from, to], [value]);
}
