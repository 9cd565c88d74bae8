//! How fast a rate may grow, and how its market is averaged: `setRateCap`, `setAverage`.

use crate::{
    average::{Market, PRICE_PER_RATE},
    input::within,
    interface::IRisk::{AverageChanged, CapBelowRate, NotShares, RateCapChanged},
    price::rate,
    sample::sample_share,
    source::bad,
    storage::{Terms, Token, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, emit, error, host, Result};
use ballast_math::mul_div::mul_div_wide_up;

const MOST_GROWTH_BPS: u128 = 10_000;
const LEAST_TAU_SECS: u128 = 3_600;
const MOST_TAU_SECS: u128 = 7 * 86_400;
const LEAST_STEP_SECS: u128 = 300;
const MOST_STEP_SECS: u128 = 86_400;

/// The terms of a share and its token, for the owner.
fn share(index: u64) -> Result<(Terms, Token)> {
    ROLES.only_owner()?;
    let terms = Terms::load(index)?;
    if !terms.is_shares {
        return Err(error!(NotShares: index));
    }
    Ok((terms, Token::load(index)))
}

/// The rate as it is, in wei per 10^27 shares, rounded up.
#[inline(never)]
pub(crate) fn live_rate(token: Address) -> Result<U256> {
    let price = rate(token).map(|(_, price)| price);
    price.and_then(|price| mul_div_wide_up(price, U256::ONE, PRICE_PER_RATE.word())).ok_or_else(|| bad(token))
}

/// The cap grows from `snapshot` as of now. One below the live rate would liquidate the healthy, and is refused.
pub(crate) fn set_rate_cap(index: u64, snapshot: U256, growth_bps: U256) -> Result<()> {
    let (_, token) = share(index)?;
    let growth = within(growth_bps, 0, MOST_GROWTH_BPS)? as u64;
    let rate = live_rate(token.asset)?;
    if snapshot < rate {
        return Err(error!(CapBelowRate: snapshot, rate));
    }
    let new = within(snapshot, 1, u64::MAX.into())? as u64;
    let mut market = Market::load(index);
    let (old, old_growth) = (market.snapshot.word(), market.growth.word());
    (market.snapshot, market.snapshot_at, market.growth) = (new, host::now(), growth);
    market.store(index);
    emit!(RateCapChanged: [index], [old, old_growth, snapshot, growth_bps]);
    Ok(())
}

/// The time until now counts by the terms until now.
pub(crate) fn set_average(index: u64, tau: U256, longest_step: U256) -> Result<()> {
    let (terms, mut token) = share(index)?;
    let new_tau = within(tau, LEAST_TAU_SECS, MOST_TAU_SECS)?;
    let new_step = within(longest_step, LEAST_STEP_SECS, MOST_STEP_SECS.min(new_tau))?;
    if !sample_share(&terms, index) {
        return Err(bad(terms.feed)); // else the new step would count for the time until now
    }
    let (old_tau, old_step) = (token.tau.word(), token.longest_step.word());
    (token.tau, token.longest_step) = (new_tau as u64, new_step as u64);
    token.store(index);
    emit!(AverageChanged: [index], [old_tau, old_step, tau, longest_step]);
    Ok(())
}
