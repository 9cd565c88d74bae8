//! `previewLiquidation`, where the judge says what a test wants; against the real market: `real.rs`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_lens::interface::{
    ILens::{self, previewLiquidationCall},
    IMarket::{AmountTooLarge, InsufficientCollateral, NoDebt, Paused, UnknownCollateral, ZeroAmount},
    IRisk::liquidationCall,
};
use motsu::prelude::*;

fn call(w: &World, asset: Address) -> previewLiquidationCall {
    previewLiquidationCall { market: w.market, borrower: w.account, asset, maxRepay: n(123) }
}

fn preview(w: &World, books: &Books) -> ILens::previewLiquidationReturn {
    set(books);
    w.ask(call(w, books.collaterals[0].asset))
}

/// Half a debt of eight ether for six gold.
fn sentenced(w: &World) -> Books {
    Books { verdict: [n(4 * WAD), n(6 * WAD), n(WAD / 2)], ..w.books() }
}

#[test]
fn asks_the_judge_as_the_market_does() {
    let w = World::new();
    let books = sentenced(&w);
    preview(&w, &books);
    let heard: Vec<_> = heard().iter().filter_map(|data| liquidationCall::abi_decode(data, true).ok()).collect();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].holdings, books.holdings());
    assert_eq!((heard[0].debt, heard[0].index), (n(8 * WAD), U256::ZERO));
    assert_eq!((heard[0].maxRepay, heard[0].minDebt), (n(123), n(books.least_debt)));
}

#[test]
fn is_what_the_judge_says() {
    let w = World::new();
    let told = preview(&w, &sentenced(&w));
    assert_eq!((told.repaid, told.seized, told.healthWad), (n(4 * WAD), n(6 * WAD), n(WAD / 2)));
    assert_eq!(told.badDebt, n(0));
    let books = Books { verdict: [U256::MAX, n(1), n(2)], exhausted: true, ..w.books() };
    let told = preview(&w, &books);
    assert_eq!((told.repaid, told.seized, told.badDebt), (n(8 * WAD), n(1), n(0)), "no more than is owed");
    let worthless = Books { verdict: [n(0), n(10 * WAD), n(0)], exhausted: true, ..w.books() };
    let told = preview(&w, &worthless);
    assert_eq!((told.repaid, told.seized, told.badDebt), (n(0), n(10 * WAD), n(8 * WAD)));
}

/// Shares of two thirds of a million for a wei, so that nothing is even.
#[test]
fn writes_off_what_the_pool_loses() {
    let w = World::new();
    let books = Books {
        debt_shares: 2_000_000_000,
        debt_assets: 2_998,
        shares: 1_000_000_001,
        verdict: [n(1_000), n(1), n(0)],
        exhausted: true,
        ..w.books()
    };
    // A thousand wei are floor(1000 * 2001000000 / 2999) = 667222407 shares, worth floor(667222407 * 2999 /
    // 2001000000) = 999; of the rest, 332777594 shares at 2000 / 1333777593, are floor(499.0...) = 499 written off.
    assert_eq!(preview(&w, &books).badDebt, n(332_777_594 * 2_000 / 1_333_777_593));
    assert_eq!(preview(&w, &books).repaid, n(1_000));
    let alone = Books { debt_shares: books.shares, ..books.clone() };
    let shares = 1_000 * 1_001_000_001 / 2_999;
    let left = 2_998 - shares * 2_999 / 1_001_000_001;
    assert_eq!(preview(&w, &alone).badDebt, n(left), "what is owed by nobody goes with the last share");
    let whole = Books { verdict: [n(1_499), n(1), n(0)], ..books.clone() };
    assert_eq!((preview(&w, &whole).repaid, preview(&w, &whole).badDebt), (n(1_499), n(0)), "the whole debt");
    assert_eq!(preview(&w, &Books { exhausted: false, ..books }).badDebt, n(0));
}

#[test]
fn reverts_as_the_market_would() {
    let w = World::new();
    let (books, stranger) = (sentenced(&w), Address::from_tag("stranger"));
    let gold = books.collaterals[0].asset;
    set(&Books { paused: 4, shares: 0, ..books.clone() });
    assert_eq!(w.fails::<Paused>(call(&w, stranger)).flag, n(4));
    set(&Books { paused: 3, shares: 0, ..books.clone() });
    assert_eq!(w.fails::<UnknownCollateral>(call(&w, stranger)).asset, stranger);
    assert_eq!(w.fails::<NoDebt>(call(&w, gold)).account, w.account);
    let most = (1 << 96) - 1;
    set(&Books { idle: most, ..books.clone() });
    let error: AmountTooLarge = w.fails(call(&w, gold));
    assert_eq!((error.amount, error.most), (n(most + 4 * WAD), n(most)));
    set(&Books { verdict: [n(0), n(10 * WAD + 1), n(0)], ..books.clone() });
    let error: InsufficientCollateral = w.fails(call(&w, gold));
    assert_eq!((error.asset, error.units, error.needed), (gold, n(10 * WAD), n(10 * WAD + 1)));
    set(&Books { verdict: [n(0), n(0), n(0)], ..books });
    let _: ZeroAmount = w.fails(call(&w, gold));
}
