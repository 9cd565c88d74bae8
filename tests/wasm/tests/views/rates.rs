//! `rates`, and that the lens is as it says: without storage, and the same for every market.

use crate::world::Views;
use alloy_sol_types::SolError;
use ballast_chain::{Tx, U256};
use ballast_client::interfaces::{IConstructor, ILens, IMarket};
use ballast_wasm_tests::{ETHER, ether, typed};

const YEAR: u64 = 365 * 86_400;

fn wad(number: U256) -> f64 {
    number.to::<u128>() as f64 / ETHER as f64
}

#[test]
fn rates_are_of_the_market_as_it_is_now() {
    let mut views = Views::new();
    views.l.borrow(views.l.carol, ether(40));
    let market = views.l.protocol.at.market;
    let told = views.lens(ILens::ratesCall { market });
    let (totals, rate) = (views.market(IMarket::totalsCall {}), views.market(IMarket::borrowRateCall {}));
    assert_eq!(told.utilization, views.market(IMarket::utilizationCall {}));
    assert_eq!(told.borrowApr, rate.perSecond * U256::from(YEAR));
    assert_eq!(told.aprAtTarget, rate.atTarget * U256::from(YEAR));
    let fee = views.market(IMarket::configCall {}).feeBps;
    let kept = totals.debtAssets * (U256::from(10_000) - fee);
    assert_eq!(told.supplyApr, told.borrowApr * kept / (totals.suppliedAssets * U256::from(10_000)));
    let compounded = wad(told.borrowApr).exp_m1();
    assert!((wad(told.borrowApy) / compounded - 1.0).abs() < 1e-12, "{} {compounded}", told.borrowApy);
}

/// In a minute the rate does not move much.
#[test]
fn suppliers_and_borrowers_get_them() {
    let mut views = Views::new();
    views.l.borrow(views.l.carol, ether(40));
    let market = views.l.protocol.at.market;
    let told = views.lens(ILens::ratesCall { market });
    let (before, reserves) = (views.market(IMarket::totalsCall {}), views.market(IMarket::reserveSharesCall {}));
    views.l.protocol.client.chain.advance(60);
    let after = views.market(IMarket::totalsCall {});
    let owed = wad(after.debtAssets - before.debtAssets) / wad(before.debtAssets);
    assert!((owed / (wad(told.borrowApr) * 60.0 / YEAR as f64) - 1.0).abs() < 1e-4, "{owed}");
    let worth = |totals: &IMarket::totalsReturn| wad(totals.suppliedAssets) / wad(totals.supplyShares);
    assert!(views.market(IMarket::reserveSharesCall {}) > reserves);
    let earned = worth(&after) / worth(&before) - 1.0;
    assert!((earned / (wad(told.supplyApr) * 60.0 / YEAR as f64) - 1.0).abs() < 1e-3, "{earned}");
}

#[test]
fn the_lens_has_no_constructor_takes_no_ether_and_knows_only_markets() {
    let mut views = Views::new();
    let (at, owner) = (views.l.protocol.at, views.l.protocol.accounts.owner);
    let client = &mut views.l.protocol.client;
    let error = client.send(owner, at.lens, IConstructor::stylus_constructorCall {}).err().unwrap();
    assert_eq!(ballast_client::describe(&output(&error)), "reverted without a reason");
    let call = alloy_sol_types::SolCall::abi_encode(&ILens::ratesCall { market: at.market });
    assert!(!client.chain.call(Tx::call(owner, at.lens, call).value(U256::ONE)).unwrap().is_success());
    for callee in [at.weth, at.risk, owner] {
        let error = client.view(at.lens, ILens::ratesCall { market: callee }).err().unwrap();
        assert_eq!(typed::<ILens::CallFailed>(&error), ILens::CallFailed { callee });
    }
    let asset = at.weth;
    let ask = ILens::maxWithdrawCollateralCall { market: at.market, account: owner, asset };
    let error = client.view(at.lens, ask).err().unwrap();
    assert_eq!(ILens::UnknownCollateral::SELECTOR, IMarket::UnknownCollateral::SELECTOR);
    assert_eq!(typed::<ILens::UnknownCollateral>(&error).asset, asset);
    let again = client.deploy_stateless(owner, at.deployer, &ballast_wasm_tests::artifacts().lens).unwrap();
    let ask = ILens::shortfallCall { market: at.market, account: views.l.erin };
    assert_eq!(views.l.view(again, ask.clone()), views.lens(ask));
}

fn output(error: &ballast_client::CallError) -> ballast_chain::Bytes {
    match error {
        ballast_client::CallError::Reverted { receipt } => receipt.output.clone(),
        other => panic!("{other}"),
    }
}
