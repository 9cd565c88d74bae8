//! Where prices come from: `setFeed`, `setDeviation`, and how a source is checked.

use crate::{
    average::{ratio, Market},
    cap::live_rate,
    input::{fill, within},
    interface::IRisk::{Deviates, DeviationChanged, FeedChanged, PriceKept, Sampled},
    leg::{deviates, Kept},
    price::{from_answer, of_plain, power},
    source::{bad, read_decimals, read_feed},
    storage::{slot_of, Listed, Terms, Token, MARKET, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{Args, Word},
    emit, error, host,
    roles::non_zero,
    Result,
};

/// Decimals of a price per unit and wei of the loan asset.
const PRICE_DECIMALS: u64 = 36;
pub(crate) const MOST_FEED_AGE_SECS: u128 = 7 * 86_400;
const MOST_RATE_AGE_SECS: u128 = 30 * 86_400;
/// Sixfold: what a feed may be off by that an owner puts in place of a dead one.
pub(crate) const MOST_DEVIATION_BPS: u128 = 50_000;
/// A tenth: more than stETH was ever off its average of hours.
const FIRST_DEVIATION_BPS: u64 = 1_000;
/// 10 % a year, what blETH may gain at first.
const FIRST_GROWTH_BPS: u64 = 1_000;
/// Six hours: a discount has to last for hours to count in full, and a liquidator of a lasting one need not wait for
/// days.
const FIRST_TAU_SECS: u64 = 6 * 3_600;
/// An hour: two samples that are both of a wick, as far apart as one likes, weigh 15 % of its depth at most.
const FIRST_STEP_SECS: u64 = 3_600;

/// A source as it is asked for.
pub(crate) struct NewFeed {
    feed: Address,
    feed_max_age: U256,
    rate_max_age: U256,
}

impl NewFeed {
    pub(crate) fn read(a: &mut Args) -> Result<Self> {
        let feed = a.address()?;
        let mut words = [U256::ZERO; 2];
        fill(&mut words, a)?;
        let [feed_max_age, rate_max_age] = words;
        Ok(Self { feed, feed_max_age, rate_max_age })
    }

    /// Checks the source, makes terms and token fit it, stores the token, and says so. The feed has to answer with a price, which
    /// may be stale; one that takes another's place, with a price close to what counts until now.
    #[inline(never)]
    pub(crate) fn apply(&self, index: u64, terms: &mut Terms, token: &mut Token, loan: u64) -> Result<()> {
        let is_new = terms.feed.is_zero();
        let feed = self.feed;
        non_zero(feed)?;
        let old_feed = core::mem::replace(&mut terms.feed, feed);
        terms.feed_max_age = within(self.feed_max_age, 1, MOST_FEED_AGE_SECS)? as u64;
        let (least, most) = if terms.is_shares { (1, MOST_RATE_AGE_SECS) } else { (0, 0) };
        token.rate_max_age = within(self.rate_max_age, least, most)? as u64;
        let old = *terms;
        terms.feed_decimals = read_decimals(feed)?;
        if is_new {
            (token.tau, token.longest_step) = (FIRST_TAU_SECS, FIRST_STEP_SECS);
        }
        if terms.is_shares {
            start_share(index, terms, token, is_new)?;
        } else {
            let last = if is_new { None } else { of_plain(&Terms { feed: old_feed, ..old }, index).liquidation };
            start_plain(index, terms, token, loan, last)?;
        }
        token.store(index);
        emit!(FeedChanged: [index], [old_feed, feed, self.feed_max_age, self.rate_max_age]);
        Ok(())
    }
}

/// A new share's average starts with its market, its cap with its rate.
fn start_share(index: u64, terms: &Terms, token: &Token, is_new: bool) -> Result<()> {
    let answer = read_feed(terms.feed).map_err(|_| bad(terms.feed))?;
    let ratio = ratio(&answer, power(terms.feed_decimals));
    if !is_new {
        let market = Market::load(index);
        return close(ratio, market.average.word(), market.max_deviation);
    }
    let snapshot = within(live_rate(token.asset)?, 1, u64::MAX.into())? as u64;
    let mut market = Market {
        snapshot,
        snapshot_at: host::now(),
        growth: FIRST_GROWTH_BPS,
        max_deviation: FIRST_DEVIATION_BPS,
        ..Market::default()
    };
    market.sample_now(token, ratio);
    market.average = market.sample;
    market.store(index);
    emit!(Sampled: [index], [market.average, market.sample]);
    Ok(())
}

/// A plain token's price is kept at once. `last` is what counts until now.
fn start_plain(index: u64, terms: &mut Terms, token: &Token, loan: u64, last: Option<U256>) -> Result<()> {
    let most = PRICE_DECIMALS.wrapping_add(loan);
    let given = token.decimals.wrapping_add(terms.feed_decimals);
    terms.exponent = most.wrapping_sub(within(given.word(), 0, most.into())? as u64);
    let answer = read_feed(terms.feed).map_err(|_| bad(terms.feed))?;
    let Some(price) = from_answer(answer.answer, terms.exponent) else { return Err(bad(terms.feed)) };
    let slot = slot_of(index, MARKET);
    let mut kept = Kept::load(slot);
    match last {
        Some(last) => close(price, last, kept.max_deviation)?,
        None => kept.max_deviation = FIRST_DEVIATION_BPS,
    }
    Kept { value: price, at: host::now(), waits: false, ..kept }.store(slot);
    emit!(PriceKept: [index], [price]);
    Ok(())
}

/// Refuses what is too far off, and less than an eighth whatever the bound: a feed of another asset, or without one of its
/// legs.
#[inline(never)]
pub(crate) fn close(given: U256, last: U256, most_bps: u64) -> Result<()> {
    let kept = Kept { value: last, at: 0, max_deviation: 0, waits: false };
    if deviates(given, last, most_bps) || kept.is_absurd(given) {
        return Err(error!(Deviates: given, last, most_bps));
    }
    Ok(())
}

pub(crate) fn set_feed(index: u64, new: &NewFeed) -> Result<()> {
    ROLES.only_owner()?;
    let mut terms = Terms::load(index)?;
    new.apply(index, &mut terms, &mut Token::load(index), Listed::load().loan_decimals)?;
    terms.store(index);
    Ok(())
}

/// How far off its average, or for a plain token what was kept within the hour, a price may be to be borrowed against.
pub(crate) fn set_deviation(index: u64, bps: U256) -> Result<()> {
    ROLES.only_owner()?;
    let terms = Terms::load(index)?;
    let new = within(bps, 1, MOST_DEVIATION_BPS)? as u64;
    let old;
    if terms.is_shares {
        let mut market = Market::load(index);
        old = core::mem::replace(&mut market.max_deviation, new);
        market.store(index);
    } else {
        let slot = slot_of(index, MARKET);
        let mut kept = Kept::load(slot);
        old = core::mem::replace(&mut kept.max_deviation, new);
        kept.store(slot);
    }
    emit!(DeviationChanged: [index], [old, bps]);
    Ok(())
}
