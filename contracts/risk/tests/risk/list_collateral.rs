//! `listCollateral`: what it stores and says, and what it refuses.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, FeedMock, FeedMode};
use motsu::prelude::*;

#[test]
fn lists_shares() {
    let w = World::with_lst();
    let collateral = w.ask(IRisk::collateralCall { index: U256::ZERO })._0;
    let expected = IRisk::Collateral {
        asset: w.lst.address(),
        isShares: true,
        borrowFactorBps: n(8_000),
        liquidationFactorBps: n(9_000),
        maxBonusBps: n(400),
        feed: w.feed.address(),
        feedMaxAge: DAY.word(),
        rateMaxAge: (2 * DAY).word(),
        decimals: n(27),
    };
    assert_eq!(collateral, expected);
    assert_eq!(w.ask(IRisk::collateralCountCall {})._0, n(1));
    let (index, asset) = (U256::ZERO, w.lst.address());
    w.risk.assert_emitted(&IRisk::CollateralListed { index, asset, isShares: true, decimals: n(27) });
    w.risk.assert_emitted(&IRisk::FactorsChanged {
        index,
        oldBorrowBps: n(0),
        oldLiquidationBps: n(0),
        oldMaxBonusBps: n(0),
        newBorrowBps: n(8_000),
        newLiquidationBps: n(9_000),
        newMaxBonusBps: n(400),
    });
    w.risk.assert_emitted(&IRisk::FeedChanged {
        index,
        oldFeed: Address::ZERO,
        newFeed: w.feed.address(),
        feedMaxAge: DAY.word(),
        rateMaxAge: (2 * DAY).word(),
    });
}

/// Every field at an end of its range survives packing, beside neighbours.
#[test]
fn lists_plain_tokens_beside_each_other() {
    let w = World::new();
    w.gold.sender(w.owner).set_decimals(n(6));
    w.spare.sender(w.owner).set_decimals(n(36));
    w.feed.sender(w.owner).answer_now(n(1), 0);
    assert_eq!(w.list(plain_listing(w.gold.address(), w.feed.address())), 0);
    let extreme = IRisk::listCollateralCall {
        borrowFactorBps: n(1),
        liquidationFactorBps: n(2),
        maxBonusBps: n(5_000),
        feedMaxAge: (7 * DAY).word(),
        ..plain_listing(w.spare.address(), w.feed.address())
    };
    assert_eq!(w.list(extreme.clone()), 1);
    let collateral = |index| w.ask(IRisk::collateralCall { index: n(index) })._0;
    let first = collateral(0);
    assert_eq!((first.asset, first.isShares, first.decimals), (w.gold.address(), false, n(6)));
    assert_eq!((first.borrowFactorBps, first.liquidationFactorBps, first.maxBonusBps), (n(7_500), n(8_500), n(500)));
    let second = collateral(1);
    assert_eq!((second.asset, second.isShares, second.decimals), (w.spare.address(), false, n(36)));
    assert_eq!((second.borrowFactorBps, second.liquidationFactorBps, second.maxBonusBps), (n(1), n(2), n(5_000)));
    assert_eq!((second.feed, second.feedMaxAge, second.rateMaxAge), (w.feed.address(), extreme.feedMaxAge, n(0)));
}

#[test]
fn refuses_more_than_64() {
    let w = World::new();
    w.feed.sender(w.owner).answer_now(n(WAD), 18);
    let tokens: Vec<_> = (0..65).map(|_| Contract::<FeedMock>::new()).collect();
    for (index, token) in tokens[..64].iter().enumerate() {
        assert_eq!(usize::from(w.list(plain_listing(token.address(), w.feed.address()))), index);
    }
    let last = plain_listing(tokens[64].address(), w.feed.address());
    let IRisk::TooManyCollaterals { most } = w.refusal(last);
    assert_eq!(most, n(64));
    // The last one's bit is the highest.
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    let (limit, unpriced) = w.limit(&[holding(63, n(1))]).motsu_unwrap();
    assert_eq!((limit, unpriced), (n(0), n(1 << 63)));
}

#[test]
fn refuses_an_asset_twice() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 1);
    w.list_plain(&w.spare, &w.feed, 1);
    for asset in [w.gold.address(), w.spare.address()] {
        let error: IRisk::AlreadyListed = w.refusal(plain_listing(asset, w.feed.address()));
        assert_eq!(error.asset, asset);
    }
}

#[test]
fn refuses_zero_addresses() {
    let w = World::new();
    let no_asset = plain_listing(Address::ZERO, w.gold.address());
    let IRisk::ZeroAddress {} = w.refusal(no_asset);
    let no_feed = plain_listing(w.gold.address(), Address::ZERO);
    let IRisk::ZeroAddress {} = w.refusal(no_feed);
}

#[test]
fn shares_need_a_loan_asset_that_counts_ether() {
    let w = World::bare();
    w.init_with(6).motsu_unwrap();
    let error: IRisk::OutOfBounds = w.refusal(shares_listing(w.rate.address(), w.feed.address()));
    assert_eq!(error, IRisk::OutOfBounds { given: n(6), least: n(18), most: n(18) });
}

#[test]
fn refuses_sources_that_do_not_answer() {
    let w = World::with_lst();
    let no_rate = shares_listing(w.gold.address(), w.feed.address());
    let error: IRisk::BadSource = w.refusal(no_rate);
    assert_eq!(error.source, w.gold.address(), "a plain token has no rate");
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.gold.sender(w.owner).set_mode(mode);
        let mute = plain_listing(w.gold.address(), w.feed.address());
        let error: IRisk::BadSource = w.refusal(mute);
        assert_eq!(error.source, w.gold.address(), "a token without decimals");
        let no_feed = plain_listing(w.feed.address(), w.gold.address());
        let error: IRisk::BadSource = w.refusal(no_feed);
        assert_eq!(error.source, w.gold.address(), "a feed without decimals");
    }
    w.gold.sender(w.owner).set_mode(FeedMode::Answers);
    let no_decimals = plain_listing(w.gold.address(), w.lst.address());
    let error: IRisk::BadSource = w.refusal(no_decimals);
    assert_eq!(error.source, w.lst.address(), "a token with decimals and no rounds is no feed");
}

#[test]
fn refuses_decimals_out_of_bounds() {
    let w = World::bare();
    w.init_with(6).motsu_unwrap();
    let list = || w.attempt(plain_listing(w.gold.address(), w.feed.address()));
    w.feed.sender(w.owner).answer_now(n(1), 8);
    w.gold.sender(w.owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
    w.gold.sender(w.owner).set_decimals(n(1) << 200_usize);
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error.given, n(1) << 200_usize);
    w.gold.sender(w.owner).set_decimals(n(18));
    w.feed.sender(w.owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
    // 36 + 6 decimals of price less 36 of the token leave 6 for the feed.
    w.gold.sender(w.owner).set_decimals(n(36));
    w.feed.sender(w.owner).set_decimals(n(7));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(43), least: n(0), most: n(42) });
    w.feed.sender(w.owner).set_decimals(n(6));
    list().motsu_unwrap();
    assert_eq!(w.prices_of(0).0, n(1), "10^0");
}

#[test]
fn a_refusal_leaves_nothing() {
    let w = World::new();
    w.gold.sender(w.owner).set_decimals(n(18));
    w.feed.sender(w.owner).answer_now(n(1), 8);
    let late = IRisk::listCollateralCall { feedMaxAge: n(0), ..plain_listing(w.gold.address(), w.feed.address()) };
    let _: IRisk::OutOfBounds = w.refusal(late);
    assert_eq!(w.ask(IRisk::collateralCountCall {})._0, n(0));
    let error: IRisk::UnknownCollateral = w.refusal(IRisk::collateralCall { index: U256::ZERO });
    assert_eq!(error.index, n(0));
    assert_eq!(w.list(plain_listing(w.gold.address(), w.feed.address())), 0);
}
