//! How healthy an account is: `health`, and the sums that a liquidation starts from.

use crate::{holdings::Holding, interface::IRisk::NoPrice, price::prices, ramp::factor_now, shared::Shared};
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
    /// Units of the collateral set apart. If there are any: its price, liquidation factor and greatest bonus.
    pub(crate) units: U256,
    pub(crate) price36: U256,
    pub(crate) factor_bps: U256,
    pub(crate) max_bonus_bps: U256,
}

impl Account {
    #[inline(never)]
    pub(crate) fn weigh(&mut self, holdings: &[U256], set_apart: u64, shared: &mut Shared) -> Result<()> {
        for word in holdings {
            let Some(holding) = Holding::load(*word)? else { continue };
            let Some(price) = prices(&holding.terms, holding.index, shared, false).liquidation else {
                return Err(error!(NoPrice: holding.index));
            };
            let factor = factor_now(&holding.terms, holding.index).word();
            let weighted = weighted_value_down(holding.units, price, factor);
            holding.add(&mut self.weighted_value, weighted)?;
            if holding.index == set_apart {
                holding.add(&mut self.units, Some(holding.units))?;
                self.price36 = price;
                self.factor_bps = factor;
                self.max_bonus_bps = holding.terms.max_bonus.word();
            } else {
                holding.add(&mut self.others_value, value_down(holding.units, price))?;
            }
        }
        Ok(())
    }
}

/// Health in wad, rounded down; the greatest number without debt.
pub(crate) fn health(holdings: &[U256], debt: U256) -> Result<U256> {
    let mut account = Account::default();
    account.weigh(holdings, NONE, &mut Shared::default())?;
    Ok(health_wad_down(account.weighted_value, debt))
}
