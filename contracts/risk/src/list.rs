//! New collateral: `listCollateral`, `listQuoted`.

use crate::{
    factors::Factors,
    feed::NewFeed,
    input::within,
    interface::IRisk::{AlreadyListed, CollateralListed, TooManyCollaterals},
    quote::NewLeg,
    source::{bad, read_decimals, read_rate},
    storage::{quote_leg, Listed, Terms, Token, MOST_COLLATERALS, QUOTE, ROLES},
};
use alloy_primitives::Address;
use ballast_common::{
    abi::{Args, Word},
    emit, error,
    roles::non_zero,
    Result,
};

/// A share of blETH has 27: 10^27 shares were one ether at genesis.
const SHARE_DECIMALS: u64 = 27;
/// A rate is in ether: without a further leg the loan asset has to count ether too.
const ETHER_DECIMALS: u64 = 18;

/// A collateral as it is asked for.
pub(crate) struct NewCollateral {
    asset: Address,
    is_shares: bool,
    factors: Factors,
    feed: NewFeed,
}

impl NewCollateral {
    #[inline(never)]
    pub(crate) fn read(a: &mut Args) -> Result<Self> {
        Ok(Self { asset: a.address()?, is_shares: a.boolean()?, factors: Factors::read(a)?, feed: NewFeed::read(a)? })
    }
}

/// Answers the new collateral's index.
#[inline(never)]
pub(crate) fn list(new: &NewCollateral, quote: Option<&NewLeg>) -> Result<u64> {
    let &NewCollateral { asset, is_shares, ref factors, ref feed } = new;
    ROLES.only_owner()?;
    non_zero(asset)?;
    let mut listed = Listed::load();
    let index = listed.count;
    if index >= MOST_COLLATERALS {
        return Err(error!(TooManyCollaterals: MOST_COLLATERALS));
    }
    for other in 0..index {
        if Token::load(other).asset == asset {
            return Err(error!(AlreadyListed: asset));
        }
    }
    let flags = if quote.is_some() { listed.flags | QUOTE } else { listed.flags };
    let decimals = if is_shares { share_decimals(asset, &listed, quote)? } else { plain_decimals(asset)? };
    let exponent = ETHER_DECIMALS.wrapping_sub(listed.loan_decimals);
    let mut terms = Terms { is_shares, exponent, flags, ..Terms::default() };
    let mut token = Token { asset, decimals, ..Token::default() };
    emit!(CollateralListed: [index, asset], [is_shares, decimals]);
    factors.apply(index, &mut terms)?;
    feed.apply(index, &mut terms, &mut token, listed.loan_decimals)?;
    if let Some(quote) = quote {
        quote.apply(index.word(), quote_leg(index), None)?;
    }
    terms.store(index);
    listed.count = index.wrapping_add(1);
    listed.store();
    Ok(index)
}

/// Checks that shares can be priced.
fn share_decimals(asset: Address, listed: &Listed, quote: Option<&NewLeg>) -> Result<u64> {
    if quote.is_none() {
        within(listed.loan_decimals.word(), ETHER_DECIMALS.into(), ETHER_DECIMALS.into())?;
    }
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
