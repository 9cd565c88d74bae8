//! `liquidationPrice` and `marginToLiquidation`.

use crate::world::*;
use alloy_primitives::{U256, U512};
use ballast_lens::interface::{
    ILens::{liquidationPriceCall, marginToLiquidationCall},
    IRisk::NoPrice,
};

fn price(w: &World, books: &Books, index: usize) -> Option<U256> {
    set(books);
    let asset = books.collaterals[index].asset;
    let told = w.ask(liquidationPriceCall { market: w.market, account: w.account, asset });
    assert!(told.exists || told.price36.is_zero());
    told.exists.then_some(told.price36)
}

fn margin(w: &World, books: &Books, index: usize) -> u64 {
    set(books);
    let asset = books.collaterals[index].asset;
    w.ask(marginToLiquidationCall { market: w.market, account: w.account, asset }).bps.to()
}

fn liquidatable(books: &Books) -> bool {
    books.shares != 0 && books.weighted(&books.holdings()).expect("prices") < books.debt()
}

/// Whether it is at another price of one collateral.
fn liquidatable_at(books: &Books, index: usize, price: U256) -> bool {
    let mut at = books.clone();
    at.collaterals[index].liquidation36 = Some(price);
    liquidatable(&at)
}

const MOST: U256 = U256::from_limbs([u64::MAX, u64::MAX, u64::MAX, 0]);

#[test]
fn is_the_last_at_which_it_is_liquidatable() {
    let (w, mut random, mut found, mut lost) = (World::new(), Random(3), 0, 0);
    for _ in 0..1_500 {
        let books = any_books(&w, &mut random);
        for index in 0..books.collaterals.len() {
            let (told, bps) = (price(&w, &books, index), margin(&w, &books, index));
            let Some(last) = told else {
                let same = [U256::ZERO, U256::from(1), MOST].map(|price| liquidatable_at(&books, index, price));
                assert_eq!(same, [liquidatable(&books); 3], "{index}: {books:#?}");
                assert_eq!(bps, if same[0] { 0 } else { 10_000 }, "{index}: {books:#?}");
                lost += u32::from(same[0]);
                continue;
            };
            assert!(liquidatable_at(&books, index, last), "{last} of {index}: {books:#?}");
            assert!(last == MOST || !liquidatable_at(&books, index, last + n(1)), "{last} of {index}: {books:#?}");
            let now = U512::from(books.collaterals[index].liquidation36.expect("one"));
            let fall = now.saturating_sub(U512::from(last)) * U512::from(10_000);
            let expected = if now.is_zero() { U512::ZERO } else { fall / now };
            assert_eq!(U512::from(bps), expected, "{index}: {books:#?}");
            assert_eq!(bps == 0 && now <= U512::from(last), liquidatable(&books));
            found += 1;
        }
    }
    assert!(found > 300 && lost > 3, "{found} {lost}");
}

#[test]
fn is_where_others_leave_a_gap() {
    let w = World::new();
    let mut books = w.books();
    assert_eq!((price(&w, &books, 1), margin(&w, &books, 1)), (None, 10_000), "gold counts 16 of 8");
    books.shares *= 2;
    books.debt_shares *= 2;
    books.debt_assets *= 2;
    books.collaterals[0].units = 5 * WAD;
    // Gold counts 8 of 16 ether, so that 10 silver must count 8: at 1, of which 80 % count.
    assert_eq!(price(&w, &books, 1), Some(price36(1_000) - n(1)));
    assert_eq!(margin(&w, &books, 1), 0);
    books.collaterals[1].liquidation36 = Some(price36(1_001));
    assert_eq!(margin(&w, &books, 1), 9, "a thousandth down, of 1.001");
}

#[test]
fn needs_no_price_of_its_own_and_the_margin_does() {
    let w = World::new();
    let mut books = w.books();
    books.collaterals[0].units = 1;
    let with = price(&w, &books, 1);
    books.collaterals[1].liquidation36 = None;
    assert_eq!((price(&w, &books, 1), with.is_some()), (with, true));
    let asset = books.collaterals[1].asset;
    let error: NoPrice = w.fails(marginToLiquidationCall { market: w.market, account: w.account, asset });
    assert_eq!(error.index, n(1));
    let asset = books.collaterals[0].asset;
    let error: NoPrice = w.fails(liquidationPriceCall { market: w.market, account: w.account, asset });
    assert_eq!(error.index, n(1), "of another");
    books.collaterals[1].liquidation36 = Some(n(0));
    assert_eq!(margin(&w, &books, 1), 0, "worth nothing, which is a price");
}

#[test]
fn is_none_without_debt_or_units() {
    let w = World::new();
    let mut books = Books { shares: 0, ..w.books() };
    books.collaterals[0].liquidation36 = None; // is not even asked for
    assert_eq!((price(&w, &books, 0), margin(&w, &books, 0)), (None, 10_000));
    let mut books = w.books();
    books.collaterals[0].units = 0;
    assert_eq!((price(&w, &books, 0), margin(&w, &books, 0)), (None, 10_000));
    books.collaterals[1].units = 9 * WAD;
    assert_eq!((price(&w, &books, 0), margin(&w, &books, 0)), (None, 0), "liquidatable for what it has of others");
}

#[test]
fn is_at_most_what_a_price_can_be() {
    let w = World::new();
    let mut books = w.books();
    books.collaterals[1].units = 0;
    books.collaterals[0].units = 1;
    books.collaterals[0].liquidation_bps = 1;
    let (all, debt) = ((1 << 96) - 1, (1_u128 << 96) - 1);
    books = Books { debt_shares: all, debt_assets: debt, shares: all, ..books };
    assert_eq!(price(&w, &books, 0), Some(MOST));
}
