//! `setPause`: what each flag stops, and what nothing stops.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket::{self, OutOfBounds, Paused, Unauthorized};

const DEPOSITS: u128 = 1;
const BORROWING: u128 = 2;
const LIQUIDATION: u128 = 4;

fn pause(flags: u128) -> IMarket::setPauseCall {
    IMarket::setPauseCall { flags: n(flags) }
}

#[test]
fn deposits() {
    let w = World::lent();
    w.ask(w.guardian, pause(DEPOSITS));
    w.emitted(IMarket::PauseChanged { oldFlags: U256::ZERO, newFlags: n(DEPOSITS) });
    assert_eq!(w.fails::<Paused>(w.alice, deposit(ether(1), w.alice)).flag, n(DEPOSITS));
    assert_eq!(w.fails::<Paused>(w.alice, mint(ether(1), w.alice)).flag, n(DEPOSITS));
    assert_eq!(w.see(IMarket::maxDepositCall { receiver: w.alice })._0, U256::ZERO);
    assert_eq!(w.see(IMarket::maxMintCall { receiver: w.alice })._0, U256::ZERO);
    w.borrow(w.bob, 1);
}

#[test]
fn borrowing_and_withdrawing_collateral_with_debt() {
    let w = World::lent();
    w.supply_gold(w.carol, 1);
    w.ask(w.guardian, pause(BORROWING));
    assert_eq!(w.fails::<Paused>(w.bob, borrow(ether(1), w.bob)).flag, n(BORROWING));
    assert_eq!(w.fails::<Paused>(w.bob, take(w.gold.address(), n(1), w.bob)).flag, n(BORROWING));
    w.ask(w.carol, take(w.gold.address(), U256::MAX, w.carol));
    w.deposit(w.alice, 1);
}

#[test]
fn liquidation() {
    let w = World::lent();
    w.sentence(ether(1), ether(1), false);
    assert_eq!(w.fails::<Unauthorized>(w.guardian, pause(LIQUIDATION)).caller, w.guardian, "he has the judge's freeze");
    w.own(pause(LIQUIDATION));
    w.ask(w.guardian, pause(LIQUIDATION | DEPOSITS));
    w.own(pause(LIQUIDATION));
    let call = || liquidate(w.bob, w.gold.address(), w.carol);
    assert_eq!(w.fails::<Paused>(w.carol, call()).flag, n(LIQUIDATION));
    w.own(pause(0));
    w.ask(w.carol, call());
}

#[test]
fn ways_out_are_never_paused() {
    let w = World::lent();
    w.own(pause(DEPOSITS | BORROWING | LIQUIDATION));
    w.supply_gold(w.bob, 1);
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.ask(w.bob, take(w.gold.address(), U256::MAX, w.bob));
    w.ask(w.alice, withdraw(ether(1), w.alice));
    w.ask(w.alice, redeem(w.balance(w.alice), w.alice));
    w.check();
}

#[test]
fn the_guardian_sets_and_the_owner_clears() {
    let w = World::new();
    w.ask(w.guardian, pause(DEPOSITS));
    w.ask(w.guardian, pause(DEPOSITS | BORROWING));
    assert_eq!(w.fails::<Unauthorized>(w.guardian, pause(BORROWING)).caller, w.guardian);
    assert_eq!(w.fails::<Unauthorized>(w.guardian, pause(0)).caller, w.guardian);
    assert_eq!(w.fails::<Unauthorized>(w.carol, pause(7)).caller, w.carol);
    assert_eq!(w.see(IMarket::configCall {}).pauseFlags, n(DEPOSITS | BORROWING));
    w.own(pause(LIQUIDATION));
    w.emitted(IMarket::PauseChanged { oldFlags: n(DEPOSITS | BORROWING), newFlags: n(LIQUIDATION) });
    assert_eq!(w.see(IMarket::configCall {}).pauseFlags, n(LIQUIDATION));
}

#[test]
fn refuses_unknown_flags() {
    let w = World::new();
    let error: OutOfBounds = w.fails(w.owner, pause(8));
    assert_eq!(error, OutOfBounds { given: n(8), least: U256::ZERO, most: n(7) });
}

#[test]
fn leaves_its_neighbours_in_the_slot() {
    let w = World::odd();
    let before = (w.totals(), w.see(IMarket::borrowRateCall {}).atTarget);
    w.own(pause(7));
    assert_eq!((w.totals(), w.see(IMarket::borrowRateCall {}).atTarget), before);
    w.own(pause(0));
    assert_eq!((w.totals(), w.see(IMarket::borrowRateCall {}).atTarget), before);
}
