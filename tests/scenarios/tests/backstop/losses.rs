//! Bad debt: reserves, then the backstop, then all suppliers.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolEvent;
use ballast_backstop::interface::IBackstop;
use ballast_market::interface::IMarket;
use ballast_scenarios::*;

/// Supply shares that are worth a wei: the market burns none of what is worth less.
const DUST: u128 = 1_000_000;

#[test]
fn spares_suppliers_while_the_backstop_covers_it() {
    let world = World::lent();
    world.fund(100);
    world.age(DAY);
    world.slash();
    let (w, before) = (&world.w, world.totals());
    let (reserves, rate) = (world.reserves(), w.see(IMarket::convertToAssetsCall { shares: n(SHARES) })._0);
    let borne = world.liquidate();
    let [of_reserves, of_vault] = &borne[..] else { panic!("{borne:?}") };
    assert_eq!(of_reserves.bearer, w.market.address());
    let dust = reserves - of_reserves.shares; // worth less than a wei
    assert!(dust < n(DUST));
    assert_eq!(of_vault.bearer, world.vault.address());
    assert!(of_vault.assets > ether(30), "{}", of_vault.assets);
    assert!(w.see(IMarket::convertToAssetsCall { shares: n(SHARES) })._0 >= rate, "a share is worth what it was");
    let after = world.totals();
    let income = dust * n(INCOME_BPS) / n(10_000);
    assert_eq!(after.assets, n(100 * SHARES) - of_vault.shares + income, "the rest went with the reserves");
    assert!(after.assets < before.assets && after.shares == before.shares);
    world.sync();
    let events = world.vault.all_events();
    let lost = events.iter().filter_map(|log| IBackstop::Lost::decode_log_data(log, true).ok()).last().expect("a loss");
    assert_eq!(lost.assets, of_vault.shares);
    world.check();
}

#[test]
fn goes_to_suppliers_beyond_the_backstop_and_a_new_epoch_begins() {
    let world = World::lent();
    let shares = world.fund(5);
    world.age(DAY);
    world.slash();
    let (w, rate) = (&world.w, world.w.see(IMarket::convertToAssetsCall { shares: n(SHARES) })._0);
    let borne = world.liquidate();
    let bearers: Vec<_> = borne.iter().map(|event| event.bearer).collect();
    assert_eq!(bearers, [w.market.address(), world.vault.address(), Address::ZERO]);
    let bad = w.events::<IMarket::BadDebt>().pop().unwrap();
    assert_eq!(borne.iter().fold(U256::ZERO, |sum, event| sum + event.assets), bad.assets);
    assert!(n(5 * SHARES) - borne[1].shares < n(DUST), "all of it");
    assert!(w.see(IMarket::convertToAssetsCall { shares: n(SHARES) })._0 < rate);
    world.sync();
    let totals = world.totals();
    assert_eq!((totals.assets, totals.shares, totals.epoch), (U256::ZERO, U256::ZERO, n(1)));
    assert_eq!(world.ask(w.alice, IBackstop::sharesOfCall { account: w.alice })._0, U256::ZERO);
    assert!(shares > U256::ZERO);
    assert_eq!(world.fund(7), n(7 * SHARES), "one to one again");
    world.check();
}

/// What was collected and is not the funders' is lost before what is theirs.
#[test]
fn takes_the_rest_of_collected_reserves_first() {
    let world = World::lent();
    world.fund(100);
    world.age(YEAR);
    world.sync();
    let booked = world.totals().assets;
    let rest = world.held() - booked;
    assert!(rest > U256::ZERO);
    world.slash();
    let borne = world.liquidate();
    let [of_vault] = &borne[..] else { panic!("there are no reserves: {borne:?}") };
    assert_eq!(world.totals().assets, booked + rest - of_vault.shares);
    assert!(of_vault.shares > rest);
    world.check();
}
