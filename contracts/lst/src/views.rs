//! What can be read. Everything that depends on the rate moves with the clock.

use crate::{
    limit,
    pool::Pool,
    redeem,
    storage::{
        Deployed, Redemption, ReportTerms, StakeLimit, Vesting, ACCOUNTS, FLOWS, LIMITED, PARKED, RESULT, TOTALS,
    },
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    word::{high, join, low, wide},
    Result,
};
use ballast_math::protocol_fee::portion_down;

pub(crate) fn total_pooled_ether() -> Result<u128> {
    Ok(Pool::load()?.0.ether())
}

pub(crate) fn total_shares() -> u128 {
    low(TOTALS.load())
}

pub(crate) fn balance_of(account: Address) -> Result<u128> {
    ether_by_shares_down(ACCOUNTS.balance(account))
}

#[inline(never)]
pub(crate) fn ether_by_shares_down(shares: u128) -> Result<u128> {
    Pool::load()?.0.ether_down(shares)
}

pub(crate) fn ether_by_shares_up(shares: u128) -> Result<u128> {
    Pool::load()?.0.ether_up(shares)
}

pub(crate) fn rate_data() -> Result<[U256; 3]> {
    let (pool, vesting) = Pool::load()?;
    let reported_at = if vesting.flags & PARKED == 0 { vesting.starts_at } else { 0 };
    Ok([pool.ether().word(), pool.shares.word(), reported_at.word()])
}

/// By the guardian, or because a report is parked.
pub(crate) fn stopped(flag: u64) -> bool {
    Vesting::load().flags & (flag | PARKED) != 0
}

/// What the limit alone allows.
pub(crate) fn stake_limit() -> Result<U256> {
    let limit = limit::current(&Vesting::load())?;
    Ok(if limit == u128::MAX { join(limit, limit) } else { limit.word() })
}

pub(crate) fn stake_limit_config() -> [U256; 2] {
    if Vesting::load().flags & LIMITED == 0 {
        return [U256::ZERO; 2];
    }
    let limit = StakeLimit::load();
    [limit.capacity.word(), limit.refill_secs.word()]
}

/// Simple interest of what vests now, gross and net, in wad a year.
pub(crate) fn current_apr() -> Result<[U256; 2]> {
    /// Wad times the seconds of a year, and parts per million in one.
    const WAD_YEARS: u128 = 1_000_000_000_000_000_000 * 365 * 86_400;
    const PPM: u64 = 1_000_000;
    let (pool, vesting) = Pool::load()?;
    if pool.unvested == 0 {
        return Ok([U256::ZERO; 2]);
    }
    let spread = pool.ether().word().wrapping_mul(vesting.period.word()); // 112 and 24 bits, or zero
    let net = portion_down(vesting.unvested.word(), wide(WAD_YEARS), spread).unwrap_or_default();
    let gross = portion_down(net, PPM.word(), PPM.wrapping_sub(vesting.fee_ppm).word()).unwrap_or_default();
    Ok([gross, net])
}

#[inline(never)]
pub(crate) fn buffer() -> u128 {
    redeem::buffer(high(TOTALS.load()))
}

pub(crate) fn redemption_config() -> [U256; 3] {
    let redemption = Redemption::load();
    [redemption.target.word(), redemption.fee_min.word(), redemption.fee_max.word()]
}

/// Between reports, what came home since is taken from what was in flight first.
pub(crate) fn columns() -> [U256; 3] {
    let deployed = Deployed::load();
    let validators = deployed.validators.min(deployed.now);
    [buffer().word(), deployed.now.wrapping_sub(validators).word(), validators.word()]
}

pub(crate) fn flows() -> [U256; 2] {
    let flows = FLOWS.load();
    [low(flows).word(), high(flows).word()]
}

pub(crate) fn vesting() -> [U256; 3] {
    let vesting = Vesting::load();
    [vesting.unvested.word(), vesting.starts_at.word(), vesting.period.word()]
}

pub(crate) fn deficit() -> u128 {
    high(RESULT.load())
}

pub(crate) fn set_aside() -> u128 {
    Redemption::load().set_aside
}

pub(crate) fn report_bounds() -> [U256; 2] {
    let terms = ReportTerms::load();
    [terms.max_gain_bps.word(), terms.max_loss_bps.word()]
}
