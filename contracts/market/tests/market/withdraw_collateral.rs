//! `withdrawCollateral`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_lst::interface::ILst;
use ballast_market::interface::{
    IMarket::{
        self, ERC20InvalidReceiver, InsufficientCollateral, InsufficientMargin, RiskCallFailed, TokenCallFailed,
        Unauthorized, UnknownCollateral, ZeroAmount,
    },
    IRisk,
};
use ballast_test_support::{Ask, JudgeMode, TokenMode};
use motsu::prelude::*;

#[test]
fn needs_no_judge_without_debt() {
    let w = World::new();
    w.judge.sender(w.owner).set_mode(JudgeMode::Refuses);
    w.supply_gold(w.bob, 3);
    let asset = w.gold.address();
    let call = IMarket::withdrawCollateralCall { asset, units: ether(1), onBehalf: w.bob, receiver: w.carol };
    let before = w.held(&w.gold, w.carol);
    assert_eq!(w.ask(w.bob, call).withdrawn, ether(1));
    assert_eq!(w.held(&w.gold, w.carol) - before, ether(1));
    assert_eq!(w.units(w.bob, asset), ether(2));
    w.emitted(IMarket::WithdrawCollateral { caller: w.bob, account: w.bob, asset, receiver: w.carol, units: ether(1) });
    assert_eq!(w.ask(w.bob, take(asset, U256::MAX, w.bob)).withdrawn, ether(2));
    w.check();
}

#[test]
fn asks_the_judge_about_what_is_left() {
    let w = World::lent();
    w.ask(w.bob, supply(w.silver.address(), n(7), w.bob));
    w.age(YEAR);
    let debt = w.debt(w.bob);
    w.allow(debt);
    w.ask(w.bob, take(w.gold.address(), ether(20), w.bob));
    let holdings = vec![ether(30), U256::from(1) << 248 | n(7)];
    let asked = w.judge.sender(w.carol).asked();
    assert_eq!(asked, IRisk::borrowLimitCall { holdings }.abi_encode());
    w.check();
}

#[test]
fn refuses_what_the_debt_needs() {
    let w = World::lent();
    w.age(YEAR);
    let debt = w.debt(w.bob);
    w.judge.sender(w.owner).set_limit(debt - n(1), n(2));
    let error: InsufficientMargin = w.fails(w.bob, take(w.gold.address(), n(1), w.bob));
    assert_eq!(error, InsufficientMargin { debt, limit: debt - n(1), unpriced: n(2) });
    assert_eq!(w.units(w.bob, w.gold.address()), ether(50));
    w.allow(debt);
    w.ask(w.bob, take(w.gold.address(), n(1), w.bob));
}

#[test]
fn passes_on_what_the_judge_says() {
    let w = World::lent();
    w.judge.sender(w.owner).set_mode(JudgeMode::Refuses);
    w.fails::<IRisk::Healthy>(w.bob, take(w.gold.address(), n(1), w.bob));
    w.judge.sender(w.owner).set_mode(JudgeMode::AnswersShort);
    let error: RiskCallFailed = w.fails(w.bob, take(w.gold.address(), n(1), w.bob));
    assert_eq!(error.risk, w.judge.address());
}

#[test]
fn refuses_more_than_there_is() {
    let w = World::new();
    let asset = w.gold.address();
    let error: InsufficientCollateral = w.fails(w.bob, take(asset, n(1), w.bob));
    assert_eq!(error, InsufficientCollateral { asset, units: U256::ZERO, needed: n(1) });
    w.fails::<ZeroAmount>(w.bob, take(asset, U256::MAX, w.bob));
    w.supply_gold(w.bob, 1);
    let error: InsufficientCollateral = w.fails(w.bob, take(asset, U256::MAX - n(1), w.bob));
    assert_eq!(error, InsufficientCollateral { asset, units: ether(1), needed: U256::MAX - n(1) });
    w.fails::<ZeroAmount>(w.bob, take(asset, U256::ZERO, w.bob));
}

#[test]
fn is_for_the_account_and_its_operator() {
    let w = World::new();
    w.supply_gold(w.bob, 1);
    assert_eq!(w.fails::<Unauthorized>(w.carol, take(w.gold.address(), n(1), w.bob)).caller, w.carol);
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    w.ask(w.carol, take(w.gold.address(), n(1), w.bob));
    w.check();
}

#[test]
fn refuses_bad_receivers_assets_and_tokens() {
    let w = World::new();
    w.supply_gold(w.bob, 1);
    let asset = w.gold.address();
    for receiver in [Address::ZERO, w.market.address()] {
        let call = IMarket::withdrawCollateralCall { asset, units: n(1), onBehalf: w.bob, receiver };
        assert_eq!(w.fails::<ERC20InvalidReceiver>(w.bob, call).receiver, receiver);
    }
    w.fails::<UnknownCollateral>(w.bob, take(w.weth.address(), n(1), w.bob));
    w.gold.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.bob, take(asset, n(1), w.bob));
    w.gold.sender(w.owner).set_mode(TokenMode::NoReturn);
    w.ask(w.bob, take(asset, n(1), w.bob));
    w.check();
}

#[test]
fn shares_come_back_as_shares() {
    let w = World::new();
    w.list_bleth();
    let asset = w.bleth.address();
    let units = n(10_u128.pow(27) + 7);
    w.ask(w.bob, supply(asset, units, w.bob));
    w.ask(w.bob, IMarket::withdrawCollateralCall { asset, units: U256::MAX, onBehalf: w.bob, receiver: w.carol });
    let held = w.bleth.sender(w.bob).ask(ILst::sharesOfCall { account: w.carol }).motsu_unwrap()._0;
    assert_eq!(held, units);
    assert_eq!(w.total_units(asset), U256::ZERO);
}
