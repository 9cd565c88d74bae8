//! blETH's rate, and the conversions between wei of blETH, the assets, and wei of wblETH, the shares.

use crate::storage::Books;
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, revert::overflow, token, Result};
use ballast_math::shares::{to_assets_down, to_assets_up, to_shares_down, to_shares_up};

/// Shares of blETH that are one wei of wblETH.
pub(crate) const UNIT: u64 = 1_000_000_000;
/// 10^18, one token.
pub(crate) const ONE: u64 = 1_000_000_000_000_000_000;

/// What all shares of blETH are worth, at this block's time. A conversion of at most 112 bits fits its word: assets of
/// 142 bits on shares of 128.
pub(crate) struct Rate {
    /// `P * 10^9`, so that the quotient counts wei of wblETH and is rounded once
    pub(crate) assets: U256,
    /// `S`
    pub(crate) shares: U256,
    /// timestamp of the last report, zero while a loss is parked
    pub(crate) reported_at: U256,
}

impl Rate {
    /// The rate now.
    #[inline(never)]
    pub(crate) fn load(lst: Address) -> Result<Self> {
        let [pooled, shares, reported_at] = token::rate(lst)?;
        Ok(Self { assets: pooled.wrapping_mul(UNIT.word()), shares, reported_at })
    }

    /// wblETH for so much blETH: `floor(floor(assets * S / P) / 10^9)`.
    #[inline(never)]
    pub(crate) fn shares_down(&self, assets: U256) -> Result<U256> {
        to_shares_down(assets, self.shares, self.assets).ok_or_else(overflow)
    }

    /// wblETH that is worth so much blETH: `ceil(ceil(assets * S / P) / 10^9)`.
    pub(crate) fn shares_up(&self, assets: U256) -> Result<U256> {
        to_shares_up(assets, self.shares, self.assets).ok_or_else(overflow)
    }

    /// Value of so much wblETH.
    #[inline(never)]
    pub(crate) fn assets_down(&self, shares: U256) -> Result<U256> {
        to_assets_down(shares, self.shares, self.assets).ok_or_else(overflow)
    }

    /// As [`Self::assets_down`], rounded up.
    #[inline(never)]
    pub(crate) fn assets_up(&self, shares: U256) -> Result<U256> {
        to_assets_up(shares, self.shares, self.assets).ok_or_else(overflow)
    }
}

/// The rate and the books, for views.
pub(crate) fn now() -> Result<(Books, Rate)> {
    let books = Books::load();
    let rate = Rate::load(books.lst)?;
    Ok((books, rate))
}
