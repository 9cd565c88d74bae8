//! Borrowing: idle assets out against debt shares, rounded up.

use crate::{
    book::{Book, PAUSED_BORROWING},
    interface::IMarket::{Borrow, DebtTooSmall},
    judge::check_margin,
    operator,
    share::valid_receiver,
    storage::{asset, least_debt, Account},
    supply::take_idle,
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    error,
    host::{self, sender},
    revert::at_most,
    token,
    word::{MAX_U112, MAX_U96},
    Result,
};

pub(crate) fn borrow(assets: u128, on_behalf: Address, receiver: Address) -> Result<u128> {
    operator::authorised(on_behalf)?;
    valid_receiver(receiver)?;
    let mut book = Book::open();
    book.unpaused(PAUSED_BORROWING)?;
    take_idle(&mut book, assets)?;
    let shares = book.debt.shares_up(assets);
    book.debt.shares = at_most(book.debt.shares.saturating_add(shares).word(), MAX_U112)?;
    book.debt.assets = at_most(book.debt.assets.wrapping_add(assets).word(), MAX_U96)?;
    book.store();
    let mut account = Account::load(on_behalf);
    account.debt_shares = account.debt_shares.wrapping_add(shares); // at most the total
    account.store();

    let debt = book.debt.assets_up(account.debt_shares);
    let least = least_debt();
    if debt < least {
        return Err(error::<DebtTooSmall>(&[debt.word(), least.word()]));
    }
    check_margin(&account, debt)?;
    host::log::<Borrow>(&[on_behalf.word(), receiver.word()], &[sender().word(), assets.word(), shares.word()]);
    token::push(asset(), receiver, assets.word())?;
    Ok(shares)
}
