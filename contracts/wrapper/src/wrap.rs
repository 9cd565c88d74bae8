//! Wrapping: shares of blETH in, 10^9 of them for each wei of wblETH.

use crate::{
    interface::IWrapper::{Deposit, ZeroAmount, ZeroShares},
    rate::{Rate, UNIT},
    storage::Books,
    transfer,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{malformed, Args, Word},
    emit,
    erc20::valid_receiver,
    error,
    host::{sender, this},
    revert::at_most,
    token,
    word::{is_max, narrow, MAX_U112, MAX_U96},
    Result,
};

pub(crate) fn wrap(assets: U256) -> Result<U256> {
    let books = Books::load();
    let shares = shares_for(&books, assets)?;
    enter(books, sender(), shares)?;
    Ok(shares)
}

/// A permit that fails has been spent before, or was none: the allowance decides.
pub(crate) fn wrap_with_permit(a: &mut Args) -> Result<U256> {
    let (assets, deadline) = (a.uint()?, a.uint()?);
    let [v, r, s] = [a.uint()?, a.uint()?, a.uint()?];
    if !v.wrapping_shr(8).is_zero() {
        return Err(malformed());
    }
    token::permit(Books::load().lst, &[sender().word(), this().word(), assets, deadline, v, r, s]);
    wrap(assets)
}

pub(crate) fn deposit(assets: U256, receiver: Address) -> Result<U256> {
    let books = Books::load();
    let shares = shares_for(&books, assets)?;
    let value = enter(books, receiver, shares)?;
    log_deposit(receiver, value, shares);
    Ok(shares)
}

pub(crate) fn mint(shares: U256, receiver: Address) -> Result<U256> {
    let books = Books::load();
    at_most(shares, MAX_U96)?;
    non_zero(shares)?;
    let assets = Rate::load(books.lst)?.assets_up(shares)?;
    let value = enter(books, receiver, shares)?;
    log_deposit(receiver, value, shares);
    Ok(assets)
}

/// The wblETH for so much blETH; 2^256-1 stands for all that the caller has and allows.
#[inline(never)]
fn shares_for(books: &Books, assets: U256) -> Result<U256> {
    let shares = if is_max(assets) {
        units(token::available_shares(books.lst, sender())?)
    } else {
        at_most(assets, MAX_U112)?;
        non_zero(assets)?;
        Rate::load(books.lst)?.shares_down(assets)?
    };
    some(shares, assets)
}

/// Mints, and takes the shares of blETH from the caller; their value, rounded down.
#[inline(never)]
fn enter(books: Books, receiver: Address, shares: U256) -> Result<U256> {
    valid_receiver(receiver)?;
    let minted = admit(books, receiver, shares)?;
    token::pull_shares(books.lst, sender(), backing(minted))
}

/// Mints.
#[inline(never)]
pub(crate) fn admit(mut books: Books, receiver: Address, shares: U256) -> Result<u128> {
    let minted = books.grow(shares)?;
    books.store();
    transfer::mint(receiver, minted);
    Ok(minted)
}

#[inline(never)]
fn log_deposit(owner: Address, assets: U256, shares: U256) {
    emit!(Deposit: [sender(), owner], [assets, shares]);
}

/// The shares of blETH that back so much wblETH.
pub(crate) fn backing(shares: u128) -> U256 {
    shares.wrapping_mul(u128::from(UNIT)).word() // 96 and 30 bits
}

/// The wblETH that so many shares of blETH back.
pub(crate) fn units(shares: U256) -> U256 {
    narrow(shares).map_or(U256::MAX, |shares| (shares / u128::from(UNIT)).word())
}

/// Refuses what is worth less than a wei of wblETH.
#[inline(never)]
pub(crate) fn some(shares: U256, amount: U256) -> Result<U256> {
    if shares.is_zero() {
        return Err(error!(ZeroShares: amount));
    }
    Ok(shares)
}

/// Refuses nothing.
#[inline(never)]
pub(crate) fn non_zero(amount: U256) -> Result<()> {
    if amount.is_zero() {
        return Err(error!(ZeroAmount));
    }
    Ok(())
}
