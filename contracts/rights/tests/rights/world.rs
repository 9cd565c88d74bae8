//! Two markets that trust the rights, their people, and short words for what tests do with them.

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_common::{abi::Word, Revert};
use ballast_market::Market;
use ballast_rights::{
    interface::{IMarket, IRights},
    Rights,
};
use ballast_test_support::{alone, ask_error, lst::construct, Ask, CalleeMock, IToken, JudgeMock, TokenMock};
use core::{any::Any, fmt::Debug};
use motsu::prelude::*;
use std::sync::MutexGuard;

/// What the mocked clock says.
pub(crate) const NOW: u128 = 1_735_689_600;
pub(crate) const LEAST_DEBT: u128 = 10_u128.pow(17);

pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

pub(crate) fn ether(amount: u128) -> U256 {
    n(amount * 10_u128.pow(18))
}

/// Somebody who signs has 50 gold and 50 silver posted in each market, where there are 100 ether to lend.
pub(crate) struct World {
    pub(crate) key: Account,
    /// Who signs.
    pub(crate) owner: Address,
    /// Receives.
    pub(crate) alice: Address,
    pub(crate) bob: Address,
    /// Operates.
    pub(crate) carol: Address,
    pub(crate) governor: Address,
    pub(crate) rights: Contract<Rights>,
    pub(crate) market: Contract<Market>,
    pub(crate) second: Contract<Market>,
    pub(crate) judge: Contract<JudgeMock>,
    pub(crate) weth: Contract<TokenMock>,
    pub(crate) gold: Contract<TokenMock>,
    pub(crate) silver: Contract<TokenMock>,
    /// Operates, and is called back.
    pub(crate) callee: Contract<CalleeMock>,
    _precompiles: Box<dyn Any>,
    _turn: MutexGuard<'static, ()>, // the last to go
}

impl World {
    pub(crate) fn new() -> Self {
        let turn = alone();
        let key = Account::from_seed("the signer");
        let world = Self {
            owner: key.address(),
            key,
            alice: Address::from_tag("alice"),
            bob: Address::from_tag("bob"),
            carol: Address::from_tag("carol"),
            governor: Address::from_tag("governor"),
            rights: Contract::new(),
            market: Contract::new(),
            second: Contract::new(),
            judge: Contract::new(),
            weth: Contract::new(),
            gold: Contract::new(),
            silver: Contract::new(),
            callee: Contract::new(),
            _precompiles: Box::new(deploy_precompiles()),
            _turn: turn,
        };
        world.weth.sender(world.governor).set_decimals(n(18));
        world.judge.sender(world.governor).set_loan_decimals(n(18));
        world.judge.sender(world.governor).set_limit(U256::MAX, U256::ZERO);
        world.judge.sender(world.governor).set_collateral(0, world.gold.address(), false);
        world.judge.sender(world.governor).set_collateral(1, world.silver.address(), false);
        for market in [&world.market, &world.second] {
            world.open(market, world.rights.address());
            world.post(market, world.owner);
        }
        world
    }

    /// Constructs a market, and lists all there is.
    pub(crate) fn open(&self, market: &Contract<Market>, rights: Address) {
        let (governor, alice) = (self.governor, self.alice);
        let words = [self.weth.address(), self.judge.address(), governor, governor, rights].map(Word::word);
        construct::<Market>(&mut market.sender(governor), &words).motsu_unwrap();
        for asset in [self.gold.address(), self.silver.address()] {
            tell(market, governor, IMarket::listCollateralCall { asset, cap: n(1 << 119) });
        }
        tell(market, governor, IMarket::setSupplyCapCall { cap: ether(1_000_000) });
        tell(market, governor, IMarket::setBorrowCapCall { cap: ether(1_000_000) });
        tell(market, governor, IMarket::setLeastDebtCall { least: n(LEAST_DEBT) });
        self.give(&self.weth, market, alice, ether(100));
        tell(market, alice, IMarket::depositCall { assets: ether(100), receiver: alice });
    }

    /// 50 gold and 50 silver for an account.
    pub(crate) fn post(&self, market: &Contract<Market>, account: Address) {
        for token in [&self.gold, &self.silver] {
            self.give(token, market, account, ether(50));
            let (asset, units) = (token.address(), ether(50));
            tell(market, account, IMarket::supplyCollateralCall { asset, units, onBehalf: account });
        }
    }

    /// Mints, for a market to take.
    pub(crate) fn give(&self, token: &Contract<TokenMock>, market: &Contract<Market>, account: Address, amount: U256) {
        token.sender(self.governor).mint(account, amount);
        let approve = IToken::approveCall { spender: market.address(), value: U256::MAX };
        token.sender(account).ask(approve).motsu_unwrap();
    }

    /// The judge allows so much debt.
    pub(crate) fn allow(&self, limit: U256) {
        self.judge.sender(self.governor).set_limit(limit, U256::ZERO);
    }

    /// A call that succeeds.
    #[track_caller]
    pub(crate) fn ask<C: SolCall>(&self, from: Address, call: C) -> C::Return {
        self.rights.sender(from).ask(call).motsu_unwrap()
    }

    /// A call that reverts.
    #[track_caller]
    pub(crate) fn fails<E: SolError>(&self, from: Address, call: impl SolCall) -> E {
        ask_error(self.rights.sender(from).ask(call).map(drop))
    }

    #[track_caller]
    pub(crate) fn emitted(&self, event: impl SolEvent + Debug) {
        self.rights.assert_emitted(&event);
    }

    pub(crate) fn used(&self, word: U256) -> U256 {
        self.ask(self.bob, IRights::usedNoncesCall { account: self.owner, word }).bits
    }

    pub(crate) fn debt(&self, account: Address) -> U256 {
        tell(&self.market, self.bob, IMarket::debtOfCall { account })._0
    }

    pub(crate) fn units(&self, account: Address, asset: Address) -> U256 {
        tell(&self.market, self.bob, IMarket::collateralOfCall { account, asset }).units
    }

    pub(crate) fn held(&self, token: &Contract<TokenMock>, account: Address) -> U256 {
        token.sender(account).ask(IToken::balanceOfCall { account }).motsu_unwrap()._0
    }
}

/// A call of a market that succeeds.
#[track_caller]
pub(crate) fn tell<C: SolCall>(market: &Contract<Market>, from: Address, call: C) -> C::Return {
    market.sender(from).ask(call).motsu_unwrap()
}

/// A revert with this error.
pub(crate) fn reverted<E: SolError>(error: &E) -> Result<Vec<u8>, Revert> {
    Err(Revert::new(error.abi_encode()))
}
