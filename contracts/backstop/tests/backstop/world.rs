//! The vault over a mocked market and a mocked lens, its people, and short words for what tests do with them.

pub(crate) use crate::{
    lens::{LensMock, LensMode},
    market::{MarketMock, MarketMode},
};
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_backstop::{
    interface::{IBackstop, IMarket},
    testing, Backstop,
};
use ballast_common::{abi::Word, Revert};
use ballast_test_support::{alone, ask_error, lst::construct, Ask};
use core::fmt::Debug;
use motsu::prelude::*;
use std::sync::MutexGuard;

/// The mocked host's only second.
pub(crate) const NOW: u64 = 1_735_689_600;
pub(crate) const DAY: u32 = 86_400;
/// 10^24, about an ether of supply.
pub(crate) const UNIT: u128 = 10_u128.pow(24);
/// The funders' part of the reserves.
pub(crate) const INCOME_BPS: u128 = 2_000;

/// A number as a word.
pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

/// That many units.
pub(crate) fn units(amount: u128) -> U256 {
    n(amount * UNIT)
}

/// A vault that is wired. Alice, Bob and Carol have a million units of supply each and have approved them.
pub(crate) struct World {
    pub(crate) vault: Contract<Backstop>,
    pub(crate) market: Contract<MarketMock>,
    pub(crate) lens: Contract<LensMock>,
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    pub(crate) carol: Address,
    /// Of the market.
    pub(crate) owner: Address,
    _alone: MutexGuard<'static, ()>, // dropped last: until then the host belongs to this test
}

impl World {
    pub(crate) fn new() -> Self {
        let turn = alone();
        let [alice, bob, carol] = ["alice", "bob", "carol"].map(Address::from_tag);
        let world = Self {
            vault: Contract::new(),
            market: Contract::new(),
            lens: Contract::new(),
            alice,
            bob,
            carol,
            owner: Address::from_tag("owner"),
            _alone: turn,
        };
        world.market.sender(alice).set_owner(world.owner);
        world.lens.sender(alice).set_market(world.market.address());
        world.construct(&world.vault, n(INCOME_BPS)).motsu_unwrap();
        world.market.sender(alice).wire(world.vault.address());
        for person in world.people() {
            world.market.sender(person).mint(person, units(1_000_000));
            let approve = IMarket::approveCall { spender: world.vault.address(), value: U256::MAX };
            world.market.sender(person).ask(approve).motsu_unwrap();
        }
        world
    }

    /// As [`Self::new`], and Alice has funded a hundred units.
    pub(crate) fn funded() -> Self {
        let world = Self::new();
        world.fund(world.alice, units(100));
        world
    }

    /// Alice has funded a hundred units and Bob fifty; there was income, and a tenth was lost.
    pub(crate) fn odd() -> Self {
        let world = Self::funded();
        world.earn(n(123_456_789_012_345_678_901_234));
        world.fund(world.bob, units(50));
        world.lose(units(15));
        world.sync();
        world
    }

    /// Runs the constructor of another vault.
    pub(crate) fn construct(&self, vault: &Contract<Backstop>, income_bps: U256) -> Result<(), Revert> {
        let words = [self.market.address().word(), self.lens.address().word(), income_bps];
        construct(&mut *vault.sender(self.alice), &words)
    }

    pub(crate) fn people(&self) -> [Address; 3] {
        [self.alice, self.bob, self.carol]
    }

    // ------------------------------------------------------------ calls

    /// What a call that goes well answers.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.vault.sender(from).ask(call).motsu_unwrap()
    }

    /// Asserts that a call reverts with exactly this error.
    #[track_caller]
    pub(crate) fn refuses<C, E>(&self, from: Address, call: C, expected: E)
    where
        C: SolCall,
        E: SolError + Debug + PartialEq,
    {
        assert_eq!(ask_error::<E, _>(self.vault.sender(from).ask(call).map(drop)), expected);
    }

    #[track_caller]
    pub(crate) fn fund(&self, from: Address, assets: U256) -> U256 {
        self.ask(from, fund(assets, from)).shares
    }

    #[track_caller]
    pub(crate) fn give_notice(&self, from: Address, shares: U256) -> U256 {
        self.ask(from, IBackstop::giveNoticeCall { shares }).at
    }

    /// Notice, fourteen days, and leaving to oneself.
    #[track_caller]
    pub(crate) fn leave(&self, from: Address, shares: U256) -> U256 {
        self.give_notice(from, shares);
        self.age(from, 14 * DAY);
        self.ask(from, leave(shares, from)).assets
    }

    pub(crate) fn sync(&self) {
        self.ask(self.carol, IBackstop::syncCall {});
    }

    // ------------------------------------------------------------ what happens

    /// Time passes for an account's notice.
    pub(crate) fn age(&self, account: Address, seconds: u32) {
        testing::age(&mut self.vault.sender(account), account, seconds);
    }

    /// Bad debt takes reserves, then what the vault holds.
    pub(crate) fn lose(&self, assets: U256) {
        self.market.sender(self.carol).lose(assets);
    }

    /// The market's reserves grow so that the funders' part of them is this much.
    pub(crate) fn earn(&self, income: U256) {
        self.market.sender(self.carol).earn(income * n(10_000 / INCOME_BPS));
    }

    /// Somebody sends supply shares to the vault.
    pub(crate) fn donate(&self, assets: U256) {
        self.market.sender(self.carol).mint(self.vault.address(), assets);
    }

    pub(crate) fn set_shortfall(&self, account: Address, assets: U256) {
        self.lens.sender(self.carol).set_shortfall(account, assets);
    }

    // ------------------------------------------------------------ what is

    pub(crate) fn totals(&self) -> (U256, U256, U256) {
        let totals = self.ask(self.carol, IBackstop::totalsCall {});
        (totals.assets, totals.shares, totals.epoch)
    }

    pub(crate) fn shares(&self, account: Address) -> U256 {
        self.ask(account, IBackstop::sharesOfCall { account })._0
    }

    pub(crate) fn assets(&self, account: Address) -> U256 {
        self.ask(account, IBackstop::assetsOfCall { account })._0
    }

    /// Shares, from, until.
    pub(crate) fn notice(&self, account: Address) -> (U256, U256, U256) {
        let notice = self.ask(account, IBackstop::noticeOfCall { account });
        (notice.shares, notice.from, notice.until)
    }

    /// Supply shares of an account in the market.
    pub(crate) fn held(&self, account: Address) -> U256 {
        self.market.sender(account).ask(IMarket::balanceOfCall { account }).motsu_unwrap()._0
    }

    /// The last event is this one.
    #[track_caller]
    pub(crate) fn emitted<E: SolEvent + Debug + PartialEq>(&self, event: E) {
        assert_eq!(self.events::<E>().last(), Some(&event));
    }

    pub(crate) fn events<E: SolEvent>(&self) -> Vec<E> {
        self.vault.all_events().iter().filter_map(|log| E::decode_log_data(log, true).ok()).collect()
    }

    /// What must hold after every call.
    #[track_caller]
    pub(crate) fn check(&self) {
        let (assets, shares, _) = self.totals();
        let sum = |of: &dyn Fn(Address) -> U256| self.people().into_iter().fold(U256::ZERO, |sum, one| sum + of(one));
        assert_eq!(sum(&|account| self.shares(account)), shares, "shares sum to their total");
        assert!(sum(&|account| self.assets(account)) <= assets, "what shares are worth is booked");
        let reserves = self.market.sender(self.carol).ask(IMarket::reserveSharesCall {}).motsu_unwrap()._0;
        assert!(assets <= self.held(self.vault.address()) + reserves, "what is booked is held");
        assert_eq!(assets.is_zero(), shares.is_zero(), "none without the other");
        assert!(assets << 24 >= shares, "the least rate");
        for account in self.people() {
            assert!(self.notice(account).0 <= self.shares(account), "notice is of shares that are there");
        }
    }
}

/// Funds for an account.
pub(crate) fn fund(assets: U256, receiver: Address) -> IBackstop::fundCall {
    IBackstop::fundCall { assets, receiver, minShares: U256::ZERO }
}

pub(crate) fn leave(shares: U256, receiver: Address) -> IBackstop::leaveCall {
    IBackstop::leaveCall { shares, receiver }
}

/// An address of its own for every name.
pub(crate) fn someone(name: &str) -> Address {
    Address::from_tag(name)
}
