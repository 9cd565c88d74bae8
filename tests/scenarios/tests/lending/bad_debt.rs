//! Debt that nothing stands behind any more.

use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket;
use ballast_scenarios::*;

/// Half of the pool is slashed: all collateral goes, the reserves go first, suppliers share the rest.
#[test]
fn after_a_slashing_of_half() {
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w.age(DAY);
    w.see(IMarket::accrueCall {});
    w.report(U256::ZERO);
    let (before, debt) = (w.see(IMarket::totalsCall {}), w.account(w.bob).debt);
    assert!(before.reserves > U256::ZERO);

    let answer = w.ask(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
    assert_eq!(answer.seized, n(99 * 10_u128.pow(27)), "all of it");
    assert!(answer.repaid < ether(50) && answer.repaid > ether(48), "what it was worth, less the bonus");
    let bad = w.events::<IMarket::BadDebt>().pop().unwrap();
    assert_eq!(bad.account, w.bob);
    assert!(bad.assets.abs_diff(debt - answer.repaid) <= n(1));
    let borne = w.events::<IMarket::BadDebtBorne>();
    let [by_reserves, by_suppliers] = &borne[..] else { panic!("{borne:?}") };
    assert_eq!((by_reserves.bearer, by_suppliers.bearer), (w.market.address(), Address::ZERO));
    assert_eq!(by_reserves.assets, before.reserves);
    assert_eq!(by_reserves.assets + by_suppliers.assets, bad.assets);

    let totals = w.see(IMarket::totalsCall {});
    assert_eq!((totals.debtShares, totals.debtAssets), (U256::ZERO, U256::ZERO));
    // A repayment is rounded up and what it takes off the debt is rounded down: the wei between is the suppliers'.
    let left = before.suppliedAssets - bad.assets;
    assert!(totals.suppliedAssets == left || totals.suppliedAssets == left + n(1));
    assert_eq!(totals.suppliedAssets, totals.idle);
    w.check();

    let shares = w.see(IMarket::maxRedeemCall { owner: w.alice })._0;
    assert_eq!(shares, w.see(IMarket::balanceOfCall { account: w.alice })._0, "the last to withdraw gets his part");
    let paid = w.ask(w.alice, IMarket::redeemCall { shares, receiver: w.alice, owner: w.alice }).assets;
    assert!(paid < ether(1_000) && paid + bad.assets >= ether(1_000));
    w.check();
}

/// An account with two collaterals is bad once both are gone.
#[test]
fn with_two_collaterals() {
    let w = Lending::new();
    let (bleth, gold) = (w.lst.address(), w.gold.address());
    w.ask(w.bob, supply(bleth, n(50 * 10_u128.pow(27)), w.bob));
    w.ask(w.bob, supply(gold, ether(20), w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w.report(U256::ZERO);
    w.gold_feed.sender(w.owner).answer_now(n(10_000_000), 8);
    w.ask(w.carol, liquidate(w.bob, gold, w.carol));
    assert_eq!(w.units(w.bob, gold), U256::ZERO);
    assert!(w.events::<IMarket::BadDebt>().is_empty(), "there is more to take");
    w.check();
    w.ask(w.carol, liquidate(w.bob, bleth, w.carol));
    assert_eq!(w.events::<IMarket::BadDebt>().len(), 1);
    assert_eq!(w.see(IMarket::debtSharesOfCall { account: w.bob })._0, U256::ZERO);
    w.check();
}

/// Nobody has the better part of his debt written off for a wei.
#[test]
fn a_wei_writes_nothing_off() {
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w.report(U256::ZERO);
    let before = w.account(w.bob).debt;
    let call = IMarket::liquidateCall { maxRepay: n(1), ..liquidate(w.bob, w.lst.address(), w.bob) };
    w.ask(w.bob, call);
    assert_eq!(w.account(w.bob).debt, before - n(1));
    assert!(w.events::<IMarket::BadDebt>().is_empty());
    w.check();
}
