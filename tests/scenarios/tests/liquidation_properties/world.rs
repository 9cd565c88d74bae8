//! A market, its judge and the collaterals of a case.

use crate::case::{Case, Collateral, FALL};
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_common::{abi::Word, Revert};
use ballast_market::{interface::IMarket, Market};
use ballast_risk::{interface::IRisk, Risk};
use ballast_scenarios::{borrow, liquidate, n, supply, DAY, WAD};
use ballast_test_support::{alone, lst::construct, Ask, FeedMock, IToken, TokenMock};
use motsu::prelude::*;
use std::sync::MutexGuard;

/// What is supplied to lend: most of what shares have room for.
const SUPPLIED: u128 = 2_000_000_000 * WAD;
/// What everybody has of the loan asset.
const PLENTY: u128 = 10_000_000_000 * WAD;

/// A token that is collateral, and its price feed.
struct Pledge {
    token: Contract<TokenMock>,
    feed: Contract<FeedMock>,
}

impl Pledge {
    fn new() -> Self {
        Self { token: Contract::new(), feed: Contract::new() }
    }
}

/// Bob has the account of the case. Somebody else's debt is older.
pub(crate) struct World<'a> {
    pub(crate) case: &'a Case,
    pub(crate) bob: Address,
    /// Liquidates.
    pub(crate) carol: Address,
    pub(crate) market: Contract<Market>,
    owner: Address,
    risk: Contract<Risk>,
    weth: Contract<TokenMock>,
    pledges: Vec<Pledge>,
    /// What the elder debt stands on, the last to be listed.
    rock: Pledge,
    _turn: MutexGuard<'static, ()>, // the last to go
}

impl<'a> World<'a> {
    /// Prices are high yet, and Bob has supplied his collaterals in this order.
    pub(crate) fn high(case: &'a Case, order: &[usize]) -> Self {
        let turn = alone();
        let world = Self {
            case,
            owner: Address::from_tag("owner"),
            bob: Address::from_tag("bob"),
            carol: Address::from_tag("carol"),
            market: Contract::new(),
            risk: Contract::new(),
            weth: Contract::new(),
            pledges: case.collaterals.iter().map(|_| Pledge::new()).collect(),
            rock: Pledge::new(),
            _turn: turn,
        };
        world.construct_all();
        world.lend_all();
        for &index in order {
            world.ask(world.bob, supply(world.asset(index), n(case.collaterals[index].units), world.bob));
        }
        world
    }

    /// As [`Self::high`], supplied as listed.
    pub(crate) fn listed(case: &'a Case) -> Self {
        Self::high(case, &Vec::from_iter(0..case.collaterals.len()))
    }

    /// As [`Self::listed`], after [`Self::fall`].
    pub(crate) fn fallen(case: &'a Case) -> Self {
        let world = Self::listed(case);
        world.fall();
        world
    }

    /// Bob borrows, prices fall, and the least debt is set.
    pub(crate) fn fall(&self) {
        self.ask(self.bob, borrow(self.case.debt(), self.bob));
        self.reprice(self.case);
        self.ask(self.owner, IMarket::setLeastDebtCall { least: self.case.least_debt() });
    }

    fn construct_all(&self) {
        let (owner, case) = (self.owner, self.case);
        self.weth.sender(owner).set_decimals(n(18));
        construct::<Risk>(&mut self.risk.sender(owner), &[owner.word(), n(18)]).motsu_unwrap();
        let words = [self.weth.address(), self.risk.address(), owner, owner, Address::ZERO].map(Word::word);
        construct::<Market>(&mut self.market.sender(owner), &words).motsu_unwrap();
        self.own(IRisk::setLiquidationCall { hStar: n(case.h_star), targetHealth: n(case.target) });
        for (pledge, terms) in self.pledges.iter().zip(&case.collaterals) {
            self.list(pledge, terms);
            pledge.token.sender(owner).mint(self.bob, n(terms.units));
        }
        let rock = Collateral {
            decimals: 18,
            feed_decimals: 8,
            answer: 10_u128.pow(8) / FALL,
            units: SUPPLIED,
            borrow_bps: 4_000,
            factor_bps: 5_000,
            bonus_bps: 0,
        };
        self.list(&self.rock, &rock);
        self.rock.token.sender(owner).mint(owner, n(rock.units));
    }

    fn list(&self, pledge: &Pledge, terms: &Collateral) {
        let (owner, asset) = (self.owner, pledge.token.address());
        pledge.token.sender(owner).set_decimals(terms.decimals.word());
        pledge.feed.sender(owner).answer_now(n(terms.answer * FALL), terms.feed_decimals);
        self.own(IRisk::listCollateralCall {
            asset,
            isShares: false,
            borrowFactorBps: n(terms.borrow_bps),
            liquidationFactorBps: n(terms.factor_bps),
            maxBonusBps: n(terms.bonus_bps),
            feed: pledge.feed.address(),
            feedMaxAge: n(DAY.into()),
            rateMaxAge: U256::ZERO,
        });
        self.ask(owner, IMarket::listCollateralCall { asset, cap: n(1 << 119) });
    }

    /// The owner supplies, and owes a part of it himself, for the years of the case.
    fn lend_all(&self) {
        let (owner, spender, value) = (self.owner, self.market.address(), U256::MAX);
        for person in [owner, self.bob, self.carol] {
            self.weth.sender(person).mint(person, n(PLENTY));
            self.weth.sender(person).ask(IToken::approveCall { spender, value }).motsu_unwrap();
        }
        for pledge in &self.pledges {
            pledge.token.sender(self.bob).ask(IToken::approveCall { spender, value }).motsu_unwrap();
        }
        self.rock.token.sender(owner).ask(IToken::approveCall { spender, value }).motsu_unwrap();
        self.ask(owner, IMarket::setSupplyCapCall { cap: n(2 * SUPPLIED) });
        self.ask(owner, IMarket::setBorrowCapCall { cap: n(2 * SUPPLIED) });
        self.ask(owner, IMarket::setFeeCall { feeBps: n(1_000) });
        self.ask(owner, IMarket::depositCall { assets: n(SUPPLIED), receiver: owner });
        self.ask(owner, supply(self.rock.token.address(), n(SUPPLIED), owner));
        self.ask(owner, borrow(n(SUPPLIED / 20), owner));
        ballast_market::testing::age(&mut self.market.sender(owner), self.case.elder_secs);
        self.ask(owner, IMarket::accrueCall {});
    }

    /// Every feed answers as in this case.
    pub(crate) fn reprice(&self, priced: &Case) {
        for (pledge, terms) in self.pledges.iter().zip(&priced.collaterals) {
            pledge.feed.sender(self.owner).set_answer(n(terms.answer));
        }
        // Seen, and kept an hour later: one so far off what was kept would be no price.
        for _ in 0..2 {
            for index in 0..priced.collaterals.len() {
                self.own(IRisk::keepPriceCall { index: U256::from(index) });
            }
            ballast_risk::testing::age(&mut self.risk.sender(self.owner), 3_601);
        }
    }

    /// A call of the judge's that succeeds.
    #[track_caller]
    pub(crate) fn own<C: SolCall>(&self, call: C) -> C::Return {
        self.risk.sender(self.owner).ask(call).motsu_unwrap()
    }

    /// A call of the market's that succeeds.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.market.sender(from).ask(call).motsu_unwrap()
    }

    /// A call of the market's; what it wrote is rolled back if it reverts.
    pub(crate) fn attempt<C: SolCall>(&self, from: Address, call: C) -> Result<C::Return, Revert> {
        self.market.sender(from).ask(call).motsu_res()
    }

    /// Carol liquidates Bob.
    pub(crate) fn liquidate(&self, index: usize, max_repay: U256) -> Result<IMarket::liquidateReturn, Revert> {
        let call = liquidate(self.bob, self.asset(index), self.carol);
        self.attempt(self.carol, IMarket::liquidateCall { maxRepay: max_repay, ..call })
    }

    pub(crate) fn asset(&self, index: usize) -> Address {
        self.pledges[index].token.address()
    }

    /// Bob's health, debt and limit, by the market.
    pub(crate) fn account(&self) -> IMarket::accountHealthReturn {
        self.ask(self.bob, IMarket::accountHealthCall { account: self.bob })
    }

    /// Bob's units of each collateral.
    pub(crate) fn units(&self) -> Vec<U256> {
        let of = |index| IMarket::collateralOfCall { account: self.bob, asset: self.asset(index) };
        (0..self.pledges.len()).map(|index| self.ask(self.bob, of(index)).units).collect()
    }

    /// Units of a collateral that somebody has at hand.
    pub(crate) fn held(&self, account: Address, index: usize) -> U256 {
        balance(&self.pledges[index].token, account)
    }

    /// The loan asset that somebody has.
    pub(crate) fn weth_of(&self, account: Address) -> U256 {
        balance(&self.weth, account)
    }

    /// What was written off until now.
    pub(crate) fn written_off(&self) -> U256 {
        let logs = self.market.all_events();
        let bad = logs.iter().filter_map(|log| IMarket::BadDebt::decode_log_data(log, true).ok());
        bad.map(|event| event.assets).fold(U256::ZERO, |a, b| a + b)
    }
}

fn balance(token: &Contract<TokenMock>, account: Address) -> U256 {
    token.sender(account).ask(IToken::balanceOfCall { account }).motsu_unwrap()._0
}

/// Whether a call reverted with this error.
pub(crate) fn is<E: SolError>(revert: &Revert) -> bool {
    E::abi_decode(revert.data(), true).is_ok()
}
