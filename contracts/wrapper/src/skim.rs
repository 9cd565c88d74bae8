//! What the books do not count goes to blETH's treasury.

use crate::{
    interface::IWrapper::{EtherTransferFailed, Skimmed},
    storage::Books,
    wrap::{backing, non_zero},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    host::{self, this},
    token, Result,
};

pub(crate) fn skim(asset: Address) -> Result<U256> {
    let books = Books::load();
    let treasury = token::treasury(books.lst)?;
    let amount = uncounted(&books, asset)?;
    non_zero(amount)?;
    emit!(Skimmed: [asset, treasury], [amount]);
    if asset.is_zero() {
        pay(treasury, amount)?;
    } else if asset == books.lst {
        token::push_shares(asset, treasury, amount)?;
    } else {
        token::push(asset, treasury, amount)?;
    }
    Ok(amount)
}

fn uncounted(books: &Books, asset: Address) -> Result<U256> {
    if asset.is_zero() {
        return Ok(host::balance(this()));
    }
    if asset == books.lst {
        let held = token::shares_of(asset, this())?;
        return Ok(held.saturating_sub(backing(books.supply)));
    }
    token::held(asset)
}

fn pay(receiver: Address, amount: U256) -> Result<()> {
    if host::call(receiver, amount, &[]).is_err() {
        return Err(error!(EtherTransferFailed: receiver, amount));
    }
    Ok(())
}
