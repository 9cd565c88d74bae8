//! Collateral in and out of accounts.

use crate::{
    book::{Book, PAUSED_BORROWING},
    interface::IMarket::{
        CollateralCapExceeded, InsufficientCollateral, SlotNotOpen, SupplyCollateral, TooManyOpen, WithdrawCollateral,
    },
    judge::check_margin,
    operator,
    share::valid_receiver,
    storage::{Account, Listing, COLLATERALS},
    supply::non_zero,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, error,
    host::sender,
    revert::at_most,
    token,
    word::{address, wide, MAX_U120},
    Result, Revert,
};

/// Collaterals of one account: bounds the judge's work.
const MOST_OPEN: u32 = 8;

pub(crate) fn supply(asset: Address, units: U256, on_behalf: Address) -> Result<u128> {
    let mut listing = Listing::load(asset)?;
    let mut account = Account::load(on_behalf);
    let caller = sender();
    let units = match units {
        U256::MAX if listing.is_shares => token::available_shares(asset, caller)?,
        U256::MAX => token::available(asset, caller)?,
        units => units,
    };
    let units = at_most(units, MAX_U120)?;
    non_zero(units)?;
    let total = at_most(listing.total.wrapping_add(units).word(), MAX_U120)?;
    if total > listing.cap && (account.debt_shares == 0 || operator::authorised(on_behalf).is_err()) {
        return Err(over_cap(asset, total, listing.cap));
    }
    credit(&mut account, &mut listing, units)?;
    if listing.is_shares {
        token::pull_shares(asset, caller, units.word())?;
    } else {
        let received = token::pull(asset, caller, units.word())?;
        // What was added through the token meanwhile has to be delivered besides.
        let since = Listing::load(asset)?.total.wrapping_sub(listing.total);
        token::delivered(asset, received, units.wrapping_add(since))?;
    }
    Ok(units)
}

/// Books units that the account adds. Over the cap, they save it from liquidation, and no more: see [`within_caps`].
#[inline(never)]
pub(crate) fn credit(account: &mut Account, listing: &mut Listing, units: u128) -> Result<()> {
    let was_open = account.open;
    listing.total = listing.total.wrapping_add(units);
    listing.store();
    account.set_units(listing.index, account.units(listing.index).wrapping_add(units)); // at most the total
    if account.open != was_open {
        may_open(account, listing.asset)?;
    }
    account.over_cap |= listing.total > listing.cap;
    account.store();
    emit!(SupplyCollateral: [sender(), account.address, listing.asset], [units]);
    Ok(())
}

/// Of an account that added over a cap: reverts while a collateral that it holds, but `except`, is over its cap. Debt could come to
/// rest on it by borrowing, or by taking away what it rests on now.
#[inline(never)]
pub(crate) fn within_caps(account: &Account, except: Option<u32>) -> Result<()> {
    if !account.over_cap {
        return Ok(());
    }
    for index in account.indices() {
        let Listing { asset, total, cap, .. } = Listing::load(address(COLLATERALS.slot(u64::from(index)).load()))?;
        if total > cap && Some(index) != except {
            return Err(over_cap(asset, total, cap));
        }
    }
    Ok(())
}

#[inline(never)]
fn over_cap(asset: Address, total: u128, cap: u128) -> Revert {
    error!(CollateralCapExceeded: asset, total, cap)
}

/// Only the account itself or its operator opens a slot: a stranger could fill them, or plant what has no price.
#[inline(never)]
fn may_open(account: &Account, asset: Address) -> Result<()> {
    if operator::authorised(account.address).is_err() {
        return Err(error!(SlotNotOpen: account.address, asset));
    }
    if account.open > MOST_OPEN {
        return Err(error!(TooManyOpen: u64::from(MOST_OPEN)));
    }
    Ok(())
}

/// The caller of this has made sure that its own may.
pub(crate) fn withdraw(asset: Address, units: U256, on_behalf: Address, receiver: Address) -> Result<u128> {
    valid_receiver(receiver)?;
    let mut listing = Listing::load(asset)?;
    let mut account = Account::load(on_behalf);
    let units = if units == U256::MAX { wide(account.units(listing.index)) } else { units };
    let units = release(&mut account, &mut listing, units)?;
    non_zero(units)?;
    account.over_cap = within_caps(&account, None).is_err(); // also where it is within them by what leaves now
    account.store();
    if account.debt_shares != 0 {
        let book = Book::now(); // totals do not change, so that interest need not be booked
        book.unpaused(PAUSED_BORROWING)?;
        within_caps(&account, Some(listing.index))?;
        check_margin(&account, book.debt.assets_up(account.debt_shares))?;
    }
    emit!(WithdrawCollateral: [on_behalf, asset, receiver], [sender(), units]);
    send(&listing, receiver, units)?;
    Ok(units)
}

/// Takes units out of the books of an account and of the collateral. The caller stores the account.
#[inline(never)]
pub(crate) fn release(account: &mut Account, listing: &mut Listing, units: U256) -> Result<u128> {
    let held = account.units(listing.index);
    if units > wide(held) {
        return Err(error!(InsufficientCollateral: listing.asset, held, units));
    }
    let units = at_most(units, held)?;
    account.set_units(listing.index, held.wrapping_sub(units));
    listing.total = listing.total.wrapping_sub(units);
    listing.store();
    Ok(units)
}

/// Sends released units.
#[inline(never)]
pub(crate) fn send(listing: &Listing, receiver: Address, units: u128) -> Result<()> {
    if listing.is_shares {
        token::push_shares(listing.asset, receiver, units.word()).map(|_| ())
    } else {
        token::push(listing.asset, receiver, units.word())
    }
}
