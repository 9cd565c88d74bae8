//! What can be read. Everything that depends on the rate moves with the clock.

use crate::{
    pool::Pool,
    redeem,
    storage::{shares_of, Deployed, Redemption, Vesting, FEE, FLOWS, RESULT, TOTALS},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    word::{field, high, low, wide},
    Result,
};

pub(crate) fn total_pooled_ether() -> Result<u128> {
    Ok(Pool::load()?.0.ether())
}

pub(crate) fn total_shares() -> u128 {
    low(TOTALS.load())
}

pub(crate) fn balance_of(account: Address) -> Result<u128> {
    ether_by_shares_down(shares_of(account.word()))
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
    Ok([pool.ether().word(), pool.shares.word(), vesting.starts_at.word()])
}

pub(crate) fn paused(flag: u64) -> bool {
    Vesting::load().paused & flag != 0
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

/// In basis points.
pub(crate) fn protocol_fee() -> u128 {
    field(FEE.load(), 160, 16)
}

/// As a word: 160 bits.
pub(crate) fn treasury() -> U256 {
    let word = FEE.load();
    wide(low(word)) | wide(field(word, 128, 32)).wrapping_shl(128)
}
