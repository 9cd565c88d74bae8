//! Where prices come from: `setFeed`, and how a source is checked.

use crate::{
    input::{fill, within},
    interface::IRisk::{FeedChanged, PriceStatus},
    price::keep,
    source::{bad, read_decimals, read_feed},
    storage::{Listed, Source, Terms, ROLES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{Args, Word},
    host,
    roles::non_zero,
    Result,
};

/// Decimals of a price per unit and wei of the loan asset.
const PRICE_DECIMALS: u64 = 36;
const MOST_FEED_AGE_SECS: u128 = 7 * 86_400;
const MOST_RATE_AGE_SECS: u128 = 30 * 86_400;

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

    /// Checks the source, makes the terms fit it, stores it, and says so. The feed has to answer as its interface says,
    /// a plain collateral's with a price; what it answers may be stale.
    #[inline(never)]
    pub(crate) fn apply(&self, index: u64, terms: &mut Terms, loan_decimals: u64) -> Result<()> {
        let feed = self.feed;
        non_zero(feed)?;
        let feed_max_age = within(self.feed_max_age, 1, MOST_FEED_AGE_SECS)? as u64;
        let (least, most) = if terms.is_shares { (1, MOST_RATE_AGE_SECS) } else { (0, 0) };
        let rate_max_age = within(self.rate_max_age, least, most)? as u64;
        let feed_decimals = read_decimals(feed)?;
        if matches!(read_feed(feed), Err(PriceStatus::FeedFailed)) {
            return Err(bad(feed));
        }
        if !terms.is_shares {
            let most = PRICE_DECIMALS.wrapping_add(loan_decimals);
            let given = terms.decimals.wrapping_add(feed_decimals);
            terms.exponent = most.wrapping_sub(within(given.word(), 0, most.into())? as u64);
        }
        if !terms.is_shares && !keep(terms, index, feed) {
            return Err(bad(feed));
        }
        let old = Source::load(index).feed;
        Source { feed, feed_max_age, rate_max_age, feed_decimals }.store(index);
        let data = [old.word(), feed.word(), feed_max_age.word(), rate_max_age.word()];
        host::log::<FeedChanged>(&[index.word()], &data);
        Ok(())
    }
}

/// Keeps the price that a plain collateral has now. Anyone may, and should now and then.
pub(crate) fn keep_price(index: u64) -> Result<()> {
    let terms = Terms::load(index)?;
    let feed = Source::load(index).feed;
    if terms.is_shares || !keep(&terms, index, feed) {
        return Err(bad(feed));
    }
    Ok(())
}

pub(crate) fn set_feed(index: u64, new: &NewFeed) -> Result<()> {
    ROLES.only_owner()?;
    let mut terms = Terms::load(index)?;
    new.apply(index, &mut terms, Listed::load().loan_decimals)?;
    terms.store(index);
    Ok(())
}
