//! Allowances, in wei of blETH.

use crate::{
    interface::ILst::{Approval, ERC20InsufficientAllowance, ERC20InvalidSpender},
    storage::ALLOWANCES,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    host::{self, sender},
    slot::Entry,
    Result,
};

fn slot(owner: Address, spender: Address) -> Entry {
    ALLOWANCES.map(owner).slot(spender)
}

pub(crate) fn of(owner: Address, spender: Address) -> U256 {
    slot(owner, spender).load()
}

#[inline(never)]
pub(crate) fn approve(spender: Address, value: U256) -> Result<bool> {
    let owner = sender();
    if spender.is_zero() {
        return Err(error::<ERC20InvalidSpender>(&[spender.word()]));
    }
    slot(owner, spender).store(value);
    host::log::<Approval>(&[owner.word(), spender.word()], &[value]);
    Ok(true)
}

/// An allowance that would exceed 2^256-1 becomes infinite.
pub(crate) fn increase(spender: Address, added: U256) -> Result<bool> {
    approve(spender, of(sender(), spender).saturating_add(added))
}

pub(crate) fn decrease(spender: Address, subtracted: U256) -> Result<bool> {
    let left = subtract(spender, of(sender(), spender), subtracted)?;
    approve(spender, left)
}

/// Spends the caller's allowance of `owner`; an infinite one stays as it is.
#[inline(never)]
pub(crate) fn spend(owner: Address, value: U256) -> Result<()> {
    let spender = sender();
    let allowance = slot(owner, spender);
    let current = allowance.load();
    if current != U256::MAX {
        allowance.store(subtract(spender, current, value)?);
    }
    Ok(())
}

#[inline(never)]
fn subtract(spender: Address, allowance: U256, needed: U256) -> Result<U256> {
    if needed > allowance {
        return Err(error::<ERC20InsufficientAllowance>(&[spender.word(), allowance, needed]));
    }
    Ok(allowance.wrapping_sub(needed))
}
