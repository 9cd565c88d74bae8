//! `listCollateral`: what it stores and says, and what it refuses.

mod common;

use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_lst::Lst;
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, Ask, FeedMock, FeedMode};
use common::*;
use motsu::prelude::*;

#[motsu::test]
fn lists_shares(risk: Contract<Risk>, lst: Contract<Lst>, feed: Contract<FeedMock>, owner: Address) {
    with_lst(&risk, &lst, &feed, owner);
    let collateral = risk.sender(owner).ask(IRisk::collateralCall { index: U256::ZERO }).motsu_unwrap()._0;
    let expected = IRisk::Collateral {
        asset: lst.address(),
        isShares: true,
        borrowFactorBps: n(8_000),
        liquidationFactorBps: n(9_000),
        maxBonusBps: n(400),
        feed: feed.address(),
        feedMaxAge: DAY.word(),
        rateMaxAge: (2 * DAY).word(),
        decimals: n(27),
    };
    assert_eq!(collateral, expected);
    assert_eq!(risk.sender(owner).ask(IRisk::collateralCountCall {}).motsu_unwrap()._0, n(1));
    let (index, asset) = (U256::ZERO, lst.address());
    risk.assert_emitted(&IRisk::CollateralListed { index, asset, isShares: true, decimals: n(27) });
    risk.assert_emitted(&IRisk::FactorsChanged {
        index,
        oldBorrowBps: n(0),
        oldLiquidationBps: n(0),
        oldMaxBonusBps: n(0),
        newBorrowBps: n(8_000),
        newLiquidationBps: n(9_000),
        newMaxBonusBps: n(400),
    });
    risk.assert_emitted(&IRisk::FeedChanged {
        index,
        oldFeed: Address::ZERO,
        newFeed: feed.address(),
        feedMaxAge: DAY.word(),
        rateMaxAge: (2 * DAY).word(),
    });
}

/// Every field at an end of its range survives packing, beside neighbours.
#[motsu::test]
fn lists_plain_tokens_beside_each_other(
    risk: Contract<Risk>,
    a: Contract<FeedMock>,
    b: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init(owner);
    a.sender(owner).set_decimals(n(6));
    b.sender(owner).set_decimals(n(36));
    feed.sender(owner).answer_now(n(1), 0);
    assert_eq!(risk.list(owner, plain_listing(a.address(), feed.address())), 0);
    let extreme = IRisk::listCollateralCall {
        borrowFactorBps: n(1),
        liquidationFactorBps: n(2),
        maxBonusBps: n(5_000),
        feedMaxAge: (7 * DAY).word(),
        ..plain_listing(b.address(), feed.address())
    };
    assert_eq!(risk.list(owner, extreme.clone()), 1);
    let collateral = |index| risk.sender(owner).ask(IRisk::collateralCall { index: n(index) }).motsu_unwrap()._0;
    let first = collateral(0);
    assert_eq!((first.asset, first.isShares, first.decimals), (a.address(), false, n(6)));
    assert_eq!((first.borrowFactorBps, first.liquidationFactorBps, first.maxBonusBps), (n(7_500), n(8_500), n(500)));
    let second = collateral(1);
    assert_eq!((second.asset, second.isShares, second.decimals), (b.address(), false, n(36)));
    assert_eq!((second.borrowFactorBps, second.liquidationFactorBps, second.maxBonusBps), (n(1), n(2), n(5_000)));
    assert_eq!((second.feed, second.feedMaxAge, second.rateMaxAge), (feed.address(), extreme.feedMaxAge, n(0)));
}

#[motsu::test]
fn refuses_more_than_64(risk: Contract<Risk>, feed: Contract<FeedMock>, owner: Address) {
    risk.init(owner);
    feed.sender(owner).answer_now(n(WAD), 18);
    let tokens: Vec<_> = (0..65).map(|_| Contract::<FeedMock>::new()).collect();
    for (index, token) in tokens[..64].iter().enumerate() {
        assert_eq!(usize::from(risk.list(owner, plain_listing(token.address(), feed.address()))), index);
    }
    let last = plain_listing(tokens[64].address(), feed.address());
    let IRisk::TooManyCollaterals { most } = ask_error(risk.sender(owner).ask(last));
    assert_eq!(most, n(64));
    // The last one's bit is the highest.
    feed.sender(owner).set_mode(FeedMode::Fails);
    let (limit, unpriced) = risk.limit(&[holding(63, n(1))]).motsu_unwrap();
    assert_eq!((limit, unpriced), (n(0), n(1 << 63)));
}

#[motsu::test]
fn refuses_an_asset_twice(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    other: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init(owner);
    risk.list_plain(owner, &token, &feed, 1);
    risk.list_plain(owner, &other, &feed, 1);
    for asset in [token.address(), other.address()] {
        let error: IRisk::AlreadyListed = ask_error(risk.sender(owner).ask(plain_listing(asset, feed.address())));
        assert_eq!(error.asset, asset);
    }
}

#[motsu::test]
fn refuses_zero_addresses(risk: Contract<Risk>, token: Contract<FeedMock>, owner: Address) {
    risk.init(owner);
    let no_asset = plain_listing(Address::ZERO, token.address());
    let IRisk::ZeroAddress {} = ask_error(risk.sender(owner).ask(no_asset));
    let no_feed = plain_listing(token.address(), Address::ZERO);
    let IRisk::ZeroAddress {} = ask_error(risk.sender(owner).ask(no_feed));
}

#[motsu::test]
fn shares_need_a_loan_asset_that_counts_ether(
    risk: Contract<Risk>,
    token: Contract<RateMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init_with(owner, 6).motsu_unwrap();
    let error: IRisk::OutOfBounds =
        ask_error(risk.sender(owner).ask(shares_listing(token.address(), feed.address())));
    assert_eq!(error, IRisk::OutOfBounds { given: n(6), least: n(18), most: n(18) });
}

#[motsu::test]
fn refuses_sources_that_do_not_answer(
    risk: Contract<Risk>,
    lst: Contract<Lst>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    with_lst(&risk, &lst, &feed, owner);
    let no_rate = shares_listing(token.address(), feed.address());
    let error: IRisk::BadSource = ask_error(risk.sender(owner).ask(no_rate));
    assert_eq!(error.source, token.address(), "a plain token has no rate");
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        token.sender(owner).set_mode(mode);
        let mute = plain_listing(token.address(), feed.address());
        let error: IRisk::BadSource = ask_error(risk.sender(owner).ask(mute));
        assert_eq!(error.source, token.address(), "a token without decimals");
        let no_feed = plain_listing(feed.address(), token.address());
        let error: IRisk::BadSource = ask_error(risk.sender(owner).ask(no_feed));
        assert_eq!(error.source, token.address(), "a feed without decimals");
    }
    token.sender(owner).set_mode(FeedMode::Answers);
    let no_decimals = plain_listing(token.address(), lst.address());
    let error: IRisk::BadSource = ask_error(risk.sender(owner).ask(no_decimals));
    assert_eq!(error.source, lst.address(), "a token with decimals and no rounds is no feed");
}

#[motsu::test]
fn refuses_decimals_out_of_bounds(
    risk: Contract<Risk>,
    token: Contract<FeedMock>,
    feed: Contract<FeedMock>,
    owner: Address,
) {
    risk.init_with(owner, 6).motsu_unwrap();
    let list = || risk.sender(owner).ask(plain_listing(token.address(), feed.address()));
    feed.sender(owner).answer_now(n(1), 8);
    token.sender(owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
    token.sender(owner).set_decimals(n(1) << 200_usize);
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error.given, n(1) << 200_usize);
    token.sender(owner).set_decimals(n(18));
    feed.sender(owner).set_decimals(n(37));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(37), least: n(0), most: n(36) });
    // 36 + 6 decimals of price less 36 of the token leave 6 for the feed.
    token.sender(owner).set_decimals(n(36));
    feed.sender(owner).set_decimals(n(7));
    let error: IRisk::OutOfBounds = ask_error(list());
    assert_eq!(error, IRisk::OutOfBounds { given: n(43), least: n(0), most: n(42) });
    feed.sender(owner).set_decimals(n(6));
    list().motsu_unwrap();
    assert_eq!(risk.prices_of(0).0, n(1), "10^0");
}

#[motsu::test]
fn a_refusal_leaves_nothing(risk: Contract<Risk>, token: Contract<FeedMock>, feed: Contract<FeedMock>, owner: Address) {
    risk.init(owner);
    token.sender(owner).set_decimals(n(18));
    feed.sender(owner).answer_now(n(1), 8);
    let late = IRisk::listCollateralCall { feedMaxAge: n(0), ..plain_listing(token.address(), feed.address()) };
    let _: IRisk::OutOfBounds = ask_error(risk.sender(owner).ask(late));
    assert_eq!(risk.sender(owner).ask(IRisk::collateralCountCall {}).motsu_unwrap()._0, n(0));
    let error: IRisk::UnknownCollateral =
        ask_error(risk.sender(owner).ask(IRisk::collateralCall { index: U256::ZERO }).map(|_| ()));
    assert_eq!(error.index, n(0));
    assert_eq!(risk.list(owner, plain_listing(token.address(), feed.address())), 0);
}
