//! What can be read: with interest to now, as a call would find it.

use crate::{
    book::Book,
    judge,
    reserves::reserves,
    storage::{least_debt, Account, Holders, Listing, Loan},
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{encode, Answer, Word},
    word::low,
    Result,
};
use ballast_math::rate::borrow_rate;

pub(crate) fn debt_of(account: Address) -> u128 {
    debt(&Account::load(account))
}

#[inline(never)]
fn debt(account: &Account) -> u128 {
    if account.debt_shares == 0 {
        return 0;
    }
    Book::now().debt.assets_up(account.debt_shares)
}

pub(crate) fn collateral_of(account: Address, asset: Address) -> Result<u128> {
    Ok(Account::load(account).units(Listing::load(asset)?.index))
}

pub(crate) fn account_health(account: Address) -> Result<[U256; 3]> {
    let account = Account::load(account);
    let debt = debt(&account);
    let (limit, _) = judge::limit(&account)?;
    Ok([judge::health(&account, debt)?, debt.word(), limit])
}

pub(crate) fn totals() -> [u128; 6] {
    let book = Book::now();
    let supply = book.supply();
    let reserves = supply.assets_down(reserves(&book));
    [supply.shares, supply.assets, book.debt.shares, book.debt.assets, book.idle, reserves]
}

pub(crate) fn rates() -> [u128; 2] {
    let book = Book::now();
    [low(borrow_rate(book.utilization(), book.rate_at_target)), low(book.rate_at_target)]
}

pub(crate) fn collateral_info(asset: Address) -> Result<[u128; 4]> {
    let listing = Listing::load(asset)?;
    Ok([listing.index.into(), listing.is_shares.into(), listing.total, listing.cap])
}

pub(crate) fn config() -> [u128; 5] {
    let book = Book::load();
    [Holders::load().cap, least_debt(), book.fee_bps, book.paused.into(), Loan::load().borrow_cap()]
}

/// In the order of the interface: two words, and the holdings as the judge is asked.
pub(crate) fn account_data(account: Address) -> Answer {
    let account = Account::load(account);
    let mut words = Vec::with_capacity(16);
    let offset = 96_u64;
    words.extend_from_slice(&[account.debt_shares.word(), account.over_cap.word(), offset.word()]);
    account.list(&mut words);
    Ok(encode(&[], &words))
}
