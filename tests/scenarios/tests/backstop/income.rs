//! Income: the reserves become the vault's, a fifth of them its funders'.

use crate::world::*;
use alloy_primitives::U256;
use ballast_backstop::{interface::IBackstop, Backstop};
use ballast_common::abi::Word;
use ballast_market::interface::IMarket;
use ballast_scenarios::*;
use ballast_test_support::{ask_error, lst::construct, Ask};
use motsu::prelude::*;

#[test]
fn comes_from_the_reserves() {
    let world = World::lent();
    world.fund(100);
    world.age(YEAR / 2);
    let (reserves, seen) = (world.reserves(), world.totals());
    assert!(reserves > n(SHARES / 1_000), "a tenth of half a year's interest");
    let income = reserves * n(INCOME_BPS) / n(10_000);
    assert_eq!(seen.assets, n(100 * SHARES) + income, "seen with interest to now");
    world.sync();
    assert_eq!(world.totals().assets, seen.assets);
    assert_eq!((world.reserves(), world.held()), (U256::ZERO, n(100 * SHARES) + reserves));
    let worth = world.ask(world.w.alice, IBackstop::assetsOfCall { account: world.w.alice })._0;
    assert!(seen.assets - worth <= income / n(1_000_000), "all hers but the virtual part");
    world.check();
}

#[test]
fn that_came_before_the_first_funder_is_nobodys() {
    let world = World::lent();
    world.age(YEAR);
    let reserves = world.reserves();
    assert_eq!(world.fund(100), n(100 * SHARES), "one to one");
    assert_eq!((world.totals().assets, world.held()), (n(100 * SHARES), n(100 * SHARES) + reserves));
    world.check();
}

#[test]
fn is_the_vaults_alone_to_collect() {
    let world = World::lent();
    world.age(DAY);
    let w = &world.w;
    let error: IMarket::Unauthorized = w.fails(w.owner, IMarket::collectReservesCall {});
    assert_eq!(error.caller, w.owner);
    world.sync();
    assert_eq!(world.reserves(), U256::ZERO);
}

#[test]
fn needs_a_market_that_has_wired_the_vault() {
    let world = World::lent();
    let w = &world.w;
    let other = Contract::<Backstop>::new();
    let words = [w.market.address().word(), world.lens.address().word(), n(1)];
    construct::<Backstop>(&mut other.sender(w.owner), &words).motsu_unwrap();
    let error: IMarket::Unauthorized = ask_error(other.sender(w.alice).ask(IBackstop::syncCall {}).map(drop));
    assert_eq!(error.caller, other.address());
}
