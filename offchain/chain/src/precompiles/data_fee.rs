//! What the space of a program's machine code costs, in wei.
//!
//! Source: `arbos/programs/data_pricer.go` of OffchainLabs/nitro.

use super::{
    Request,
    burner::{Failure, READ_GAS},
};
use alloy_primitives::U256;

/// Bytes that become free each second: 2^40 in a year.
const BYTES_PER_SECOND: u32 = ((1u64 << 40) / (365 * 24) / 3_600) as u32;
/// Least price of a byte, in wei.
const MIN_PRICE_WEI: u64 = 82_928_201;
/// Demand at which the price has grown by Euler's number.
const INERTIA: u64 = 21_360_419;
/// One, in basis points.
const ONE_BPS: u64 = 10_000;
/// Terms of the series for the exponential.
const TERMS: u64 = 12;

/// Where the demand and the time of its last update are kept.
const DEMAND_SLOT: U256 = U256::ZERO;
const UPDATED_SLOT: U256 = U256::ONE;

/// Adds `bytes` to the demand and gives what they cost.
pub(super) fn charge(request: &mut Request<'_>, bytes: u32) -> Result<u64, Failure> {
    let demand: u32 = request.load(DEMAND_SLOT)?.saturating_to();
    let updated: u64 = request.load(UPDATED_SLOT)?.saturating_to();
    // The rate, the least price and the inertia are parameters here, and words of the state in Nitro.
    request.burner.burn(3 * READ_GAS)?;

    let now = request.now();
    let passed = u32::try_from(now.saturating_sub(updated)).unwrap_or(u32::MAX);
    let freed = BYTES_PER_SECOND.saturating_mul(passed);
    let demand = demand.saturating_sub(freed).saturating_add(bytes);
    request.store(DEMAND_SLOT, U256::from(demand))?;
    request.store(UPDATED_SLOT, U256::from(now))?;
    Ok(fee_wei(demand, bytes))
}

fn fee_wei(demand: u32, bytes: u32) -> u64 {
    let growth = exp_bps(ONE_BPS * u64::from(demand) / INERTIA);
    let price = (u128::from(MIN_PRICE_WEI) * u128::from(growth) / u128::from(ONE_BPS)) as u64;
    price.saturating_mul(bytes.into())
}

/// The exponential of `x`, both in basis points, by Horner's scheme.
fn exp_bps(x: u64) -> u64 {
    let mut result = ONE_BPS + x / TERMS;
    for term in (1..TERMS).rev() {
        result = ONE_BPS + result.saturating_mul(x) / (term * ONE_BPS);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_grows_with_demand() {
        assert_eq!(exp_bps(0), 10_000);
        assert_eq!(exp_bps(10_000), 27_182);
        assert_eq!(fee_wei(0, 1), MIN_PRICE_WEI);
        assert_eq!(fee_wei(INERTIA as u32, 2), 2 * 225_415_435);
        // 82,928,201 · 1.0332 for 700,000 bytes, which is what a small program comes to.
        assert_eq!(fee_wei(700_000, 700_000), 85_681_417 * 700_000);
    }
}
