//! Callees that do not answer as their interfaces say, and reasons that are passed on.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError};
use ballast_common::Revert;
use ballast_lens::{
    interface::{
        ILens::{self, *},
        IMarket::{
            accountDataCall, borrowRateCall, collateralAtCall, collateralInfoCall, configCall, riskCall, totalsCall,
            Locked,
        },
        IRisk::{borrowLimitCall, collateralCall, healthCall, liquidationCall, pricesCall, Healthy},
    },
    Lens,
};
use motsu::prelude::*;

/// Encoded calls of every view.
fn views(w: &World) -> Vec<Vec<u8>> {
    let (market, account, asset) = (w.market, w.account, Address::from_tag("gold"));
    vec![
        maxBorrowCall { market, account }.abi_encode(),
        maxWithdrawCollateralCall { market, account, asset }.abi_encode(),
        liquidationPriceCall { market, account, asset }.abi_encode(),
        marginToLiquidationCall { market, account, asset }.abi_encode(),
        previewLiquidationCall { market, borrower: account, asset, maxRepay: n(5) }.abi_encode(),
        shortfallCall { market, account }.abi_encode(),
        ratesCall { market }.abi_encode(),
    ]
}

fn run(w: &World, data: &[u8]) -> Result<Vec<u8>, Revert> {
    ballast_lens::route(&mut *w.lens.sender(w.account) as &mut Lens, data)
}

/// Books with which every view asks all that it ever asks.
fn asking(w: &World) -> Books {
    let mut books = Books { over_cap: true, verdict: [n(1), n(1), n(1)], ..w.books() };
    books.shares = 10 * WAD * 1_000_000;
    books.collaterals[1].units = WAD;
    books
}

/// With each function spoilt in turn, the views that ask it answer `expected`, the others as ever; how many ask it.
fn asked(w: &World, selector: [u8; 4], fault: &Fault, expected: &Revert) -> usize {
    let books = asking(w);
    let mut count = 0;
    for view in views(w) {
        set(&books);
        let as_ever = run(w, &view).expect("answers");
        let asks = heard().iter().any(|data| data[..4] == selector);
        set(&books);
        spoil(selector, fault.clone());
        match run(w, &view) {
            Ok(answer) => assert!(!asks && answer == as_ever),
            Err(revert) => assert!(asks && revert == *expected, "{view:02x?}: {revert:?}"),
        }
        count += usize::from(asks);
    }
    count
}

/// Whose they are, and how many views ask each.
fn functions(w: &World) -> [(Address, [u8; 4], usize); 12] {
    [
        (w.market, totalsCall::SELECTOR, 7),
        (w.market, accountDataCall::SELECTOR, 6),
        (w.market, riskCall::SELECTOR, 6),
        (w.market, configCall::SELECTOR, 4),
        (w.market, collateralInfoCall::SELECTOR, 5),
        (w.market, collateralAtCall::SELECTOR, 2),
        (w.market, borrowRateCall::SELECTOR, 1),
        (w.judge, borrowLimitCall::SELECTOR, 2),
        (w.judge, healthCall::SELECTOR, 2),
        (w.judge, liquidationCall::SELECTOR, 1),
        (w.judge, collateralCall::SELECTOR, 4),
        (w.judge, pricesCall::SELECTOR, 3),
    ]
}

/// Reverts without a reason are tried on real WASM: the mocked host gives every one of them a reason.
#[test]
fn answers_that_are_too_short_are_failed_calls() {
    let w = World::new();
    for (callee, selector, count) in functions(&w) {
        let failed = Revert::new(CallFailed { callee }.abi_encode());
        assert_eq!(asked(&w, selector, &Fault::Mute, &failed), count, "{selector:02x?}");
        // These end with words that the lens does not read.
        if ![totalsCall::SELECTOR, collateralCall::SELECTOR, pricesCall::SELECTOR].contains(&selector) {
            assert_eq!(asked(&w, selector, &Fault::Short, &failed), count, "{selector:02x?}");
        }
    }
}

#[test]
fn reasons_are_passed_on() {
    let w = World::new();
    for (callee, selector, count) in functions(&w) {
        let reason = if callee == w.market { Locked {}.abi_encode() } else { Healthy { healthWad: n(7) }.abi_encode() };
        let passed = Revert::new(reason.clone());
        assert_eq!(asked(&w, selector, &Fault::Reverts(reason), &passed), count, "{selector:02x?}");
    }
}

#[test]
fn words_out_of_bounds_are_failed_calls() {
    let w = World::new();
    let wide = |bits: usize| U256::from(1) << bits;
    let words = [
        (w.market, totalsCall::SELECTOR, 1, wide(128), 7),
        (w.market, totalsCall::SELECTOR, 2, wide(112), 7),
        (w.market, totalsCall::SELECTOR, 3, wide(96), 7),
        (w.market, totalsCall::SELECTOR, 4, wide(96), 7),
        (w.market, accountDataCall::SELECTOR, 0, wide(112), 6),
        (w.market, accountDataCall::SELECTOR, 1, n(2), 6),
        (w.market, accountDataCall::SELECTOR, 2, n(1_000), 6), // no offset
        (w.market, accountDataCall::SELECTOR, 3, n(9), 6),     // too many
        (w.market, accountDataCall::SELECTOR, 4, wide(120), 6),
        (w.market, riskCall::SELECTOR, 0, wide(160), 6),
        (w.market, configCall::SELECTOR, 4, wide(128), 4),
        (w.market, collateralInfoCall::SELECTOR, 0, n(256), 5),
        (w.market, collateralAtCall::SELECTOR, 0, wide(160), 2),
        (w.market, borrowRateCall::SELECTOR, 1, wide(128), 1),
        (w.judge, liquidationCall::SELECTOR, 3, n(2), 1),
        (w.judge, collateralCall::SELECTOR, 0, wide(160), 4),
        (w.judge, collateralCall::SELECTOR, 3, n(10_001), 4),
        (w.judge, pricesCall::SELECTOR, 0, wide(192), 3),
        (w.judge, pricesCall::SELECTOR, 1, wide(192), 3),
    ];
    for (callee, selector, at, word, count) in words {
        let failed = Revert::new(CallFailed { callee }.abi_encode());
        assert_eq!(asked(&w, selector, &Fault::Word(at, word), &failed), count, "{selector:02x?} {at}");
    }
}

#[test]
fn a_fee_above_all_is_a_failed_call() {
    let w = World::new();
    set(&Books { fee_bps: 10_001, ..w.books() });
    assert_eq!(w.fails::<CallFailed>(ratesCall { market: w.market }).callee, w.market);
}

#[test]
fn unknown_collaterals_are_told_by_the_market_and_by_the_judge() {
    let w = World::new();
    let (market, account) = (w.market, w.account);
    set(&asking(&w));
    let asset = Address::from_tag("stranger");
    assert_eq!(w.fails::<ILens::UnknownCollateral>(maxWithdrawCollateralCall { market, account, asset }).asset, asset);
    assert_eq!(w.fails::<ILens::UnknownCollateral>(liquidationPriceCall { market, account, asset }).asset, asset);
    let asset = Address::from_tag("gold");
    let other = Address::from_tag("other").into_word().into();
    spoil(collateralCall::SELECTOR, Fault::Word(0, other));
    assert_eq!(w.fails::<ILens::UnknownCollateral>(maxWithdrawCollateralCall { market, account, asset }).asset, asset);
    assert_eq!(w.fails::<ILens::UnknownCollateral>(marginToLiquidationCall { market, account, asset }).asset, asset);
}
