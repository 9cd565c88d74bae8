//! Prices: wei of the loan asset per unit, scaled by 10^36, at most 192 bits wide.

use crate::{
    average::{ratio, Market, PAR},
    interface::IRisk::{PriceBound, PriceStatus},
    leg::Kept,
    shared::Shared,
    source::{is_stale, read_feed, read_rate, Answer, Rate},
    storage::{slot_of, Terms, Token, MARKET},
};
use alloy_primitives::{Address, U256};
use ballast_common::abi::Word;
use ballast_math::{
    health::PRICE_SCALE,
    mul_div::{mul_div_down, mul_div_wide_down},
};

/// Most decimals of a power of ten in 64 bits.
const STEP: u64 = 19;

/// The two prices of a collateral, and which rule makes each.
pub(crate) struct Prices {
    /// To borrow against.
    pub(crate) borrow: Result<U256, PriceStatus>,
    pub(crate) borrow_bound: PriceBound,
    /// What keeps an account from liquidation.
    pub(crate) liquidation: Option<U256>,
    pub(crate) liquidation_bound: PriceBound,
}

impl Prices {
    fn none(status: PriceStatus, bound: PriceBound) -> Self {
        Self { borrow: Err(status), borrow_bound: bound, liquidation: None, liquidation_bound: bound }
    }
}

/// Both prices, every leg in them. Where nobody `lends` on it, the borrow price may be missing.
#[inline(never)]
pub(crate) fn prices(terms: &Terms, index: u64, shared: &mut Shared, lends: bool) -> Prices {
    let mut prices = if terms.is_shares { of_share(terms, index, lends) } else { of_plain(terms, index) };
    shared.apply(&mut prices, terms, index);
    prices
}

/// The feed's answer, however old, for liquidation; while it gives none, the last that was kept of it.
#[inline(never)]
pub(crate) fn of_plain(terms: &Terms, index: u64) -> Prices {
    let kept = Kept::load(slot_of(index, MARKET));
    let answer = read_feed(terms.feed).and_then(|feed| match from_answer(feed.answer, terms.exponent) {
        Some(price) if !kept.is_absurd(price) => Ok((price, is_stale(feed.updated_at, terms.feed_max_age))),
        _ => Err(PriceStatus::FeedFailed),
    });
    let (price, borrow, bound) = match answer {
        Err(status) => (kept.value, Err(status), PriceBound::Kept),
        Ok((price, true)) => (price, Err(PriceStatus::FeedStale), PriceBound::Feed),
        Ok((price, false)) if kept.breaks(price) => (price, Err(PriceStatus::FeedDeviates), PriceBound::Feed),
        Ok((price, false)) => (price, Ok(price), PriceBound::Feed),
    };
    let liquidation = (!price.is_zero()).then_some(price);
    Prices { borrow, borrow_bound: bound, liquidation, liquidation_bound: bound }
}

/// The least of rate, capped rate and average market for liquidation, and of the market now for borrowing. While the
/// feed is no good the average stays where it was sampled last. One at par that was at par when it was sampled stays
/// there whatever the market says now: then only a lender asks the feed.
#[inline(never)]
fn of_share(terms: &Terms, index: u64, lends: bool) -> Prices {
    let market = Market::load(index);
    let token = Token::load(index);
    let feed = if lends || !market.is_at_par() { fresh(terms) } else { Err(PriceStatus::FeedFailed) };
    let one = power(terms.feed_decimals);
    let Some((rate, rate_price)) = rate(token.asset) else {
        return Prices::none(feed.err().unwrap_or(PriceStatus::RateFailed), PriceBound::Rate);
    };
    let (average, spot) = match feed {
        Ok(feed) => {
            let ratio = ratio(&feed, one);
            let average = market.average_now(&token, ratio);
            let is_lower = ratio < average.word();
            let jumps = market.jumps(ratio, average);
            (average, if jumps { Err(PriceStatus::FeedDeviates) } else { Ok(is_lower.then_some(feed.answer)) })
        }
        Err(status) => (market.average, Err(status)),
    };
    let mut least = (rate_price, PriceBound::Rate);
    lower(&mut least, market.cap(), PriceBound::Cap);
    if average < PAR {
        lower(&mut least, part(rate_price, average.word(), PAR.word()), PriceBound::Average);
    }
    let (liquidation, liquidation_bound) = least;
    let borrow = spot.and_then(|spot| {
        if is_stale(rate.reported_at, token.rate_max_age) {
            return Err(PriceStatus::RateStale);
        }
        if let Some(answer) = spot {
            lower(&mut least, part(rate_price, answer, one), PriceBound::Spot);
        }
        Ok(least.0)
    });
    Prices { borrow, borrow_bound: least.1, liquidation: Some(liquidation), liquidation_bound }
}

fn lower(least: &mut (U256, PriceBound), price: U256, bound: PriceBound) {
    if price < least.0 {
        *least = (price, bound);
    }
}

/// `price * of / one`, where `of` is at most `one`.
fn part(price: U256, of: U256, one: U256) -> U256 {
    mul_div_wide_down(price, of, one).unwrap_or_default()
}

/// What a first leg's feed says, unless it is stale.
#[inline(never)]
pub(crate) fn fresh(terms: &Terms) -> Result<Answer, PriceStatus> {
    let feed = read_feed(terms.feed)?;
    if is_stale(feed.updated_at, terms.feed_max_age) {
        return Err(PriceStatus::FeedStale);
    }
    Ok(feed)
}

/// The price of a rate token's share. A token that lost everything has a price, of zero.
#[inline(never)]
pub(crate) fn rate(token: Address) -> Option<(Rate, U256)> {
    let rate = read_rate(token)?;
    let price = held(mul_div_wide_down(rate.pooled_ether, PRICE_SCALE, rate.total_shares)?)?;
    Some((rate, price))
}

/// `answer * 10^exponent`, as a price.
#[inline(never)]
pub(crate) fn from_answer(answer: U256, exponent: u64) -> Option<U256> {
    let (mut price, mut left) = (answer, exponent);
    while left > 0 {
        let step = left.min(STEP);
        price = mul_div_down(price, 10_u64.wrapping_pow(step as u32).word(), U256::ONE)?;
        left = left.wrapping_sub(step);
    }
    held(price)
}

/// 10^exponent, for exponents of up to 57.
#[inline(never)]
pub(crate) fn power(exponent: u64) -> U256 {
    if exponent <= STEP {
        return 10_u64.wrapping_pow(exponent as u32).word();
    }
    from_answer(U256::ONE, exponent).unwrap_or(U256::ONE)
}

/// The price, if it is not too wide for one.
pub(crate) fn held(price: U256) -> Option<U256> {
    let [.., high] = price.into_limbs();
    (high == 0).then_some(price)
}
