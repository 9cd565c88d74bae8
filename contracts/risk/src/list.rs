//! New collateral: `listCollateral`.

use crate::{
    factors::Factors,
    feed::NewFeed,
    input::within,
    interface::IRisk::{AlreadyListed, CollateralListed, TooManyCollaterals},
    source::{bad, read_decimals, read_rate},
    storage::{Listed, Terms, MOST_COLLATERALS, ROLES},
};
use alloy_primitives::Address;
use ballast_common::{abi::Word, error, host, roles::non_zero, Result};

/// A share of blETH has 27: 10^27 shares were one ether at genesis.
const SHARE_DECIMALS: u64 = 27;
/// A rate is in ether, so the loan asset has to count ether too.
const ETHER_DECIMALS: u128 = 18;

/// Answers the new collateral's index.
pub(crate) fn list(asset: Address, is_shares: bool, factors: &Factors, feed: &NewFeed) -> Result<u64> {
    ROLES.only_owner()?;
    non_zero(asset)?;
    let mut listed = Listed::load();
    let index = listed.count;
    if index >= MOST_COLLATERALS {
        return Err(error::<TooManyCollaterals>(&[MOST_COLLATERALS.word()]));
    }
    for other in 0..index {
        if Terms::load(other)?.asset == asset {
            return Err(error::<AlreadyListed>(&[asset.word()]));
        }
    }
    let decimals = if is_shares { share_decimals(asset, &listed)? } else { plain_decimals(asset)? };
    let mut terms = Terms { asset, is_shares, decimals, ..Terms::default() };
    host::log::<CollateralListed>(&[index.word(), asset.word()], &[is_shares.word(), decimals.word()]);
    factors.apply(index, &mut terms)?;
    feed.apply(index, &mut terms, listed.loan_decimals)?;
    terms.store(index);
    listed.count = index.wrapping_add(1);
    listed.store();
    Ok(index)
}

/// Checks that shares can be priced.
fn share_decimals(asset: Address, listed: &Listed) -> Result<u64> {
    within(listed.loan_decimals.word(), ETHER_DECIMALS, ETHER_DECIMALS)?;
    match read_rate(asset) {
        Some(_) => Ok(SHARE_DECIMALS),
        None => Err(bad(asset)),
    }
}

/// Checks that the token is not blETH, whose plain units lose their backing at the first loss.
fn plain_decimals(asset: Address) -> Result<u64> {
    match read_rate(asset) {
        Some(_) => Err(bad(asset)),
        None => read_decimals(asset),
    }
}
