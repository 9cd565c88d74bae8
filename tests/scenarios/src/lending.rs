//! The contracts of a lending market and its people.

use crate::calls::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_common::abi::Word;
use ballast_lst::{interface::ILst, Lst};
use ballast_market::{interface::IMarket, Market};
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{
    alone, ask_error,
    lst::{construct, construct_lst, EtherReceiver},
    Ask, FeedMock, IToken, TokenMock,
};
use core::fmt::Debug;
use motsu::prelude::*;
use std::sync::MutexGuard;

/// A market of WETH loans. Collateral 0 is blETH: factors 90 % and 93 %, bonus 3 %. Collateral 1 is gold, a plain token
/// at two ether: factors 70 % and 80 %, bonus 5 %. Alice has supplied 1,000 ether; Bob has staked 99 of the 100 ether in
/// blETH, half of which are with validators, and has 100 gold. All is approved.
pub struct Lending {
    /// Governs all.
    pub owner: Address,
    /// Supplies.
    pub alice: Address,
    /// Stakes and borrows.
    pub bob: Address,
    /// Liquidates.
    pub carol: Address,
    /// The treasurer.
    pub market: Contract<Market>,
    /// The judge.
    pub risk: Contract<Risk>,
    /// blETH.
    pub lst: Contract<Lst>,
    /// The loan asset.
    pub weth: Contract<TokenMock>,
    /// A plain collateral.
    pub gold: Contract<TokenMock>,
    /// blETH's price in ether, 18 decimals.
    pub feed: Contract<FeedMock>,
    /// Gold's price in ether, 8 decimals.
    pub gold_feed: Contract<FeedMock>,
    operators: Contract<EtherReceiver>,
    _turn: MutexGuard<'static, ()>, // the last to go
}

impl Default for Lending {
    fn default() -> Self {
        Self::new()
    }
}

impl Lending {
    /// Constructs, wires and funds all.
    pub fn new() -> Self {
        let turn = alone();
        let world = Self {
            owner: Address::from_tag("owner"),
            alice: Address::from_tag("alice"),
            bob: Address::from_tag("bob"),
            carol: Address::from_tag("carol"),
            market: Contract::new(),
            risk: Contract::new(),
            lst: Contract::new(),
            weth: Contract::new(),
            gold: Contract::new(),
            feed: Contract::new(),
            gold_feed: Contract::new(),
            operators: Contract::new(),
            _turn: turn,
        };
        world.construct_all();
        world.list_all();
        world.fund_all();
        world
    }

    fn construct_all(&self) {
        let owner = self.owner;
        owner.fund(ether(1));
        construct_lst::<Lst>(&mut self.lst.sender_and_value(owner, ether(1)), owner, owner, owner).motsu_unwrap();
        let wire = ILst::wireCall { oracle: owner, operators: self.operators.address() };
        self.lst.sender(owner).ask(wire).motsu_unwrap();
        self.feed.sender(owner).answer_now(ether(1), 18);
        self.gold_feed.sender(owner).answer_now(n(200_000_000), 8);
        self.weth.sender(owner).set_decimals(n(18));
        self.gold.sender(owner).set_decimals(n(18));
        construct::<Risk>(&mut self.risk.sender(owner), &[owner.word(), n(18)]).motsu_unwrap();
        let words = [self.weth.address(), self.risk.address(), owner, owner, Address::ZERO].map(Word::word);
        construct::<Market>(&mut self.market.sender(owner), &words).motsu_unwrap();
    }

    fn list_all(&self) {
        let bleth = IRisk::listCollateralCall {
            asset: self.lst.address(),
            isShares: true,
            borrowFactorBps: n(9_000),
            liquidationFactorBps: n(9_300),
            maxBonusBps: n(300),
            feed: self.feed.address(),
            feedMaxAge: n(DAY.into()),
            rateMaxAge: n(2 * u128::from(DAY)),
        };
        let gold = IRisk::listCollateralCall {
            asset: self.gold.address(),
            isShares: false,
            borrowFactorBps: n(7_000),
            liquidationFactorBps: n(8_000),
            maxBonusBps: n(500),
            feed: self.gold_feed.address(),
            rateMaxAge: U256::ZERO,
            ..bleth.clone()
        };
        for listing in [bleth, gold] {
            let asset = listing.asset;
            self.risk.sender(self.owner).ask(listing).motsu_unwrap();
            self.own(IMarket::listCollateralCall { asset, cap: n(1 << 119) });
        }
        self.own(IMarket::setSupplyCapCall { cap: ether(1_000_000) });
        self.own(IMarket::setBorrowCapCall { cap: ether(1_000_000) });
        self.own(IMarket::setLeastDebtCall { least: n(WAD / 10) });
        self.own(IMarket::setFeeCall { feeBps: n(1_000) });
    }

    fn fund_all(&self) {
        let (bob, spender, value) = (self.bob, self.market.address(), U256::MAX);
        for person in [self.alice, bob, self.carol] {
            self.weth.sender(person).mint(person, ether(1_000));
            self.weth.sender(person).ask(IToken::approveCall { spender, value }).motsu_unwrap();
        }
        self.gold.sender(bob).mint(bob, ether(100));
        self.gold.sender(bob).ask(IToken::approveCall { spender, value }).motsu_unwrap();
        bob.fund(ether(99));
        let stake = ILst::submitCall { referral: Address::ZERO };
        self.lst.sender_and_value(bob, ether(99)).ask(stake).motsu_unwrap();
        self.lst.sender(bob).ask(ILst::approveCall { spender, value }).motsu_unwrap();
        let deploy = ILst::deployEtherCall { amount: ether(50) };
        self.lst.sender(self.operators.address()).ask(deploy).motsu_unwrap();
        self.report(ether(50));
        self.ask(self.alice, IMarket::depositCall { assets: ether(1_000), receiver: self.alice });
    }

    /// Reports so much at validators, beyond all bounds. What is missing is lost, what is more was earned.
    #[track_caller]
    pub fn report(&self, validators: U256) {
        let flows = self.lst.sender(self.owner).ask(ILst::flowsCall {}).motsu_unwrap();
        let report = ILst::applyReportCall {
            validatorsEther: validators,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        ballast_lst::testing::unbound(&mut self.lst.sender(self.owner));
        self.lst.sender(self.owner).ask(report).motsu_unwrap();
        assert!(!self.lst.sender(self.owner).ask(ILst::parkedReportCall {}).motsu_unwrap().parked);
        assert_eq!(self.lst.sender(self.owner).ask(ILst::parkedGainCall {}).motsu_unwrap()._0, U256::ZERO);
    }

    /// A call of the market that succeeds.
    #[track_caller]
    pub fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.market.sender(from).ask(call).motsu_unwrap()
    }

    /// A call of the market's owner.
    #[track_caller]
    pub fn own<C: SolCall>(&self, call: C) -> C::Return {
        self.ask(self.owner, call)
    }

    /// A view of the market.
    #[track_caller]
    pub fn see<C: SolCall>(&self, call: C) -> C::Return {
        self.ask(self.carol, call)
    }

    /// A call of the market that reverts.
    #[track_caller]
    pub fn fails<E: SolError>(&self, from: Address, call: impl SolCall) -> E {
        ask_error(self.market.sender(from).ask(call).map(drop))
    }

    /// The events of one type that the market emitted.
    pub fn events<E: SolEvent + Debug>(&self) -> Vec<E> {
        self.market.all_events().iter().filter_map(|log| E::decode_log_data(log, true).ok()).collect()
    }

    /// Lets blETH gain in a day what takes staking years.
    pub fn lift_rate_cap(&self) {
        let snapshot = n(2 * WAD);
        let call = IRisk::setRateCapCall { index: U256::ZERO, snapshot, growthBps: U256::ZERO };
        self.risk.sender(self.owner).ask(call).motsu_unwrap();
    }

    /// Time passes for the market and blETH. Feeds answer as of now whatever happens.
    pub fn age(&self, seconds: u32) {
        ballast_market::testing::age(&mut self.market.sender(self.owner), seconds);
        ballast_lst::testing::age(&mut self.lst.sender(self.owner), seconds.into());
    }

    /// Shares of blETH that an account holds outside the market.
    pub fn shares(&self, account: Address) -> U256 {
        self.lst.sender(account).ask(ILst::sharesOfCall { account }).motsu_unwrap()._0
    }

    /// The loan asset that an account holds.
    pub fn weth_of(&self, account: Address) -> U256 {
        self.weth.sender(account).ask(IToken::balanceOfCall { account }).motsu_unwrap()._0
    }

    /// What blETH shares are worth, in wei, rounded down.
    pub fn value_of(&self, shares: U256) -> U256 {
        let call = ILst::getPooledEthBySharesCall { sharesAmount: shares };
        self.lst.sender(self.owner).ask(call).motsu_unwrap()._0
    }

    /// The health that a liquidation may restore, in wad.
    pub fn target_health(&self) -> U256 {
        self.risk.sender(self.owner).ask(IRisk::liquidationConfigCall {}).motsu_unwrap().targetHealth
    }

    /// An account's health, debt and limit.
    pub fn account(&self, account: Address) -> IMarket::accountHealthReturn {
        self.see(IMarket::accountHealthCall { account })
    }

    /// Units of a collateral that an account has in the market.
    pub fn units(&self, account: Address, asset: Address) -> U256 {
        self.see(IMarket::collateralOfCall { account, asset }).units
    }

    /// What must hold after every call, by the names of docs/invariants.md.
    #[track_caller]
    pub fn check(&self) {
        let people = [self.owner, self.alice, self.bob, self.carol];
        let totals = self.see(IMarket::totalsCall {});
        let sum = |of: &dyn Fn(Address) -> U256| people.into_iter().fold(U256::ZERO, |sum, one| sum + of(one));
        let held = sum(&|account| self.see(IMarket::balanceOfCall { account })._0);
        assert_eq!(held + self.see(IMarket::reserveSharesCall {})._0, totals.supplyShares, "supply shares sum");
        let owed = sum(&|account| self.see(IMarket::debtSharesOfCall { account })._0);
        assert_eq!(owed, totals.debtShares, "debt shares sum to their total");
        let market = self.market.address();
        let gold = self.gold.sender(market).ask(IToken::balanceOfCall { account: market }).motsu_unwrap()._0;
        for (asset, holds) in [(self.lst.address(), self.shares(market)), (self.gold.address(), gold)] {
            let units = sum(&|account| self.units(account, asset));
            assert_eq!(units, self.see(IMarket::collateralInfoCall { asset }).total, "units sum to their total");
            assert!(units <= holds, "held units cover booked units");
        }
        assert!(totals.idle <= self.weth_of(market), "held assets cover idle assets");
        assert!(totals.debtAssets <= totals.suppliedAssets, "borrowed is at most supplied");
        for account in people {
            let has =
                [self.lst.address(), self.gold.address()].iter().any(|asset| !self.units(account, *asset).is_zero());
            let owes = !self.see(IMarket::debtSharesOfCall { account })._0.is_zero();
            assert!(has || !owes, "debt means collateral");
        }
    }
}
