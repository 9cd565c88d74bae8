//! `borrowLimit`: what an account may owe.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, FeedMock, FeedMode};
use motsu::prelude::*;

#[test]
fn nothing_held() {
    let w = World::new();
    assert_eq!(w.limit(&[]).motsu_unwrap(), (U256::ZERO, U256::ZERO));
}

#[test]
fn shares_at_the_worst_of_rate_and_market() {
    let w = World::with_lst();
    let limit = || w.limit(&[holding(0, shares(10))]).motsu_unwrap();
    assert_eq!(limit(), (ether(8), U256::ZERO));
    w.unbound(0);
    w.feed.sender(w.owner).set_answer(n(WAD / 2));
    assert_eq!(limit(), (ether(4), U256::ZERO), "a discount counts");
    w.feed.sender(w.owner).set_answer(n(2 * WAD));
    assert_eq!(limit(), (ether(8), U256::ZERO), "a premium does not");
    w.slash(10);
    assert_eq!(limit(), (n(72 * WAD / 10), U256::ZERO), "a slashing does at once");
    w.feed.sender(w.owner).set_answer(n(WAD / 2));
    assert_eq!(limit(), (n(36 * WAD / 10), U256::ZERO));
}

#[test]
fn is_rounded_down_once() {
    let w = World::with_lst();
    let limit = |units| w.limit(&[holding(0, n(units))]).motsu_unwrap().0;
    assert_eq!(limit(1_250_000_000), n(1), "1.25 wei at 80 %");
    assert_eq!(limit(1_249_999_999), n(0));
    assert_eq!(limit(6_249_999_999), n(4), "6.2499 at 80 %, not 6 at 80 %");
}

/// A source that has no say leaves its collateral out, with a bit to tell; the others count.
#[test]
fn what_has_no_price_counts_zero() {
    let w = World::with_rate();
    w.list_plain(&w.gold, &w.gold_feed, 200_000_000);
    let limit = || w.limit(&[holding(0, shares(10)), holding(1, ether(10))]).motsu_unwrap();
    assert_eq!(limit(), (ether(8 + 15), U256::ZERO));

    w.gold_feed.sender(w.owner).set_age(DAY as i64 + 1);
    assert_eq!(limit(), (ether(8), n(0b10)), "stale");
    w.rate.sender(w.owner).set_age(2 * DAY as i64 + 1);
    assert_eq!(limit(), (U256::ZERO, n(0b11)), "stale rate");
    w.gold_feed.sender(w.owner).set_age(0);
    assert_eq!(limit(), (ether(15), n(0b01)));
    w.rate.sender(w.owner).set_age(0);

    for (answer, why) in [(n(0), "zero"), (negative(WAD), "negative"), (n(1) << 128_usize, "too wide")] {
        w.feed.sender(w.owner).set_answer(answer);
        assert_eq!(limit(), (ether(15), n(0b01)), "{why}");
    }
    w.feed.sender(w.owner).set_answer(n(WAD));
    for mode in [FeedMode::Fails, FeedMode::AnswersShort] {
        w.feed.sender(w.owner).set_mode(mode);
        w.gold_feed.sender(w.owner).set_mode(mode);
        assert_eq!(limit(), (U256::ZERO, n(0b11)), "{mode:?}");
    }
    for feed in [&w.feed, &w.gold_feed] {
        feed.sender(w.owner).set_mode(FeedMode::Answers);
    }
    w.rate.sender(w.owner).fail();
    assert_eq!(limit(), (ether(15), n(0b01)), "a failing rate");
}

#[test]
fn without_units_no_price_is_asked() {
    let w = World::with_rate();
    w.rate.sender(w.owner).fail();
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(w.limit(&[holding(0, U256::ZERO)]).motsu_unwrap(), (U256::ZERO, U256::ZERO));
}

#[test]
fn the_order_never_matters() {
    let w = World::new();
    let mut kept = Vec::new();
    let mut holdings = Vec::new();
    for index in 0..4_u8 {
        let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
        w.list_plain(&token, &feed, 99_999_999 + 7 * u128::from(index));
        kept.push((token, feed));
        holdings.push(holding(index, n(WAD / 3 + u128::from(index))));
    }
    kept[2].1.sender(w.owner).set_age(DAY as i64 + 1);
    let expected = w.limit(&holdings).motsu_unwrap();
    assert_eq!(expected.1, n(0b100));
    for_each_order(&mut holdings, 4, &mut |order| assert_eq!(w.limit(order).motsu_unwrap(), expected));
}

#[test]
fn an_index_may_come_twice() {
    let w = World::with_lst();
    let twice = [holding(0, shares(1)), holding(0, shares(2))];
    assert_eq!(w.limit(&twice).motsu_unwrap().0, n(24 * WAD / 10));
    w.feed.sender(w.owner).set_mode(FeedMode::Fails);
    assert_eq!(w.limit(&twice).motsu_unwrap(), (U256::ZERO, n(1)));
}

#[test]
fn refuses_unknown_collateral() {
    let w = World::with_lst();
    for (index, units) in [(1, 1), (1, 0), (63, 1), (64, 1), (255, 1)] {
        let holdings = [holding(0, shares(1)), holding(index, n(units))];
        let error: IRisk::UnknownCollateral = ask_error(w.limit(&holdings));
        assert_eq!(error.index, U256::from(index));
    }
}

#[test]
fn refuses_what_does_not_fit() {
    let w = World::with_rate();
    w.list_plain(&w.gold, &w.gold_feed, 10_000_000_000);
    let most = (n(1) << 248_usize) - n(1);
    assert!(w.limit(&[holding(1, most)]).is_ok(), "at a price of 100");
    w.unbound(1);
    w.gold_feed.sender(w.owner).set_answer(n(500 * 10_u128.pow(8)));
    let error: IRisk::ValueOverflow = ask_error(w.limit(&[holding(1, most)]));
    assert_eq!(error.index, n(1), "the product");
    // A share's cap bounds it.
    w.rate.sender(w.owner).set_rate((n(1) << 192_usize) - n(1), n(10_u128.pow(36)));
    w.limit(&[holding(0, most); 8]).motsu_unwrap();
    // 2^248 * 2 * 75 %, of which 2^8 fit.
    w.gold_feed.sender(w.owner).set_answer(n(250 * 10_u128.pow(8)));
    w.limit(&[holding(1, most)]).motsu_unwrap();
    let error: IRisk::ValueOverflow = ask_error(w.limit(&[holding(1, most), holding(1, most)]));
    assert_eq!(error.index, n(1), "the sum");
}
