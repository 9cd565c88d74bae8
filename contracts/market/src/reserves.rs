//! Fees that nobody has collected yet, and who bears bad debt.

use crate::{
    book::{Book, Pool},
    interface::IMarket::{BackstopSet, BackstopWired, BadDebt, BadDebtBorne, Unauthorized},
    repay::remove_debt,
    share::{log_moved, valid_receiver},
    storage::{Account, Holders, ACCOUNTS, BACKSTOP, ROLES},
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    emit, error,
    host::{sender, this},
    word::address,
    Result,
};

/// Supply shares that nobody holds.
#[inline(never)]
pub(crate) fn reserves(book: &Book) -> u128 {
    book.supply_shares.wrapping_sub(Holders::load().shares)
}

/// Once and for good.
pub(crate) fn set_backstop(vault: Address) -> Result<()> {
    ROLES.only_owner()?;
    valid_receiver(vault)?;
    let old = BACKSTOP.load();
    if !old.is_zero() {
        return Err(error!(BackstopWired: address(old)));
    }
    BACKSTOP.store(vault.word());
    emit!(BackstopSet: [vault], []);
    Ok(())
}

/// Mints the reserves to the backstop, which splits them.
pub(crate) fn collect() -> Result<u128> {
    let vault = sender();
    if vault.word() != BACKSTOP.load() {
        return Err(error!(Unauthorized: vault));
    }
    let book = Book::open();
    book.store();
    let mut holders = Holders::load();
    let shares = book.supply_shares.wrapping_sub(holders.shares);
    holders.shares = book.supply_shares;
    holders.store();
    ACCOUNTS.credit(vault, shares);
    log_moved(Address::ZERO, vault, shares);
    Ok(shares)
}

/// Writes off all that an account owes. The reserves bear it, then the backstop: supply shares of theirs are burnt at the rate before,
/// rounded up. What they do not cover lowers the total, and so the worth of every share.
#[inline(never)]
pub(crate) fn write_off(book: &mut Book, account: &mut Account) {
    let (supply, shares) = (book.supply(), account.debt_shares);
    remove_debt(book, account, shares);
    let lost = supply.assets.wrapping_sub(book.supply().assets);
    emit!(BadDebt: [account.address], [lost, shares]);

    let mut loss = Loss { account: account.address, left: lost, rate: supply };
    let mut holders = Holders::load();
    let of_reserves = book.supply_shares.wrapping_sub(holders.shares);
    let vault = address(BACKSTOP.load());
    let mut burnt = loss.bear(of_reserves, this());
    let of_vault = loss.bear(ACCOUNTS.balance(vault), vault);
    if of_vault != 0 {
        let _ = ACCOUNTS.debit(vault, of_vault); // at most the balance
        log_moved(vault, Address::ZERO, of_vault);
        holders.shares = holders.shares.wrapping_sub(of_vault);
        holders.store();
        burnt = burnt.wrapping_add(of_vault);
    }
    book.supply_shares = book.supply_shares.wrapping_sub(burnt);
    if loss.left != 0 {
        emit!(BadDebtBorne: [loss.account, Address::ZERO], [loss.left, 0_u128]);
    }
}

/// Bad debt on its way from one bearer to the next.
struct Loss {
    account: Address,
    left: u128,
    /// Of supply shares before it.
    rate: Pool,
}

impl Loss {
    /// Takes off what these shares of a bearer's are worth, and tells how many of them are to be burnt for it.
    #[inline(never)]
    fn bear(&mut self, shares: u128, bearer: Address) -> u128 {
        let assets = self.rate.assets_down(shares).min(self.left);
        let burnt = self.rate.shares_up(assets).min(shares);
        self.left = self.left.wrapping_sub(assets);
        if assets != 0 {
            emit!(BadDebtBorne: [self.account, bearer], [assets, burnt]);
        }
        burnt
    }
}
