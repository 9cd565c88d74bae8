//! Conversions of a vault that may be empty: the totals carry a virtual offset.
//!
//! Without it, the first depositor can mint one share, donate, and have the next deposit round down
//! to nothing. With it, one asset's worth of 10^6 shares belongs to nobody: a donation of `x` costs
//! its giver about `x` and moves a deposit of `y` by at most the share price, `x / 10^6`, so that
//! stealing one unit of rounding costs a million. An empty vault has the rate 1 : 10^6, and no total
//! is ever zero. Source: Morpho Blue, `SharesMathLib`, with the same two numbers.

use super::{to_assets_down, to_assets_up, to_shares_down, to_shares_up};
use crate::{U256, word};

/// Shares that are added to the total in every conversion.
pub const VIRTUAL_SHARES: U256 = word(1_000_000);

/// Assets that are added to the total in every conversion.
pub const VIRTUAL_ASSETS: U256 = word(1);

/// `floor(assets * (total_shares + 10^6) / (total_assets + 1))`; `None` if a step does not fit.
pub fn vault_to_shares_down(assets: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    let (shares, all) = with_virtual(total_shares, total_assets)?;
    to_shares_down(assets, shares, all)
}

/// `ceil(assets * (total_shares + 10^6) / (total_assets + 1))`; `None` if a step does not fit.
pub fn vault_to_shares_up(assets: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    let (shares, all) = with_virtual(total_shares, total_assets)?;
    to_shares_up(assets, shares, all)
}

/// `floor(shares * (total_assets + 1) / (total_shares + 10^6))`; `None` if a step does not fit.
pub fn vault_to_assets_down(shares: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    let (total, all) = with_virtual(total_shares, total_assets)?;
    to_assets_down(shares, total, all)
}

/// `ceil(shares * (total_assets + 1) / (total_shares + 10^6))`; `None` if a step does not fit.
pub fn vault_to_assets_up(shares: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    let (total, all) = with_virtual(total_shares, total_assets)?;
    to_assets_up(shares, total, all)
}

fn with_virtual(total_shares: U256, total_assets: U256) -> Option<(U256, U256)> {
    Some((total_shares.checked_add(VIRTUAL_SHARES)?, total_assets.checked_add(VIRTUAL_ASSETS)?))
}
