//! Debt that collateral does not cover: `shortfall`.

use crate::{account::Account, market::Market};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, Result};
use ballast_math::{compound::WAD, health::BPS, mul_div::mul_div_wide_up};

/// Assets. All units of a collateral are seized for `ceil(units * price / (1 + bonus))`, with one rounding, as the
/// judge sizes it. Without debt nothing is asked, and no price missed.
pub(crate) fn shortfall(market: Market, account: Address) -> Result<U256> {
    let account = market.account(account, &market.totals()?)?;
    let mut left = account.debt.word();
    if left.is_zero() {
        return Ok(left);
    }
    let judge = market.judge()?;
    for holding in &account.holdings {
        let (index, units) = (Account::index_of(*holding), Account::units_of(*holding));
        let price = judge.prices(index)?.liquidation;
        if price.is_zero() {
            judge.weighted_value(&[*holding])?; // reverts, unless it is worth nothing
        }
        // In units of 1/10,000, the scale of the bonus: price * 10^4 has at most 206 bits.
        let gross = judge.terms(index)?.max_bonus.wrapping_add(BPS);
        let scale = gross.wrapping_mul(WAD).wrapping_mul(WAD);
        let paid = mul_div_wide_up(units, price.wrapping_mul(BPS), scale).unwrap_or(U256::MAX);
        left = left.saturating_sub(paid);
    }
    Ok(left)
}
