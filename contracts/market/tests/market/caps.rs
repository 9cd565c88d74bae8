//! Caps and the least debt: `setSupplyCap`, `setCollateralCap`, `setLeastDebt`, `maxDeposit`, `maxMint`.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket::{self, AmountTooLarge, Unauthorized, UnknownCollateral};

fn max_deposit(w: &World) -> U256 {
    w.see(IMarket::maxDepositCall { receiver: w.carol })._0
}

fn max_mint(w: &World) -> U256 {
    w.see(IMarket::maxMintCall { receiver: w.carol })._0
}

#[test]
fn the_supply_cap_bounds_deposits_exactly() {
    let w = World::odd();
    w.own(IMarket::setSupplyCapCall { cap: n(150 * ETHER + 77) });
    w.emitted(IMarket::SupplyCapChanged { oldCap: ether(1_000_000), newCap: n(150 * ETHER + 77) });
    let max = max_deposit(&w);
    assert_eq!(max, n(150 * ETHER + 77) - w.totals().suppliedAssets);
    assert!(w.refused(w.carol, deposit(max + n(1), w.carol)));
    w.ask(w.carol, deposit(max, w.carol));
    assert_eq!((max_deposit(&w), max_mint(&w)), (U256::ZERO, U256::ZERO));
    w.check();
}

#[test]
fn the_supply_cap_bounds_mints_exactly() {
    let w = World::odd();
    w.own(IMarket::setSupplyCapCall { cap: n(150 * ETHER + 77) });
    let max = max_mint(&w);
    assert!(w.refused(w.carol, mint(max + n(1), w.carol)));
    w.ask(w.carol, mint(max, w.carol));
    w.check();
}

#[test]
fn shares_of_112_bits_bound_deposits_exactly() {
    let w = World::new();
    w.own(IMarket::setSupplyCapCall { cap: n((1 << 96) - 1) });
    w.weth.sender(w.carol).mint(w.carol, n(1 << 97));
    let (assets, shares) = (max_deposit(&w), max_mint(&w));
    assert_eq!(shares, n((1 << 112) - 1));
    assert_eq!(assets, n(((1 << 112) - 1) / SHARES));
    let most = n((1 << 112) - 1);
    let error: AmountTooLarge = w.fails(w.carol, deposit(assets + n(1), w.carol));
    assert_eq!(error.most, most);
    w.ask(w.carol, deposit(assets, w.carol));
    let rest = max_mint(&w);
    assert_eq!(rest, most - n(((1 << 112) - 1) / SHARES * SHARES));
    w.ask(w.carol, mint(rest, w.carol));
    assert_eq!(max_mint(&w), U256::ZERO);
    w.check();
}

#[test]
fn a_cap_below_what_is_there_stops_deposits_only() {
    let w = World::lent();
    w.own(IMarket::setSupplyCapCall { cap: ether(50) });
    assert_eq!(max_deposit(&w), U256::ZERO);
    assert!(w.refused(w.carol, deposit(n(1), w.carol)));
    w.ask(w.alice, withdraw(ether(10), w.alice));
    w.check();
}

#[test]
fn the_guardian_may_lower_caps_only() {
    let w = World::new();
    let asset = w.gold.address();
    w.ask(w.guardian, IMarket::setSupplyCapCall { cap: ether(5) });
    w.ask(w.guardian, IMarket::setCollateralCapCall { asset, cap: ether(6) });
    w.emitted(IMarket::CollateralCapChanged { asset, oldCap: n(1 << 119), newCap: ether(6) });
    assert_eq!(w.see(IMarket::configCall {}).supplyCap, ether(5));
    assert_eq!(w.see(IMarket::collateralInfoCall { asset }).cap, ether(6));
    let more = ether(5) + n(1);
    assert_eq!(w.fails::<Unauthorized>(w.guardian, IMarket::setSupplyCapCall { cap: more }).caller, w.guardian);
    let call = IMarket::setCollateralCapCall { asset, cap: ether(6) + n(1) };
    assert_eq!(w.fails::<Unauthorized>(w.guardian, call).caller, w.guardian);
    w.own(IMarket::setSupplyCapCall { cap: more });
}

#[test]
fn strangers_set_nothing() {
    let w = World::new();
    let asset = w.gold.address();
    w.fails::<Unauthorized>(w.carol, IMarket::setSupplyCapCall { cap: U256::ZERO });
    w.fails::<Unauthorized>(w.carol, IMarket::setCollateralCapCall { asset, cap: U256::ZERO });
    w.fails::<Unauthorized>(w.guardian, IMarket::setLeastDebtCall { least: U256::ZERO });
}

#[test]
fn the_least_debt_is_set() {
    let w = World::new();
    w.own(IMarket::setLeastDebtCall { least: ether(2) });
    w.emitted(IMarket::LeastDebtChanged { oldLeast: n(LEAST_DEBT), newLeast: ether(2) });
    assert_eq!(w.see(IMarket::configCall {}).leastDebt, ether(2));
    assert_eq!(w.see(IMarket::riskCall {})._0, w.judge.address(), "its neighbour in the slot stays");
}

#[test]
fn refuses_numbers_beyond_their_fields() {
    let w = World::new();
    let asset = w.gold.address();
    let error: AmountTooLarge = w.fails(w.owner, IMarket::setSupplyCapCall { cap: n(1 << 96) });
    assert_eq!(error, AmountTooLarge { amount: n(1 << 96), most: n((1 << 96) - 1) });
    w.fails::<AmountTooLarge>(w.owner, IMarket::setLeastDebtCall { least: n(1 << 96) });
    let error: AmountTooLarge = w.fails(w.owner, IMarket::setCollateralCapCall { asset, cap: n(1 << 120) });
    assert_eq!(error.most, n((1 << 120) - 1));
    let asset = w.carol;
    let call = IMarket::setCollateralCapCall { asset, cap: U256::ZERO };
    assert_eq!(w.fails::<UnknownCollateral>(w.owner, call).asset, asset);
}
