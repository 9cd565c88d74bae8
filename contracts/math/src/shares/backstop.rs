//! Conversions of a vault that can lose: the totals carry a virtual offset, and nobody gets more than his part of
//! what is there.
//!
//! 10^6 shares and as many assets belong to nobody, for the reason that [`super::vault`] gives: one to one in an
//! empty vault, and a first funder's gift moves a later one's funds by a millionth of it at most. After a loss, with
//! fewer assets than shares, the virtual assets would be paid out to those who leave, and be missing to the last:
//! then leaving is at the plain rate, which is the lesser of the two, and funding stays at the other, which gives
//! fewer shares.

use super::{to_assets_down, to_shares_down};
use crate::{U256, word};

/// Shares and assets that are added to the totals.
pub const VIRTUAL: U256 = word(1_000_000);

/// `floor(assets * (total_shares + 10^6) / (total_assets + 10^6))`; `None` if a step does not fit.
pub fn backstop_to_shares_down(assets: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    let (shares, all) = with_virtual(total_shares, total_assets)?;
    to_shares_down(assets, shares, all)
}

/// `floor(shares * (total_assets + 10^6) / (total_shares + 10^6))`, or, where that is less, `floor(shares *
/// total_assets / total_shares)`; `None` if a step does not fit. All shares are worth at most all assets.
pub fn backstop_to_assets_down(shares: U256, total_shares: U256, total_assets: U256) -> Option<U256> {
    if total_assets < total_shares {
        return to_assets_down(shares, total_shares, total_assets);
    }
    let (total, all) = with_virtual(total_shares, total_assets)?;
    to_assets_down(shares, total, all)
}

fn with_virtual(total_shares: U256, total_assets: U256) -> Option<(U256, U256)> {
    Some((total_shares.checked_add(VIRTUAL)?, total_assets.checked_add(VIRTUAL)?))
}
