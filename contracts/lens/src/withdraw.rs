//! The most that can be withdrawn of a collateral: `maxWithdrawCollateral`.
//!
//! What others count for the debt is the judge's limit of an account that has only them, `o`. Of this collateral at
//! least `r` units have to stay, where `floor(r * price * factor / 10^40) >= debt - o`: the least of them is
//! `ceil((debt - o) * 10^40 / (price * factor))`. One that counts nothing may leave where the others are enough, and
//! else not.

use crate::market::{Market, PAUSED_BORROWING};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, Result};
use ballast_math::{
    health::{BPS, PRICE_SCALE},
    mul_div::mul_div_wide_up,
};

/// Units.
pub(crate) fn max(market: Market, account: Address, asset: Address) -> Result<U256> {
    let index = market.listing(asset)?.index;
    let account = market.account(account, &market.totals()?)?;
    let (units, others) = account.set_apart(index);
    if account.debt == 0 || units.is_zero() {
        return Ok(units);
    }
    if market.config()?.paused & PAUSED_BORROWING != 0 || market.exceeds_caps(&account, Some(index))? {
        return Ok(U256::ZERO);
    }
    let judge = market.judge()?;
    let missing = account.debt.word().saturating_sub(judge.limit(&others)?);
    if missing.is_zero() {
        return Ok(units);
    }
    let weight = judge.prices(index)?.borrow.wrapping_mul(judge.terms_of(asset, index)?.borrow_factor);
    // Without weight nothing is enough.
    let stays = mul_div_wide_up(missing.wrapping_mul(BPS), PRICE_SCALE, weight).unwrap_or(U256::MAX);
    Ok(units.saturating_sub(stays))
}
