//! Setting further legs: `setQuoteFeed`, `setLoanFeed`.

use crate::{
    feed::{close, MOST_DEVIATION_BPS, MOST_FEED_AGE_SECS},
    input::{fill, within},
    interface::IRisk::{LegChanged, NoQuoteLeg, PriceStatus},
    leg::{kept_of, read_leg, Kept, Leg},
    price::power,
    source::{bad, read_decimals, read_feed},
    storage::{flag_all, quote_leg, Listed, Terms, LOAN, LOAN_LEG, QUOTE, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{Args, Word},
    emit, error, host,
    roles::non_zero,
    Result,
};
use ballast_math::{health::PRICE_SCALE, mul_div::mul_div_wide_down};

/// How far off one the first loan leg may be once something is listed.
const FIRST_LOAN_DEVIATION_BPS: u64 = 1_000;
/// In the place of a feed that is dead: to the eightfold, as a bound in basis points would be told.
const DEAD: u64 = 70_000;

/// A further leg as it is asked for.
pub(crate) struct NewLeg {
    feed: Address,
    max_age: U256,
    max_deviation: U256,
}

impl NewLeg {
    pub(crate) fn read(a: &mut Args) -> Result<Self> {
        let feed = a.address()?;
        let mut words = [U256::ZERO; 2];
        fill(&mut words, a)?;
        let [max_age, max_deviation] = words;
        Ok(Self { feed, max_age, max_deviation })
    }

    /// Checks the leg, stores it, keeps its answer, and says so. `last` is what it answers to now, scaled by 10^36, and
    /// the most that the new one may be off, or nothing where no price depends on it yet.
    #[inline(never)]
    pub(crate) fn apply(&self, index: U256, place: u64, last: Option<(U256, u64)>) -> Result<()> {
        let feed = self.feed;
        non_zero(feed)?;
        let max_age = within(self.max_age, 1, MOST_FEED_AGE_SECS)? as u64;
        let max_deviation = within(self.max_deviation, 1, MOST_DEVIATION_BPS)? as u64;
        let decimals = read_decimals(feed)?;
        let answer = read_feed(feed).map_err(|_| bad(feed))?.answer;
        if let Some((last, most_bps)) = last {
            close(scaled(answer, decimals), last, most_bps)?;
        }
        let (old, old_kept) = (Leg::load(place), Kept::load(kept_of(place)));
        Leg { feed, max_age, decimals }.store(place);
        Kept { value: answer, at: host::now(), max_deviation, waits: false }.store(kept_of(place));
        emit!(LegChanged: [index], [old.feed, old.max_age, old_kept.max_deviation, feed, self.max_age, self.max_deviation]);
        Ok(())
    }
}

/// An answer, scaled by 10^36: at most 248 bits.
fn scaled(answer: U256, decimals: u64) -> U256 {
    mul_div_wide_down(answer, PRICE_SCALE, power(decimals)).unwrap_or_default()
}

/// What a leg says now, and how far off another may be. Of one that says nothing any more, what was kept, however long ago: another
/// may be as far off as would still count for a price.
fn last(place: u64) -> (U256, u64) {
    let reading = read_leg(place, PriceStatus::LoanInvalid, PriceStatus::Valid);
    let is_dead = reading.status as u8 != PriceStatus::Valid as u8 && read_feed(Leg::load(place).feed).is_err();
    let most_bps = if is_dead { DEAD } else { Kept::load(kept_of(place)).max_deviation };
    (scaled(reading.answer, reading.decimals), most_bps)
}

/// Replaces the further leg of a collateral that was listed with one.
pub(crate) fn set_quote_feed(index: u64, new: &NewLeg) -> Result<()> {
    ROLES.only_owner()?;
    if !Terms::load(index)?.has(QUOTE) {
        return Err(error!(NoQuoteLeg: index));
    }
    let place = quote_leg(index);
    new.apply(index.word(), place, Some(last(place)))
}

/// The leg that every price is divided by. The first one may be anything until something is listed, and has to be close
/// to one from then on.
pub(crate) fn set_loan_feed(new: &NewLeg) -> Result<()> {
    ROLES.only_owner()?;
    let listed = Listed::load();
    let last = if listed.flags & LOAN != 0 {
        Some(last(LOAN_LEG))
    } else if listed.count > 0 {
        Some((PRICE_SCALE, FIRST_LOAN_DEVIATION_BPS))
    } else {
        None
    };
    new.apply(U256::MAX, LOAN_LEG, last)?;
    flag_all(LOAN, true)
}
