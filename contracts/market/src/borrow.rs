//! Borrowing: idle assets out against debt shares, rounded up.

use crate::{
    book::{Book, PAUSED_BORROWING},
    callback,
    collateral::within_caps,
    interface::{
        IMarket::{Borrow, BorrowCapExceeded, DebtTooSmall},
        IMarketCallbacks::onBorrowCall,
    },
    judge::check_margin,
    share::valid_receiver,
    storage::{least_debt, Account, Loan},
    supply::take_idle,
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    emit, error,
    host::sender,
    program::Selector,
    revert::at_most,
    token,
    word::{MAX_U112, MAX_U96},
    Result,
};

/// The caller of this has made sure that its own may. With `data` he is called back before the account is judged.
pub(crate) fn borrow(assets: u128, on_behalf: Address, receiver: Address, data: &[u8]) -> Result<u128> {
    valid_receiver(receiver)?;
    let mut book = Book::open();
    book.unpaused(PAUSED_BORROWING)?;
    take_idle(&mut book, assets)?;
    let shares = book.debt.shares_up(assets);
    book.debt.shares = at_most(book.debt.shares.saturating_add(shares).word(), MAX_U112)?;
    book.debt.assets = at_most(book.debt.assets.wrapping_add(assets).word(), MAX_U96)?;
    let loan = Loan::load();
    if book.debt.assets > loan.borrow_cap() {
        return Err(error!(BorrowCapExceeded: book.debt.assets, loan.borrow_cap()));
    }
    book.store();
    let mut account = Account::load(on_behalf);
    within_caps(&account, None)?;
    account.over_cap = false;
    account.debt_shares = account.debt_shares.wrapping_add(shares); // at most the total
    account.store();

    let caller = sender();
    emit!(Borrow: [on_behalf, receiver], [caller, assets, shares]);
    if data.is_empty() {
        judge_debt(&book, &account)?; // first, as a call makes every slot be read again
        token::push(loan.asset, receiver, assets.word())?;
    } else {
        token::push(loan.asset, receiver, assets.word())?;
        callback::call(caller, onBorrowCall::ID, &[on_behalf.word(), assets.word()], data)?;
        let account = Account::load(on_behalf);
        within_caps(&account, None)?; // what was added meanwhile
        judge_debt(&Book::load(), &account)?;
    }
    Ok(shares)
}

/// Reverts unless the account's collateral allows its debt, and there is enough or nothing of it.
#[inline(never)]
fn judge_debt(book: &Book, account: &Account) -> Result<()> {
    let debt = book.debt.assets_up(account.debt_shares);
    let least = least_debt();
    if debt != 0 && debt < least {
        return Err(error!(DebtTooSmall: debt, least));
    }
    check_margin(account, debt)
}
