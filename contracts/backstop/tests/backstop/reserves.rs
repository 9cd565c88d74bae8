//! `takeReserves`: what is here and nobody's.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_backstop::interface::IBackstop;

fn take(assets: U256, receiver: Address) -> IBackstop::takeReservesCall {
    IBackstop::takeReservesCall { assets, receiver }
}

fn reserves(w: &World) -> U256 {
    w.ask(w.carol, IBackstop::reservesCall {})._0
}

#[test]
fn are_all_but_the_funders_part() {
    let w = World::funded();
    assert_eq!(reserves(&w), n(0));
    w.earn(units(2)); // of ten
    assert_eq!(reserves(&w), units(8), "before anybody collects");
    w.ask(w.owner, take(units(3), w.carol));
    w.emitted(IBackstop::ReservesTaken { receiver: w.carol, assets: units(3) });
    assert_eq!((reserves(&w), w.held(w.carol)), (units(5), units(1_000_003)));
    assert_eq!(w.totals().0, units(102), "what is booked stays");
    let needed = units(5) + n(1);
    w.refuses(w.owner, take(needed, w.carol), IBackstop::InsufficientReserves { reserves: units(5), needed });
    w.refuses(
        w.owner,
        take(U256::MAX, w.carol),
        IBackstop::InsufficientReserves { reserves: units(5), needed: U256::MAX },
    );
    w.ask(w.owner, take(units(5), w.carol));
    assert_eq!(reserves(&w), n(0));
    assert_eq!(w.held(w.vault.address()), units(102));
}

#[test]
fn are_the_owners_of_the_market_alone() {
    let w = World::funded();
    w.earn(units(2));
    for caller in [w.alice, w.market.address(), w.vault.address()] {
        w.refuses(caller, take(n(1), caller), IBackstop::Unauthorized { caller });
    }
    for receiver in [Address::ZERO, w.vault.address(), w.market.address()] {
        w.refuses(w.owner, take(n(1), receiver), IBackstop::ZeroAddress {});
    }
    w.refuses(w.owner, take(n(0), w.carol), IBackstop::ZeroAmount {});
}

#[test]
fn stay_while_bad_debt_is_known() {
    let w = World::funded();
    w.earn(units(2));
    w.set_shortfall(w.bob, n(1));
    w.ask(w.carol, IBackstop::flagCall { account: w.bob });
    w.refuses(w.owner, take(n(1), w.carol), IBackstop::BadDebtPending { accounts: n(1) });
}

/// They stand before what is booked.
#[test]
fn are_lost_before_the_funders_lose() {
    let w = World::funded();
    w.earn(units(2));
    w.sync();
    w.lose(units(9));
    assert_eq!((reserves(&w), w.totals().0), (n(0), units(101)));
}

#[test]
fn the_part_is_told() {
    let w = World::new();
    assert_eq!(w.ask(w.carol, IBackstop::incomeBpsCall {})._0, n(INCOME_BPS));
}

/// A shortfall of less than a hundredth of the least debt is not worth a flag.
#[test]
fn dust_keeps_nobody_in() {
    let w = World::funded();
    w.market.sender(w.carol).set_least_debt(n(1_001));
    let flag = || IBackstop::flagCall { account: w.bob };
    w.set_shortfall(w.bob, n(10));
    w.refuses(w.carol, flag(), IBackstop::NoShortfall { account: w.bob });
    w.set_shortfall(w.bob, n(11));
    w.ask(w.carol, flag());
    w.refuses(
        w.carol,
        IBackstop::unflagCall { account: w.bob },
        IBackstop::StillShort { account: w.bob, shortfall: n(11) },
    );
    w.set_shortfall(w.bob, n(10));
    w.ask(w.carol, IBackstop::unflagCall { account: w.bob });
}
