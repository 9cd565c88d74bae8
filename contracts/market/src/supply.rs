//! The supply side: an ERC-4626 vault of the loan asset. Deposit, mint, withdraw, redeem, and their bounds.

use crate::{
    book::{idle, Book, PAUSED_DEPOSITS},
    interface::IMarket::{Deposit, ERC4626ExceededMaxDeposit, InsufficientLiquidity, Withdraw, ZeroAmount, ZeroShares},
    share::{debit, log_moved, spend, valid_receiver},
    storage::{asset, Holders, ACCOUNTS},
};
use alloy_primitives::Address;
use ballast_common::{abi::Word, emit, error, host::sender, revert::at_most, token, word::MAX_U112, Result};

pub(crate) fn deposit(assets: u128, receiver: Address) -> Result<u128> {
    let book = Book::open();
    let shares = book.supply().shares_down(assets);
    enter(book, receiver, assets, shares)?;
    Ok(shares)
}

pub(crate) fn mint(shares: u128, receiver: Address) -> Result<u128> {
    let book = Book::open();
    let assets = book.supply().assets_up(shares);
    enter(book, receiver, assets, shares)?;
    Ok(assets)
}

pub(crate) fn withdraw(assets: u128, receiver: Address, owner: Address) -> Result<u128> {
    let book = Book::open();
    let shares = book.supply().shares_up(assets);
    leave(book, owner, receiver, assets, shares)?;
    Ok(shares)
}

pub(crate) fn redeem(shares: u128, receiver: Address, owner: Address) -> Result<u128> {
    let book = Book::open();
    let assets = book.supply().assets_down(shares);
    leave(book, owner, receiver, assets, shares)?;
    Ok(assets)
}

#[inline(never)]
fn enter(mut book: Book, receiver: Address, assets: u128, shares: u128) -> Result<()> {
    book.unpaused(PAUSED_DEPOSITS)?;
    valid_receiver(receiver)?;
    non_zero(assets)?;
    if shares == 0 {
        return Err(error!(ZeroShares: assets));
    }
    let mut holders = Holders::load();
    let room = room(&book, &holders);
    if assets > room {
        return Err(error!(ERC4626ExceededMaxDeposit: receiver, assets, room));
    }
    book.supply_shares = at_most(book.supply_shares.saturating_add(shares).word(), MAX_U112)?;
    book.idle = book.idle.wrapping_add(assets); // at most the cap
    book.store();
    holders.shares = holders.shares.wrapping_add(shares);
    holders.store();
    ACCOUNTS.credit(receiver, shares);
    log_moved(Address::ZERO, receiver, shares);
    let caller = sender();
    emit!(Deposit: [caller, receiver], [assets, shares]);
    // What is here has to cover what is booked as here, whatever the token let in meanwhile: one question less than for the
    // difference, which only those need who have to get by where it does not.
    let token = asset();
    token::take(token, caller, assets.word())?;
    token::delivered(token, token::held(token)?, idle())
}

#[inline(never)]
fn leave(mut book: Book, owner: Address, receiver: Address, assets: u128, shares: u128) -> Result<()> {
    valid_receiver(receiver)?;
    pay_out(&mut book, assets, shares)?;
    let mut holders = Holders::load();
    holders.shares = holders.shares.wrapping_sub(shares); // the debit below fails if it is more than there are
    holders.store();
    spend(owner, shares.word())?;
    debit(owner, shares.word())?;
    log_moved(owner, Address::ZERO, shares);
    emit!(Withdraw: [sender(), receiver, owner], [assets, shares]);
    token::push(asset(), receiver, assets.word())
}

/// Books assets that leave against shares that are burnt.
#[inline(never)]
pub(crate) fn pay_out(book: &mut Book, assets: u128, shares: u128) -> Result<()> {
    take_idle(book, assets)?;
    book.supply_shares = book.supply_shares.wrapping_sub(shares); // checked by who owns them
    book.store();
    Ok(())
}

/// Books assets that leave.
#[inline(never)]
pub(crate) fn take_idle(book: &mut Book, assets: u128) -> Result<()> {
    book.idle = left_of(book.idle, assets)?;
    Ok(())
}

/// What is left of idle assets.
#[inline(never)]
pub(crate) fn left_of(idle: u128, assets: u128) -> Result<u128> {
    non_zero(assets)?;
    idle.checked_sub(assets).ok_or_else(|| error!(InsufficientLiquidity: assets, idle))
}

/// Takes assets, booked already where they are to be. What the token lets in meanwhile has to be delivered besides.
#[inline(never)]
pub(crate) fn pull_assets(from: Address, assets: u128) -> Result<()> {
    let (token, booked) = (asset(), idle());
    let received = token::pull(token, from, assets.word())?;
    token::delivered(token, received, assets.wrapping_add(idle().wrapping_sub(booked)))
}

/// Refuses nothing.
#[inline(never)]
pub(crate) fn non_zero(amount: u128) -> Result<()> {
    if amount == 0 {
        return Err(error!(ZeroAmount));
    }
    Ok(())
}

/// Assets that may still be supplied.
fn room(book: &Book, holders: &Holders) -> u128 {
    holders.cap.saturating_sub(book.supply().assets)
}

/// Shares that may still be minted: of all, in 112 bits, and of those under the cap.
struct Bounds {
    assets: u128,
    shares: u128,
}

impl Bounds {
    #[inline(never)]
    fn now() -> (Self, Book) {
        let book = Book::now();
        let open = book.unpaused(PAUSED_DEPOSITS).is_ok();
        let assets = if open { room(&book, &Holders::load()) } else { 0 };
        (Self { assets, shares: MAX_U112.wrapping_sub(book.supply_shares) }, book)
    }
}

/// The most assets that the cap takes and whose shares, rounded down, still fit.
pub(crate) fn max_deposit() -> u128 {
    let (bounds, book) = Bounds::now();
    // floor(a * S / A) <= n is a < (n + 1) * A / S
    let beyond = book.supply().assets_up(bounds.shares.wrapping_add(1));
    bounds.assets.min(beyond.wrapping_sub(1))
}

/// The most shares that fit and whose assets, rounded up, the cap takes.
pub(crate) fn max_mint() -> u128 {
    let (bounds, book) = Bounds::now();
    bounds.shares.min(book.supply().shares_down(bounds.assets))
}

/// What the owner's shares are worth, as far as it is idle.
pub(crate) fn max_withdraw(owner: Address) -> u128 {
    let book = Book::now();
    book.idle.min(book.supply().assets_down(ACCOUNTS.balance(owner)))
}

/// The owner's shares, as far as what they are worth is idle; none if that is nothing.
pub(crate) fn max_redeem(owner: Address) -> u128 {
    let book = Book::now();
    let supply = book.supply();
    // floor(s * A / S) <= n is s < (n + 1) * S / A
    let beyond = supply.shares_up(book.idle.wrapping_add(1));
    let shares = ACCOUNTS.balance(owner).min(beyond.wrapping_sub(1));
    if supply.assets_down(shares) == 0 {
        0
    } else {
        shares
    }
}
