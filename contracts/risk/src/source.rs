//! What feeds and tokens say, strictly decoded.

use crate::{
    input::within,
    interface::{
        IFeed::{decimalsCall, latestRoundDataCall},
        ILst::rateDataCall,
        IRisk::{BadSource, PriceStatus},
    },
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::word_at, error, host, program::Selector, word::narrow, Result, Revert};

/// Most decimals of a token or feed.
pub(crate) const MOST_DECIMALS: u64 = 36;

/// A feed's latest answer, however old.
pub(crate) struct Answer {
    /// More than zero, at most 128 bits wide.
    pub(crate) answer: U256,
    /// As the feed says; in the future it counts as stale.
    pub(crate) updated_at: U256,
}

/// A rate token's totals.
pub(crate) struct Rate {
    /// Wei.
    pub(crate) pooled_ether: U256,
    /// Shares.
    pub(crate) total_shares: U256,
    /// Timestamp of the last report.
    pub(crate) reported_at: U256,
}

/// The latest round of a feed. A positive answer too wide for any price is no answer.
#[inline(never)]
pub(crate) fn read_feed(feed: Address) -> Result<Answer, PriceStatus> {
    let mut words = [U256::ZERO; 5];
    if !ask(feed, latestRoundDataCall::ID, &mut words) {
        return Err(PriceStatus::FeedFailed);
    }
    let [_, answer, _, updated_at, _] = words;
    if answer.is_zero() || answer.bit(255) {
        return Err(PriceStatus::FeedNotPositive); // bit 255: the sign of an int256
    }
    narrow(answer).map(|_| Answer { answer, updated_at }).ok_or(PriceStatus::FeedFailed)
}

/// Answer and start of an uptime feed's latest round.
#[inline(never)]
pub(crate) fn read_uptime(feed: Address) -> Option<(U256, U256)> {
    let mut words = [U256::ZERO; 5];
    let answered = ask(feed, latestRoundDataCall::ID, &mut words);
    let [_, answer, started_at, ..] = words;
    answered.then_some((answer, started_at))
}

/// The totals of a rate token.
#[inline(never)]
pub(crate) fn read_rate(token: Address) -> Option<Rate> {
    let mut words = [U256::ZERO; 3];
    let answered = ask(token, rateDataCall::ID, &mut words);
    let [pooled_ether, total_shares, reported_at] = words;
    answered.then_some(Rate { pooled_ether, total_shares, reported_at })
}

/// The decimals of a token or feed.
#[inline(never)]
pub(crate) fn read_decimals(source: Address) -> Result<u64> {
    let mut words = [U256::ZERO; 1];
    if !ask(source, decimalsCall::ID, &mut words) {
        return Err(bad(source));
    }
    let [decimals] = words;
    Ok(within(decimals, 0, MOST_DECIMALS.into())? as u64)
}

/// Whether `at` lies in the future or more than `most_secs` back.
#[inline(never)]
pub(crate) fn is_stale(at: U256, most_secs: u64) -> bool {
    match narrow(at).and_then(|at| u128::from(host::now()).checked_sub(at)) {
        Some(age) => age > most_secs.into(),
        None => true,
    }
}

/// The source does not answer as its interface says.
#[inline(never)]
pub(crate) fn bad(source: Address) -> Revert {
    error!(BadSource: source)
}

/// Asks a view without arguments for static words; false if it fails or answers less. More is ignored, as Solidity
/// does.
#[inline(never)]
fn ask(source: Address, selector: u32, words: &mut [U256]) -> bool {
    let Ok(answer) = host::static_call(source, &selector.to_be_bytes()) else { return false };
    words.iter_mut().enumerate().all(|(i, word)| word_at(&answer, 32 * i).map(|read| *word = read).is_ok())
}
