//! Leaving, in the days after notice, and never while bad debt is known.

use crate::{
    ask,
    fund::{non_zero, valid_receiver},
    interface::IBackstop::{BadDebtPending, Left, NotNow},
    notice::{running, window, within},
    storage::{set_shares, shares_of, Notice},
    totals::{sync, Synced},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    host::{self, sender},
    Result,
};

/// Pays supply shares, last.
pub(crate) fn leave(shares: U256, receiver: Address) -> Result<u128> {
    let Synced { mut totals, market, flagged, .. } = sync()?;
    valid_receiver(receiver, market)?;
    if flagged != 0 {
        return Err(error!(BadDebtPending: flagged));
    }
    let (account, epoch) = (sender(), totals.epoch);
    let notice = running(account, epoch)?;
    in_time(&notice)?;
    let shares = non_zero(within(account, notice.shares, shares)?)?;
    let assets = totals.worth(shares);
    totals.shrink(assets, shares);
    totals.store();
    set_shares(account, shares_of(account, epoch).wrapping_sub(shares), epoch); // at least what is under notice
    Notice { shares: notice.shares.wrapping_sub(shares), ..notice }.store(account, epoch);
    emit!(Left: [account, receiver], [assets, shares]);
    ask::push(market, receiver, assets)?;
    Ok(assets)
}

#[inline(never)]
fn in_time(notice: &Notice) -> Result<()> {
    let ([from, until], now) = (window(notice), host::now());
    if now < from || now > until {
        return Err(error!(NotNow: from, until, now));
    }
    Ok(())
}
