//! Debt shares and what they are worth, as the market reckons: `Pool` of its books.

use alloy_primitives::U256;
use ballast_common::word::{narrow, wide};
use ballast_math::vault::{vault_to_assets_down, vault_to_assets_up, vault_to_shares_down, vault_to_shares_up};

/// What is owed by all, or by some of them; conversions carry the virtual offset of `ballast_math::vault`.
#[derive(Clone, Copy)]
pub(crate) struct Pool {
    pub(crate) shares: u128,
    pub(crate) assets: u128,
}

impl Pool {
    #[inline(never)]
    pub(crate) fn shares_down(self, assets: u128) -> u128 {
        saturated(vault_to_shares_down(wide(assets), wide(self.shares), wide(self.assets)))
    }

    #[inline(never)]
    pub(crate) fn assets_up(self, shares: u128) -> u128 {
        saturated(vault_to_assets_up(wide(shares), wide(self.shares), wide(self.assets)))
    }

    /// With `assets` more borrowed, and the shares of them, rounded up.
    #[inline(never)]
    pub(crate) fn borrowed(self, assets: u128) -> (Self, u128) {
        let shares = saturated(vault_to_shares_up(wide(assets), wide(self.shares), wide(self.assets)));
        (Self { shares: self.shares.saturating_add(shares), assets: self.assets.saturating_add(assets) }, shares)
    }

    /// Without these shares and what they are worth, rounded down; what is owed by nobody goes with the last share.
    #[inline(never)]
    pub(crate) fn without(self, shares: u128) -> Self {
        let worth = saturated(vault_to_assets_down(wide(shares), wide(self.shares), wide(self.assets)));
        let shares = self.shares.saturating_sub(shares);
        Self { shares, assets: if shares == 0 { 0 } else { self.assets.saturating_sub(worth) } }
    }
}

/// What does not fit counts as the greatest number, as in the market.
#[inline(never)]
fn saturated(converted: Option<U256>) -> u128 {
    converted.and_then(narrow).unwrap_or(u128::MAX)
}
