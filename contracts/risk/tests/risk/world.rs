//! A judge to ask, and what it asks: feeds, plain tokens, and rate tokens real and mocked.

pub(crate) use crate::rate::RateMock;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_common::{abi::Word, Revert};
use ballast_lst::{interface::ILst, Lst};
use ballast_risk::{
    interface::IRisk::{self, PriceStatus},
    Risk,
};
use ballast_test_support::{
    alone, ask_error,
    lst::{construct, construct_lst, EtherReceiver},
    Ask, FeedMock,
};
use motsu::prelude::*;
use std::sync::MutexGuard;

pub(crate) const WAD: u128 = 10_u128.pow(18);
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;
pub(crate) const H_STAR: u128 = 96 * WAD / 100;
pub(crate) const TARGET: u128 = 103 * WAD / 100;

pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

pub(crate) fn ether(amount: u128) -> U256 {
    n(amount * WAD)
}

/// Shares of so many ether at genesis.
pub(crate) fn shares(ether: u128) -> U256 {
    n(ether * 10_u128.pow(27))
}

/// A price of so many parts of `of`, in wei per wei.
pub(crate) fn price(parts: u128, of: u128) -> U256 {
    n(10_u128.pow(36) / of * parts)
}

pub(crate) fn negative(number: u128) -> U256 {
    U256::ZERO.wrapping_sub(n(number))
}

pub(crate) fn holding(index: u8, units: U256) -> U256 {
    (U256::from(index) << 248_usize) | units
}

/// blETH: factors 80 % and 90 %, bonus 4 %.
pub(crate) fn shares_listing(asset: Address, feed: Address) -> IRisk::listCollateralCall {
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
pub(crate) fn plain_listing(asset: Address, feed: Address) -> IRisk::listCollateralCall {
    IRisk::listCollateralCall {
        isShares: false,
        borrowFactorBps: n(7_500),
        liquidationFactorBps: n(8_500),
        maxBonusBps: n(500),
        rateMaxAge: U256::ZERO,
        ..shares_listing(asset, feed)
    }
}

/// A liquidation to ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) debt: U256,
    pub(crate) index: u8,
    pub(crate) max_repay: U256,
    pub(crate) min_debt: U256,
}

/// As much as may be liquidated, without a least debt.
pub(crate) fn all(debt: U256, index: u8) -> Asked {
    Asked { debt, index, max_repay: U256::MAX, min_debt: U256::ZERO }
}

/// A judge, and around it what a test may list. Contracts have no price until a test gives them one.
pub(crate) struct World {
    pub(crate) owner: Address,
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    pub(crate) risk: Contract<Risk>,
    /// Real blETH.
    pub(crate) lst: Contract<Lst>,
    /// Takes blETH's ether to validators.
    pub(crate) operators: Contract<EtherReceiver>,
    pub(crate) rate: Contract<RateMock>,
    /// Of blETH.
    pub(crate) feed: Contract<FeedMock>,
    /// A plain token.
    pub(crate) gold: Contract<FeedMock>,
    pub(crate) gold_feed: Contract<FeedMock>,
    pub(crate) spare: Contract<FeedMock>,
    _turn: MutexGuard<'static, ()>, // the last to go
}

impl World {
    /// Nothing is constructed yet.
    pub(crate) fn bare() -> Self {
        let turn = alone();
        Self {
            owner: Address::from_tag("owner"),
            alice: Address::from_tag("alice"),
            bob: Address::from_tag("bob"),
            risk: Contract::new(),
            lst: Contract::new(),
            operators: Contract::new(),
            rate: Contract::new(),
            feed: Contract::new(),
            gold: Contract::new(),
            gold_feed: Contract::new(),
            spare: Contract::new(),
            _turn: turn,
        }
    }

    /// A judge of WETH loans.
    pub(crate) fn new() -> Self {
        let world = Self::bare();
        world.init_with(18).motsu_unwrap();
        world
    }

    /// Collateral 0 is real blETH at one to one, its feed at par.
    pub(crate) fn with_lst() -> Self {
        let world = Self::new();
        let owner = world.owner;
        owner.fund(ether(1));
        construct_lst::<Lst>(&mut world.lst.sender_and_value(owner, ether(1)), owner, owner, owner).motsu_unwrap();
        world.feed.sender(owner).answer_now(n(WAD), 18);
        world.list(shares_listing(world.lst.address(), world.feed.address()));
        world
    }

    /// Collateral 0 is a mocked rate token at one to one, its feed at par.
    pub(crate) fn with_rate() -> Self {
        Self::at_rate(WAD)
    }

    /// The same at so many wei per 10^27 shares.
    pub(crate) fn at_rate(wei: u128) -> Self {
        let world = Self::new();
        world.rate.sender(world.owner).set_rate(n(wei), shares(1));
        world.rate.sender(world.owner).set_age(0);
        world.feed.sender(world.owner).answer_now(n(WAD), 18);
        world.list(shares_listing(world.rate.address(), world.feed.address()));
        world
    }

    /// Runs the judge's constructor.
    pub(crate) fn init_with(&self, loan_decimals: u64) -> Result<(), Revert> {
        self.construct(self.owner, loan_decimals)
    }

    pub(crate) fn construct(&self, owner: Address, loan_decimals: u64) -> Result<(), Revert> {
        construct::<Risk>(&mut self.risk.sender(self.alice), &[owner.word(), loan_decimals.word()])
    }

    /// A call of the owner.
    pub(crate) fn attempt<C: SolCall>(&self, call: C) -> Result<C::Return, Revert> {
        self.risk.sender(self.owner).ask(call)
    }

    /// The typed error of a call of the owner.
    #[track_caller]
    pub(crate) fn refusal<E: SolError>(&self, call: impl SolCall) -> E {
        ask_error(self.attempt(call).map(|_| ()))
    }

    /// A call of the owner that succeeds.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, call: C) -> C::Return {
        self.attempt(call).unwrap_or_else(|revert| panic!("{}: {revert:?}", C::SIGNATURE))
    }

    #[track_caller]
    pub(crate) fn list(&self, listing: IRisk::listCollateralCall) -> u8 {
        self.ask(listing).index.to()
    }

    /// A plain token with 18 decimals and a feed with 8 that answers `answer` now.
    #[track_caller]
    pub(crate) fn list_plain(&self, token: &Contract<FeedMock>, feed: &Contract<FeedMock>, answer: u128) -> u8 {
        token.sender(self.owner).set_decimals(n(18));
        feed.sender(self.owner).answer_now(n(answer), 8);
        self.list(plain_listing(token.address(), feed.address()))
    }

    /// Lifts the bound on deviation as far as it goes.
    pub(crate) fn unbound(&self, index: u8) {
        self.ask(IRisk::setDeviationCall { index: U256::from(index), maxDeviationBps: n(50_000) });
    }

    /// Lets time pass for the judge; all feeds stay fresh.
    pub(crate) fn pass(&self, secs: u64) {
        ballast_risk::testing::age(&mut self.risk.sender(self.owner), secs);
    }

    /// Anybody's sample of a collateral.
    #[track_caller]
    pub(crate) fn sample(&self, index: u8) {
        let call = IRisk::sampleCall { index: U256::from(index) };
        self.risk.sender(self.bob).ask(call).motsu_unwrap();
    }

    /// Sets blETH's market, in hundredths of par.
    pub(crate) fn market(&self, percent: u128) {
        self.feed.sender(self.owner).set_answer(n(WAD / 100 * percent));
    }

    #[track_caller]
    pub(crate) fn prices_of(&self, index: u8) -> (U256, U256, PriceStatus) {
        let prices = self.ask(IRisk::pricesCall { index: U256::from(index) });
        (prices.borrowPrice36, prices.liquidationPrice36, prices.status)
    }

    pub(crate) fn limit(&self, holdings: &[U256]) -> Result<(U256, U256), Revert> {
        let answer = self.attempt(IRisk::borrowLimitCall { holdings: holdings.to_vec() })?;
        Ok((answer.limit, answer.unpriced))
    }

    pub(crate) fn health(&self, holdings: &[U256], debt: U256) -> Result<U256, Revert> {
        let answer = self.attempt(IRisk::healthCall { holdings: holdings.to_vec(), debt })?;
        Ok(answer.healthWad)
    }

    pub(crate) fn liquidate(&self, holdings: &[U256], asked: Asked) -> Result<IRisk::liquidationReturn, Revert> {
        let Asked { debt, index, max_repay, min_debt } = asked;
        self.attempt(IRisk::liquidationCall {
            holdings: holdings.to_vec(),
            debt,
            index: U256::from(index),
            maxRepay: max_repay,
            minDebt: min_debt,
        })
    }

    /// Takes 10 ether of blETH to validators, who lose so many hundredths of them.
    pub(crate) fn slash(&self, percent: u128) {
        let owner = self.owner;
        owner.fund(ether(9));
        self.lst
            .sender(owner)
            .ask(ILst::wireCall { oracle: owner, operators: self.operators.address() })
            .motsu_unwrap();
        let stake = ILst::submitCall { referral: Address::ZERO };
        self.lst.sender_and_value(owner, ether(9)).ask(stake).motsu_unwrap();
        let deploy = ILst::deployEtherCall { amount: ether(10) };
        self.lst.sender(self.operators.address()).ask(deploy).motsu_unwrap();
        let report = ILst::applyReportCall {
            validatorsEther: ether(10) / n(100) * n(100 - percent),
            inFlightEther: U256::ZERO,
            sentEther: ether(10),
            returnedEther: U256::ZERO,
        };
        ballast_lst::testing::unbound(&mut self.lst.sender(owner));
        self.lst.sender(owner).ask(report).motsu_unwrap();
        assert!(!self.lst.sender(owner).ask(ILst::parkedReportCall {}).motsu_unwrap().parked);
    }
}

/// Visits every order of the first `length` holdings (Heap's algorithm).
pub(crate) fn for_each_order(holdings: &mut [U256], length: usize, visit: &mut impl FnMut(&[U256])) {
    if length <= 1 {
        return visit(holdings);
    }
    for i in 0..length {
        for_each_order(holdings, length - 1, visit);
        holdings.swap(if length.is_multiple_of(2) { i } else { 0 }, length - 1);
    }
}
