//! `prices`: what a collateral is worth, to borrow against and in a liquidation, and what holds it back.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::{ask_error, FeedMode};
use motsu::prelude::*;

/// The price of a share at genesis: 10^27 of them are 10^18 wei.
const RATE: u128 = 10_u128.pow(27);

#[test]
fn a_share_at_par() {
    let w = World::with_lst();
    assert_eq!(w.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));
}

#[test]
fn a_slashed_share() {
    let w = World::with_lst();
    w.slash(5);
    let rate = n(RATE / 100 * 95);
    assert_eq!(w.prices_of(0), (rate, rate, PriceStatus::Valid), "both at once");
}

#[test]
fn a_share_that_lost_everything_has_a_price() {
    let w = World::with_lst();
    w.slash(100);
    assert_eq!(w.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::Valid));
    assert_eq!(w.health(&[holding(0, shares(1))], ether(1)).motsu_unwrap(), U256::ZERO);
}

/// The market below the rate binds borrowing alone; above it, nothing.
#[test]
fn a_discount_and_a_premium() {
    let w = World::with_lst();
    w.feed.sender(w.owner).set_answer(n(94 * WAD / 100));
    assert_eq!(w.prices_of(0), (n(RATE / 100 * 94), n(RATE), PriceStatus::Valid));
    w.feed.sender(w.owner).set_answer(n(WAD - 1));
    assert_eq!(w.prices_of(0).0, n(RATE - RATE / WAD));
    for premium in [WAD + 1, 11 * WAD / 10] {
        w.feed.sender(w.owner).set_answer(n(premium));
        assert_eq!(w.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));
    }
    w.unbound(0);
    w.feed.sender(w.owner).set_answer(n(1));
    assert_eq!(w.prices_of(0).0, n(RATE / WAD), "down");
}

#[test]
fn a_rate_is_rounded_down() {
    let w = World::with_rate();
    w.rate.sender(w.owner).set_rate(n(2), n(3 * 10_u128.pow(9)));
    let third = n(10_u128.pow(27)) * n(2) / n(3);
    assert_eq!(w.prices_of(0), (third, third, PriceStatus::Valid));
    w.unbound(0);
    w.feed.sender(w.owner).set_answer(n(WAD / 2));
    assert_eq!(w.prices_of(0).0, third / n(2));
}

#[test]
fn what_holds_a_share_back() {
    let w = World::with_rate();
    let held_back = |status| assert_eq!(w.prices_of(0), (U256::ZERO, n(RATE), status));
    let fine = || assert_eq!(w.prices_of(0), (n(RATE), n(RATE), PriceStatus::Valid));

    w.rate.sender(w.owner).set_age(2 * DAY as i64);
    fine();
    w.rate.sender(w.owner).set_age(2 * DAY as i64 + 1);
    held_back(PriceStatus::RateStale);
    w.rate.sender(w.owner).set_age(-1);
    held_back(PriceStatus::RateStale);

    // The feed's reasons come first.
    w.feed.sender(w.owner).set_age(DAY as i64 + 1);
    held_back(PriceStatus::FeedStale);
    w.feed.sender(w.owner).set_age(-1);
    held_back(PriceStatus::FeedStale);
    for bad in [n(0), negative(1), negative(1 << 127), U256::ONE << 255_usize] {
        w.feed.sender(w.owner).set_answer(bad);
        held_back(PriceStatus::FeedNotPositive);
    }
    for wide in [n(1) << 128_usize, (n(1) << 255_usize) - n(1)] {
        w.feed.sender(w.owner).set_answer(wide);
        held_back(PriceStatus::FeedFailed);
    }
    w.feed.sender(w.owner).set_answer(n(WAD));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.feed.sender(w.owner).set_mode(mode);
        held_back(PriceStatus::FeedFailed);
    }
    w.feed.sender(w.owner).set_mode(FeedMode::Answers);
    w.feed.sender(w.owner).set_age(DAY as i64);
    w.rate.sender(w.owner).set_age(0);
    fine();
}

#[test]
fn a_rate_that_fails() {
    let w = World::with_rate();
    let none = || {
        assert_eq!(w.prices_of(0), (U256::ZERO, U256::ZERO, PriceStatus::RateFailed));
        let error: IRisk::NoPrice = ask_error(w.health(&[holding(0, n(1))], n(1)));
        assert_eq!(error.index, n(0));
    };
    w.rate.sender(w.owner).set_rate(ether(1), U256::ZERO);
    none();
    w.rate.sender(w.owner).set_rate(n(1) << 156_usize, n(10_u128.pow(36)));
    assert_eq!(w.prices_of(0).1, n(RATE), "capped");
    w.rate.sender(w.owner).set_rate(n(1) << 192_usize, n(10_u128.pow(36)));
    none();
    w.rate.sender(w.owner).set_rate((n(1) << 192_usize) - n(1), n(10_u128.pow(36)));
    assert_eq!(w.prices_of(0).1, n(RATE), "as wide as a price may be");
    w.rate.sender(w.owner).set_rate(U256::MAX, n(1));
    none();
    w.rate.sender(w.owner).set_rate(ether(1), shares(1));
    w.rate.sender(w.owner).fail();
    none();
}

#[test]
fn a_plain_token() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 250_000_000);
    let worth = price(5, 2);
    assert_eq!(w.prices_of(0), (worth, worth, PriceStatus::Valid));
    w.feed.sender(w.owner).set_age(DAY as i64);
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
    w.feed.sender(w.owner).set_age(DAY as i64 + 1);
    assert_eq!(w.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedStale), "the last answer counts for health");
    w.feed.sender(w.owner).set_age(-1);
    assert_eq!(w.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedStale));
    w.feed.sender(w.owner).set_answer(negative(250_000_000));
    assert_eq!(w.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedNotPositive), "the price that was kept");
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(w.prices_of(0), (U256::ZERO, worth, PriceStatus::FeedFailed));
}

/// 8-decimal WBTC at 65,000 USDC of 6 decimals, by a feed of 8: 10^8 units are 65,000 * 10^6.
#[test]
fn a_plain_token_against_another() {
    let w = World::bare();
    w.init_with(6).motsu_unwrap();
    w.gold.sender(w.owner).set_decimals(n(8));
    w.feed.sender(w.owner).answer_now(n(65_000 * 10_u128.pow(8)), 8);
    w.list(plain_listing(w.gold.address(), w.feed.address()));
    assert_eq!(w.prices_of(0).0, n(65_000) * n(10_u128.pow(34)));
    assert_eq!(w.limit(&[holding(0, n(10_u128.pow(8)))]).motsu_unwrap().0, n(48_750 * 10_u128.pow(6)));
}

#[test]
fn a_price_too_wide_counts_as_none() {
    let w = World::new();
    w.gold.sender(w.owner).set_decimals(n(0));
    w.feed.sender(w.owner).answer_now(n(6277), 0);
    w.list(plain_listing(w.gold.address(), w.feed.address()));
    let most = n(6277) * n(10_u128.pow(27)) * n(10_u128.pow(27));
    assert_eq!(w.prices_of(0), (most, most, PriceStatus::Valid), "6.277e57, just under 2^192");
    for wide in [6278, u128::MAX] {
        w.feed.sender(w.owner).set_answer(n(wide));
        assert_eq!(w.prices_of(0), (U256::ZERO, most, PriceStatus::FeedFailed), "the price that was kept");
    }
}

#[test]
fn unknown_collateral() {
    let w = World::new();
    for index in [n(0), n(64), n(255), n(256), U256::MAX] {
        let error: IRisk::UnknownCollateral = w.refusal(IRisk::pricesCall { index });
        assert_eq!(error.index, index);
        let error: IRisk::UnknownCollateral = w.refusal(IRisk::collateralCall { index });
        assert_eq!(error.index, index);
    }
}
