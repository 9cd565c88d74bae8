//! The published properties of ERC-4626 against the WASM of wblETH, whose asset is blETH, and of the market, whose
//! asset is WETH.
//!
//! Quotes, conversions and round trips are exact. Of what changes hands, the market is exact too; wblETH moves blETH
//! by whole wei of wblETH, and so up to what one of them is worth less than was named on the way in, and more on the
//! way out.

use ballast_wasm_tests::suites::{Lent, WblEth, check, check_fresh, erc4626, round_trips, vaults};

#[test]
fn wbleth_is_an_erc4626_vault() {
    check(&mut WblEth::deploy(), &erc4626::properties());
}

#[test]
fn no_round_trip_through_wbleth_pays() {
    check(&mut WblEth::deploy(), &round_trips::properties());
}

#[test]
fn wbleth_rounds_and_tells_as_a_vault() {
    check(&mut WblEth::deploy(), &vaults::properties());
}

#[test]
fn i02_the_first_to_wrap_takes_nothing_of_the_second() {
    check_fresh(&mut WblEth::deploy(), &vaults::fresh());
}

#[test]
fn the_market_is_an_erc4626_vault() {
    check(&mut Lent::deploy(), &erc4626::properties());
}

#[test]
fn no_round_trip_through_the_market_pays() {
    check(&mut Lent::deploy(), &round_trips::properties());
}

#[test]
fn the_market_rounds_and_tells_as_a_vault() {
    check(&mut Lent::deploy(), &vaults::properties());
}

#[test]
fn i02_the_first_supplier_takes_nothing_of_the_second() {
    check_fresh(&mut Lent::deploy(), &vaults::fresh());
}
