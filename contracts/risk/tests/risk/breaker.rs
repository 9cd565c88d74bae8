//! `setDeviation`: what jumps is not borrowed against.

use crate::{usdc::*, world::*};
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::ask_error;
use motsu::prelude::*;

const RATE: u128 = 10_u128.pow(27);

fn call(index: u128, bps: u128) -> IRisk::setDeviationCall {
    IRisk::setDeviationCall { index: n(index), maxDeviationBps: n(bps) }
}

#[test]
fn a_share_off_its_average_to_either_side() {
    let w = World::with_rate();
    for (percent, status) in [
        (90, PriceStatus::Valid),
        (89, PriceStatus::FeedDeviates),
        (110, PriceStatus::Valid),
        (111, PriceStatus::FeedDeviates),
    ] {
        w.market(percent);
        let (borrow, liquidation, is) = w.prices_of(0);
        assert_eq!((is, liquidation), (status, n(RATE)), "{percent}");
        let expected = if status == PriceStatus::Valid { n(RATE / 100 * percent.min(100)) } else { n(0) };
        assert_eq!(borrow, expected, "{percent}");
    }
    // The average follows what lasts.
    w.market(85);
    for _ in 0..24 {
        w.sample(0);
        w.pass(HOUR);
    }
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
}

#[test]
fn a_plain_token_off_what_was_kept_within_the_hour() {
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, 100_000_000);
    for (answer, status) in [
        (90_000_000, PriceStatus::Valid),
        (89_999_999, PriceStatus::FeedDeviates),
        (110_000_000, PriceStatus::Valid),
        (110_000_001, PriceStatus::FeedDeviates),
    ] {
        w.feed.sender(w.owner).set_answer(n(answer));
        assert_eq!(w.prices_of(0).2, status);
        assert_eq!(w.prices_of(0).1, price(1, 1) / n(100_000_000) * n(answer), "health goes on");
    }
    w.pass(HOUR);
    assert_eq!(w.prices_of(0).2, PriceStatus::FeedDeviates);
    w.pass(1);
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
}

#[test]
fn changes_the_bound() {
    let w = World::with_rate();
    w.list_plain(&w.gold, &w.gold_feed, 100_000_000);
    for index in 0..2 {
        w.ask(call(index, 50_000));
        w.risk.assert_emitted(&IRisk::DeviationChanged { index: n(index), oldBps: n(1_000), newBps: n(50_000) });
        assert_eq!(w.ask(IRisk::deviationCall { index: n(index) }).maxDeviationBps, n(50_000));
        w.ask(call(index, 1));
        w.risk.assert_emitted(&IRisk::DeviationChanged { index: n(index), oldBps: n(50_000), newBps: n(1) });
    }
    w.feed.sender(w.owner).set_answer(n(WAD - WAD / 10_000));
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
    w.feed.sender(w.owner).set_answer(n(WAD - WAD / 5_000));
    assert_eq!(w.prices_of(0).2, PriceStatus::FeedDeviates);
    assert_eq!(w.prices_of(1), (price(1, 1), price(1, 1), PriceStatus::Valid), "the price that was kept stays");
}

#[test]
fn refuses_what_is_out_of_bounds() {
    let w = World::with_rate();
    for given in [0, 50_001, u128::MAX] {
        let error: IRisk::OutOfBounds = w.refusal(call(0, given));
        assert_eq!(error, IRisk::OutOfBounds { given: n(given), least: n(1), most: n(50_000) });
    }
    let error: IRisk::UnknownCollateral = w.refusal(call(1, 1));
    assert_eq!(error.index, n(1));
}

#[test]
fn i12_a_loan_asset_that_jumps_stops_borrowing_and_liquidation_for_an_hour() {
    let w = usdc(6);
    with_loan_leg(&w);
    let held = [holding(0, shares(10))];
    let unhealthy = all(n(27_000 * 10_u128.pow(6) + 1), 0);
    w.liquidate(&held, unhealthy).motsu_unwrap();
    let healthy = all(n(26_000 * 10_u128.pow(6)), 0);
    let _: IRisk::Healthy = ask_error(w.liquidate(&held, healthy));

    w.pass(600);
    w.spare.sender(w.owner).set_answer(n(130 * USD / 100)); // one source spikes by 30 %
    w.sample(0); // whoever makes it jump cannot have it believed by keeping it
    for at in [600, HOUR] {
        w.pass(if at == 600 { 0 } else { HOUR - 600 });
        assert_eq!(w.limit(&held).motsu_unwrap(), (n(0), n(1)), "at {at}");
        assert_eq!(w.prices_of(0).2, PriceStatus::LoanDeviates);
        for asked in [healthy, unhealthy] {
            let error: IRisk::LoanFeedDeviates = ask_error(w.liquidate(&held, asked));
            assert_eq!(error.answer, n(130 * USD / 100));
        }
    }
    w.pass(1);
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid, "what lasts for an hour counts");
    w.liquidate(&held, healthy).motsu_unwrap();
}

#[test]
fn i12_a_jump_of_whatever_date_holds_and_an_absurd_one_is_no_price() {
    let w = usdc(6);
    with_loan_leg(&w);
    let held = [holding(0, shares(10))];
    let healthy = all(n(26_000 * 10_u128.pow(6)), 0);
    w.spare.sender(w.owner).set_answer(n(130 * USD / 100));
    for age in [-1, DAY as i64 + 1] {
        w.spare.sender(w.owner).set_age(age);
        let error: IRisk::LoanFeedDeviates = ask_error(w.liquidate(&held, healthy));
        assert_eq!(error.answer, n(130 * USD / 100), "{age} seconds old");
    }
    let health = |debt| w.health(&held, debt).motsu_unwrap();
    w.spare.sender(w.owner).set_answer(n(USD));
    let sound = health(healthy.debt);
    for absurd in [n(1) << 127, n(8 * USD + 1), n(USD / 8 - 1), n(1)] {
        w.spare.sender(w.owner).set_answer(absurd);
        w.pass(2 * HOUR); // nobody has kept it for more than an hour
        assert_eq!(health(healthy.debt), sound, "what was kept counts, not {absurd}");
        w.sample(0);
        assert_eq!(health(healthy.debt), sound, "nor does looking at it make it count");
        assert!(w.limit(&held).motsu_unwrap().1 == n(1), "and nothing can be borrowed");
    }
}

#[test]
fn a_further_leg_that_jumps_stops_borrowing_against_its_collateral_alone() {
    let w = usdc(6);
    w.gold.sender(w.owner).set_decimals(n(18));
    w.spare.sender(w.owner).answer_now(n(USD), 8);
    w.list(plain_listing(w.gold.address(), w.spare.address()));
    let held = [holding(0, shares(10)), holding(1, ether(1))];
    for jump in [2_400 * USD - 1, 3_600 * USD + 1] {
        w.gold_feed.sender(w.owner).set_answer(n(jump));
        assert_eq!(w.limit(&held).motsu_unwrap(), (n(750_000), n(1)));
        assert_eq!(w.prices_of(0).2, PriceStatus::QuoteDeviates);
        assert!(!w.prices_of(0).1.is_zero(), "health goes on");
    }
    w.gold_feed.sender(w.owner).set_answer(n(2_400 * USD));
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid, "at the bound");
    w.gold_feed.sender(w.owner).set_answer(n(2_399 * USD));
    w.pass(HOUR + 1);
    assert_eq!(w.prices_of(0).2, PriceStatus::Valid);
}

#[test]
fn a_plain_token_far_off_what_was_kept_has_no_price_until_it_is_kept() {
    const ONE: u128 = 100_000_000;
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, ONE);
    let kept = w.prices_of(0).1;
    for absurd in [8 * ONE + 1, ONE / 8 - 1, 1] {
        w.feed.sender(w.owner).set_answer(n(absurd));
        assert_eq!(w.prices_of(0), (n(0), kept, PriceStatus::FeedFailed), "{absurd}");
    }
    w.feed.sender(w.owner).set_answer(n(ONE / 8));
    assert_eq!(w.prices_of(0).1, kept / n(8), "an eighth counts");
    w.feed.sender(w.owner).set_answer(n(ONE / 16));
    w.pass(HOUR + 1);
    assert_eq!(w.prices_of(0).1, kept, "however long ago");
    w.sample(0);
    assert_eq!(w.prices_of(0).1, kept, "who sees it starts its hour");
    w.pass(HOUR);
    w.sample(0);
    assert_eq!(w.prices_of(0).1, kept, "and ends it no sooner");
    w.pass(1);
    w.sample(0);
    assert_eq!(w.prices_of(0).1, kept / n(16), "unless it is kept after that");
}

/// What was seen long ago is forgotten: one sight of a day ago is no hour of waiting.
#[test]
fn a_far_off_price_is_seen_anew_after_a_day_and_after_a_sound_one() {
    const ONE: u128 = 100_000_000;
    let w = World::new();
    w.list_plain(&w.gold, &w.feed, ONE);
    let kept = w.prices_of(0).1;
    let absurd = || w.feed.sender(w.owner).set_answer(n(1_000 * ONE));
    absurd();
    w.sample(0);
    w.pass(DAY + 1);
    w.sample(0);
    assert_eq!(w.prices_of(0), (n(0), kept, PriceStatus::FeedFailed), "a day is too long");
    w.feed.sender(w.owner).set_answer(n(ONE));
    w.pass(HOUR / 2);
    w.sample(0);
    absurd();
    w.pass(HOUR);
    w.sample(0);
    assert_eq!(w.prices_of(0), (n(0), kept, PriceStatus::FeedFailed), "it was sound meanwhile");
    w.pass(HOUR + 1);
    w.sample(0);
    assert_eq!(w.prices_of(0).1, kept * n(1_000));
}
