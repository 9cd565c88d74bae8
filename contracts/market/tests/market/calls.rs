//! Calls as most tests make them.

use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket;

pub(crate) fn deposit(assets: U256, receiver: Address) -> IMarket::depositCall {
    IMarket::depositCall { assets, receiver }
}

pub(crate) fn mint(shares: U256, receiver: Address) -> IMarket::mintCall {
    IMarket::mintCall { shares, receiver }
}

pub(crate) fn withdraw(assets: U256, owner: Address) -> IMarket::withdrawCall {
    IMarket::withdrawCall { assets, receiver: owner, owner }
}

pub(crate) fn redeem(shares: U256, owner: Address) -> IMarket::redeemCall {
    IMarket::redeemCall { shares, receiver: owner, owner }
}

pub(crate) fn supply(asset: Address, units: U256, account: Address) -> IMarket::supplyCollateralCall {
    IMarket::supplyCollateralCall { asset, units, onBehalf: account }
}

pub(crate) fn take(asset: Address, units: U256, account: Address) -> IMarket::withdrawCollateralCall {
    IMarket::withdrawCollateralCall { asset, units, onBehalf: account, receiver: account }
}

pub(crate) fn borrow(assets: U256, account: Address) -> IMarket::borrowCall {
    IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Default::default() }
}

pub(crate) fn repay(assets: U256, account: Address) -> IMarket::repayCall {
    IMarket::repayCall { assets, onBehalf: account }
}

pub(crate) fn liquidate(borrower: Address, asset: Address, receiver: Address) -> IMarket::liquidateCall {
    IMarket::liquidateCall {
        borrower,
        asset,
        maxRepay: U256::MAX,
        minSeize: U256::ZERO,
        receiver,
        data: Default::default(),
    }
}
