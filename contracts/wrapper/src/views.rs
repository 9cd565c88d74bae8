//! What can be read. Everything that depends on the rate moves with the clock, and asks blETH once.

use crate::{
    interface::IWrapper::RoundNotKept,
    rate::{now, Rate, ONE},
    storage::{Books, ACCOUNTS},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{malformed, Word},
    error,
    revert::{at_most, overflow},
    word::{MAX_U112, MAX_U96},
    Result,
};
use ballast_math::mul_div::mul_div_up;

#[inline(never)]
fn rate() -> Result<Rate> {
    Ok(now()?.1)
}

#[inline(never)]
pub(crate) fn to_shares(assets: U256) -> Result<U256> {
    at_most(assets, MAX_U112)?;
    rate()?.shares_down(assets)
}

pub(crate) fn to_shares_up(assets: U256) -> Result<U256> {
    at_most(assets, MAX_U112)?;
    if assets.is_zero() {
        return Ok(assets); // also where everything is lost and there is no rate
    }
    rate()?.shares_up(assets)
}

#[inline(never)]
pub(crate) fn to_assets(shares: U256) -> Result<U256> {
    at_most(shares, MAX_U96)?;
    rate()?.assets_down(shares)
}

pub(crate) fn to_assets_up(shares: U256) -> Result<U256> {
    at_most(shares, MAX_U96)?;
    rate()?.assets_up(shares)
}

/// Value of one token.
pub(crate) fn one_in_assets() -> Result<U256> {
    to_assets(ONE.word())
}

pub(crate) fn one_in_shares() -> Result<U256> {
    to_shares(ONE.word())
}

pub(crate) fn total_assets() -> Result<U256> {
    let (books, rate) = now()?;
    rate.assets_down(books.supply.word())
}

/// The greatest assets whose shares fit the supply, or zero where none of them mint any:
/// `floor(assets * S / (P * 10^9)) <= room` as long as `assets < (room + 1) * P * 10^9 / S`.
pub(crate) fn max_deposit() -> Result<U256> {
    let (books, rate) = now()?;
    let beyond = books.room().wrapping_add(1).word();
    let first_too_large = mul_div_up(beyond, rate.assets, rate.shares).ok_or_else(overflow)?;
    let most = first_too_large.saturating_sub(U256::ONE).min(MAX_U112.word());
    if most.is_zero() || rate.shares_down(most)?.is_zero() {
        return Ok(U256::ZERO);
    }
    Ok(most)
}

pub(crate) fn max_mint() -> u128 {
    Books::load().room()
}

/// Its shares, rounded up, are at most the balance.
pub(crate) fn max_withdraw(owner: Address) -> Result<U256> {
    to_assets(ACCOUNTS.balance(owner).word())
}

/// Round, answer, started at, updated at, answered in round.
pub(crate) fn latest_round() -> Result<[U256; 5]> {
    let rate = rate()?;
    let at = rate.reported_at;
    Ok([at, rate.assets_down(ONE.word())?, at, at, at])
}

pub(crate) fn round(id: U256) -> Result<[U256; 5]> {
    if !id.wrapping_shr(80).is_zero() {
        return Err(malformed()); // no `uint80`
    }
    let round = latest_round()?;
    if round[0] != id {
        return Err(error!(RoundNotKept: id));
    }
    Ok(round)
}

pub(crate) fn latest_timestamp() -> Result<U256> {
    Ok(rate()?.reported_at)
}
