//! What can be read: with losses and income to now, as a call would find it.

use crate::{
    notice::window,
    storage::{self, Notice},
    totals::Totals,
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, revert::at_most, word::MAX_U112, Result};

pub(crate) fn shares_of(account: Address) -> Result<u128> {
    Ok(storage::shares_of(account, Totals::now()?.epoch))
}

pub(crate) fn assets_of(account: Address) -> Result<u128> {
    let totals = Totals::now()?;
    Ok(totals.worth(storage::shares_of(account, totals.epoch)))
}

pub(crate) fn preview_fund(assets: U256) -> Result<U256> {
    let assets = at_most(assets, MAX_U112)?;
    Totals::now()?.shares_for(assets)
}

pub(crate) fn preview_leave(shares: U256) -> Result<u128> {
    let totals = Totals::now()?;
    Ok(totals.worth(at_most(shares, totals.shares)?))
}

/// Shares under notice, from when, until when; zeros if there is none.
pub(crate) fn notice_of(account: Address) -> Result<[U256; 3]> {
    let notice = Notice::load(account, Totals::now()?.epoch);
    if notice.shares == 0 {
        return Ok([U256::ZERO; 3]);
    }
    let [from, until] = window(&notice);
    Ok([notice.shares.word(), from.word(), until.word()])
}

pub(crate) fn totals() -> Result<[U256; 3]> {
    let totals = Totals::now()?;
    Ok([totals.booked.word(), totals.shares.word(), totals.epoch.word()])
}
