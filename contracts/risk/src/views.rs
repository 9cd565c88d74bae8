//! What can be read of a collateral and of the brakes.

use crate::{
    average::Market,
    interface::IRisk::{PriceBound, PriceStatus},
    leg::{kept_of, Kept, Leg},
    price,
    ramp::{factor_now, Ramp},
    sequencer::Uptime,
    shared::Shared,
    storage::{self, slot_of, Rules, Terms, Token, MARKET},
};
use alloy_primitives::U256;
use ballast_common::abi::{words, Answer, Word};

/// In the order of the interface's struct.
pub(crate) fn collateral(index: u64) -> Answer {
    let terms = Terms::load(index)?;
    let token = Token::load(index);
    words(&[
        token.asset.word(),
        terms.is_shares.word(),
        terms.borrow_factor.word(),
        factor_now(&terms, index).word(),
        terms.max_bonus.word(),
        terms.feed.word(),
        terms.feed_max_age.word(),
        token.rate_max_age.word(),
        token.decimals.word(),
    ])
}

/// Borrow price, liquidation price, each zero if there is none, and what holds the borrow price back.
pub(crate) fn prices(index: u64) -> Answer {
    let prices = price::prices(&Terms::load(index)?, index, &mut Shared::default(), true);
    let (borrow, status) = match prices.borrow {
        Ok(price) => (price, PriceStatus::Valid),
        Err(status) => (U256::ZERO, status),
    };
    words(&[borrow, prices.liquidation.unwrap_or_default(), (status as u64).word()])
}

/// What holds the borrow price back, and the rules that make the two prices.
pub(crate) fn status(index: u64) -> Answer {
    let prices = price::prices(&Terms::load(index)?, index, &mut Shared::default(), true);
    let (status, bound) = match prices.borrow {
        Ok(_) => (PriceStatus::Valid, prices.borrow_bound),
        Err(status) => (status, PriceBound::None),
    };
    words(&[(status as u64).word(), (bound as u64).word(), (prices.liquidation_bound as u64).word()])
}

/// All zero for a plain token.
pub(crate) fn average(index: u64) -> Answer {
    let (token, market) = share(index)?;
    words(&[
        market.average.word(),
        market.sample.word(),
        market.sampled_at.word(),
        token.tau.word(),
        token.longest_step.word(),
    ])
}

/// All zero for a plain token.
pub(crate) fn rate_cap(index: u64) -> Answer {
    let (_, market) = share(index)?;
    words(&[market.snapshot.word(), market.snapshot_at.word(), market.growth.word()])
}

#[inline(never)]
fn share(index: u64) -> ballast_common::Result<(Token, Market)> {
    if Terms::load(index)?.is_shares {
        return Ok((Token::load(index), Market::load(index)));
    }
    Ok(Default::default())
}

/// Greatest deviation, and of a plain token what was kept and when.
pub(crate) fn deviation(index: u64) -> Answer {
    if Terms::load(index)?.is_shares {
        return words(&[Market::load(index).max_deviation.word(), U256::ZERO, U256::ZERO]);
    }
    let kept = Kept::load(slot_of(index, MARKET));
    words(&[kept.max_deviation.word(), kept.value, kept.at.word()])
}

/// All zero where there is none.
pub(crate) fn quote_leg(index: u64) -> Answer {
    Terms::load(index)?;
    leg(storage::quote_leg(index))
}

/// In the order of the interface's struct.
pub(crate) fn leg(place: u64) -> Answer {
    let (leg, kept) = (Leg::load(place), Kept::load(kept_of(place)));
    words(&[
        leg.feed.word(),
        leg.max_age.word(),
        leg.decimals.word(),
        kept.max_deviation.word(),
        kept.value,
        kept.at.word(),
    ])
}

/// The factor now, where it goes, and when it will be there; zero if it is.
pub(crate) fn ramp(index: u64) -> Answer {
    let terms = Terms::load(index)?;
    let (now, end) = (factor_now(&terms, index), terms.liquidation_factor);
    let ramp = if now > end { Ramp::load(index) } else { Ramp::default() };
    words(&[now.word(), end.word(), ramp.starts_at.wrapping_add(ramp.period).word()])
}

/// What stops or slows everything.
pub(crate) fn brakes() -> Answer {
    let (rules, uptime) = (Rules::load(), Uptime::load());
    let waits = if uptime.feed.is_zero() { U256::ZERO } else { uptime.waits().unwrap_or_default() };
    words(&[
        rules.frozen_until.word(),
        rules.freeze_spent.word(),
        rules.ramp_secs.word(),
        uptime.feed.word(),
        uptime.grace.word(),
        waits.word(),
    ])
}
