//! Notice: shares that may leave in 14 days, and have to within 3 more. They earn and can be lost until then.

use crate::{
    fund::non_zero,
    interface::IBackstop::{InsufficientShares, NoNotice, NoticeCancelled, NoticeGiven},
    storage::{shares_of, Notice},
    totals::{sync, Totals},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    host::{self, sender},
    word::narrow,
    Result,
};

const DAY: u64 = 86_400;
/// From notice to when it may leave first.
const NOTICE: u64 = 14 * DAY;
/// In which it may leave.
const WINDOW: u64 = 3 * DAY;

/// From when and until when what is under notice may leave, by timestamps.
pub(crate) fn window(notice: &Notice) -> [u64; 2] {
    let now = host::now();
    let age = (now as u32).wrapping_sub(notice.given);
    let from = now.wrapping_sub(age.into()).wrapping_add(NOTICE);
    [from, from.wrapping_add(WINDOW)]
}

/// Shares of the caller's, with those that were under notice already: the time starts again for all. When they may
/// leave first.
pub(crate) fn give(shares: U256) -> Result<u64> {
    let Totals { epoch, .. } = sync()?.totals;
    let account = sender();
    let shares = non_zero(within(account, shares_of(account, epoch), shares)?)?;
    let now = host::now();
    Notice { shares, given: now as u32 }.store(account, epoch);
    let at = now.wrapping_add(NOTICE);
    emit!(NoticeGiven: [account], [shares, at]);
    Ok(at)
}

pub(crate) fn cancel() -> Result<()> {
    let Totals { epoch, .. } = sync()?.totals;
    let account = sender();
    let notice = running(account, epoch)?;
    Notice { shares: 0, ..notice }.store(account, epoch);
    emit!(NoticeCancelled: [account], [notice.shares]);
    Ok(())
}

/// The caller's notice, if there is one.
#[inline(never)]
pub(crate) fn running(account: Address, epoch: u128) -> Result<Notice> {
    let notice = Notice::load(account, epoch);
    if notice.shares == 0 {
        return Err(error!(NoNotice: account));
    }
    Ok(notice)
}

/// Refuses more shares than there are.
#[inline(never)]
pub(crate) fn within(account: Address, has: u128, shares: U256) -> Result<u128> {
    match narrow(shares) {
        Some(shares) if shares <= has => Ok(shares),
        _ => Err(error!(InsufficientShares: account, has, shares)),
    }
}
