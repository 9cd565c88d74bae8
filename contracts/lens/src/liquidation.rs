//! What a liquidation would come to: `previewLiquidation`, in the order of the market's own checks.

use crate::{
    account::Account,
    interface::IMarket,
    judge::Verdict,
    market::{Market, PAUSED_LIQUIDATION},
    pool::Pool,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    revert::at_most,
    word::{low, MAX_U96},
    Result,
};

/// Repaid, seized, health before, and the assets that are written off.
pub(crate) fn preview(market: Market, borrower: Address, asset: Address, max_repay: U256) -> Result<[U256; 4]> {
    let config = market.config()?;
    if config.paused & PAUSED_LIQUIDATION != 0 {
        return Err(error!(IMarket::Paused: PAUSED_LIQUIDATION));
    }
    let (index, totals) = (market.listing(asset)?.index, market.totals()?);
    let account = market.account(borrower, &totals)?;
    if account.shares == 0 {
        return Err(error!(IMarket::NoDebt: borrower));
    }
    let asked = [account.debt.word(), index.word(), max_repay, config.least_debt.word()];
    let verdict = market.judge()?.liquidation(&account.holdings, &asked)?;
    let (repaid, bad) = settle(&account, totals.debt, &verdict);
    at_most(totals.idle.wrapping_add(repaid).word(), MAX_U96)?;
    let (held, _) = account.set_apart(index);
    if verdict.seize > held {
        return Err(error!(IMarket::InsufficientCollateral: asset, held, verdict.seize));
    }
    if repaid == 0 && verdict.seize.is_zero() {
        return Err(error!(IMarket::ZeroAmount));
    }
    Ok([repaid.word(), verdict.seize, verdict.health_wad, bad.word()])
}

/// What is repaid, and what the pool then loses by the write-off: all shares go for the whole debt or more, else
/// those of the repayment, rounded down; each time the pool loses what the shares are worth, rounded down, and all
/// with the last share.
#[inline(never)]
fn settle(account: &Account, debt: Pool, verdict: &Verdict) -> (u128, u128) {
    if verdict.repay >= account.debt.word() {
        return (account.debt, 0);
    }
    let repaid = low(verdict.repay);
    let shares = debt.shares_down(repaid);
    if !verdict.exhausted {
        return (repaid, 0);
    }
    let left = debt.without(shares);
    let after = left.without(account.shares.wrapping_sub(shares));
    (repaid, left.assets.wrapping_sub(after.assets))
}
