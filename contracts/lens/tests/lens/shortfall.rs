//! `shortfall`.

use crate::world::*;
use alloy_primitives::U512;
use ballast_lens::interface::{ILens::shortfallCall, IRisk::NoPrice};

fn shortfall(w: &World, books: &Books) -> U512 {
    set(books);
    U512::from(w.ask(shortfallCall { market: w.market, account: w.account }).assets)
}

/// Debt less `ceil(units * price / (1 + bonus))` of each.
fn expected(books: &Books) -> U512 {
    let wide = U512::from::<u128>;
    books.collaterals.iter().fold(books.debt(), |left, one| {
        let value = wide(one.units) * U512::from(one.liquidation36.expect("a price")) * wide(10_000);
        left.saturating_sub(value.div_ceil(wide(10_000 + u128::from(one.bonus_bps)) * wide(WAD) * wide(WAD)))
    })
}

#[test]
fn is_what_the_greatest_bonus_leaves() {
    let (w, mut random, mut some) = (World::new(), Random(4), [0; 2]);
    for _ in 0..1_500 {
        let books = any_books(&w, &mut random);
        let told = shortfall(&w, &books);
        assert_eq!(told, expected(&books), "{books:#?}");
        some[usize::from(told.is_zero())] += 1;
    }
    assert!(some[0] > 300 && some[1] > 300, "{some:?}");
}

#[test]
fn rounds_once_for_each() {
    let w = World::new();
    let mut books = w.books();
    assert_eq!(shortfall(&w, &books), U512::ZERO);
    for one in &mut books.collaterals {
        one.units = 2 * WAD + 1;
    }
    // 2 gold for 4 / 1.05 and 2 silver for 2 / 1.05 ether.
    let gold = (4 * WAD + 2) * 100;
    let silver = (2 * WAD + 1) * 100;
    assert_eq!(shortfall(&w, &books), U512::from(8 * WAD - gold.div_ceil(105) - silver.div_ceil(105)));
}

#[test]
fn needs_every_price_unless_nothing_is_owed() {
    let w = World::new();
    let mut books = w.books();
    books.collaterals[1].liquidation36 = None;
    set(&books);
    let error: NoPrice = w.fails(shortfallCall { market: w.market, account: w.account });
    assert_eq!(error.index, n(1));
    books.collaterals[1].liquidation36 = Some(n(0));
    books.collaterals[0].units = 0;
    assert_eq!(shortfall(&w, &books), U512::from(8 * WAD), "worth nothing, which is a price");
    books.collaterals[1].liquidation36 = None;
    assert_eq!(shortfall(&w, &Books { shares: 0, ..books }), U512::ZERO);
}
