//! What the market asks the judge: one call per operation.

use crate::{
    interface::{
        IMarket::{InsufficientMargin, RiskCallFailed},
        IRisk::{borrowLimitCall, collateralCall, healthCall, liquidationCall, loanDecimalsCall},
    },
    storage::{judge, least_debt, Account},
};
use alloc::vec::Vec;
use alloy_primitives::U256;
use ballast_common::{
    abi::{encode, word_at, Word},
    error, host,
    program::Selector,
    Result, Revert,
};

/// Words of an answer that are read.
type Words = [U256; 4];

/// What the judge says of a liquidation.
pub(crate) struct Verdict {
    pub(crate) repay: U256,
    pub(crate) seize: U256,
    pub(crate) health_wad: U256,
    pub(crate) exhausted: bool,
}

/// The greatest debt that the account's collateral allows, and the bits of what had no price.
#[inline(never)]
pub(crate) fn limit(account: &Account) -> Result<(U256, U256)> {
    let [limit, unpriced, ..] = ask_about(account, borrowLimitCall::ID, &[], 2)?;
    Ok((limit, unpriced))
}

/// Reverts unless the account's collateral allows `debt`.
#[inline(never)]
pub(crate) fn check_margin(account: &Account, debt: u128) -> Result<()> {
    let (limit, unpriced) = limit(account)?;
    if limit < debt.word() {
        return Err(error!(InsufficientMargin: debt, limit, unpriced));
    }
    Ok(())
}

/// Health in wad.
pub(crate) fn health(account: &Account, debt: u128) -> Result<U256> {
    let [health, ..] = ask_about(account, healthCall::ID, &[debt.word()], 1)?;
    Ok(health)
}

/// How much may be repaid against a collateral, and what is seized for it.
pub(crate) fn liquidation(account: &Account, debt: u128, index: u32, max_repay: U256) -> Result<Verdict> {
    let terms = [debt.word(), u64::from(index).word(), max_repay, least_debt().word()];
    let [repay, seize, health_wad, exhausted] = ask_about(account, liquidationCall::ID, &terms, 4)?;
    Ok(Verdict { repay, seize, health_wad, exhausted: !exhausted.is_zero() })
}

/// The asset at an index, as a word, and whether it is booked in shares.
pub(crate) fn collateral(index: u128) -> Result<(U256, bool)> {
    let [asset, is_shares, ..] = ask(&encode(&collateralCall::ID.to_be_bytes(), &[index.word()]), 2)?;
    Ok((asset, !is_shares.is_zero()))
}

/// Decimals that the judge takes the loan asset to have.
pub(crate) fn loan_decimals() -> Result<U256> {
    let [decimals, ..] = ask(&loanDecimalsCall::ID.to_be_bytes(), 1)?;
    Ok(decimals)
}

/// Calls with the account's holdings, an array, and static arguments behind it.
#[inline(never)]
fn ask_about(account: &Account, selector: u32, rest: &[U256], count: usize) -> Result<Words> {
    let mut words = Vec::with_capacity(16);
    words.push((32 * (rest.len() as u64 + 1)).word());
    words.extend_from_slice(rest);
    account.list(&mut words);
    ask(&encode(&selector.to_be_bytes(), &words), count)
}

/// The first words of the judge's answer, at least `count`. What it reverts with is passed on.
#[inline(never)]
fn ask(data: &[u8], count: usize) -> Result<Words> {
    let judge = judge();
    match host::static_call(judge, data) {
        Ok(answer) if answer.len() >= 32 * count => {
            Ok([0, 32, 64, 96].map(|at| word_at(&answer, at).unwrap_or_default()))
        }
        Err(reason) if !reason.is_empty() => Err(Revert::new(reason)),
        _ => Err(error!(RiskCallFailed: judge)),
    }
}
