//! Tokens that call back into the market while it moves them: nothing counts twice.
//!
//! The caller in the callback is the token itself, with tokens of its own.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket::{self, TransferShort};
use ballast_test_support::{script, Outcome, TokenMode};

/// Gold that has gold and WETH, and lets the market take them. It opens slots for Bob.
fn ready(mode: TokenMode) -> World {
    let w = World::lent();
    let gold = w.gold.address();
    for token in [&w.gold, &w.weth] {
        token.sender(w.owner).mint(gold, ether(100));
        token.sender(w.owner).mint(token.address(), ether(100));
    }
    w.let_take(gold);
    w.let_take(w.weth.address());
    w.gold.sender(w.owner).set_mode(mode);
    w
}

fn did(w: &World) -> Vec<Outcome> {
    script::outcomes(w.gold.address())
}

#[test]
fn honest_hooks_of_a_collateral_count_both() {
    for mode in [TokenMode::CallsFirst, TokenMode::CallsLast] {
        let w = ready(mode);
        let gold = w.gold.address();
        script::then(gold, w.market.address(), supply(gold, ether(7), w.bob));
        w.supply_gold(w.bob, 5);
        assert!(did(&w)[0].is_ok());
        assert_eq!(w.units(w.bob, gold), ether(62));
        assert_eq!(w.held(&w.gold, w.market.address()), ether(62));
        w.check();
    }
}

#[test]
fn a_collateral_cannot_be_added_twice_for_one_delivery() {
    let w = ready(TokenMode::CallsAndKeeps);
    let gold = w.gold.address();
    script::then(gold, w.market.address(), supply(gold, ether(5), w.bob));
    let error: TransferShort = w.fails(w.bob, supply(gold, ether(5), w.bob));
    assert!(did(&w)[0].is_ok(), "the inner one delivered, and is rolled back with the outer one");
    assert_eq!(error, TransferShort { token: gold, received: ether(5), asked: ether(10) });
    assert_eq!(w.units(w.bob, gold), ether(50));
    w.check();
}

#[test]
fn nor_by_another_account() {
    let w = ready(TokenMode::CallsAndKeeps);
    let gold = w.gold.address();
    w.ask(w.carol, supply(w.silver.address(), n(1), w.carol));
    w.ask(w.carol, IMarket::setOperatorCall { operator: gold, allowed: true });
    script::then(gold, w.market.address(), supply(gold, ether(5), w.carol));
    w.fails::<TransferShort>(w.bob, supply(gold, ether(5), w.bob));
    assert!(did(&w)[0].is_ok());
    w.check();
}

#[test]
fn a_loan_asset_cannot_be_repaid_or_deposited_twice_for_one_delivery() {
    let w = ready(TokenMode::Standard);
    w.weth.sender(w.owner).set_mode(TokenMode::CallsAndKeeps);
    let (weth, market) = (w.weth.address(), w.market.address());
    let short = TransferShort { token: weth, received: ether(5), asked: ether(10) };
    script::then(weth, market, repay(ether(5), w.bob));
    let error: TransferShort = w.fails(w.alice, deposit(ether(5), w.alice));
    let idle = w.totals().idle;
    assert_eq!(error, TransferShort { token: weth, received: idle + ether(5), asked: idle + ether(10) });
    script::then(weth, market, repay(ether(5), w.bob));
    assert_eq!(w.fails::<TransferShort>(w.bob, repay(ether(5), w.bob)), short);
    w.sentence(ether(5), ether(6), false);
    script::then(weth, market, repay(ether(5), w.bob));
    let order = liquidate(w.bob, w.gold.address(), w.carol);
    assert_eq!(w.fails::<TransferShort>(w.carol, order), short);
    assert!(script::outcomes(weth).iter().all(Result::is_ok) && script::outcomes(weth).len() == 3);
    assert_eq!((w.debt(w.bob), w.totals().idle), (ether(40), ether(60)));
    w.check();
}

#[test]
fn honest_hooks_of_a_loan_asset_count_both() {
    for mode in [TokenMode::CallsFirst, TokenMode::CallsLast] {
        let w = ready(TokenMode::Standard);
        w.weth.sender(w.owner).set_mode(mode);
        let (weth, market) = (w.weth.address(), w.market.address());
        script::then(weth, market, repay(ether(1), w.bob));
        w.deposit(w.alice, 2);
        script::then(weth, market, repay(ether(3), w.bob));
        w.ask(w.bob, repay(ether(4), w.bob));
        script::then(weth, market, repay(ether(5), w.bob));
        w.ask(w.alice, withdraw(ether(6), w.alice));
        script::then(weth, market, repay(ether(7), w.bob));
        w.borrow(w.bob, 8);
        w.sentence(ether(9), ether(10), false);
        script::then(weth, market, repay(ether(11), w.bob));
        w.ask(w.carol, liquidate(w.bob, w.gold.address(), w.carol));
        assert!(script::outcomes(weth).iter().all(Result::is_ok) && script::outcomes(weth).len() == 5);
        assert_eq!(w.debt(w.bob), ether(40 - 1 - 3 - 4 - 5 - 7 + 8 - 9 - 11));
        assert_eq!(w.totals().idle, ether(60 + 1 + 2 + 3 + 4 + 5 - 6 + 7 - 8 + 9 + 11));
        w.check();
    }
}

#[test]
fn collateral_on_its_way_out_can_come_back_in() {
    let w = ready(TokenMode::CallsFirst);
    let (gold, market) = (w.gold.address(), w.market.address());
    script::then(gold, market, supply(gold, ether(3), w.bob));
    w.ask(w.bob, take(gold, ether(49), w.bob));
    assert_eq!(w.units(w.bob, gold), ether(4), "what leaves was booked out before");
    script::then(gold, market, repay(ether(4), w.bob));
    w.ask(w.bob, take(gold, U256::MAX, w.bob));
    assert_eq!((w.units(w.bob, gold), w.debt(w.bob)), (n(0), ether(36)));
    assert!(did(&w).iter().all(Result::is_ok) && did(&w).len() == 2);
    w.check();
}

#[test]
fn seized_collateral_that_calls_back_finds_the_debt_booked() {
    let w = ready(TokenMode::CallsLast);
    let (gold, market) = (w.gold.address(), w.market.address());
    w.sentence(ether(10), ether(12), false);
    script::then(gold, market, repay(U256::MAX, w.bob));
    w.ask(w.carol, liquidate(w.bob, gold, w.carol));
    assert_eq!(did(&w), [Ok(U256::to_be_bytes_vec(&ether(30)))], "what the liquidation left");
    assert_eq!((w.debt(w.bob), w.totals().idle), (n(0), ether(100)));
    w.check();
}
