//! Collaterals, caps, fee, brakes and reserves.

use crate::{
    book::{Book, PAUSED_LIQUIDATION},
    interface::IMarket::{
        BorrowCapChanged, CollateralCapChanged, CollateralListed, CollateralMismatch, FeeChanged, LeastDebtChanged,
        NotListable, OutOfBounds, PauseChanged, SupplyCapChanged, Unauthorized,
    },
    judge,
    storage::{judge as judge_address, least_debt, set_judge, Holders, Listing, Loan, COLLATERALS, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, emit, error, host::sender, Result};

/// Collaterals of the market: an account's open slots are bits of 64.
const MOST_COLLATERALS: u128 = 64;
/// Bound of the fee for ever.
const MOST_FEE_BPS: u128 = 2_500;
/// All pause flags.
const ALL_FLAGS: u128 = 7;

pub(crate) fn list(collateral: Address, cap: u128) -> Result<u128> {
    ROLES.only_owner()?;
    let mut loan = Loan::load();
    let index = loan.count;
    if collateral == loan.asset || Listing::find(collateral).is_some() {
        return Err(error!(NotListable: collateral));
    }
    within(index, MOST_COLLATERALS - 1)?;
    let (judged, is_shares) = judge::collateral(index)?;
    if judged != collateral.word() {
        return Err(error!(CollateralMismatch: index, collateral, judged));
    }
    loan.count = index.wrapping_add(1);
    loan.store();
    COLLATERALS.slot(index).store(collateral.word());
    Listing { asset: collateral, total: 0, cap, index: index as u32, is_shares }.store();
    emit!(CollateralListed: [index, collateral], [is_shares]);
    emit!(CollateralCapChanged: [collateral], [U256::ZERO, cap]);
    Ok(index)
}

pub(crate) fn set_collateral_cap(collateral: Address, cap: u128) -> Result<()> {
    let mut listing = Listing::load(collateral)?;
    let old = listing.cap;
    may_change_cap(old, cap)?;
    listing.cap = cap;
    listing.store();
    emit!(CollateralCapChanged: [collateral], [old, cap]);
    Ok(())
}

pub(crate) fn set_supply_cap(cap: u128) -> Result<()> {
    let mut holders = Holders::load();
    let old = holders.cap;
    may_change_cap(old, cap)?;
    holders.cap = cap;
    holders.store();
    emit!(SupplyCapChanged: [], [old, cap]);
    Ok(())
}

/// In units of 65,536 wei, rounded down.
pub(crate) fn set_borrow_cap(cap: u128) -> Result<()> {
    let mut loan = Loan::load();
    let old = loan.borrow_cap();
    may_change_cap(old, cap)?;
    loan.cap = cap >> 16;
    loan.store();
    emit!(BorrowCapChanged: [], [old, loan.borrow_cap()]);
    Ok(())
}

/// The owner may, and the guardian if it is lowered.
#[inline(never)]
fn may_change_cap(old: u128, new: u128) -> Result<()> {
    owner_or_safer(new <= old)
}

/// The owner may, and the guardian if it makes things safer.
#[inline(never)]
fn owner_or_safer(safer: bool) -> Result<()> {
    let is_owner = ROLES.only_guardian_or_owner()?;
    if !is_owner && !safer {
        return Err(error!(Unauthorized: sender()));
    }
    Ok(())
}

/// The fee on interest from now on.
pub(crate) fn set_fee(fee_bps: u128) -> Result<()> {
    ROLES.only_owner()?;
    within(fee_bps, MOST_FEE_BPS)?;
    let mut book = Book::open();
    let old = book.fee_bps;
    book.fee_bps = fee_bps;
    book.store();
    emit!(FeeChanged: [], [old, fee_bps]);
    Ok(())
}

pub(crate) fn set_least_debt(least: u128) -> Result<()> {
    ROLES.only_owner()?;
    let old = least_debt();
    set_judge(judge_address(), least);
    emit!(LeastDebtChanged: [], [old, least]);
    Ok(())
}

pub(crate) fn set_pause(flags: u128) -> Result<()> {
    let mut book = Book::load();
    let old = book.paused;
    let (set, cleared) = (flags & !u128::from(old), u128::from(old) & !flags);
    owner_or_safer(cleared == 0 && set & u128::from(PAUSED_LIQUIDATION) == 0)?;
    within(flags, ALL_FLAGS)?;
    book.paused = flags as u64;
    book.store();
    emit!(PauseChanged: [], [old, flags]);
    Ok(())
}

#[inline(never)]
pub(crate) fn within(given: u128, most: u128) -> Result<()> {
    if given > most {
        return Err(error!(OutOfBounds: given, U256::ZERO, most));
    }
    Ok(())
}
