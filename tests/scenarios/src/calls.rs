//! Numbers, and calls of the market as stories make them.

use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket;

/// 10^18.
pub const WAD: u128 = 10_u128.pow(18);
/// Seconds.
pub const DAY: u32 = 86_400;
/// Seconds.
pub const YEAR: u32 = 365 * DAY;

/// A number as a word.
pub fn n(number: u128) -> U256 {
    U256::from(number)
}

/// So many ether, or whole tokens of 18 decimals.
pub fn ether(amount: u128) -> U256 {
    n(amount * WAD)
}

/// Adds collateral to one's own account.
pub fn supply(asset: Address, units: U256, account: Address) -> IMarket::supplyCollateralCall {
    IMarket::supplyCollateralCall { asset, units, onBehalf: account }
}

/// Withdraws collateral from one's own account to oneself.
pub fn take(asset: Address, units: U256, account: Address) -> IMarket::withdrawCollateralCall {
    IMarket::withdrawCollateralCall { asset, units, onBehalf: account, receiver: account }
}

/// Borrows for oneself.
pub fn borrow(assets: U256, account: Address) -> IMarket::borrowCall {
    IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Default::default() }
}

/// Repays an account's debt.
pub fn repay(assets: U256, account: Address) -> IMarket::repayCall {
    IMarket::repayCall { assets, onBehalf: account }
}

/// Liquidates as far as the judge says.
pub fn liquidate(borrower: Address, asset: Address, receiver: Address) -> IMarket::liquidateCall {
    IMarket::liquidateCall {
        borrower,
        asset,
        maxRepay: U256::MAX,
        minSeize: U256::ZERO,
        receiver,
        data: Default::default(),
    }
}
