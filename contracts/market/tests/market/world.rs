//! A market among its people, its judge a mock, and short words for what tests do with it.

pub(crate) use crate::calls::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_common::{abi::Word, Revert};
use ballast_lst::{interface::ILst, Lst};
use ballast_market::{interface::IMarket, testing, Market};
use ballast_test_support::{
    alone, ask_error,
    lst::{construct, construct_lst},
    Ask, CalleeMock, IToken, JudgeMock, Sentence, TokenMock,
};
use core::fmt::Debug;
use motsu::prelude::*;
use std::sync::MutexGuard;

pub(crate) const ETHER: u128 = 10_u128.pow(18);
pub(crate) const YEAR: u32 = 365 * 86_400;
/// Shares per wei in an empty vault.
pub(crate) const SHARES: u128 = 1_000_000;
/// The greatest cap on debt.
pub(crate) const NO_CAP: u128 = (1 << 96) - (1 << 16);
pub(crate) const LEAST_DEBT: u128 = ETHER / 10;

pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

pub(crate) fn ether(amount: u128) -> U256 {
    n(amount * ETHER)
}

/// A market of WETH loans: gold and silver are listed, everybody has plenty of all, and the judge allows any debt.
pub(crate) struct World {
    pub(crate) owner: Address,
    pub(crate) guardian: Address,
    /// Supplies.
    pub(crate) alice: Address,
    /// Borrows.
    pub(crate) bob: Address,
    /// Does what comes up.
    pub(crate) carol: Address,
    /// The backstop, once a test wires it.
    pub(crate) vault: Address,
    /// May act for all.
    pub(crate) rights: Address,
    pub(crate) market: Contract<Market>,
    pub(crate) judge: Contract<JudgeMock>,
    pub(crate) weth: Contract<TokenMock>,
    /// Collateral 0.
    pub(crate) gold: Contract<TokenMock>,
    /// Collateral 1.
    pub(crate) silver: Contract<TokenMock>,
    /// Borrows, liquidates and takes flash loans with callbacks.
    pub(crate) callee: Contract<CalleeMock>,
    /// Real blETH, collateral 2 once a test asks for it.
    pub(crate) bleth: Contract<Lst>,
    _turn: MutexGuard<'static, ()>, // the last to go
}

impl World {
    /// Nothing is constructed yet.
    pub(crate) fn bare() -> Self {
        let turn = alone();
        let world = Self {
            owner: Address::from_tag("owner"),
            guardian: Address::from_tag("guardian"),
            alice: Address::from_tag("alice"),
            bob: Address::from_tag("bob"),
            carol: Address::from_tag("carol"),
            vault: Address::from_tag("vault"),
            rights: Address::from_tag("rights"),
            market: Contract::new(),
            judge: Contract::new(),
            weth: Contract::new(),
            gold: Contract::new(),
            silver: Contract::new(),
            callee: Contract::new(),
            bleth: Contract::new(),
            _turn: turn,
        };
        world.weth.sender(world.owner).set_decimals(n(18));
        world.judge.sender(world.owner).set_loan_decimals(n(18));
        world
    }

    /// Runs the constructor.
    pub(crate) fn init(&self, owner: Address) -> Result<(), Revert> {
        let words = [self.weth.address(), self.judge.address(), owner, self.guardian, self.rights].map(Word::word);
        construct::<Market>(&mut self.market.sender(self.carol), &words)
    }

    pub(crate) fn new() -> Self {
        let world = Self::bare();
        world.init(world.owner).motsu_unwrap();
        world.list(0, world.gold.address(), false);
        world.list(1, world.silver.address(), false);
        world.own(IMarket::setSupplyCapCall { cap: ether(1_000_000) });
        world.own(IMarket::setBorrowCapCall { cap: n(NO_CAP) });
        world.own(IMarket::setLeastDebtCall { least: n(LEAST_DEBT) });
        world.allow(U256::MAX);
        for person in world.people() {
            for token in [&world.weth, &world.gold, &world.silver] {
                token.sender(person).mint(person, ether(1_000_000));
            }
            world.let_take(person);
        }
        world
    }

    /// Alice supplied 100 ether; Bob has 50 gold as collateral and owes 40 ether.
    pub(crate) fn lent() -> Self {
        let world = Self::new();
        world.deposit(world.alice, 100);
        world.supply_gold(world.bob, 50);
        world.borrow(world.bob, 40);
        world
    }

    /// As [`Self::lent`], with a fee of a tenth, after a year and an odd number of seconds.
    pub(crate) fn odd() -> Self {
        let world = Self::lent();
        world.own(IMarket::setFeeCall { feeBps: n(1_000) });
        world.age(YEAR + 12_345);
        world
    }

    /// Lists a collateral at the next index, with a great cap.
    pub(crate) fn list(&self, index: u64, asset: Address, is_shares: bool) {
        self.judge.sender(self.owner).set_collateral(index, asset, is_shares);
        self.own(IMarket::listCollateralCall { asset, cap: n(1 << 119) });
    }

    /// Lists blETH, of which Bob then has ten ether's worth of shares, all approved.
    pub(crate) fn list_bleth(&self) {
        let (owner, bob, market) = (self.owner, self.bob, self.market.address());
        owner.fund(ether(1));
        bob.fund(ether(10));
        construct_lst::<Lst>(&mut self.bleth.sender_and_value(owner, ether(1)), owner, owner, owner).motsu_unwrap();
        let stake = ILst::submitCall { referral: Address::ZERO };
        self.bleth.sender_and_value(bob, ether(10)).ask(stake).motsu_unwrap();
        self.bleth.sender(bob).ask(ILst::approveCall { spender: market, value: U256::MAX }).motsu_unwrap();
        self.list(2, self.bleth.address(), true);
    }

    pub(crate) fn callee(&self) -> Address {
        self.callee.address()
    }

    /// The callee lets the market take all that it has.
    pub(crate) fn approve_by_callee(&self) {
        self.let_take(self.callee());
    }

    /// Somebody lets the market take all that he has.
    pub(crate) fn let_take(&self, owner: Address) {
        for token in [&self.weth, &self.gold, &self.silver] {
            let approve = IToken::approveCall { spender: self.market.address(), value: U256::MAX };
            token.sender(owner).ask(approve).motsu_unwrap();
        }
    }

    pub(crate) fn people(&self) -> [Address; 5] {
        [self.alice, self.bob, self.carol, self.owner, self.vault]
    }

    /// Wires the backstop.
    pub(crate) fn wire(&self) {
        self.own(IMarket::setBackstopCall { vault: self.vault });
    }

    /// A call that succeeds.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.market.sender(from).ask(call).motsu_unwrap()
    }

    /// A view.
    #[track_caller]
    pub(crate) fn see<C: SolCall>(&self, call: C) -> C::Return {
        self.ask(self.carol, call)
    }

    /// A call of the owner.
    #[track_caller]
    pub(crate) fn own<C: SolCall>(&self, call: C) -> C::Return {
        self.ask(self.owner, call)
    }

    /// A call that reverts.
    #[track_caller]
    pub(crate) fn fails<E: SolError>(&self, from: Address, call: impl SolCall) -> E {
        ask_error(self.market.sender(from).ask(call).map(drop))
    }

    /// Whether a call reverts; what it wrote is rolled back.
    pub(crate) fn refused(&self, from: Address, call: impl SolCall) -> bool {
        self.market.sender(from).ask(call).motsu_res().is_err()
    }

    #[track_caller]
    pub(crate) fn emitted(&self, event: impl SolEvent + Debug) {
        self.market.assert_emitted(&event);
    }

    /// The last write-off, and what each bore of it: reserves, backstop, suppliers.
    #[track_caller]
    pub(crate) fn last_bad_debt(&self) -> (IMarket::BadDebt, [IMarket::BadDebtBorne; 3]) {
        let logs = self.market.all_events();
        let topic = IMarket::BadDebt::SIGNATURE_HASH;
        let at = logs.iter().rposition(|log| log.topics()[0] == topic).expect("bad debt");
        let bad = IMarket::BadDebt::decode_log_data(&logs[at], true).unwrap();
        let account = bad.account;
        let borne = [self.market.address(), self.vault, Address::ZERO].map(|bearer| {
            let events = logs[at..].iter().filter_map(|log| IMarket::BadDebtBorne::decode_log_data(log, true).ok());
            let none = IMarket::BadDebtBorne { account, bearer, assets: U256::ZERO, shares: U256::ZERO };
            events.filter(|event| event.bearer == bearer).last().unwrap_or(none)
        });
        let sum = borne.iter().fold(U256::ZERO, |sum, event| sum + event.assets);
        assert_eq!(sum, bad.assets, "what was written off was borne");
        (bad, borne)
    }

    #[track_caller]
    pub(crate) fn deposit(&self, from: Address, amount: u128) -> U256 {
        self.ask(from, deposit(ether(amount), from)).shares
    }

    #[track_caller]
    pub(crate) fn supply_gold(&self, from: Address, amount: u128) {
        self.ask(from, supply(self.gold.address(), ether(amount), from));
    }

    #[track_caller]
    pub(crate) fn borrow(&self, from: Address, amount: u128) -> U256 {
        self.ask(from, borrow(ether(amount), from)).shares
    }

    /// Time passes.
    pub(crate) fn age(&self, seconds: u32) {
        testing::age(&mut self.market.sender(self.carol), seconds);
    }

    /// The judge allows so much debt.
    pub(crate) fn allow(&self, limit: U256) {
        self.judge.sender(self.owner).set_limit(limit, U256::ZERO);
    }

    /// What the judge says of the next liquidation.
    pub(crate) fn sentence(&self, repay: U256, seize: U256, exhausted: bool) {
        let sentence = Sentence { repay, seize, health_wad: n(ETHER * 9 / 10), exhausted };
        self.judge.sender(self.owner).set_sentence(sentence);
    }

    pub(crate) fn totals(&self) -> IMarket::totalsReturn {
        self.see(IMarket::totalsCall {})
    }

    pub(crate) fn debt(&self, account: Address) -> U256 {
        self.see(IMarket::debtOfCall { account })._0
    }

    pub(crate) fn debt_shares(&self, account: Address) -> U256 {
        self.see(IMarket::debtSharesOfCall { account })._0
    }

    pub(crate) fn balance(&self, account: Address) -> U256 {
        self.see(IMarket::balanceOfCall { account })._0
    }

    pub(crate) fn units(&self, account: Address, asset: Address) -> U256 {
        self.see(IMarket::collateralOfCall { account, asset }).units
    }

    pub(crate) fn total_units(&self, asset: Address) -> U256 {
        self.see(IMarket::collateralInfoCall { asset }).total
    }

    pub(crate) fn held(&self, token: &Contract<TokenMock>, account: Address) -> U256 {
        token.sender(account).ask(IToken::balanceOfCall { account }).motsu_unwrap()._0
    }
}
