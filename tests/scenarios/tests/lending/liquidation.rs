//! Liquidation by the real judge.

use alloy_primitives::U256;
use ballast_market::interface::{IMarket, IRisk::Healthy};
use ballast_scenarios::*;

/// Bob's blETH carries as much debt as it may, and is slashed by so many ether of the 100 in the pool.
fn slashed(ether_lost: u128) -> Lending {
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w.report(ether(50 - ether_lost));
    w.check();
    w
}

/// I15: health follows at once, at each size.
#[test]
fn a_slashing_acts_at_once() {
    for (lost, liquidatable) in [(1, false), (3, false), (4, true), (5, true), (20, true)] {
        let w = slashed(lost);
        let health = w.account(w.bob).healthWad;
        let expected = n(WAD * 93 / 90 * (100 - lost) / 100);
        assert!(health.abs_diff(expected) < n(1_000), "{lost}: {health}");
        assert_eq!(health < n(WAD), liquidatable);
    }
}

#[test]
fn nobody_healthy_is_liquidated() {
    let w = slashed(1);
    w.fails::<Healthy>(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
    w.check();
}

#[test]
fn the_liquidator_earns_at_most_the_bonus() {
    for lost in [4, 5, 6, 9] {
        let w = slashed(lost);
        let answer = w.ask(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
        let value = w.value_of(answer.seized);
        assert!(value <= answer.repaid + answer.repaid * n(3) / n(100));
        assert!(value + n(2) >= answer.repaid);
        w.check();
    }
}

/// I26: one call against twenty.
#[test]
fn splitting_never_earns_more() {
    let once = slashed(5);
    let answer = once.ask(once.carol, liquidate(once.bob, once.lst.address(), once.carol));
    let profit = once.value_of(answer.seized) - answer.repaid;
    drop(once);
    let w = slashed(5);
    let (mut repaid, mut seized) = (U256::ZERO, U256::ZERO);
    for _ in 0..20 {
        let call = IMarket::liquidateCall {
            maxRepay: answer.repaid / n(20) + n(1),
            ..liquidate(w.bob, w.lst.address(), w.carol)
        };
        if w.account(w.bob).healthWad >= n(WAD) {
            break;
        }
        let part = w.ask(w.carol, call);
        repaid += part.repaid;
        seized += part.seized;
        w.check();
    }
    assert!(w.value_of(seized) <= repaid + profit + n(40));
}

/// Whoever liquidates himself pays his own bonus.
#[test]
fn liquidating_oneself_never_profits() {
    let w = slashed(5);
    let before = w.account(w.bob);
    let answer = w.ask(w.bob, liquidate(w.bob, w.lst.address(), w.bob));
    let after = w.account(w.bob);
    assert_eq!(before.debt - after.debt, answer.repaid);
    assert_eq!(w.shares(w.bob), answer.seized);
    let whole = w.shares(w.bob) + w.units(w.bob, w.lst.address());
    assert_eq!(whole, n(99 * 10_u128.pow(27)), "all shares are still his, and his debt fell by what he paid");
    w.check();
}

/// A remainder below the least debt may not stay.
#[test]
fn small_debts_go_whole() {
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), n(10_u128.pow(27) * 3 / 25), w.bob)); // 0.12 ether
    w.ask(w.bob, borrow(n(WAD / 10), w.bob));
    w.report(ether(39));
    assert!(w.account(w.bob).healthWad < n(WAD));
    let answer = w.ask(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
    assert_eq!(answer.repaid, n(WAD / 10));
    assert_eq!(w.see(IMarket::debtSharesOfCall { account: w.bob })._0, U256::ZERO);
    assert!(w.units(w.bob, w.lst.address()) > U256::ZERO, "what is left stays his");
    w.check();
}

#[test]
fn the_caller_chooses_the_collateral() {
    let w = Lending::new();
    let (bleth, gold) = (w.lst.address(), w.gold.address());
    w.ask(w.bob, supply(bleth, n(50 * 10_u128.pow(27)), w.bob));
    w.ask(w.bob, supply(gold, ether(20), w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w.gold_feed.sender(w.owner).answer_now(n(150_000_000), 8);
    let before = w.account(w.bob);
    assert!(before.healthWad < n(WAD));
    let call = IMarket::liquidateCall { maxRepay: ether(1), ..liquidate(w.bob, gold, w.carol) };
    let answer = w.ask(w.carol, call);
    assert_eq!(answer.repaid, ether(1));
    assert_eq!(w.units(w.bob, gold), ether(20) - answer.seized);
    assert!(w.account(w.bob).healthWad > before.healthWad, "above h* every liquidation raises health");
    let call = IMarket::liquidateCall { maxRepay: ether(1), ..liquidate(w.bob, bleth, w.carol) };
    assert_eq!(w.ask(w.carol, call).repaid, ether(1));
    w.check();
}
