//! `sample`, also called `keepPrice`: anyone has the judge look at a collateral's feeds.

use crate::{
    average::{ratio, Market},
    interface::IRisk::{LegKept, PriceKept, Sampled},
    leg::{kept_of, Kept, Leg},
    price::{fresh, from_answer, power},
    ramp,
    source::{bad, is_stale, read_feed},
    storage::{quote_leg, slot_of, Terms, Token, LOAN, LOAN_LEG, MARKET, QUOTE},
};
use ballast_common::{emit, Result};

/// Samples a share's market or keeps a plain token's price, and keeps what the further legs say. Reverts where nothing
/// is said at all.
pub(crate) fn sample(index: u64) -> Result<()> {
    let mut terms = Terms::load(index)?;
    ramp::end(&mut terms, index);
    let mut answered = if terms.is_shares { sample_share(&terms, index) } else { keep(&terms, index) };
    if terms.has(QUOTE) {
        answered |= keep_leg(quote_leg(index));
    }
    if terms.has(LOAN) {
        answered |= keep_leg(LOAN_LEG);
    }
    if !answered {
        return Err(bad(terms.feed));
    }
    Ok(())
}

/// Samples a share's market; without a valid answer all stays as it is, time too.
#[inline(never)]
pub(crate) fn sample_share(terms: &Terms, index: u64) -> bool {
    let Ok(answer) = fresh(terms) else { return false };
    let mut market = Market::load(index);
    market.sample_now(&Token::load(index), ratio(&answer, power(terms.feed_decimals)));
    market.store(index);
    emit!(Sampled: [index], [market.average, market.sample]);
    true
}

/// Keeps a plain collateral's price, however old, for when its feed gives none.
#[inline(never)]
fn keep(terms: &Terms, index: u64) -> bool {
    let Some(price) = read_feed(terms.feed).ok().and_then(|feed| from_answer(feed.answer, terms.exponent)) else {
        return false;
    };
    let slot = slot_of(index, MARKET);
    if Kept::load(slot).keep(slot, price) {
        emit!(PriceKept: [index], [price]);
    }
    true
}

/// Keeps what a further leg says, if that is fresh.
#[inline(never)]
fn keep_leg(place: u64) -> bool {
    let leg = Leg::load(place);
    let Ok(feed) = read_feed(leg.feed) else { return false };
    if is_stale(feed.updated_at, leg.max_age) {
        return false;
    }
    let slot = kept_of(place);
    if Kept::load(slot).keep(slot, feed.answer) {
        emit!(LegKept: [leg.feed], [feed.answer]);
    }
    true
}
