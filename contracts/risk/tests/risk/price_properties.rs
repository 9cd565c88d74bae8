//! What holds for prices whatever feeds, time and people do.

use crate::{usdc::*, world::*};
use alloy_primitives::U256;
use ballast_common::abi::Word;
use ballast_math::health::{health_wad_down, weighted_value_down};
use ballast_risk::interface::IRisk::{self, PriceStatus};
use ballast_test_support::{FeedMock, FeedMode};
use motsu::prelude::*;
use proptest::prelude::*;

const PAR: u128 = 10_u128.pow(13);
const RATE: u128 = 10_u128.pow(27);

/// Something that happens to a share, or to its legs.
#[derive(Clone, Copy, Debug)]
enum Event {
    Market(u128),
    Quote(u128),
    Loan(u128),
    Rate(u128),
    RateAge(i64),
    FeedDies(usize),
    Pass(u64),
    Sample,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (1_u128..2 * WAD).prop_map(Event::Market),
        1 => (1_u128..10_000_000_000_000).prop_map(Event::Quote),
        1 => (50_000_000_u128..200_000_000).prop_map(Event::Loan),
        1 => (0_u128..2 * WAD).prop_map(Event::Rate),
        1 => (0_i64..3 * DAY as i64).prop_map(Event::RateAge),
        1 => (0_usize..3).prop_map(Event::FeedDies),
        3 => (0_u64..3 * HOUR).prop_map(Event::Pass),
        3 => Just(Event::Sample),
    ]
}

/// A share with both further legs against a loan asset of 6 decimals: `gold_feed` is its quote, `spare` the loan's.
fn with_legs() -> World {
    let w = usdc(6);
    with_loan_leg(&w);
    w
}

fn happen(w: &World, event: Event) {
    let feeds = [&w.feed, &w.gold_feed, &w.spare];
    let says = |feed: usize, answer| {
        feeds[feed].sender(w.owner).set_mode(FeedMode::Answers);
        feeds[feed].sender(w.owner).set_answer(n(answer));
    };
    match event {
        Event::Market(answer) => says(0, answer),
        Event::Quote(answer) => says(1, answer),
        Event::Loan(answer) => says(2, answer),
        Event::Rate(wei) => w.rate.sender(w.owner).set_rate(n(wei), shares(1)),
        Event::RateAge(secs) => w.rate.sender(w.owner).set_age(secs),
        Event::FeedDies(feed) => feeds[feed].sender(w.owner).set_mode(FeedMode::Fails),
        Event::Pass(secs) => w.pass(secs),
        Event::Sample => {
            let _ = w.attempt(IRisk::sampleCall { index: n(0) });
        }
    }
}

fn ratio(w: &World) -> u128 {
    w.ask(IRisk::averageCall { index: n(0) }).average.to()
}

/// Liquidation price at a rate of one, in parts of 10^13.
fn liquidation(w: &World) -> u128 {
    (w.prices_of(0).1 / n(RATE / PAR)).to()
}

/// The exponential by which an average keeps its distance, in parts of 10^13 and rounded down.
fn kept_after(secs: u64, tau: u64) -> u128 {
    (f64::exp(-(secs as f64) / tau as f64) * 1e13) as u128
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Through anything there is a liquidation price, never above the capped rate by its legs, and no borrow price
    /// above it.
    #[test]
    fn borrow_value_is_at_most_liquidation_value(events in prop::collection::vec(event(), 1..30)) {
        let w = with_legs();
        let held = [holding(0, shares(10))];
        for event in events {
            happen(&w, event);
            let (borrow, liquidation, status) = w.prices_of(0);
            prop_assert!(borrow <= liquidation);
            prop_assert!(status == PriceStatus::Valid || borrow.is_zero());
            let (limit, unpriced) = w.limit(&held).motsu_unwrap();
            prop_assert_eq!(unpriced.is_zero(), status == PriceStatus::Valid);
            prop_assert!(w.health(&held, limit).motsu_unwrap() >= n(WAD), "borrowing to the limit is healthy");
            let weighted = weighted_value_down(shares(10), liquidation, n(9_000)).expect("fits");
            let debt = n(20_000_000_000);
            let health = w.health(&held, debt).motsu_unwrap();
            prop_assert_eq!(health, health_wad_down(weighted, debt), "as the view has it");
            prop_assert!(ratio(&w) <= PAR);
        }
    }

    /// Eight collaterals of every kind, in any order.
    #[test]
    fn the_order_never_matters(
        units in prop::collection::vec(1_u128..1_000 * WAD, 8),
        answers in prop::collection::vec(90_000_000_u128..110_000_000, 7),
        dead in 0_usize..9,
        rotation in 0_usize..8,
        events in prop::collection::vec(event(), 0..6),
        debt in 1_u128..10_u128.pow(16),
    ) {
        let w = with_legs();
        let mut held = vec![holding(0, n(units[0]) * n(10_u128.pow(9)))];
        let mut others = Vec::new();
        for (i, answer) in answers.into_iter().enumerate() {
            let (token, feed) = (Contract::<FeedMock>::new(), Contract::<FeedMock>::new());
            w.list_plain(&token, &feed, answer);
            if i == dead {
                feed.sender(w.owner).set_mode(FeedMode::Fails);
            }
            held.push(holding(i as u8 + 1, n(units[i + 1])));
            others.push((token, feed));
        }
        for event in events {
            happen(&w, event);
        }
        let asked = Asked { debt: n(debt), index: 3, max_repay: U256::MAX, min_debt: n(7) };
        let judge = |held: &[U256]| {
            let verdict = w.liquidate(held, asked);
            (w.limit(held).motsu_unwrap(), w.health(held, n(debt)).motsu_unwrap(), verdict)
        };
        let expected = judge(&held);
        held.rotate_left(rotation);
        prop_assert_eq!(&judge(&held), &expected);
        held.reverse();
        prop_assert_eq!(&judge(&held), &expected);
        held.swap(1, 6);
        prop_assert_eq!(&judge(&held), &expected);
    }

    /// Wicks of any depth in single blocks, sampled by whoever makes them: as long as no two samples in a row are of a
    /// wick, no liquidation price moves, in the wick or after it.
    #[test]
    fn a_one_block_wick_changes_no_liquidation_price(
        wicks in prop::collection::vec((1_u128..99, 1_u64..30 * DAY, any::<bool>(), 0_u64..DAY), 1..8),
    ) {
        let w = World::with_rate();
        for (percent, before, sampled, after) in wicks {
            w.pass(before);
            w.market(percent);
            prop_assert_eq!(liquidation(&w), PAR);
            if sampled {
                w.sample(0);
                prop_assert_eq!(liquidation(&w), PAR);
            }
            w.market(100);
            w.pass(after);
            prop_assert_eq!(liquidation(&w), PAR);
            w.sample(0);
        }
    }

    /// Whatever samples a manipulator of single blocks makes, and honest people between them: the average falls no
    /// lower than it would have at his price for the time between two samples of his in a row, a longest step of each
    /// at most.
    #[test]
    fn two_sided_sampling_bounds_a_manipulator(
        samples in prop::collection::vec((any::<bool>(), 0_u64..3 * HOUR), 1..40),
        percent in 1_u128..100,
        tau in HOUR..7 * DAY,
        step in 300_u64..HOUR,
    ) {
        let w = World::with_rate();
        w.ask(IRisk::setAverageCall { index: n(0), tau: tau.word(), longestStep: step.word() });
        let (mut last_was_his, mut his_secs) = (false, 0);
        for (his, gap) in samples {
            w.pass(gap);
            w.market(if his { percent } else { 100 });
            w.sample(0);
            if his && last_was_his {
                his_secs += gap.min(step);
            }
            last_was_his = his;
            let low = PAR / 100 * percent;
            let bound = low + (PAR - low) * kept_after(his_secs, tau) / PAR;
            prop_assert!(ratio(&w) + 100 >= bound, "{} {bound}", ratio(&w));
        }
    }

    /// However often it is sampled, as long as no gap is longer than the longest step.
    #[test]
    fn a_lasting_depeg_follows_tau(
        percent in 1_u128..100,
        gaps in prop::collection::vec(1_u64..=HOUR, 1..40),
        tau in HOUR..2 * DAY,
    ) {
        let w = World::with_rate();
        w.ask(IRisk::setAverageCall { index: n(0), tau: tau.word(), longestStep: HOUR.word() });
        w.market(percent);
        w.sample(0);
        for gap in &gaps {
            w.pass(*gap);
            w.sample(0);
        }
        let low = PAR / 100 * percent;
        let expected = low + (PAR - low) * kept_after(gaps.iter().sum(), tau) / PAR;
        prop_assert!(ratio(&w).abs_diff(expected) <= 100, "{} {expected}", ratio(&w));
        prop_assert_eq!(liquidation(&w), ratio(&w));
    }

    /// A factor on its way down never falls by more than time takes, and never below its end.
    #[test]
    fn a_ramp_never_jumps(
        period in DAY..=30 * DAY,
        steps in prop::collection::vec((0_u64..10 * DAY, prop::option::of(5_000_u64..9_000)), 1..12),
    ) {
        let w = World::with_rate();
        w.ask(IRisk::setRampCall { secs: period.word() });
        let factor = || w.ask(IRisk::collateralCall { index: n(0) })._0.liquidationFactorBps.to::<u64>();
        let mut end = 9_000;
        for (secs, new) in steps {
            let before = factor();
            w.pass(secs);
            let after = factor();
            prop_assert!(after <= before && after >= end);
            // A line of at most 4,000 basis points over the period.
            prop_assert!(before - after <= 4_000 * secs / period + 1);
            if let Some(new) = new {
                w.ask(IRisk::setFactorsCall {
                    index: n(0),
                    borrowFactorBps: n(4_000),
                    liquidationFactorBps: new.word(),
                    maxBonusBps: n(400),
                });
                prop_assert_eq!(factor(), after.max(new), "lowering takes nothing at once");
                end = new;
            }
        }
    }
}
