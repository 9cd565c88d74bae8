//! What is booked, and how losses and income get there. What is here and not booked counts nowhere and only makes a
//! loss smaller: what somebody sent, and the part of the reserves that is not the funders'.

use crate::{
    ask,
    interface::IBackstop::{EpochBegan, Income, Lost},
    storage::{Wiring, TOTALS},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit,
    revert::{at_most, overflow},
    word::{field, low, place, product, wide, MAX_U112},
    Result,
};
use ballast_math::{
    health::BPS,
    protocol_fee::portion_down,
    shares::backstop::{backstop_to_assets_down, backstop_to_shares_down},
};

/// Shares that one asset may stand for at most; a loss that leaves less ends the epoch.
const MOST_SHARES_PER_ASSET: u128 = 1 << 24;
/// The last epoch takes no funds, so that no epoch comes twice.
const LAST_EPOCH: u128 = (1 << 16) - 1;

/// Shares, and the assets that they stand for: none without the other, and at most 2^24 shares for each asset.
#[derive(Clone, Copy)]
pub(crate) struct Totals {
    pub(crate) shares: u128,
    /// supply shares of the market, at most 112 bits; the vault holds at least as many
    pub(crate) booked: u128,
    pub(crate) epoch: u128,
}

/// What happened since the totals were booked last.
struct News {
    lost: u128,
    /// shares that became void, and assets that were left of them
    ended: Option<[u128; 2]>,
    income: u128,
}

/// Totals with losses and income to now, stored, and what the vault holds.
pub(crate) struct Synced {
    pub(crate) totals: Totals,
    pub(crate) market: Address,
    pub(crate) held: u128,
    /// accounts that are flagged
    pub(crate) flagged: u128,
}

/// Books losses and income to now. Reserves are collected even where they are nobody's.
#[inline(never)]
pub(crate) fn sync() -> Result<Synced> {
    let Wiring { market, flagged, income_bps } = Wiring::load();
    let held = ask::held(market)?;
    let collected = ask::collect(market)?;
    let mut totals = Totals::load();
    let news = totals.settle(held, part(collected, income_bps));
    if news.lost != 0 {
        emit!(Lost: [], [news.lost]);
    }
    if let Some([void, left]) = news.ended {
        emit!(EpochBegan: [], [totals.epoch, void, left]);
    }
    if news.income != 0 {
        emit!(Income: [], [news.income]);
    }
    totals.store();
    Ok(Synced { totals, market, held: held.wrapping_add(collected), flagged }) // two numbers of 112 bits
}

impl Totals {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = TOTALS.load();
        Self { shares: low(word), booked: field(word, 128, 112), epoch: field(word, 240, 16) }
    }

    /// With losses and income to now, as [`sync`] would book them, for those who only look.
    #[inline(never)]
    pub(crate) fn now() -> Result<Self> {
        let Wiring { market, income_bps, .. } = Wiring::load();
        let (held, reserves) = (ask::held(market)?, ask::reserves(market)?);
        let mut totals = Self::load();
        totals.settle(held, part(reserves, income_bps));
        Ok(totals)
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        TOTALS.store(wide(self.shares) | place(self.booked | self.epoch << 112, 128));
    }

    /// A loss first, and what it ends: income came after it, since the market burns its reserves before what we hold.
    /// So it comes to the same whether somebody syncs between loss and income or not.
    #[inline(never)]
    fn settle(&mut self, held: u128, income: u128) -> News {
        let lost = self.booked.saturating_sub(held);
        self.booked = self.booked.wrapping_sub(lost);
        let mut news = News { lost, ended: None, income: 0 };
        if product(self.booked, MOST_SHARES_PER_ASSET) < wide(self.shares) {
            news.ended = Some([self.shares, self.booked]);
            *self = Self { shares: 0, booked: 0, epoch: self.epoch.wrapping_add(1) };
        }
        if self.shares != 0 {
            news.income = income.min(MAX_U112.wrapping_sub(self.booked)); // a market never has more
            self.booked = self.booked.wrapping_add(news.income);
        }
        news
    }

    /// Shares for so many assets, rounded down.
    #[inline(never)]
    pub(crate) fn shares_for(&self, assets: u128) -> Result<U256> {
        backstop_to_shares_down(wide(assets), wide(self.shares), wide(self.booked)).ok_or_else(overflow)
    }

    /// What so many of the shares are worth, rounded down.
    #[inline(never)]
    pub(crate) fn worth(&self, shares: u128) -> u128 {
        if shares == 0 {
            return 0; // also where there are none
        }
        backstop_to_assets_down(wide(shares), wide(self.shares), wide(self.booked)).map_or(0, low)
    }

    /// Adds what is funded, which has to fit its bits; the shares of it.
    pub(crate) fn grow(&mut self, assets: u128, shares: U256) -> Result<u128> {
        at_most(self.epoch.word(), LAST_EPOCH.wrapping_sub(1))?;
        let assets = at_most(assets.word(), MAX_U112.wrapping_sub(self.booked))?;
        let shares = at_most(shares, u128::MAX.wrapping_sub(self.shares))?;
        self.booked = self.booked.wrapping_add(assets);
        self.shares = self.shares.wrapping_add(shares);
        Ok(shares)
    }

    /// Takes off what leaves: at most what there is. Once no shares are left, what roundings kept is nobody's.
    pub(crate) fn shrink(&mut self, assets: u128, shares: u128) {
        self.shares = self.shares.wrapping_sub(shares);
        self.booked = if self.shares == 0 { 0 } else { self.booked.wrapping_sub(assets) };
    }
}

/// The funders' part of reserves, rounded down.
#[inline(never)]
fn part(reserves: u128, income_bps: u128) -> u128 {
    portion_down(wide(reserves), wide(income_bps), BPS).map_or(0, low)
}
