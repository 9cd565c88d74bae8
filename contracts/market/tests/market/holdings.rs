//! How an account's collaterals lie: the first beside its debt, the others two to a slot; the last takes the place of one that goes.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_market::interface::{IMarket, IRisk};
use ballast_test_support::{Ask, IToken, TokenMock};
use motsu::prelude::*;
use std::collections::BTreeMap;

/// A world with eight collaterals, of which Bob has plenty.
fn eight() -> (World, Vec<Contract<TokenMock>>) {
    let w = World::new();
    let tokens: Vec<Contract<TokenMock>> = (0..6).map(|_| Contract::new()).collect();
    for (token, index) in tokens.iter().zip(2..) {
        w.list(index, token.address(), false);
        token.sender(w.bob).mint(w.bob, ether(1_000));
        let approve = IToken::approveCall { spender: w.market.address(), value: U256::MAX };
        token.sender(w.bob).ask(approve).motsu_unwrap();
    }
    w.deposit(w.alice, 100);
    (w, tokens)
}

/// What the judge is asked about now, by index.
fn asked(w: &World) -> BTreeMap<u64, U256> {
    w.see(IMarket::accountHealthCall { account: w.bob });
    let asked = w.judge.sender(w.carol).asked();
    let call = IRisk::healthCall::abi_decode(&asked, true).unwrap();
    let count = call.holdings.len();
    let told: BTreeMap<_, _> =
        call.holdings.iter().map(|word| ((*word >> 248_usize).to(), *word << 8_usize >> 8_usize)).collect();
    assert_eq!(told.len(), count, "each once");
    told
}

#[test]
fn any_order_of_coming_and_going_keeps_the_books() {
    let (w, tokens) = eight();
    let assets: Vec<Address> =
        [w.gold.address(), w.silver.address()].into_iter().chain(tokens.iter().map(|token| token.address())).collect();
    let mut books = BTreeMap::<u64, U256>::new();
    let mut seed = 12_345_u64;
    for _ in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (index, amount) = ((seed >> 40) % 8, n((seed >> 50).into()) + n(1));
        let (asset, held) = (assets[index as usize], books.get(&index).copied().unwrap_or_default());
        if seed >> 33 & 1 == 0 {
            w.ask(w.bob, supply(asset, amount, w.bob));
            books.insert(index, held + amount);
        } else if !held.is_zero() {
            let part = if seed >> 34 & 1 == 0 { held } else { amount.min(held) };
            w.ask(w.bob, take(asset, part, w.bob));
            books.insert(index, held - part);
        }
        books.retain(|_, units| !units.is_zero());
        assert_eq!(asked(&w), books);
        for (asset, index) in assets.iter().zip(0..) {
            let units = books.get(&index).copied().unwrap_or_default();
            assert_eq!((w.units(w.bob, *asset), w.total_units(*asset)), (units, units));
        }
    }
}

#[test]
fn debt_lies_beside_the_first_untouched() {
    let (w, tokens) = eight();
    w.supply_gold(w.bob, 1);
    let debt = w.borrow(w.bob, 10);
    w.ask(w.bob, supply(tokens[5].address(), ether(2), w.bob));
    w.ask(w.bob, take(w.gold.address(), U256::MAX, w.bob));
    assert_eq!((w.debt_shares(w.bob), asked(&w)), (debt, BTreeMap::from([(7, ether(2))])));
    w.ask(w.bob, repay(U256::MAX, w.bob));
    assert_eq!((w.debt_shares(w.bob), asked(&w)), (n(0), BTreeMap::from([(7, ether(2))])));
}

#[test]
fn the_greatest_units_and_debt_fit_beside_each_other() {
    let w = World::new();
    let most = n((1 << 119) - 1);
    w.gold.sender(w.owner).mint(w.bob, most);
    w.deposit(w.alice, 100);
    w.ask(w.bob, supply(w.gold.address(), most, w.bob));
    let debt = w.borrow(w.bob, 100);
    assert_eq!((w.units(w.bob, w.gold.address()), w.debt_shares(w.bob)), (most, debt));
    assert_eq!(asked(&w), BTreeMap::from([(0, most)]));
}
