//! Two collaterals, blETH and a plain token: borrowing against both, liquidating each, bad debt only when both are gone.

use ballast_chain::U256;
use ballast_client::interfaces::{IMarket, IRisk, IWeth};
use ballast_wasm_tests::{ALL, ETHER, Lending, PLAIN_BORROW_BPS, PLAIN_LIQUIDATION_BPS, Plain, ether};

/// Carol has 50 blETH and 50 of a second WETH as margin: 45 and 40 ether of limit.
fn two() -> (Lending, Plain) {
    let mut l = Lending::open();
    let plain = l.list_second_weth();
    l.post_plain(l.carol, plain.token, ether(50));
    (l, plain)
}

fn liquidation(l: &Lending, asset: ballast_chain::Address, max_repay: U256) -> IMarket::liquidateCall {
    IMarket::liquidateCall { asset, ..l.liquidation(l.carol, max_repay) }
}

/// A target health is met but for the rounding of whole wei.
#[track_caller]
fn assert_target(health_wad: U256) {
    let target = U256::from(ETHER * 103 / 100);
    assert!(health_wad + U256::from(1_000_000) >= target, "{health_wad}");
    assert!(health_wad <= target + U256::from(ETHER / 100), "{health_wad}");
}

#[test]
fn both_collaterals_add_up_to_the_limit() {
    let (mut l, plain) = two();
    let (carol, market) = (l.carol, l.protocol.at.market);
    assert_eq!(l.health(carol).limit, ether(45) + ether(50) * U256::from(PLAIN_BORROW_BPS) / U256::from(10_000));
    let more = IMarket::borrowCall {
        assets: ether(85) + U256::ONE,
        onBehalf: carol,
        receiver: carol,
        data: Default::default(),
    };
    let _: IMarket::InsufficientMargin = l.fail(carol, market, more);
    l.borrow(carol, ether(85));
    let weighted =
        U256::from(ETHER / 10) * U256::from(465) + ether(50) * U256::from(PLAIN_LIQUIDATION_BPS) / U256::from(10_000);
    assert_eq!(l.health(carol).healthWad, weighted * U256::from(ETHER) / ether(85));
    l.unbreak();
    l.set_price(plain.feed, 2.0);
    assert_eq!(l.health(carol).limit, ether(45 + 80));
    l.check_all();
}

#[test]
fn either_collateral_leaves_as_far_as_the_other_carries_the_debt() {
    let (mut l, plain) = two();
    let (carol, at) = (l.carol, l.protocol.at);
    l.borrow(carol, ether(40));
    let withdraw = |asset, units| IMarket::withdrawCollateralCall { asset, units, onBehalf: carol, receiver: carol };
    let half = l.units(carol, at.lst);
    let snapshot = l.protocol.client.chain.snapshot();
    l.send(carol, at.market, withdraw(plain.token, ALL));
    assert_eq!(l.health(carol).limit, ether(45));
    l.check_all();
    l.protocol.client.chain.restore(snapshot).unwrap();
    assert_eq!(l.send(carol, at.market, withdraw(at.lst, ALL)), half);
    assert_eq!(l.health(carol).limit, ether(40));
    let _: IMarket::InsufficientMargin = l.fail(carol, at.market, withdraw(plain.token, U256::ONE));
    l.check_all();
}

#[test]
fn a_fall_of_the_plain_token_liquidates_it_to_the_target_and_leaves_bleth_alone() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(80));
    l.set_price(plain.feed, 0.75);
    let (before, shares) = (l.health(carol), l.units(carol, at.lst));
    assert!(before.healthWad < U256::from(ETHER));
    let call = liquidation(&l, plain.token, ALL);
    let answer = l.send(erin, at.market, call);
    let after = l.health(carol);
    assert_target(after.healthWad);
    assert_eq!(after.debt, before.debt - answer.repaid);
    assert_eq!(l.units(carol, at.lst), shares);
    assert_eq!(l.units(carol, plain.token), ether(50) - answer.seized);
    assert_eq!(l.view(plain.token, IWeth::balanceOfCall { account: erin }), ether(100) + answer.seized);
    let value = answer.seized * U256::from(75) / U256::from(100);
    assert!(value > answer.repaid && value <= answer.repaid * U256::from(105) / U256::from(100));
    l.check_all();
}

#[test]
fn a_slashing_liquidates_bleth_to_the_target_and_leaves_the_plain_token_alone() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(85));
    l.slash(ether(36)); // of 401
    let call = liquidation(&l, at.lst, ALL);
    l.send(erin, at.market, call);
    assert_target(l.health(carol).healthWad);
    assert_eq!(l.units(carol, plain.token), ether(50));
    let call = liquidation(&l, plain.token, ALL);
    let _: IRisk::Healthy = l.fail(erin, at.market, call);
    l.check_all();
}

#[test]
fn a_liquidator_bounds_what_he_pays_and_what_he_gets() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(80));
    l.set_price(plain.feed, 0.75);
    let call = liquidation(&l, plain.token, ether(3));
    let greedy = IMarket::liquidateCall { minSeize: ether(10), ..call.clone() };
    let error: IMarket::SeizedTooLittle = l.fail(erin, at.market, greedy);
    assert_eq!(error.least, ether(10));
    let answer = l.send(erin, at.market, call);
    assert_eq!(answer.repaid, ether(3));
    assert_eq!(answer.seized, error.seized);
    l.check_all();
}

#[test]
fn debt_is_bad_only_when_both_collaterals_are_gone() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(85));
    l.slash(ether(150));
    l.set_price(plain.feed, 0.2);
    let supplied = l.view(at.market, IMarket::totalsCall {}).suppliedAssets;
    let call = liquidation(&l, at.lst, ALL);
    let first = l.send(erin, at.market, call);
    assert_eq!(l.units(carol, at.lst), U256::ZERO);
    let debt = l.view(at.market, IMarket::debtOfCall { account: carol });
    assert_eq!(debt, ether(85) - first.repaid, "the plain token still stands behind it");
    assert_eq!(l.view(at.market, IMarket::totalsCall {}).suppliedAssets, supplied);
    l.check_all();
    let call = liquidation(&l, plain.token, ALL);
    let second = l.send(erin, at.market, call);
    assert_eq!(second.seized, ether(50));
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: carol }), U256::ZERO);
    let after = l.view(at.market, IMarket::totalsCall {}).suppliedAssets;
    assert_eq!(after, supplied - (debt - second.repaid), "suppliers bear exactly what nobody paid");
    l.check_all();
}

#[test]
fn a_stale_plain_price_stops_borrowing_and_still_liquidates() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(80));
    l.set_price(plain.feed, 0.75);
    l.protocol.client.chain.advance(86_401);
    l.feed(1.0);
    let health = l.health(carol);
    assert_eq!(health.limit, ether(45), "blETH alone");
    assert!(health.healthWad < U256::from(ETHER));
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: carol, receiver: carol, data: Default::default() };
    let error: IMarket::InsufficientMargin = l.fail(carol, at.market, call);
    assert_eq!(error.unpriced, U256::from(2));
    let call = liquidation(&l, plain.token, ALL);
    assert!(l.send(erin, at.market, call).seized > U256::ZERO);
    l.check_all();
}

#[test]
fn while_a_feed_gives_no_price_the_kept_one_counts_for_health_alone() {
    let (mut l, plain) = two();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.borrow(carol, ether(80));
    l.set_price(plain.feed, 0.75);
    l.protocol.client.chain.advance(3_601); // what jumps is kept after its hour
    l.feed(1.0);
    l.send(erin, at.risk, IRisk::keepPriceCall { index: U256::ONE });
    let before = l.health(carol);
    l.set_price(plain.feed, 0.0);
    let health = l.health(carol);
    assert_eq!((health.healthWad, health.limit), (before.healthWad, ether(45)));
    let error: IRisk::BadSource = l.fail(erin, at.risk, IRisk::keepPriceCall { index: U256::ONE });
    assert_eq!(error.source, plain.feed);
    let call = liquidation(&l, plain.token, ALL);
    let answer = l.send(erin, at.market, call);
    let value = answer.seized * U256::from(75) / U256::from(100);
    assert!(value > answer.repaid && value <= answer.repaid * U256::from(105) / U256::from(100));
    l.check_all();
}

#[test]
fn the_plain_tokens_of_two_borrowers_are_kept_apart() {
    let mut l = Lending::open();
    let plain = l.list_second_weth();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    l.post_plain(carol, plain.token, ether(50));
    l.post_plain(erin, plain.token, ether(60));
    l.borrow(carol, ether(70));
    l.borrow(erin, ether(20));
    l.set_price(plain.feed, 0.4);
    let call = liquidation(&l, plain.token, ALL);
    l.send(erin, at.market, call);
    assert_eq!(l.units(erin, plain.token), ether(60));
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: erin }), ether(20));
    l.send(erin, plain.token, IWeth::transferCall { to: at.market, value: ether(5) });
    assert_eq!(l.units(erin, plain.token), ether(60), "a donation is nobody's");
    l.check_all();
}
