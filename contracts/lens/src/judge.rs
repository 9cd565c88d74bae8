//! What a market's judge is asked.

use crate::{
    ask::{ask, failed},
    interface::{
        ILens::UnknownCollateral,
        IRisk::{borrowLimitCall, collateralCall, healthCall, liquidationCall, pricesCall},
    },
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{calldata, encode_parts, Word},
    error,
    program::Selector,
    Result,
};
use ballast_math::compound::WAD;

/// No factor or bonus is more.
const MOST_BPS: u128 = 10_000;

/// A judge.
#[derive(Clone, Copy)]
pub(crate) struct Judge {
    pub(crate) at: Address,
}

/// Terms of a collateral now, in basis points.
pub(crate) struct Terms {
    pub(crate) asset: Address,
    pub(crate) borrow_factor: U256,
    pub(crate) liquidation_factor: U256,
    pub(crate) max_bonus: U256,
}

/// Prices of a collateral, at most 192 bits each, zero where there is none.
pub(crate) struct Prices {
    pub(crate) borrow: U256,
    pub(crate) liquidation: U256,
}

/// What a liquidation comes to.
pub(crate) struct Verdict {
    pub(crate) repay: U256,
    pub(crate) seize: U256,
    pub(crate) health_wad: U256,
    pub(crate) exhausted: bool,
}

impl Judge {
    /// The greatest debt that new borrowing may leave with these holdings.
    pub(crate) fn limit(self, holdings: &[U256]) -> Result<U256> {
        ask(self.at, &about(borrowLimitCall::ID, &[], holdings), |a| {
            let (limit, _) = (a.uint()?, a.uint()?);
            Ok(limit)
        })
    }

    /// What keeps an account of these holdings from liquidation: the sum of their values at liquidation prices and
    /// factors, each rounded down. That is their health over a debt of 10^18. Reverts where one has no price.
    #[inline(never)]
    pub(crate) fn weighted_value(self, holdings: &[U256]) -> Result<U256> {
        ask(self.at, &about(healthCall::ID, &[WAD], holdings), |a| a.uint())
    }

    #[inline(never)]
    pub(crate) fn liquidation(self, holdings: &[U256], terms: &[U256; 4]) -> Result<Verdict> {
        ask(self.at, &about(liquidationCall::ID, terms, holdings), |a| {
            Ok(Verdict { repay: a.uint()?, seize: a.uint()?, health_wad: a.uint()?, exhausted: a.boolean()? })
        })
    }

    #[inline(never)]
    pub(crate) fn terms(self, index: u64) -> Result<Terms> {
        ask(self.at, &calldata::<collateralCall>(&[index.word()]), |a| {
            let (asset, _) = (a.address()?, a.boolean()?);
            let mut bps = || a.amount(MOST_BPS).map(Word::word);
            Ok(Terms { asset, borrow_factor: bps()?, liquidation_factor: bps()?, max_bonus: bps()? })
        })
    }

    /// Terms of the collateral that the market has at this index, which the judge must have there too.
    pub(crate) fn terms_of(self, asset: Address, index: u64) -> Result<Terms> {
        let terms = self.terms(index)?;
        if terms.asset != asset {
            return Err(error!(UnknownCollateral: asset));
        }
        Ok(terms)
    }

    #[inline(never)]
    pub(crate) fn prices(self, index: u64) -> Result<Prices> {
        ask(self.at, &calldata::<pricesCall>(&[index.word()]), |a| {
            let prices = Prices { borrow: a.uint()?, liquidation: a.uint()? };
            let [.., one] = prices.borrow.into_limbs();
            let [.., other] = prices.liquidation.into_limbs();
            if one | other != 0 {
                return Err(failed(self.at)); // no price has more than 192 bits
            }
            Ok(prices)
        })
    }
}

/// Calldata of a function of an account's holdings, an array, and static arguments behind it.
#[inline(never)]
fn about(selector: u32, rest: &[U256], holdings: &[U256]) -> Vec<u8> {
    let offset = 32 * (rest.len() as u64 + 1);
    let mut head = Vec::with_capacity(6);
    head.push(offset.word());
    head.extend_from_slice(rest);
    head.push((holdings.len() as u64).word());
    encode_parts(&selector.to_be_bytes(), &head, holdings)
}
