//! The backstop: what it is owed of the reserves' income, and how bad debt is borne.

use crate::{
    book::{Book, Pool},
    governance::within,
    interface::IMarket::{
        BackstopChanged, BackstopPaid, BackstopWired, BadDebt, CoveredByBackstop, CoveredByReserves, SharedBySuppliers,
        Unauthorized,
    },
    repay::remove_debt,
    share::{log_moved, valid_receiver},
    storage::{Account, Holders, ACCOUNTS, BACKSTOP, INCOME, ROLES},
};
use alloy_primitives::Address;
use ballast_common::{
    abi::Word,
    error,
    host::{self, sender},
    word::{address, field, low, place, wide},
    Result,
};
use ballast_math::{health::BPS, protocol_fee::portion_down};

/// The vault's part of the income is at most all of it.
const MOST_INCOME_BPS: u128 = 10_000;

/// The reserves, with what they took in to now shared between owner and backstop.
pub(crate) struct Income {
    /// 0..160 of the first slot: the vault, zero until it is wired
    pub(crate) vault: Address,
    /// 160..176 of it: the vault's part, in basis points
    pub(crate) bps: u128,
    /// 0..112 of the second: the reserves' own shares
    pub(crate) own: u128,
    /// 112..224 of it: the vault's
    pub(crate) owed: u128,
    pub(crate) holders: Holders,
}

impl Income {
    /// What the reserves have more than when this was stored last is income.
    #[inline(never)]
    pub(crate) fn of(book: &Book) -> Self {
        let (backstop, income) = (BACKSTOP.load(), INCOME.load());
        let holders = Holders::load();
        let (bps, was_own, owed) = (field(backstop, 160, 16), field(income, 0, 112), field(income, 112, 112));
        let own = book.supply_shares.wrapping_sub(holders.shares).wrapping_sub(owed);
        let part = portion_down(wide(own.saturating_sub(was_own)), wide(bps), BPS).map_or(0, low);
        let vault = address(backstop);
        Self { vault, bps, own: own.wrapping_sub(part), owed: owed.wrapping_add(part), holders }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        INCOME.store(wide(self.own) | place(self.owed, 112));
    }
}

pub(crate) fn set_backstop(vault: Address, bps: u128) -> Result<()> {
    ROLES.only_owner()?;
    valid_receiver(vault)?;
    within(bps, MOST_INCOME_BPS)?;
    let book = Book::open();
    let income = Income::of(&book);
    if !income.vault.is_zero() && income.vault != vault {
        return Err(error::<BackstopWired>(&[income.vault.word()]));
    }
    book.store();
    income.store();
    BACKSTOP.store(vault.word() | place(bps, 160));
    host::log::<BackstopChanged>(&[vault.word()], &[income.bps.word(), bps.word()]);
    Ok(())
}

pub(crate) fn collect() -> Result<u128> {
    let book = Book::open();
    let mut income = Income::of(&book);
    let vault = sender();
    if vault != income.vault {
        return Err(error::<Unauthorized>(&[vault.word()]));
    }
    let shares = core::mem::take(&mut income.owed);
    book.store();
    income.store();
    if shares != 0 {
        income.holders.shares = income.holders.shares.wrapping_add(shares);
        income.holders.store();
        ACCOUNTS.credit(vault, shares);
        log_moved(Address::ZERO, vault, shares);
        host::log::<BackstopPaid>(&[vault.word()], &[shares.word()]);
    }
    Ok(shares)
}

/// Writes off all that an account owes. The reserves bear it, then the backstop: supply shares of theirs are burnt at the rate before,
/// rounded up. What they do not cover lowers the total, and so the worth of every share.
#[inline(never)]
pub(crate) fn write_off(book: &mut Book, account: &mut Account) {
    let (supply, shares, who) = (book.supply(), account.debt_shares, account.address.word());
    remove_debt(book, account, shares);
    let mut left = supply.assets.wrapping_sub(book.supply().assets);
    host::log::<BadDebt>(&[who], &[left.word(), shares.word()]);

    let mut income = Income::of(book);
    let by_reserves = bear(&mut left, income.own.wrapping_add(income.owed), supply, book);
    if let Some([assets, burnt]) = by_reserves {
        host::log::<CoveredByReserves>(&[who], &[assets.word(), burnt.word()]);
        let of_owed = burnt.saturating_sub(income.own); // the reserves' own go first
        income.own = income.own.saturating_sub(burnt);
        income.owed = income.owed.wrapping_sub(of_owed);
    }
    income.store();
    let vault = income.vault;
    let by_backstop = bear(&mut left, ACCOUNTS.balance(vault), supply, book);
    if let Some([assets, burnt]) = by_backstop {
        let _ = ACCOUNTS.debit(vault, burnt); // at most the balance
        income.holders.shares = income.holders.shares.wrapping_sub(burnt);
        income.holders.store();
        log_moved(vault, Address::ZERO, burnt);
        host::log::<CoveredByBackstop>(&[who], &[assets.word(), burnt.word()]);
    }
    if left != 0 {
        host::log::<SharedBySuppliers>(&[who], &[left.word()]);
    }
}

/// Takes off `left` what these shares are worth, and burns as many as that takes: assets and shares, or nothing.
#[inline(never)]
fn bear(left: &mut u128, shares: u128, rate: Pool, book: &mut Book) -> Option<[u128; 2]> {
    let assets = rate.assets_down(shares).min(*left);
    let burnt = rate.shares_up(assets).min(shares);
    *left = left.wrapping_sub(assets);
    book.supply_shares = book.supply_shares.wrapping_sub(burnt);
    (assets != 0).then_some([assets, burnt])
}
