//! `maxBorrow`.

use crate::world::*;
use alloy_primitives::U512;
use ballast_lens::interface::ILens::{maxBorrowCall, Binding};
use std::collections::BTreeMap;

fn max(w: &World, books: &Books) -> (u128, Binding) {
    set(books);
    let told = w.ask(maxBorrowCall { market: w.market, account: w.account });
    (told.assets.to(), told.binding)
}

/// All that keeps the account from borrowing an amount that is not zero, in the order of the interface.
fn broken(books: &Books, assets: u128) -> Vec<Binding> {
    let wide = U512::from::<u128>;
    let shares =
        (wide(assets) * (wide(books.debt_shares) + wide(1_000_000))).div_ceil(wide(books.debt_assets) + wide(1));
    let (all_shares, all_assets) = (wide(books.debt_shares) + shares, wide(books.debt_assets) + wide(assets));
    let owed = Books::assets_up(wide(books.shares) + shares, all_shares, all_assets);
    let exceeds = books.collaterals.iter().any(|one| one.units != 0 && one.total > one.cap);
    let all = [
        (owed > books.limit(&books.holdings()), Binding::Health),
        (assets > books.idle, Binding::Idle),
        (all_assets > wide(books.borrow_cap), Binding::BorrowCap),
        (books.over_cap && exceeds, Binding::CollateralCap),
        (owed < wide(books.least_debt), Binding::LeastDebt),
        (books.paused & 2 != 0, Binding::Paused),
        (all_shares > wide((1 << 112) - 1) || all_assets > wide((1 << 96) - 1), Binding::Width),
    ];
    all.into_iter().filter_map(|(is, binding)| is.then_some(binding)).collect()
}

/// What forbids an amount whatever it is.
fn forbids(binding: &Binding) -> bool {
    matches!(binding, Binding::CollateralCap | Binding::LeastDebt | Binding::Paused)
}

/// Nothing of what was told can be more, by the model.
fn check(books: &Books, told: (u128, Binding)) {
    let (assets, binding) = told;
    let next = broken(books, assets + 1);
    assert!(next.contains(&binding), "{binding:?} is none of {next:?}: {books:#?}");
    if assets != 0 {
        assert_eq!(broken(books, assets), [], "{books:#?}");
        assert_eq!(next[0], binding, "{books:#?}");
        return;
    }
    for bits in 0..97 {
        for amount in [1_u128 << bits, (1_u128 << bits) - 1 + books.idle % 3] {
            assert!(amount == 0 || !broken(books, amount).is_empty(), "{amount} of {books:#?}");
        }
    }
    // Without what forbids all, there would be what binds the amount, or nothing as well.
    let free = Books { over_cap: false, paused: 0, least_debt: 0, ..books.clone() };
    if forbids(&binding) {
        assert!(broken(&free, 1).iter().all(|other| *other == Binding::Width), "{books:#?}");
    }
}

#[test]
fn is_the_greatest_amount_that_nothing_refuses() {
    let (w, mut random, mut seen) = (World::new(), Random(1), BTreeMap::new());
    for _ in 0..1_500 {
        let books = any_books(&w, &mut random);
        let told = max(&w, &books);
        check(&books, told);
        *seen.entry((told.1 as u8, told.0 != 0)).or_insert(0) += 1;
    }
    for binding in [Binding::Health, Binding::Idle, Binding::BorrowCap, Binding::Width] {
        assert!(seen.get(&(binding as u8, true)) > Some(&3), "{binding:?}: {seen:?}");
    }
    for binding in [Binding::Health, Binding::CollateralCap, Binding::LeastDebt, Binding::Paused] {
        assert!(seen.get(&(binding as u8, false)) > Some(&3), "{binding:?}: {seen:?}");
    }
}

#[test]
fn is_what_margin_leaves() {
    let w = World::new();
    // 70 % of 30 ether, of which 8 are owed; at this rate a wei is a million shares exactly.
    assert_eq!(max(&w, &w.books()), (13 * WAD, Binding::Health));
}

#[test]
fn is_bound_by_what_is_idle_and_by_the_cap() {
    let w = World::new();
    assert_eq!(max(&w, &Books { idle: 5, ..w.books() }), (5, Binding::Idle));
    assert_eq!(max(&w, &Books { idle: 0, ..w.books() }), (0, Binding::Idle));
    assert_eq!(max(&w, &Books { borrow_cap: 10 * WAD + 65_536, ..w.books() }), (65_536, Binding::BorrowCap));
    assert_eq!(max(&w, &Books { borrow_cap: WAD, ..w.books() }), (0, Binding::BorrowCap));
}

#[test]
fn is_bound_by_the_width_of_fields() {
    let w = World::new();
    let mut rich = w.books();
    rich.collaterals[0].borrow36 = n(WAD).pow(n(3)) * n(WAD);
    rich.idle = (1 << 96) - 1;
    rich.borrow_cap = u128::MAX;
    let room = (1 << 96) - 1 - rich.debt_assets;
    assert_eq!(max(&w, &rich).1, Binding::Width, "shares do not fit sooner");
    let cheap = Books { debt_shares: 10 * WAD, shares: 8 * WAD, ..rich };
    assert_eq!(max(&w, &cheap), (room, Binding::Width));
}

/// A wei is 2^17 shares and a bit: the first fills their 112 bits.
#[test]
fn fills_the_shares_to_the_last() {
    let w = World::new();
    let mut full = w.books();
    full.collaterals[0].borrow36 = n(WAD).pow(n(3)) * n(WAD);
    (full.idle, full.shares, full.least_debt) = (1 << 90, 1, 0);
    (full.debt_assets, full.borrow_cap) = ((1 << 95) - 1, (1 << 95) + 1);
    full.debt_shares = (1 << 112) - 1 - 131_073;
    assert_eq!(max(&w, &full), (1, Binding::Width), "two wei would be within the cap");
    full.debt_shares += 1;
    assert_eq!(max(&w, &full), (0, Binding::Width));
    full.paused = 2;
    assert_eq!(max(&w, &full), (0, Binding::Paused), "the first of several");
    full.over_cap = true;
    full.collaterals[1].cap = 0;
    assert_eq!(max(&w, &full), (0, Binding::CollateralCap));
}

#[test]
fn is_nothing_where_all_amounts_are_forbidden() {
    let w = World::new();
    let mut books = Books { over_cap: true, paused: 2, least_debt: 100 * WAD, ..w.books() };
    books.collaterals[1].cap = 20 * WAD - 1;
    assert_eq!(max(&w, &books), (0, Binding::CollateralCap));
    books.collaterals[1].cap = 20 * WAD;
    assert_eq!(max(&w, &books), (0, Binding::LeastDebt));
    books.least_debt = 21 * WAD;
    assert_eq!(max(&w, &books), (0, Binding::Paused));
    books.paused = 1 | 4;
    assert_eq!(max(&w, &books), (13 * WAD, Binding::Health));
    books.collaterals[1].cap = 0;
    books.collaterals[1].units = 0; // no longer held
    assert_eq!(max(&w, &books).1, Binding::LeastDebt);
}

#[test]
fn is_nothing_for_who_has_nothing_or_owes_too_much() {
    let w = World::new();
    let bare = Books { shares: 0, collaterals: Vec::new(), ..w.books() };
    assert_eq!(max(&w, &bare), (0, Binding::Health));
    let mut under = w.books();
    under.collaterals[0].borrow36 = n(0);
    assert_eq!(max(&w, &under), (0, Binding::Health));
    under.paused = 2;
    assert_eq!(max(&w, &under), (0, Binding::Health), "the first of several");
}
