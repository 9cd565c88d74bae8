//! How healthy an account is: `health`, and the sums that a liquidation starts from.

use crate::{holdings::Holding, interface::IRisk::NoPrice, price::liquidation_price, storage::Terms};
use alloy_primitives::U256;
use ballast_common::{abi::Word, error, Result};
use ballast_math::health::{health_wad_down, value_down, weighted_value_down};

/// No collateral's index.
const NONE: u64 = u64::MAX;

/// An account at liquidation prices, with one collateral set apart: the one to be seized.
#[derive(Default)]
pub(crate) struct Account {
    /// Wei of the loan asset, with each collateral's liquidation factor.
    pub(crate) weighted_value: U256,
    /// Value of all but the collateral set apart, without factors.
    pub(crate) others_value: U256,
    /// Units of the collateral set apart; its price and terms if there are any.
    pub(crate) units: U256,
    pub(crate) price36: U256,
    pub(crate) terms: Terms,
}

impl Account {
    #[inline(never)]
    pub(crate) fn weigh(holdings: &[U256], set_apart: u64) -> Result<Self> {
        let mut account = Self::default();
        for word in holdings {
            let Some(holding) = Holding::load(*word)? else { continue };
            let Some(price) = liquidation_price(&holding.terms, holding.index) else {
                return Err(error::<NoPrice>(&[holding.index.word()]));
            };
            let factor = holding.terms.liquidation_factor.word();
            let weighted = weighted_value_down(holding.units, price, factor);
            holding.add(&mut account.weighted_value, weighted)?;
            if holding.index == set_apart {
                holding.add(&mut account.units, Some(holding.units))?;
                (account.price36, account.terms) = (price, holding.terms);
            } else {
                holding.add(&mut account.others_value, value_down(holding.units, price))?;
            }
        }
        Ok(account)
    }
}

/// Health in wad, rounded down; the greatest number without debt.
pub(crate) fn health(holdings: &[U256], debt: U256) -> Result<U256> {
    Ok(health_wad_down(Account::weigh(holdings, NONE)?.weighted_value, debt))
}
