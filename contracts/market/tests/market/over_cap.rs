//! Adding collateral over its cap: an account with debt may, to save itself; debt never comes to rest on it.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{self, AmountTooLarge, CollateralCapExceeded};
use ballast_test_support::script;

/// Bob owes 40 ether against 50 gold, all that the cap takes, and has 10 silver besides.
fn full() -> World {
    let w = World::lent();
    w.own(IMarket::setCollateralCapCall { asset: w.gold.address(), cap: ether(50) });
    w.ask(w.bob, supply(w.silver.address(), ether(10), w.bob));
    w
}

fn held_back(w: &World, account: Address) -> bool {
    w.see(IMarket::accountDataCall { account }).overCap
}

fn exceeded(w: &World, total: u128) -> CollateralCapExceeded {
    CollateralCapExceeded { asset: w.gold.address(), total: ether(total), cap: ether(50) }
}

#[test]
fn an_account_with_debt_may_add_and_then_not_borrow() {
    let w = full();
    w.supply_gold(w.bob, 5);
    assert!(held_back(&w, w.bob));
    assert_eq!(w.units(w.bob, w.gold.address()), ether(55));
    assert_eq!(w.fails::<CollateralCapExceeded>(w.bob, borrow(n(1), w.bob)), exceeded(&w, 55));
    w.ask(w.bob, repay(ether(1), w.bob));
    w.check();
}

#[test]
fn until_the_total_is_within_the_cap_again() {
    let w = full();
    w.supply_gold(w.bob, 5);
    w.ask(w.bob, take(w.gold.address(), ether(5) - n(1), w.bob));
    assert_eq!(w.fails::<CollateralCapExceeded>(w.bob, borrow(n(1), w.bob)).total, ether(50) + n(1));
    w.ask(w.bob, take(w.gold.address(), n(1), w.bob));
    assert!(!held_back(&w, w.bob), "forgotten, so that nobody pays for it any more");
    w.ask(w.bob, borrow(n(1), w.bob));
    // A cap that is lowered later binds on increase alone.
    w.own(IMarket::setCollateralCapCall { asset: w.gold.address(), cap: ether(1) });
    w.ask(w.bob, borrow(n(1), w.bob));
    w.check();
}

/// What was over the cap has left again: nobody who fills the cap later holds the account back.
#[test]
fn taking_it_out_again_is_enough() {
    let w = full();
    let (gold, silver) = (w.gold.address(), w.silver.address());
    w.supply_gold(w.bob, 5);
    w.ask(w.bob, take(gold, ether(5), w.bob));
    assert!(!held_back(&w, w.bob));
    w.ask(w.carol, supply(silver, ether(10), w.carol));
    w.borrow(w.carol, 1);
    w.ask(w.carol, supply(gold, n(1), w.carol));
    w.ask(w.bob, take(silver, n(1), w.bob));
    w.ask(w.bob, borrow(n(1), w.bob));
    assert!(held_back(&w, w.carol));
    w.check();
}

#[test]
fn nobody_else_may_and_nobody_without_debt() {
    let w = full();
    let gold = w.gold.address();
    w.own(IMarket::setOperatorCall { operator: w.alice, allowed: true });
    assert_eq!(w.fails::<CollateralCapExceeded>(w.carol, supply(gold, n(1), w.carol)).total, ether(50) + n(1));
    assert_eq!(w.fails::<CollateralCapExceeded>(w.carol, supply(gold, n(1), w.bob)).total, ether(50) + n(1));
    assert!(!held_back(&w, w.bob), "a stranger cannot hold an account back");
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    w.ask(w.carol, supply(gold, n(1), w.bob));
    assert!(held_back(&w, w.bob));
    w.check();
}

#[test]
fn what_the_debt_rests_on_now_cannot_be_taken_away_instead() {
    let w = full();
    w.supply_gold(w.bob, 5);
    let error: CollateralCapExceeded = w.fails(w.bob, take(w.silver.address(), n(1), w.bob));
    assert_eq!(error, exceeded(&w, 55));
    w.ask(w.bob, take(w.gold.address(), ether(3), w.bob)); // but what is over
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.ask(w.bob, take(w.silver.address(), U256::MAX, w.bob)); // and anything without debt
    w.check();
}

#[test]
fn a_callback_cannot_bring_it_in_while_borrowing() {
    let w = full();
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.callee(), allowed: true });
    w.gold.sender(w.owner).mint(w.callee(), ether(9));
    w.approve_by_callee();
    script::then(w.callee(), w.market.address(), supply(w.gold.address(), ether(9), w.bob));
    let data = alloy_primitives::Bytes::from_static(b"!");
    let call = IMarket::borrowCall { data, ..borrow(ether(1), w.bob) };
    let call = IMarket::borrowCall { receiver: w.callee(), ..call };
    assert_eq!(w.fails::<CollateralCapExceeded>(w.callee(), call), exceeded(&w, 59));
    w.check();
}

#[test]
fn who_keeps_seized_units_over_a_cap_is_held_back_too() {
    let w = full();
    w.supply_gold(w.bob, 5);
    w.sentence(ether(10), ether(12), false);
    w.ask(w.carol, liquidate(w.bob, w.gold.address(), w.market.address()));
    assert!(held_back(&w, w.carol));
    assert_eq!(w.fails::<CollateralCapExceeded>(w.carol, borrow(ether(1), w.carol)), exceeded(&w, 55));
    w.check();
}

#[test]
fn totals_stay_within_their_field() {
    let w = full();
    let gold = w.gold.address();
    w.gold.sender(w.bob).mint(w.bob, n(1 << 120));
    let error: AmountTooLarge = w.fails(w.bob, supply(gold, n((1 << 120) - 1), w.bob));
    assert_eq!(error, AmountTooLarge { amount: n((1 << 120) - 1) + ether(50), most: n((1 << 120) - 1) });
}
