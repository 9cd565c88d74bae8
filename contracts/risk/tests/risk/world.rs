//! A judge to ask, and what it asks: feeds, and rate tokens real and mocked.
#![allow(dead_code, unreachable_pub, missing_docs)] // each suite uses its part

mod rate;

use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, Revert};
use ballast_lst::{interface::ILst, Lst};
use ballast_risk::{
    interface::IRisk::{self, PriceStatus},
    Risk,
};
use ballast_test_support::{
    lst::{construct, construct_lst},
    Ask, FeedMock,
};
use motsu::prelude::*;

pub use rate::RateMock;

pub const WAD: u128 = 10_u128.pow(18);
pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 86_400;
pub const H_STAR: u128 = 96 * WAD / 100;
pub const TARGET: u128 = 103 * WAD / 100;
pub const DUST: u128 = WAD / 1_000;

pub fn n(number: u128) -> U256 {
    U256::from(number)
}

pub fn ether(amount: u128) -> U256 {
    n(amount * WAD)
}

/// Shares of so many ether at genesis.
pub fn shares(ether: u128) -> U256 {
    n(ether * 10_u128.pow(27))
}

/// A price of so many parts of `of`, in wei per wei.
pub fn price(parts: u128, of: u128) -> U256 {
    n(10_u128.pow(36) / of * parts)
}

pub fn negative(number: u128) -> U256 {
    U256::ZERO.wrapping_sub(n(number))
}

pub fn holding(index: u8, units: U256) -> U256 {
    (U256::from(index) << 248_usize) | units
}

/// blETH: factors 80 % and 90 %, bonus 4 %.
pub fn shares_listing(asset: Address, feed: Address) -> IRisk::listCollateralCall {
    IRisk::listCollateralCall {
        asset,
        isShares: true,
        borrowFactorBps: n(8_000),
        liquidationFactorBps: n(9_000),
        maxBonusBps: n(400),
        feed,
        feedMaxAge: DAY.word(),
        rateMaxAge: (2 * DAY).word(),
    }
}

/// A plain token: factors 75 % and 85 %, bonus 5 %.
pub fn plain_listing(asset: Address, feed: Address) -> IRisk::listCollateralCall {
    IRisk::listCollateralCall {
        isShares: false,
        borrowFactorBps: n(7_500),
        liquidationFactorBps: n(8_500),
        maxBonusBps: n(500),
        rateMaxAge: U256::ZERO,
        ..shares_listing(asset, feed)
    }
}

/// What the suites ask a judge for.
pub trait Judge {
    fn init(&self, owner: Address);
    fn init_with(&self, owner: Address, loan_decimals: u64) -> Result<(), Revert>;
    fn list(&self, owner: Address, listing: IRisk::listCollateralCall) -> u8;
    /// A plain token with 18 decimals and a feed with 8 that answers `answer` now.
    fn list_plain(&self, owner: Address, token: &Contract<FeedMock>, feed: &Contract<FeedMock>, answer: u128) -> u8;
    fn prices_of(&self, index: u8) -> (U256, U256, PriceStatus);
    fn limit(&self, holdings: &[U256]) -> Result<(U256, U256), Revert>;
    fn health(&self, holdings: &[U256], debt: U256) -> Result<U256, Revert>;
    fn liquidate(&self, holdings: &[U256], asked: Asked) -> Result<IRisk::liquidationReturn, Revert>;
}

/// A liquidation to ask for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub debt: U256,
    pub index: u8,
    pub max_repay: U256,
    pub min_debt: U256,
}

/// As much as may be liquidated, without a least debt.
pub fn all(debt: U256, index: u8) -> Asked {
    Asked { debt, index, max_repay: U256::MAX, min_debt: U256::ZERO }
}

impl Judge for Contract<Risk> {
    fn init(&self, owner: Address) {
        self.init_with(owner, 18).motsu_unwrap();
    }

    fn init_with(&self, owner: Address, loan_decimals: u64) -> Result<(), Revert> {
        construct::<Risk>(&mut self.sender(owner), &[owner.word(), loan_decimals.word()])
    }

    fn list(&self, owner: Address, listing: IRisk::listCollateralCall) -> u8 {
        self.sender(owner).ask(listing).motsu_unwrap().index.to()
    }

    fn list_plain(&self, owner: Address, token: &Contract<FeedMock>, feed: &Contract<FeedMock>, answer: u128) -> u8 {
        token.sender(owner).set_decimals(n(18));
        feed.sender(owner).answer_now(n(answer), 8);
        self.list(owner, plain_listing(token.address(), feed.address()))
    }

    fn prices_of(&self, index: u8) -> (U256, U256, PriceStatus) {
        let call = IRisk::pricesCall { index: U256::from(index) };
        let prices = self.sender(Address::ZERO).ask(call).motsu_unwrap();
        (prices.borrowPrice36, prices.liquidationPrice36, prices.status)
    }

    fn limit(&self, holdings: &[U256]) -> Result<(U256, U256), Revert> {
        let call = IRisk::borrowLimitCall { holdings: holdings.to_vec() };
        self.sender(Address::ZERO).ask(call).map(|answer| (answer.limit, answer.unpriced))
    }

    fn health(&self, holdings: &[U256], debt: U256) -> Result<U256, Revert> {
        let call = IRisk::healthCall { holdings: holdings.to_vec(), debt };
        self.sender(Address::ZERO).ask(call).map(|answer| answer.healthWad)
    }

    fn liquidate(&self, holdings: &[U256], asked: Asked) -> Result<IRisk::liquidationReturn, Revert> {
        let Asked { debt, index, max_repay, min_debt } = asked;
        self.sender(Address::ZERO).ask(IRisk::liquidationCall {
            holdings: holdings.to_vec(),
            debt,
            index: U256::from(index),
            maxRepay: max_repay,
            minDebt: min_debt,
        })
    }
}

/// A judge of WETH loans whose collateral 0 is a real blETH at one to one, its feed at par.
pub fn with_lst(risk: &Contract<Risk>, lst: &Contract<Lst>, feed: &Contract<FeedMock>, owner: Address) {
    owner.fund(ether(1));
    construct_lst::<Lst>(&mut lst.sender_and_value(owner, ether(1)), owner, owner, owner).motsu_unwrap();
    risk.init(owner);
    feed.sender(owner).answer_now(n(WAD), 18);
    risk.list(owner, shares_listing(lst.address(), feed.address()));
}

/// Takes 10 ether to validators, who lose so many hundredths of them.
pub fn slash(lst: &Contract<Lst>, operators: Address, owner: Address, percent: u128) {
    owner.fund(ether(9));
    lst.sender(owner).ask(ILst::wireCall { oracle: owner, operators }).motsu_unwrap();
    lst.sender_and_value(owner, ether(9)).ask(ILst::submitCall { referral: Address::ZERO }).motsu_unwrap();
    lst.sender(operators).ask(ILst::deployEtherCall { amount: ether(10) }).motsu_unwrap();
    lst.sender(owner)
        .ask(ILst::applyReportCall {
            validatorsEther: ether(10) - ether(10) / n(100) * n(percent),
            inFlightEther: U256::ZERO,
            sentEther: ether(10),
            returnedEther: U256::ZERO,
        })
        .motsu_unwrap();
}

/// A judge of WETH loans whose collateral 0 is a mocked rate token, its feed at par.
pub fn with_rate(risk: &Contract<Risk>, token: &Contract<RateMock>, feed: &Contract<FeedMock>, owner: Address) {
    token.sender(owner).set_rate(ether(1), shares(1));
    token.sender(owner).set_age(0);
    risk.init(owner);
    feed.sender(owner).answer_now(n(WAD), 18);
    risk.list(owner, shares_listing(token.address(), feed.address()));
}

/// Visits every order of the first `length` holdings (Heap's algorithm).
pub fn for_each_order(holdings: &mut [U256], length: usize, visit: &mut impl FnMut(&[U256])) {
    if length <= 1 {
        return visit(holdings);
    }
    for i in 0..length {
        for_each_order(holdings, length - 1, visit);
        holdings.swap(if length % 2 == 0 { i } else { 0 }, length - 1);
    }
}
