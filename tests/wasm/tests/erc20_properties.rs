//! The published properties of ERC-20, its extensions and EIP-2612 against the WASM of blETH, wblETH and the market's
//! shares.

use ballast_wasm_tests::suites::{BlEth, Lent, WblEth, behaviour, check, erc20, extensions};

#[test]
fn bleth_is_an_erc20_that_moves_a_value_or_a_wei_more() {
    check(&mut BlEth::deploy(), &erc20::properties());
}

#[test]
fn bleth_has_the_extensions() {
    // Nobody burns what is another's: `burnFrom` does not apply.
    let properties = [extensions::properties(), extensions::increase_allowance()].concat();
    check(&mut BlEth::deploy(), &properties);
}

#[test]
fn bleth_behaves_and_takes_permits() {
    check(&mut BlEth::deploy(), &[behaviour::properties(), behaviour::permits()].concat());
}

#[test]
fn wbleth_is_an_erc20() {
    check(&mut WblEth::deploy(), &erc20::properties());
}

#[test]
fn wbleth_has_the_extensions() {
    let properties = [extensions::properties(), extensions::increase_allowance(), extensions::burn_from()].concat();
    check(&mut WblEth::deploy(), &properties);
}

#[test]
fn wbleth_behaves_and_takes_permits() {
    check(&mut WblEth::deploy(), &[behaviour::properties(), behaviour::permits()].concat());
}

#[test]
fn shares_of_the_market_are_an_erc20() {
    check(&mut Lent::deploy(), &erc20::properties());
}

#[test]
fn shares_of_the_market_have_the_extensions() {
    // They have neither `increaseAllowance` nor permits.
    check(&mut Lent::deploy(), &[extensions::properties(), extensions::burn_from()].concat());
}

#[test]
fn shares_of_the_market_behave() {
    check(&mut Lent::deploy(), &behaviour::properties());
}
