//! Repaying, by anyone and at any time: no pause, no price.

use crate::{
    book::Book,
    interface::IMarket::{NoDebt, Repay},
    storage::Account,
    supply::{non_zero, pull_assets},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, error,
    host::sender,
    revert::at_most,
    word::{low, wide, MAX_U96},
    Result,
};

pub(crate) fn repay(assets: U256, on_behalf: Address) -> Result<u128> {
    let mut book = Book::open();
    let mut account = Account::load(on_behalf);
    let debt = debt_of(&book, &account)?;
    let Settled { repaid, shares } = settle(&mut book, &mut account, debt, assets)?;
    non_zero(repaid)?;
    book.store();
    account.store();
    let caller = sender();
    emit!(Repay: [caller, on_behalf], [repaid, shares]);
    pull_assets(caller, repaid)?;
    Ok(repaid)
}

/// What an account owes, rounded up; reverts if it is nothing.
#[inline(never)]
pub(crate) fn debt_of(book: &Book, account: &Account) -> Result<u128> {
    if account.debt_shares == 0 {
        return Err(error!(NoDebt: account.address));
    }
    Ok(book.debt.assets_up(account.debt_shares))
}

/// What was repaid.
pub(crate) struct Settled {
    pub(crate) repaid: u128,
    pub(crate) shares: u128,
}

/// Books the repayment of `assets` of a debt: all its shares for the whole of it or more, so that no dust stays; else the
/// shares of the assets, rounded down, which are fewer than all.
#[inline(never)]
pub(crate) fn settle(book: &mut Book, account: &mut Account, debt: u128, assets: U256) -> Result<Settled> {
    let settled = if assets >= wide(debt) {
        Settled { repaid: debt, shares: account.debt_shares }
    } else {
        let repaid = low(assets);
        Settled { repaid, shares: book.debt.shares_down(repaid) }
    };
    book.idle = at_most(book.idle.wrapping_add(settled.repaid).word(), MAX_U96)?;
    remove_debt(book, account, settled.shares);
    Ok(settled)
}

/// Takes shares of debt off the books for what they are worth, rounded down. What was paid for them was
/// rounded up: the difference is the suppliers', and the price of the shares that stay never falls, which would let
/// somebody inflate their number until none fits any more. What is owed by nobody goes with the last share.
#[inline(never)]
pub(crate) fn remove_debt(book: &mut Book, account: &mut Account, shares: u128) {
    let worth = book.debt.assets_down(shares).min(book.debt.assets);
    account.debt_shares = account.debt_shares.wrapping_sub(shares);
    book.debt.shares = book.debt.shares.wrapping_sub(shares);
    book.debt.assets = if book.debt.shares == 0 { 0 } else { book.debt.assets.wrapping_sub(worth) };
}
