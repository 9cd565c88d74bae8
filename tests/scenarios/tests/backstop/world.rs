//! A market with a backstop, and short words for what stories do with them.

use crate::lens::LensMock;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_backstop::{interface::IBackstop, testing, Backstop};
use ballast_common::abi::Word;
use ballast_market::interface::IMarket;
use ballast_scenarios::*;
use ballast_test_support::{ask_error, lst::construct, Ask};
use motsu::prelude::*;

/// Supply shares of an ether, at first.
pub(crate) const SHARES: u128 = 10_u128.pow(24);
/// The funders' part of the reserves.
pub(crate) const INCOME_BPS: u128 = 2_000;

/// A market of which Alice supplies, and a vault that is wired.
pub(crate) struct World {
    pub(crate) vault: Contract<Backstop>,
    pub(crate) lens: Contract<LensMock>,
    pub(crate) w: Lending, // dropped last: until then the host belongs to this test
}

impl World {
    pub(crate) fn new() -> Self {
        let w = Lending::new();
        let (vault, lens) = (Contract::<Backstop>::new(), Contract::<LensMock>::new());
        let words = [w.market.address().word(), lens.address().word(), n(INCOME_BPS)];
        construct::<Backstop>(&mut vault.sender(w.owner), &words).motsu_unwrap();
        w.own(IMarket::setBackstopCall { vault: vault.address() });
        w.ask(w.alice, IMarket::approveCall { spender: vault.address(), value: U256::MAX });
        Self { vault, lens, w }
    }

    /// Bob has borrowed what 99 blETH allow, and a year has passed.
    pub(crate) fn lent() -> Self {
        let world = Self::new();
        let w = &world.w;
        w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
        w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
        world
    }

    /// A call of the vault that succeeds.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.vault.sender(from).ask(call).motsu_unwrap()
    }

    /// One that reverts.
    #[track_caller]
    pub(crate) fn fails<E: SolError>(&self, from: Address, call: impl SolCall) -> E {
        ask_error(self.vault.sender(from).ask(call).map(drop))
    }

    /// Alice funds supply shares that are worth so many ether at first.
    #[track_caller]
    pub(crate) fn fund(&self, assets: u128) -> U256 {
        let call = IBackstop::fundCall { assets: n(assets * SHARES), receiver: self.w.alice, minShares: U256::ZERO };
        self.ask(self.w.alice, call).shares
    }

    pub(crate) fn sync(&self) {
        self.ask(self.w.carol, IBackstop::syncCall {});
    }

    /// Time passes for the market, blETH and Alice's notice.
    pub(crate) fn age(&self, seconds: u32) {
        self.w.age(seconds);
        testing::age(&mut self.vault.sender(self.w.alice), self.w.alice, seconds);
    }

    /// Bob's blETH loses half of its worth, and he owes more than it covers.
    pub(crate) fn slash(&self) {
        self.w.report(U256::ZERO);
        let account = self.w.account(self.w.bob);
        self.lens.sender(self.w.bob).set_shortfall(self.w.bob, account.debt / n(2));
    }

    /// All his blETH is seized, and the rest of his debt written off; who bore what.
    #[track_caller]
    pub(crate) fn liquidate(&self) -> Vec<IMarket::BadDebtBorne> {
        let w = &self.w;
        w.ask(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
        assert_eq!(w.see(IMarket::debtOfCall { account: w.bob })._0, U256::ZERO);
        self.lens.sender(w.bob).set_shortfall(w.bob, U256::ZERO);
        w.events()
    }

    pub(crate) fn totals(&self) -> IBackstop::totalsReturn {
        self.ask(self.w.carol, IBackstop::totalsCall {})
    }

    /// Supply shares that the vault holds.
    pub(crate) fn held(&self) -> U256 {
        self.w.see(IMarket::balanceOfCall { account: self.vault.address() })._0
    }

    pub(crate) fn reserves(&self) -> U256 {
        self.w.see(IMarket::reserveSharesCall {})._0
    }

    /// What must hold of both.
    #[track_caller]
    pub(crate) fn check(&self) {
        let w = &self.w;
        let people = [w.owner, w.alice, w.bob, w.carol, self.vault.address()];
        let sum = |of: &dyn Fn(Address) -> U256| people.into_iter().fold(U256::ZERO, |sum, one| sum + of(one));
        let held = sum(&|account| w.see(IMarket::balanceOfCall { account })._0);
        assert_eq!(held + self.reserves(), w.see(IMarket::totalsCall {}).supplyShares, "supply shares sum");
        let totals = self.totals();
        let shares = sum(&|account| self.ask(account, IBackstop::sharesOfCall { account })._0);
        assert_eq!(shares, totals.shares);
        assert!(sum(&|account| self.ask(account, IBackstop::assetsOfCall { account })._0) <= totals.assets);
        assert!(totals.assets <= self.held() + self.reserves(), "booked is held");
    }
}
