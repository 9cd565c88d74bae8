//! A position from its first day to its last.

use alloy_primitives::U256;
use ballast_market::interface::{
    IMarket::{self, InsufficientMargin},
    IRisk::Healthy,
};
use ballast_scenarios::*;

/// Stake, supply, borrow, interest, slashing, liquidation to target, repay all, withdraw all.
#[test]
fn a_whole_life() {
    let w = Lending::new();
    let bleth = w.lst.address();
    let staked = w.shares(w.bob);
    assert_eq!(w.ask(w.bob, supply(bleth, U256::MAX, w.bob)).supplied, staked);
    assert_eq!((w.shares(w.bob), w.units(w.bob, bleth)), (U256::ZERO, staked));

    let limit = w.account(w.bob).limit;
    assert_eq!(limit, n(99 * WAD * 9 / 10));
    w.fails::<InsufficientMargin>(w.bob, borrow(limit + n(1), w.bob));
    w.ask(w.bob, borrow(limit, w.bob));
    w.fails::<InsufficientMargin>(w.bob, take(bleth, n(1), w.bob));
    w.fails::<Healthy>(w.carol, liquidate(w.bob, bleth, w.carol));
    w.check();

    w.age(30 * DAY);
    let before = w.account(w.bob);
    assert!(before.debt > limit && before.healthWad > n(WAD), "interest has grown, within the margin");
    w.report(ether(50)); // nothing was earned, but the rate is fresh

    w.report(ether(46)); // 4 of 100 ether are slashed
    let hit = w.account(w.bob);
    assert!(hit.healthWad < n(WAD), "a slashing acts at once");
    let target = w.target_health();
    let answer = w.ask(w.carol, liquidate(w.bob, bleth, w.carol));
    let after = w.account(w.bob);
    assert!(answer.repaid < hit.debt && answer.repaid > U256::ZERO);
    assert!(
        after.healthWad >= target - n(10) && after.healthWad < target + n(WAD / 10_000),
        "to the target, not beyond"
    );
    assert_eq!(w.shares(w.carol), answer.seized);
    let event = w.events::<IMarket::Liquidate>().pop().unwrap();
    assert_eq!((event.repaid, event.seized, event.healthWad), (answer.repaid, answer.seized, hit.healthWad));
    w.fails::<Healthy>(w.carol, liquidate(w.bob, bleth, w.carol));
    w.check();

    assert_eq!(w.ask(w.bob, repay(U256::MAX, w.bob)).repaid, after.debt);
    assert_eq!(w.ask(w.bob, take(bleth, U256::MAX, w.bob)).withdrawn, staked - answer.seized);
    let shares = w.see(IMarket::maxRedeemCall { owner: w.alice })._0;
    assert_eq!(shares, w.see(IMarket::balanceOfCall { account: w.alice })._0);
    let paid = w.ask(w.alice, IMarket::redeemCall { shares, receiver: w.alice, owner: w.alice }).assets;
    assert!(paid > ether(1_000), "suppliers earned");
    let reserves = w.see(IMarket::reserveSharesCall {})._0;
    w.own(IMarket::setBackstopCall { vault: w.owner });
    assert_eq!(w.own(IMarket::collectReservesCall {}).shares, reserves);
    w.own(IMarket::redeemCall { shares: reserves, receiver: w.owner, owner: w.owner });
    w.check();
    let totals = w.see(IMarket::totalsCall {});
    assert_eq!((totals.supplyShares, totals.debtShares, totals.debtAssets), (U256::ZERO, U256::ZERO, U256::ZERO));
    assert!(totals.idle < n(10), "a few wei of rounding stay");
}

/// The borrower keeps the yield: his limit grows with every second of vesting.
#[test]
fn staking_yield_stays_with_the_borrower() {
    let w = Lending::new();
    w.lift_rate_cap();
    w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
    let limit = w.account(w.bob).limit;
    w.report(ether(51));
    let before = w.account(w.bob).limit;
    w.age(DAY / 2);
    let half = w.account(w.bob).limit;
    w.age(DAY / 2);
    let whole = w.account(w.bob).limit;
    assert!(before < half && half < whole);
    assert!(whole > limit + n(WAD * 7 / 10), "0.9 of a gain of one ether, less fees and the seed's part");
    w.check();
}

#[test]
fn two_collaterals_carry_one_debt() {
    let w = Lending::new();
    let (bleth, gold) = (w.lst.address(), w.gold.address());
    w.ask(w.bob, supply(bleth, n(10 * 10_u128.pow(27)), w.bob));
    w.ask(w.bob, supply(gold, ether(10), w.bob));
    let limit = w.account(w.bob).limit;
    assert_eq!(limit, ether(9 + 14));
    w.ask(w.bob, borrow(limit, w.bob));
    w.ask(w.bob, repay(ether(14), w.bob));
    w.ask(w.bob, take(gold, U256::MAX, w.bob));
    w.fails::<InsufficientMargin>(w.bob, take(bleth, n(10_000_000_000), w.bob));
    w.check();
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.ask(w.bob, take(bleth, U256::MAX, w.bob));
    w.check();
}
