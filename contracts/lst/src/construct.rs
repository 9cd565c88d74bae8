//! Construction: roles, parameters to start from, and the seed that makes an empty pool impossible.

use crate::{
    admin::{set_protocol_fee, set_redemption, set_report_bounds},
    interface::ILst::{SeedTooSmall, Submitted},
    pool::{mint, Pool},
    storage::{Vesting, LAST_REPORT, ROLES},
};
use alloy_primitives::{address, Address, U256};
use ballast_common::{
    abi::Word,
    emit, error, host,
    revert::at_most,
    word::{join, low, MAX_U112},
    Result,
};
use ballast_math::redemption::MAX_FEE_PPM;

/// Holds the seed's shares for ever.
const DEAD: Address = address!("000000000000000000000000000000000000dEaD");
/// One ether.
const LEAST_SEED: u64 = 1_000_000_000_000_000_000;
/// Shares per wei at genesis.
const SHARES_PER_WEI: u128 = 1_000_000_000;
const FIRST_PROTOCOL_FEE_BPS: u128 = 1_000;
const FIRST_OPERATORS_BPS: u128 = 500;
const FIRST_MAX_GAIN_BPS: u128 = 1_000;
const FIRST_MAX_LOSS_BPS: u128 = 500;
const FIRST_FEE_MIN_PPM: u128 = 100;
const FIRST_VESTING_SECS: u64 = 86_400;

pub(crate) fn construct(owner: Address, guardian: Address, treasury: Address) -> Result<()> {
    let (value, least) = (host::value(), LEAST_SEED.word());
    if value < least {
        return Err(error!(SeedTooSmall: value, least));
    }
    let seed = at_most(value, MAX_U112 / SHARES_PER_WEI)?;
    ROLES.init(owner, guardian)?;
    set_protocol_fee(FIRST_PROTOCOL_FEE_BPS, FIRST_OPERATORS_BPS, treasury)?;
    set_report_bounds(FIRST_MAX_GAIN_BPS, FIRST_MAX_LOSS_BPS)?;
    set_redemption(0, FIRST_FEE_MIN_PPM, low(MAX_FEE_PPM))?;
    Vesting {
        unvested: 0,
        starts_at: host::now(),
        period: FIRST_VESTING_SECS,
        next_period: FIRST_VESTING_SECS,
        flags: 0,
        fee_ppm: 0,
    }
    .store();

    let pool = Pool { shares: seed.wrapping_mul(SHARES_PER_WEI), counted: seed, unvested: 0 };
    pool.store()?;
    LAST_REPORT.store(join(pool.shares, seed));
    emit!(Submitted: [host::sender()], [seed, U256::ZERO]);
    mint(DEAD, pool.shares, seed);
    Ok(())
}
