//! `accrue`, and interest at every touch.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket;
use ballast_math::{
    compound::{growth_ray_down, interest_up},
    rate::{adaptive_rate, utilization_wad, RATE_AT_TARGET_INITIAL, RATE_AT_TARGET_MIN},
    vault::vault_to_shares_down,
};

#[test]
fn books_what_the_formulas_say() {
    let w = World::lent();
    w.own(IMarket::setFeeCall { feeBps: n(1_000) });
    w.age(YEAR);
    let rate = adaptive_rate(utilization_wad(ether(40), ether(100)), RATE_AT_TARGET_INITIAL, n(YEAR.into()));
    let interest = interest_up(ether(40), growth_ray_down(rate.avg_borrow_rate, n(YEAR.into()))).unwrap();
    let fee = interest / n(10);
    let supply_shares = n(100 * ETHER * SHARES);
    let fee_shares = vault_to_shares_down(fee, supply_shares, ether(100) + interest - fee).unwrap();
    w.see(IMarket::accrueCall {});
    w.emitted(IMarket::Accrued { rateAtTarget: rate.rate_at_target, interest, feeShares: fee_shares });
    let totals = w.totals();
    assert_eq!(totals.debtAssets, ether(40) + interest);
    assert_eq!(totals.suppliedAssets, ether(100) + interest);
    assert_eq!(totals.supplyShares, supply_shares + fee_shares);
    assert_eq!(w.see(IMarket::reserveSharesCall {})._0, fee_shares);
    assert!(totals.reserves <= fee && totals.reserves + n(1) >= fee);
    assert_eq!(w.see(IMarket::borrowRateCall {}).atTarget, rate.rate_at_target);
    w.check();
}

#[test]
fn accrue_then_call_equals_call() {
    let views = |w: &World| {
        let shares = w.see(IMarket::convertToSharesCall { assets: ether(1) })._0;
        let rate = w.see(IMarket::borrowRateCall {});
        (w.totals(), w.debt(w.bob), shares, rate.perSecond, w.see(IMarket::utilizationCall {})._0)
    };
    let w = World::odd();
    let before = views(&w);
    w.see(IMarket::accrueCall {});
    assert_eq!(views(&w), before);
    let events = w.market.all_events().len();
    w.see(IMarket::accrueCall {});
    assert_eq!(w.market.all_events().len(), events, "no time passed, nothing to book");
    assert_eq!(views(&w), before);
}

#[test]
fn the_rate_adapts_in_an_empty_market() {
    let w = World::new();
    w.age(YEAR);
    w.see(IMarket::accrueCall {});
    assert_eq!(w.see(IMarket::borrowRateCall {}).atTarget, RATE_AT_TARGET_MIN);
    assert_eq!(w.totals().suppliedAssets, U256::ZERO);
    w.check();
}

#[test]
fn the_rate_rises_above_target_and_falls_below() {
    let w = World::lent();
    w.borrow(w.bob, 59);
    w.age(86_400);
    let high = w.see(IMarket::borrowRateCall {});
    assert!(high.atTarget > RATE_AT_TARGET_INITIAL && high.perSecond > high.atTarget);
    w.ask(w.bob, repay(ether(80), w.bob));
    w.age(30 * 86_400);
    let low = w.see(IMarket::borrowRateCall {});
    assert!(low.atTarget < high.atTarget && low.perSecond < low.atTarget);
}

#[test]
fn many_touches_compound_as_one_does() {
    let once = World::lent();
    once.age(360_000);
    let expected = once.debt(once.bob);
    drop(once);
    let w = World::lent();
    for _ in 0..100 {
        w.age(3_600);
        w.see(IMarket::accrueCall {});
    }
    // The curve's average is exact to second order in the gap, so that a hundred steps differ a little from one.
    let (interest, expected) = (w.debt(w.bob) - ether(40), expected - ether(40));
    assert!(interest.abs_diff(expected) < expected / n(400), "{interest} {expected}");
    w.check();
}

#[test]
fn a_gap_of_centuries_saturates_and_bricks_nothing() {
    let w = World::lent();
    w.own(IMarket::setFeeCall { feeBps: n(2_500) });
    w.borrow(w.bob, 60);
    for _ in 0..10 {
        w.age(100 * YEAR);
        w.see(IMarket::accrueCall {});
        w.check();
    }
    assert_eq!(w.totals().debtAssets, n((1 << 96) - 1));
    assert!(w.totals().supplyShares < n(1 << 112));
    w.ask(w.bob, repay(ether(1), w.bob));
    w.ask(w.alice, withdraw(ether(1), w.alice));
    w.check();
}

#[test]
fn every_second_counts() {
    let w = World::lent();
    let mut last = w.debt(w.bob);
    for _ in 0..5 {
        w.age(1);
        let debt = w.debt(w.bob);
        assert!(debt > last);
        last = debt;
    }
}
