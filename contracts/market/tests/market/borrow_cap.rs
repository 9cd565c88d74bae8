//! The cap on debt: `setBorrowCap`, and what it stops.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket::{self, AmountTooLarge, BorrowCapExceeded, Unauthorized};

const STEP: u128 = 1 << 16;

#[test]
fn bounds_what_all_owe_exactly() {
    let w = World::lent();
    let cap = n(40 * ETHER / STEP * STEP + 3 * STEP);
    w.own(IMarket::setBorrowCapCall { cap });
    w.emitted(IMarket::BorrowCapChanged { oldCap: n(NO_CAP), newCap: cap });
    assert_eq!(w.see(IMarket::configCall {}).borrowCap, cap);
    let room = cap - w.totals().debtAssets;
    w.supply_gold(w.carol, 10);
    w.own(IMarket::setLeastDebtCall { least: U256::ZERO });
    let error: BorrowCapExceeded = w.fails(w.carol, borrow(room + n(1), w.carol));
    assert_eq!(error, BorrowCapExceeded { debt: cap + n(1), cap });
    w.ask(w.carol, borrow(room, w.carol));
    w.fails::<BorrowCapExceeded>(w.bob, borrow(n(1), w.bob));
    w.check();
}

#[test]
fn interest_may_exceed_it_and_repaying_makes_room() {
    let w = World::odd();
    w.own(IMarket::setBorrowCapCall { cap: ether(40) });
    let debt = w.totals().debtAssets;
    assert!(debt > ether(40));
    let error: BorrowCapExceeded = w.fails(w.bob, borrow(n(1), w.bob));
    assert_eq!(error, BorrowCapExceeded { debt: debt + n(1), cap: n(40 * ETHER / STEP * STEP) });
    w.ask(w.bob, repay(ether(20), w.bob));
    w.ask(w.bob, borrow(ether(1), w.bob));
    w.check();
}

#[test]
fn is_rounded_down_and_zero_at_first() {
    let w = World::new();
    w.own(IMarket::setBorrowCapCall { cap: n(STEP - 1) });
    assert_eq!(w.see(IMarket::configCall {}).borrowCap, U256::ZERO);
    w.deposit(w.alice, 1);
    w.fails::<BorrowCapExceeded>(w.bob, borrow(n(1), w.bob));
    w.own(IMarket::setBorrowCapCall { cap: n((1 << 96) - 1) });
    assert_eq!(w.see(IMarket::configCall {}).borrowCap, n(NO_CAP));
    assert_eq!(w.see(IMarket::decimalsCall {})._0, 24, "its neighbours in the slot stay");
    assert_eq!(w.see(IMarket::collateralCountCall {})._0, n(2));
    assert_eq!(w.see(IMarket::assetCall {})._0, w.weth.address());
}

#[test]
fn the_guardian_lowers_it_and_strangers_do_not() {
    let w = World::new();
    w.ask(w.guardian, IMarket::setBorrowCapCall { cap: ether(5) });
    let more = n(6 * ETHER);
    assert_eq!(w.fails::<Unauthorized>(w.guardian, IMarket::setBorrowCapCall { cap: more }).caller, w.guardian);
    assert_eq!(w.fails::<Unauthorized>(w.carol, IMarket::setBorrowCapCall { cap: U256::ZERO }).caller, w.carol);
    w.own(IMarket::setBorrowCapCall { cap: more });
    let error: AmountTooLarge = w.fails(w.owner, IMarket::setBorrowCapCall { cap: n(1 << 96) });
    assert_eq!(error.most, n((1 << 96) - 1));
}
