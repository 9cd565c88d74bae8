//! The rate feed.

use crate::world::*;
use alloy_primitives::{I256, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper;

fn latest(w: &World) -> IWrapper::latestRoundDataReturn {
    w.ask(w.bob, IWrapper::latestRoundDataCall {})
}

fn signed(word: U256) -> I256 {
    I256::from_raw(word)
}

/// Asserts that the feed answers so, in both forms.
#[track_caller]
fn answers(w: &World, answer: U256, at: U256) {
    let round = latest(w);
    assert_eq!(round.answer, signed(answer));
    assert_eq!((U256::from(round.roundId), U256::from(round.answeredInRound)), (at, at));
    assert_eq!((round.startedAt, round.updatedAt), (at, at));
    let same = w.ask(w.bob, IWrapper::getRoundDataCall { roundId: round.roundId });
    assert_eq!((same.id, same.answer, same.startedAt), (round.roundId, round.answer, round.startedAt));
    assert_eq!((same.updatedAt, same.answeredInRound), (round.updatedAt, round.answeredInRound));
    assert_eq!(w.ask(w.bob, IWrapper::latestAnswerCall {})._0, signed(answer));
    assert_eq!(w.ask(w.bob, IWrapper::latestTimestampCall {})._0, at);
}

#[test]
fn answers_one_at_genesis() {
    let w = World::new();
    answers(&w, ether(1), n(NOW.into()));
}

#[test]
fn answers_the_rate_rounded_down_with_the_time_of_the_last_report() {
    let w = World::odd();
    let rate = w.rate();
    let answer = rate.pooled * n(10).pow(n(27)) / rate.shares;
    answers(&w, answer, n((NOW - 57_601).into()));
    assert_eq!(answer, w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0);
    w.age(1_000);
    let rate = w.rate();
    let later = rate.pooled * n(10).pow(n(27)) / rate.shares;
    assert!(later > answer, "it moves with the clock within a round");
    answers(&w, later, n((NOW - 58_601).into()));
}

#[test]
fn has_no_time_while_a_loss_is_parked() {
    let w = World::odd();
    w.age(DAY);
    let answer = w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0;
    w.park(ether(2));
    answers(&w, answer, n(0));
    w.lst(w.owner, ILst::rejectReportCall {});
    answers(&w, answer, n((NOW - 57_601 - DAY).into()));
}

#[test]
fn answers_nothing_when_everything_is_lost() {
    let w = World::odd();
    w.age(DAY);
    w.ruin();
    answers(&w, n(0), n(NOW.into()));
}

#[test]
fn keeps_the_latest_round_alone() {
    let w = World::odd();
    let id = latest(&w).roundId;
    let one = id - id + alloy_primitives::Uint::from(1);
    for other in [id - one, id + one, id - id, !(id - id)] {
        w.refuses(w.bob, IWrapper::getRoundDataCall { roundId: other }, IWrapper::RoundNotKept { roundId: other });
    }
}
