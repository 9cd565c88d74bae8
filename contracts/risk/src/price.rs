//! Prices: wei of the loan asset per unit, scaled by 10^36, at most 192 bits wide.

use crate::{
    interface::IRisk::{PriceKept, PriceStatus},
    source::{is_stale, read_feed, read_rate, Rate},
    storage::{Source, Terms, KEPT_PRICES},
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, host};
use ballast_math::{
    health::PRICE_SCALE,
    mul_div::{mul_div_down, mul_div_wide_down},
};

/// The price to borrow against, or why there is none.
#[inline(never)]
pub(crate) fn borrow_price(terms: &Terms, index: u64) -> Result<U256, PriceStatus> {
    let source = Source::load(index);
    let feed = read_feed(source.feed)?;
    if is_stale(feed.updated_at, source.feed_max_age) {
        return Err(PriceStatus::FeedStale);
    }
    if !terms.is_shares {
        return from_answer(feed.answer, terms.exponent).ok_or(PriceStatus::FeedFailed);
    }
    let (rate, price) = rate(terms.asset).ok_or(PriceStatus::RateFailed)?;
    if is_stale(rate.reported_at, source.rate_max_age) {
        return Err(PriceStatus::RateStale);
    }
    // The market's price counts where it is below the rate; a premium is worth nothing.
    let one = from_answer(U256::ONE, source.feed_decimals).ok_or(PriceStatus::FeedFailed)?;
    mul_div_wide_down(price, feed.answer.min(one), one).ok_or(PriceStatus::FeedFailed)
}

/// The price that keeps an account from liquidation: a rate, or a feed's answer, however old; while a feed gives none,
/// the last that was kept of it.
#[inline(never)]
pub(crate) fn liquidation_price(terms: &Terms, index: u64) -> Option<U256> {
    if terms.is_shares {
        return rate(terms.asset).map(|(_, price)| price);
    }
    answered(terms, Source::load(index).feed).or_else(|| {
        let kept = KEPT_PRICES.slot(index).load();
        (!kept.is_zero()).then_some(kept)
    })
}

/// Keeps the price of a plain collateral, for when its feed gives none; false if that is so now.
#[inline(never)]
pub(crate) fn keep(terms: &Terms, index: u64, feed: Address) -> bool {
    let Some(price) = answered(terms, feed) else { return false };
    KEPT_PRICES.slot(index).store(price);
    host::log::<PriceKept>(&[index.word()], &[price]);
    true
}

/// What a plain collateral's feed says its price is.
#[inline(never)]
fn answered(terms: &Terms, feed: Address) -> Option<U256> {
    from_answer(read_feed(feed).ok()?.answer, terms.exponent)
}

/// The price of a rate token's share. A token that lost everything has a price, of zero.
#[inline(never)]
fn rate(token: Address) -> Option<(Rate, U256)> {
    let rate = read_rate(token)?;
    let price = held(mul_div_wide_down(rate.pooled_ether, PRICE_SCALE, rate.total_shares)?)?;
    Some((rate, price))
}

/// `answer * 10^exponent`, as a price.
#[inline(never)]
fn from_answer(answer: U256, exponent: u64) -> Option<U256> {
    /// Most decimals of a power of ten in 64 bits.
    const STEP: u64 = 19;
    let (mut price, mut left) = (answer, exponent);
    while left > 0 {
        let step = left.min(STEP);
        price = mul_div_down(price, 10_u64.wrapping_pow(step as u32).word(), U256::ONE)?;
        left = left.wrapping_sub(step);
    }
    held(price)
}

/// The price, if it is not too wide for one.
fn held(price: U256) -> Option<U256> {
    let [.., high] = price.into_limbs();
    (high == 0).then_some(price)
}
