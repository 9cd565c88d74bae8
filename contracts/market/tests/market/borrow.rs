//! `borrow`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_market::interface::{
    IMarket::{
        self, AmountTooLarge, DebtTooSmall, ERC20InvalidReceiver, InsufficientLiquidity, InsufficientMargin,
        RiskCallFailed, TokenCallFailed, Unauthorized, ZeroAmount,
    },
    IRisk,
};
use ballast_math::vault::vault_to_shares_up;
use ballast_test_support::{JudgeMode, TokenMode};

fn ready() -> World {
    let w = World::new();
    w.deposit(w.alice, 100);
    w.supply_gold(w.bob, 50);
    w
}

#[test]
fn pays_out_and_books_debt() {
    let w = ready();
    let before = w.held(&w.weth, w.carol);
    let call = IMarket::borrowCall { assets: ether(30), onBehalf: w.bob, receiver: w.carol, data: Default::default() };
    let shares = w.ask(w.bob, call).shares;
    assert_eq!(shares, n(30 * ETHER * SHARES));
    assert_eq!(w.held(&w.weth, w.carol) - before, ether(30));
    assert_eq!((w.debt(w.bob), w.debt_shares(w.bob)), (ether(30), shares));
    let totals = w.totals();
    assert_eq!((totals.idle, totals.debtAssets, totals.suppliedAssets), (ether(70), ether(30), ether(100)));
    w.emitted(IMarket::Borrow { caller: w.bob, account: w.bob, receiver: w.carol, assets: ether(30), shares });
    w.check();
}

#[test]
fn asks_the_judge_once_with_all_holdings() {
    let w = ready();
    w.ask(w.bob, supply(w.silver.address(), n(9), w.bob));
    w.borrow(w.bob, 30);
    let holdings = vec![ether(50), U256::from(1) << 248 | n(9)];
    assert_eq!(w.judge.sender(w.carol).asked(), IRisk::borrowLimitCall { holdings }.abi_encode());
}

#[test]
fn debt_is_rounded_up() {
    let w = World::odd();
    let totals = w.totals();
    let assets = n(ETHER + 7);
    let shares = w.ask(w.bob, borrow(assets, w.bob)).shares;
    assert_eq!(shares, vault_to_shares_up(assets, totals.debtShares, totals.debtAssets).unwrap());
    assert!(w.debt(w.bob) >= totals.debtAssets + assets);
    w.check();
}

#[test]
fn the_limit_is_exact() {
    let w = ready();
    w.judge.sender(w.owner).set_limit(ether(30), n(1));
    let error: InsufficientMargin = w.fails(w.bob, borrow(ether(30) + n(1), w.bob));
    assert_eq!(error, InsufficientMargin { debt: ether(30) + n(1), limit: ether(30), unpriced: n(1) });
    w.borrow(w.bob, 30);
    w.check();
}

#[test]
fn old_debt_and_its_interest_count() {
    let w = World::lent();
    w.age(YEAR);
    let debt = w.debt(w.bob);
    assert!(debt > ether(40));
    w.allow(debt + ether(1));
    w.fails::<InsufficientMargin>(w.bob, borrow(ether(1) + n(2), w.bob));
    w.ask(w.bob, borrow(ether(1) - n(2), w.bob)); // debt is rounded up
}

#[test]
fn refuses_more_than_is_idle() {
    let w = ready();
    let error: InsufficientLiquidity = w.fails(w.bob, borrow(ether(100) + n(1), w.bob));
    assert_eq!(error, InsufficientLiquidity { assets: ether(100) + n(1), idle: ether(100) });
    w.borrow(w.bob, 100);
    w.check();
}

#[test]
fn refuses_a_debt_that_is_too_small() {
    let w = ready();
    let error: DebtTooSmall = w.fails(w.bob, borrow(n(LEAST_DEBT - 1), w.bob));
    assert_eq!(error, DebtTooSmall { debt: n(LEAST_DEBT - 1), least: n(LEAST_DEBT) });
    w.ask(w.bob, borrow(n(LEAST_DEBT), w.bob));
    w.ask(w.bob, borrow(n(1), w.bob)); // what counts is all the debt
    w.check();
}

#[test]
fn is_for_the_account_and_its_operator() {
    let w = ready();
    let call =
        || IMarket::borrowCall { assets: ether(1), onBehalf: w.bob, receiver: w.carol, data: Default::default() };
    assert_eq!(w.fails::<Unauthorized>(w.carol, call()).caller, w.carol);
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    w.ask(w.carol, call());
    assert_eq!(w.debt(w.bob), ether(1));
    w.check();
}

#[test]
fn refuses_bad_amounts_receivers_and_tokens() {
    let w = ready();
    w.fails::<ZeroAmount>(w.bob, borrow(U256::ZERO, w.bob));
    w.fails::<AmountTooLarge>(w.bob, borrow(U256::MAX, w.bob));
    for receiver in [Address::ZERO, w.market.address()] {
        let call = IMarket::borrowCall { assets: ether(1), onBehalf: w.bob, receiver, data: Default::default() };
        assert_eq!(w.fails::<ERC20InvalidReceiver>(w.bob, call).receiver, receiver);
    }
    w.weth.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.bob, borrow(ether(1), w.bob));
    w.check();
}

#[test]
fn passes_on_what_the_judge_says() {
    let w = ready();
    w.judge.sender(w.owner).set_mode(JudgeMode::Refuses);
    assert_eq!(w.fails::<IRisk::Healthy>(w.bob, borrow(ether(1), w.bob)).healthWad, ether(2));
    w.judge.sender(w.owner).set_mode(JudgeMode::AnswersShort);
    assert_eq!(w.fails::<RiskCallFailed>(w.bob, borrow(ether(1), w.bob)).risk, w.judge.address());
    w.check();
}
