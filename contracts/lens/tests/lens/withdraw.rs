//! `maxWithdrawCollateral`.

use crate::world::*;
use alloy_primitives::U512;
use ballast_lens::interface::ILens::maxWithdrawCollateralCall;

fn max(w: &World, books: &Books, index: usize) -> u128 {
    set(books);
    let asset = books.collaterals[index].asset;
    w.ask(maxWithdrawCollateralCall { market: w.market, account: w.account, asset }).units.to()
}

/// Whether the market lets so many units go.
fn goes(books: &Books, index: usize, units: u128) -> bool {
    let mut after = books.clone();
    let Some(left) = after.collaterals[index].units.checked_sub(units) else { return false };
    after.collaterals[index].units = left;
    let exceeds =
        after.collaterals.iter().enumerate().any(|(at, one)| at != index && one.units != 0 && one.total > one.cap);
    let free = books.paused & 2 == 0 && !(books.over_cap && exceeds);
    units != 0 && (books.shares == 0 || free && after.limit(&after.holdings()) >= books.debt())
}

#[test]
fn is_the_most_that_leaves_enough() {
    let (w, mut random, mut some) = (World::new(), Random(2), 0);
    for _ in 0..1_500 {
        let mut books = any_books(&w, &mut random);
        if books.shares != 0 && random.below(2) == 0 {
            // A limit somewhat above the debt, as accounts have it.
            books.debt_assets = books.debt_assets.min(books.limit(&books.holdings()).saturating_to());
        }
        for index in 0..books.collaterals.len() {
            let units = max(&w, &books, index);
            let held = books.collaterals[index].units;
            assert!(units == 0 || goes(&books, index, units), "{units} of {index}: {books:#?}");
            assert!(!goes(&books, index, units + 1), "{units} and one of {index}: {books:#?}");
            for part in [held, held / 2 + units / 2, units + held % 7] {
                assert!(part <= units || !goes(&books, index, part), "{part} of {index}: {books:#?}");
            }
            some += u32::from(units != 0 && units < held);
        }
    }
    assert!(some > 100, "{some}");
}

#[test]
fn is_what_is_left_over() {
    let w = World::new();
    let mut books = w.books();
    assert_eq!(books.debt(), U512::from(8 * WAD));
    // Silver counts 7 ether, so that gold must count one: 1 / 1.4 units, rounded up.
    assert_eq!(max(&w, &books, 0), 10 * WAD - (WAD * 10).div_ceil(14));
    assert_eq!(max(&w, &books, 1), 10 * WAD, "gold counts 14");
    books.collaterals[1].borrow36 = n(0);
    assert_eq!(max(&w, &books, 1), 10 * WAD, "it counts nothing");
    books.collaterals[0].borrow36 = n(0);
    assert_eq!((max(&w, &books, 0), max(&w, &books, 1)), (0, 0), "nothing counts");
}

#[test]
fn is_all_without_debt_whatever_else() {
    let w = World::new();
    let mut books = Books { shares: 0, paused: 7, over_cap: true, ..w.books() };
    books.collaterals[0].cap = 0;
    books.collaterals[1].borrow36 = n(0);
    assert_eq!((max(&w, &books, 0), max(&w, &books, 1)), (10 * WAD, 10 * WAD));
    books.collaterals[0].units = (1 << 120) - 1;
    assert_eq!(max(&w, &books, 0), (1 << 120) - 1, "the most there can be");
}

#[test]
fn is_nothing_of_nothing_and_nobody_is_asked() {
    let w = World::new();
    let mut books = w.books();
    books.collaterals[0].units = 0;
    assert_eq!(max(&w, &books, 0), 0);
    assert_eq!(heard().len(), 3, "what it is, the totals and the account");
}

#[test]
fn is_nothing_with_debt_while_paused_or_while_another_is_over_its_cap() {
    let w = World::new();
    assert_eq!(max(&w, &Books { paused: 2, ..w.books() }, 0), 0);
    let mut books = Books { over_cap: true, ..w.books() };
    books.collaterals[0].cap = 0;
    assert_eq!(max(&w, &books, 1), 0, "debt would rest on gold");
    assert_eq!(max(&w, &books, 0), max(&w, &w.books(), 0), "the one that is over may go");
    books.over_cap = false;
    assert_eq!(max(&w, &books, 1), 10 * WAD);
}
