//! Unwrapping: each wei of wblETH burned sends 10^9 shares of blETH.

use crate::{
    interface::IWrapper::Withdraw,
    rate::Rate,
    storage::{Books, ACCOUNTS},
    transfer,
    wrap::{backing, non_zero},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit,
    erc20::valid_receiver,
    host::sender,
    revert::at_most,
    token,
    word::{MAX_U112, MAX_U96},
    Result,
};

pub(crate) fn unwrap(shares: U256) -> Result<U256> {
    let caller = sender();
    at_most(shares, MAX_U96)?;
    leave(Books::load(), shares, caller, caller)
}

pub(crate) fn redeem(shares: U256, receiver: Address, owner: Address) -> Result<U256> {
    at_most(shares, MAX_U96)?;
    leave_for(Books::load(), shares, receiver, owner)
}

pub(crate) fn withdraw(assets: U256, receiver: Address, owner: Address) -> Result<U256> {
    let books = Books::load();
    at_most(assets, MAX_U112)?;
    non_zero(assets)?; // also where everything is lost and there is no rate
    let shares = Rate::load(books.lst)?.shares_up(assets)?;
    leave_for(books, shares, receiver, owner)?;
    Ok(shares)
}

/// For an owner who is the caller or allows him so much, to a receiver.
#[inline(never)]
fn leave_for(books: Books, shares: U256, receiver: Address, owner: Address) -> Result<U256> {
    valid_receiver(receiver)?; // blETH sent here would be nobody's
    let caller = sender();
    if caller != owner {
        ACCOUNTS.spend(owner, shares)?;
    }
    let value = leave(books, shares, receiver, owner)?;
    emit!(Withdraw: [caller, receiver, owner], [value, shares]);
    Ok(value)
}

/// Burns, and sends the shares of blETH; their value, rounded down.
#[inline(never)]
fn leave(mut books: Books, shares: U256, receiver: Address, owner: Address) -> Result<U256> {
    non_zero(shares)?;
    let burned = transfer::burn(owner, shares)?;
    books.supply = books.supply.wrapping_sub(burned); // at least every balance
    books.store();
    token::push_shares(books.lst, receiver, backing(burned))
}
