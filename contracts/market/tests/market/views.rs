//! Views that no operation's file covers.

use crate::world::*;
use alloy_primitives::U256;
use alloy_sol_types::SolCall;
use ballast_market::interface::{
    IMarket::{self, AmountTooLarge, UnknownCollateral},
    IRisk,
};
use ballast_math::rate::{borrow_rate, utilization_wad};

#[test]
fn account_health_is_the_judges() {
    let w = World::odd();
    w.allow(ether(77));
    w.judge.sender(w.owner).set_health(n(ETHER * 13 / 10));
    let health = w.see(IMarket::accountHealthCall { account: w.bob });
    assert_eq!((health.healthWad, health.debt, health.limit), (n(ETHER * 13 / 10), w.debt(w.bob), ether(77)));
    let asked = IRisk::healthCall { holdings: vec![ether(50)], debt: w.debt(w.bob) };
    assert_eq!(w.judge.sender(w.carol).asked(), asked.abi_encode());
    let health = w.see(IMarket::accountHealthCall { account: w.alice });
    assert_eq!(health.debt, U256::ZERO);
}

#[test]
fn totals_move_with_the_clock() {
    let w = World::odd();
    let totals = w.totals();
    assert_eq!(totals.idle, ether(60));
    assert_eq!(totals.debtAssets, w.debt(w.bob));
    assert_eq!(totals.debtShares, n(40 * ETHER * SHARES));
    assert_eq!(totals.suppliedAssets, totals.idle + totals.debtAssets);
    assert_eq!(w.see(IMarket::totalAssetsCall {})._0, totals.suppliedAssets);
    assert_eq!(w.see(IMarket::totalSupplyCall {})._0, w.balance(w.alice));
    let reserves = w.see(IMarket::reserveSharesCall {})._0;
    assert_eq!(totals.supplyShares, w.balance(w.alice) + reserves);
    assert_eq!(totals.reserves, w.see(IMarket::convertToAssetsCall { shares: reserves })._0);
}

#[test]
fn rates_follow_utilization() {
    let w = World::odd();
    let totals = w.totals();
    let utilization = w.see(IMarket::utilizationCall {})._0;
    assert_eq!(utilization, utilization_wad(totals.debtAssets, totals.suppliedAssets));
    let rate = w.see(IMarket::borrowRateCall {});
    assert_eq!(rate.perSecond, borrow_rate(utilization, rate.atTarget));
}

#[test]
fn conversions_round_down_and_previews_against_the_caller() {
    let w = World::odd();
    for amount in [1, 1_000_003, ETHER + 7, 1 << 90] {
        let shares = w.see(IMarket::convertToSharesCall { assets: n(amount) })._0;
        assert_eq!(w.see(IMarket::previewDepositCall { assets: n(amount) })._0, shares);
        let up = w.see(IMarket::previewWithdrawCall { assets: n(amount) })._0;
        assert!(up == shares || up == shares + n(1));
        let assets = w.see(IMarket::convertToAssetsCall { shares: n(amount) })._0;
        assert_eq!(w.see(IMarket::previewRedeemCall { shares: n(amount) })._0, assets);
        let up = w.see(IMarket::previewMintCall { shares: n(amount) })._0;
        assert!(up == assets || up == assets + n(1));
    }
}

#[test]
fn refuse_numbers_beyond_their_fields() {
    let w = World::new();
    w.fails::<AmountTooLarge>(w.bob, IMarket::convertToSharesCall { assets: n(1 << 96) });
    w.fails::<AmountTooLarge>(w.bob, IMarket::previewMintCall { shares: n(1 << 112) });
    w.fails::<UnknownCollateral>(w.bob, IMarket::collateralOfCall { account: w.bob, asset: w.weth.address() });
}

#[test]
fn nobody_owes_nothing() {
    let w = World::odd();
    assert_eq!((w.debt(w.carol), w.debt_shares(w.carol)), (U256::ZERO, U256::ZERO));
    assert_eq!(w.units(w.carol, w.gold.address()), U256::ZERO);
    assert_eq!(w.see(IMarket::maxWithdrawCall { owner: w.carol })._0, U256::ZERO);
    assert_eq!(w.see(IMarket::maxRedeemCall { owner: w.carol })._0, U256::ZERO);
}
