//! Further legs: `listQuoted`, `setQuoteFeed`, `setLoanFeed`.

use crate::{usdc::*, world::*};
use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::FeedMode;
use motsu::prelude::*;

#[test]
fn bleth_is_worth_the_same_in_any_loan_assets_decimals() {
    for decimals in 6..=18 {
        let w = usdc(decimals);
        let dollars = |amount: u128| n(amount * 10_u128.pow(decimals as u32));
        assert_eq!(w.limit(&[holding(0, shares(10))]).motsu_unwrap(), (dollars(24_000), n(0)), "{decimals}");
        assert_eq!(w.health(&[holding(0, shares(10))], dollars(27_000)).motsu_unwrap(), n(WAD));
        w.market(95);
        assert_eq!(w.limit(&[holding(0, shares(10))]).motsu_unwrap().0, dollars(22_800), "every leg counts");
    }
}

#[test]
fn lists_with_a_leg() {
    let w = usdc(6);
    let leg = w.ask(IRisk::quoteLegCall { index: n(0) })._0;
    assert_eq!((leg.feed, leg.maxAge, leg.decimals), (w.gold_feed.address(), HOUR.word(), n(8)));
    assert_eq!((leg.maxDeviationBps, leg.kept), (n(2_000), n(3_000 * USD)));
    w.risk.assert_emitted(&IRisk::LegChanged {
        index: n(0),
        oldFeed: Address::ZERO,
        oldMaxAge: n(0),
        oldMaxDeviationBps: n(0),
        newFeed: w.gold_feed.address(),
        newMaxAge: HOUR.word(),
        newMaxDeviationBps: n(2_000),
    });
    assert_eq!(w.ask(IRisk::loanLegCall {})._0.feed, Address::ZERO);
}

/// A token of 18 decimals at 0.05 ETH, ETH at 3,000, USDC at 0.96.
#[test]
fn a_plain_token_over_three_legs() {
    let w = World::bare();
    w.init_with(6).motsu_unwrap();
    w.spare.sender(w.owner).answer_now(n(96 * USD / 100), 8);
    w.ask(set_loan(w.spare.address()));
    w.gold.sender(w.owner).set_decimals(n(18));
    w.feed.sender(w.owner).answer_now(n(WAD / 20), 18);
    w.gold_feed.sender(w.owner).answer_now(n(3_000 * USD), 8);
    w.ask(quoted(plain_listing(w.gold.address(), w.feed.address()), w.gold_feed.address()));
    // 150 dollars are 156.25 USDC.
    let worth = n(156_250_000) * n(10_u128.pow(18));
    assert_eq!(w.prices_of(0), (worth, worth, PriceStatus::Valid));
    assert_eq!(w.health(&[holding(0, ether(1))], n(132_812_500)).motsu_unwrap(), n(WAD), "at 85 %");
}

/// Zero, negative, stale, failing: nothing to borrow, and for health what the leg said last.
#[test]
fn a_further_leg_without_a_valid_price() {
    let w = usdc(6);
    let worth = w.prices_of(0).1;
    w.gold_feed.sender(w.owner).set_age(HOUR as i64);
    assert_eq!(w.prices_of(0), (worth, worth, PriceStatus::Valid));
    w.gold_feed.sender(w.owner).set_answer(n(2_700 * USD));
    w.gold_feed.sender(w.owner).set_age(HOUR as i64 + 1);
    assert_eq!(w.prices_of(0), (n(0), worth / n(10) * n(9), PriceStatus::QuoteInvalid), "the last answer");
    w.sample(0); // of the first leg
    for none in [n(0), negative(1)] {
        w.gold_feed.sender(w.owner).set_answer(none);
        assert_eq!(w.prices_of(0), (n(0), worth, PriceStatus::QuoteInvalid), "the one that was kept");
    }
    w.gold_feed.sender(w.owner).answer_now(n(2_700 * USD), 8);
    w.sample(0);
    w.risk.assert_emitted(&IRisk::LegKept { feed: w.gold_feed.address(), answer: n(2_700 * USD) });
    w.gold_feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(w.prices_of(0), (n(0), worth / n(10) * n(9), PriceStatus::QuoteInvalid));
}

/// Whichever legs answer are kept; only where none does is there nothing to keep.
#[test]
fn a_dead_first_leg_does_not_keep_the_others_from_being_kept() {
    let w = usdc(6);
    with_loan_leg(&w);
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    w.gold_feed.sender(w.owner).set_answer(n(2_900 * USD));
    w.spare.sender(w.owner).set_answer(n(101 * USD / 100));
    w.sample(0);
    assert_eq!(w.ask(IRisk::quoteLegCall { index: n(0) })._0.kept, n(2_900 * USD));
    assert_eq!(w.ask(IRisk::loanLegCall {})._0.kept, n(101 * USD / 100));
    for feed in [&w.gold_feed, &w.spare] {
        feed.sender(w.owner).set_mode(FeedMode::Fails);
    }
    let error: IRisk::BadSource = w.refusal(IRisk::sampleCall { index: n(0) });
    assert_eq!(error.source, w.feed.address());
}

#[test]
fn the_loan_leg_divides_every_price() {
    let w = usdc(6);
    w.gold.sender(w.owner).set_decimals(n(18));
    w.list(plain_listing(w.gold.address(), w.gold_feed.address()));
    let before = [w.prices_of(0).1, w.prices_of(1).1];
    with_loan_leg(&w);
    assert_eq!([w.prices_of(0).1, w.prices_of(1).1], before, "at one");
    w.spare.sender(w.owner).set_answer(n(96 * USD / 100));
    for index in 0..2 {
        let worth = before[usize::from(index)] * n(100) / n(96);
        assert_eq!(w.prices_of(index), (worth, worth, PriceStatus::Valid));
    }
    w.spare.sender(w.owner).set_mode(FeedMode::Fails);
    for index in 0..2 {
        assert_eq!(w.prices_of(index), (n(0), before[usize::from(index)], PriceStatus::LoanInvalid), "the kept one");
    }
}

#[test]
fn collateral_listed_later_has_the_loan_leg_too() {
    let w = World::new();
    w.spare.sender(w.owner).answer_now(n(2 * USD), 8);
    w.ask(set_loan(w.spare.address()));
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    assert_eq!(w.prices_of(0).0, price(5, 4));
}

#[test]
fn of_several_reasons_the_first_counts() {
    let w = usdc(6);
    with_loan_leg(&w);
    w.spare.sender(w.owner).set_answer(n(0));
    assert_eq!(w.prices_of(0).2, PriceStatus::LoanInvalid);
    w.gold_feed.sender(w.owner).set_answer(n(0));
    assert_eq!(w.prices_of(0).2, PriceStatus::QuoteInvalid);
    w.rate.sender(w.owner).set_age(-1);
    assert_eq!(w.prices_of(0).2, PriceStatus::RateStale);
    w.feed.sender(w.owner).set_answer(n(0));
    assert_eq!(w.prices_of(0).2, PriceStatus::FeedNotPositive);
}

#[test]
fn replaces_a_leg_by_one_that_says_the_same() {
    let w = usdc(6);
    let worth = w.prices_of(0).1;
    let error: IRisk::Deviates = {
        w.spare.sender(w.owner).answer_now(n(1), 0); // a feed of another asset
        w.refusal(set_quote(w.spare.address()))
    };
    let scale = n(10_u128.pow(36));
    assert_eq!(error, IRisk::Deviates { given: scale, last: n(3_000) * scale, mostBps: n(2_000) });
    w.spare.sender(w.owner).answer_now(n(3_300 * WAD), 18);
    w.ask(set_quote(w.spare.address()));
    w.risk.assert_emitted(&IRisk::LegChanged {
        index: n(0),
        oldFeed: w.gold_feed.address(),
        oldMaxAge: HOUR.word(),
        oldMaxDeviationBps: n(2_000),
        newFeed: w.spare.address(),
        newMaxAge: DAY.word(),
        newMaxDeviationBps: n(1_500),
    });
    assert_eq!(w.prices_of(0).0, worth / n(10) * n(11), "with its own decimals");
}

#[test]
fn replaces_the_loan_leg_by_one_that_says_the_same() {
    let w = usdc(6);
    let not_one = |answer: u128| {
        w.spare.sender(w.owner).answer_now(n(answer), 8);
        set_loan(w.spare.address())
    };
    let error: IRisk::Deviates = w.refusal(not_one(111 * USD / 100));
    let scale = n(10_u128.pow(36));
    assert_eq!((error.last, error.mostBps), (scale, n(1_000)), "with collateral listed, close to one");
    w.ask(not_one(105 * USD / 100));
    w.risk.assert_emitted(&IRisk::LegChanged {
        index: U256::MAX,
        oldFeed: Address::ZERO,
        oldMaxAge: n(0),
        oldMaxDeviationBps: n(0),
        newFeed: w.spare.address(),
        newMaxAge: DAY.word(),
        newMaxDeviationBps: n(500),
    });
    w.gold.sender(w.owner).answer_now(n(98), 2);
    let error: IRisk::Deviates = w.refusal(set_loan(w.gold.address()));
    assert_eq!((error.given, error.last), (scale / n(100) * n(98), scale / n(100) * n(105)));
    w.gold.sender(w.owner).set_answer(n(100));
    w.ask(set_loan(w.gold.address()));
}

#[test]
fn refuses_bad_legs() {
    let w = usdc(6);
    let IRisk::ZeroAddress {} = w.refusal(set_quote(Address::ZERO));
    w.spare.sender(w.owner).answer_now(n(3_000 * USD), 8);
    let refused = |call: IRisk::setQuoteFeedCall| -> IRisk::OutOfBounds { w.refusal(call) };
    let good = || set_quote(w.spare.address());
    assert_eq!(refused(IRisk::setQuoteFeedCall { maxAge: n(0), ..good() }).least, n(1));
    assert_eq!(refused(IRisk::setQuoteFeedCall { maxAge: (7 * DAY + 1).word(), ..good() }).most, (7 * DAY).word());
    assert_eq!(refused(IRisk::setQuoteFeedCall { maxDeviationBps: n(0), ..good() }).least, n(1));
    assert_eq!(refused(IRisk::setQuoteFeedCall { maxDeviationBps: n(50_001), ..good() }).most, n(50_000));
    for none in [n(0), negative(1), n(1) << 128_usize] {
        w.spare.sender(w.owner).set_answer(none);
        let error: IRisk::BadSource = w.refusal(good());
        assert_eq!(error.source, w.spare.address());
    }
    let unknown = IRisk::setQuoteFeedCall { index: n(1), ..good() };
    let error: IRisk::UnknownCollateral = w.refusal(unknown);
    assert_eq!(error.index, n(1));
    w.list_plain(&w.gold, &w.feed, 100_000_000);
    let without = IRisk::setQuoteFeedCall { index: n(1), ..good() };
    let error: IRisk::NoQuoteLeg = w.refusal(without);
    assert_eq!(error.index, n(1));
}

/// A leg that died while its market moved: what was kept of it bounds its successor far off, but bounds it (I05).
#[test]
fn replaces_a_dead_leg_by_one_that_is_no_more_than_eight_times_off() {
    let scale = n(10_u128.pow(36));
    for (dollars, fits) in [(374, false), (375, true), (24_000, true), (24_001, false), (1, false)] {
        let w = usdc(6);
        w.gold_feed.sender(w.owner).set_mode(FeedMode::Fails);
        w.spare.sender(w.owner).answer_now(n(dollars * WAD), 18);
        if fits {
            w.ask(set_quote(w.spare.address()));
            continue;
        }
        let error: IRisk::Deviates = w.refusal(set_quote(w.spare.address()));
        let expected = IRisk::Deviates { given: n(dollars) * scale, last: n(3_000) * scale, mostBps: n(70_000) };
        assert_eq!(error, expected);
    }
}
