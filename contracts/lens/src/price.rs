//! At which price of a collateral an account is liquidatable: `liquidationPrice`, `marginToLiquidation`.
//!
//! That is where its weighted value is below its debt `d`. Others than this collateral count `o`. If that is below `d`,
//! the account is liquidatable where `floor(units * price * factor / 10^40) < d - o`, which is
//! `units * price * factor < (d - o) * 10^40`. The highest such price is
//! `ceil((d - o) * 10^40 / (units * factor)) - 1`.

use crate::{account::Account, judge::Judge, market::Market};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, word::limbs, Result};
use ballast_math::{
    health::{BPS, PRICE_SCALE},
    mul_div::{mul_div_down, mul_div_wide_up},
};

/// Where an account stands as the price of one collateral goes.
enum Standing {
    /// No price makes it liquidatable.
    Safe,
    /// It has nothing of this collateral, and not enough of others: it is liquidatable at every price.
    Lost,
    /// It is liquidatable at this price and below it, and not above it.
    Falls(U256),
}

/// What is asked about: an account's holdings at its market's judge, and one collateral of them.
struct Subject {
    judge: Judge,
    account: Account,
    asset: Address,
    index: u64,
}

/// Price, and whether there is one.
pub(crate) fn liquidation(market: Market, account: Address, asset: Address) -> Result<[U256; 2]> {
    Ok(match Subject::load(market, account, asset)?.standing()? {
        Standing::Falls(price) => [price, U256::ONE],
        Standing::Safe | Standing::Lost => [U256::ZERO; 2],
    })
}

/// Basis points.
pub(crate) fn margin_bps(market: Market, account: Address, asset: Address) -> Result<U256> {
    let subject = Subject::load(market, account, asset)?;
    match subject.standing()? {
        Standing::Safe => Ok(BPS),
        Standing::Lost => Ok(U256::ZERO),
        Standing::Falls(least) => {
            let price = subject.judge.prices(subject.index)?.liquidation;
            if price.is_zero() {
                subject.judge.weighted_value(&subject.account.holdings)?; // reverts, unless it is worth nothing
            }
            // Nothing is left of a price of zero: liquidatable.
            Ok(mul_div_down(price.saturating_sub(least), BPS, price).unwrap_or_default())
        }
    }
}

impl Subject {
    #[inline(never)]
    fn load(market: Market, account: Address, asset: Address) -> Result<Self> {
        let index = market.listing(asset)?.index;
        let account = market.account(account, &market.totals()?)?;
        Ok(Self { judge: market.judge()?, account, asset, index })
    }

    #[inline(never)]
    fn standing(&self) -> Result<Standing> {
        if self.account.debt == 0 {
            return Ok(Standing::Safe);
        }
        let (units, others) = self.account.set_apart(self.index);
        let missing = self.account.debt.word().saturating_sub(self.judge.weighted_value(&others)?);
        if missing.is_zero() {
            return Ok(Standing::Safe);
        }
        if units.is_zero() {
            return Ok(Standing::Lost);
        }
        let weight = units.wrapping_mul(self.judge.terms_of(self.asset, self.index)?.liquidation_factor);
        let enough = mul_div_wide_up(missing.wrapping_mul(BPS), PRICE_SCALE, weight).unwrap_or(U256::MAX);
        let most = limbs(u64::MAX, u64::MAX, u64::MAX, 0); // that a price can be
        Ok(Standing::Falls(enough.wrapping_sub(U256::ONE).min(most)))
    }
}
