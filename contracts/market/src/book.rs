//! The totals of supply and debt, and the interest between touches.

use crate::{
    interface::IMarket::{Accrued, Paused},
    storage::{DEBT, SUPPLY},
};
use alloy_primitives::U256;
use ballast_common::{
    abi::Word,
    emit, error, host,
    word::{low, narrow, wide, MAX_U112, MAX_U96},
    Result,
};
use ballast_math::{
    compound::{growth_ray_down, interest_up},
    health::BPS,
    protocol_fee::portion_down,
    rate::{adaptive_rate, utilization_wad, RATE_AT_TARGET_INITIAL},
    vault::{vault_to_assets_down, vault_to_assets_up, vault_to_shares_down, vault_to_shares_up},
};

/// Deposits are paused.
pub(crate) const PAUSED_DEPOSITS: u64 = 1;
/// Borrowing and withdrawing collateral with debt are paused.
pub(crate) const PAUSED_BORROWING: u64 = 2;
/// Liquidation is paused.
pub(crate) const PAUSED_LIQUIDATION: u64 = 4;

/// Shares and what they are worth together; conversions carry the virtual offset of `ballast_math::vault`.
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
    pub(crate) fn shares_up(self, assets: u128) -> u128 {
        saturated(vault_to_shares_up(wide(assets), wide(self.shares), wide(self.assets)))
    }

    #[inline(never)]
    pub(crate) fn assets_down(self, shares: u128) -> u128 {
        saturated(vault_to_assets_down(wide(shares), wide(self.shares), wide(self.assets)))
    }

    #[inline(never)]
    pub(crate) fn assets_up(self, shares: u128) -> u128 {
        saturated(vault_to_assets_up(wide(shares), wide(self.shares), wide(self.assets)))
    }
}

/// What does not fit counts as the greatest number: with an amount of at most 128 bits, and totals in their fields, that
/// happens where a share is worth next to nothing, and every bound refuses it.
#[inline(never)]
fn saturated(converted: Option<U256>) -> u128 {
    converted.and_then(narrow).unwrap_or(u128::MAX)
}

/// Assets that are booked as here, as they were written last.
#[inline(never)]
pub(crate) fn idle() -> u128 {
    Packed::of(SUPPLY.load()).assets
}

/// A slot of totals, taken apart limb by limb: shifting whole words costs several gas each time.
pub(crate) struct Packed {
    /// 0..112
    pub(crate) shares: u128,
    /// 112..208
    pub(crate) assets: u128,
    /// 208..256
    pub(crate) rest: u64,
}

impl Packed {
    #[inline(never)]
    pub(crate) fn of(word: U256) -> Self {
        let [a, b, c, d] = word.into_limbs();
        let shares = u128::from(a) | u128::from(b & 0xffff_ffff_ffff) << 64;
        let assets = u128::from(b >> 48 | c << 16) | u128::from(c >> 48 | (d & 0xffff) << 16) << 64;
        Self { shares, assets, rest: d >> 16 }
    }

    #[inline(never)]
    pub(crate) fn word(&self) -> U256 {
        let (high, assets) = ((self.shares >> 64) as u64, self.assets as u64);
        let above = (self.assets >> 64) as u64;
        let [b, c] = [high | assets << 48, assets >> 16 | above << 48];
        U256::from_limbs([self.shares as u64, b, c, above >> 16 | self.rest << 16])
    }
}

/// Slots 0 and 1, loaded once per operation and written back once.
pub(crate) struct Book {
    /// shares of holders and reserves, at most 112 bits
    pub(crate) supply_shares: u128,
    /// assets that are here: counted, never read from the token; at most 96 bits
    pub(crate) idle: u128,
    /// what is owed, in 112 bits of shares and 96 of assets
    pub(crate) debt: Pool,
    /// wad per second, 40 bits
    pub(crate) rate_at_target: U256,
    /// of interest, in basis points
    pub(crate) fee_bps: u128,
    pub(crate) paused: u64,
    /// seconds; 32 bits, of which only differences count
    pub(crate) accrued_at: u32,
}

impl Book {
    /// As it was written last.
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let (supply, debt) = (Packed::of(SUPPLY.load()), Packed::of(DEBT.load()));
        Self {
            supply_shares: supply.shares,
            idle: supply.assets,
            accrued_at: supply.rest as u32,
            fee_bps: (supply.rest >> 32).into(),
            debt: Pool { shares: debt.shares, assets: debt.assets },
            rate_at_target: (debt.rest & 0xff_ffff_ffff).word(),
            paused: debt.rest >> 40,
        }
    }

    /// With interest to now, for those who only look.
    pub(crate) fn now() -> Self {
        let mut book = Self::load();
        book.accrue();
        book
    }

    /// With interest to now and the event of it, for those who will [`Self::store`] it.
    #[inline(never)]
    pub(crate) fn open() -> Self {
        let mut book = Self::load();
        if let Some(accrued) = book.accrue() {
            emit!(Accrued: [], [accrued[0], accrued[1], accrued[2]]);
        }
        book
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let rest = u64::from(self.accrued_at) | (self.fee_bps as u64) << 32;
        SUPPLY.store(Packed { shares: self.supply_shares, assets: self.idle, rest }.word());
        let rest = low(self.rate_at_target) as u64 | self.paused << 40;
        DEBT.store(Packed { shares: self.debt.shares, assets: self.debt.assets, rest }.word());
    }

    /// Starts the clock and the rate, which adapts from now on, whether anything is supplied or not.
    pub(crate) fn start(&mut self) {
        self.accrued_at = host::now() as u32;
        self.rate_at_target = RATE_AT_TARGET_INITIAL;
    }

    /// Supply shares and total assets.
    pub(crate) fn supply(&self) -> Pool {
        Pool { shares: self.supply_shares, assets: self.idle.wrapping_add(self.debt.assets) }
    }

    /// Lets time pass: the debt compounds, the rate at target adapts, and the fee's part of the interest becomes shares
    /// that nobody holds, the reserves'. Nothing here can fail: debt and shares stop growing where their fields end.
    /// Gives the fields of [`Accrued`], or nothing if no time passed.
    #[inline(never)]
    fn accrue(&mut self) -> Option<[U256; 3]> {
        let now = host::now() as u32;
        let elapsed = now.wrapping_sub(self.accrued_at);
        if elapsed == 0 {
            return None;
        }
        self.accrued_at = now;
        let elapsed = u64::from(elapsed).word();
        let rate = adaptive_rate(self.utilization(), self.rate_at_target, elapsed);
        self.rate_at_target = rate.rate_at_target;

        let grown = interest_up(wide(self.debt.assets), growth_ray_down(rate.avg_borrow_rate, elapsed));
        let most = MAX_U96.wrapping_sub(self.debt.assets);
        let interest = saturated(grown).min(most);
        self.debt.assets = self.debt.assets.wrapping_add(interest);
        let fee_shares = self.fee_shares(interest);
        self.supply_shares = self.supply_shares.wrapping_add(fee_shares);
        Some([rate.rate_at_target, interest.word(), fee_shares.word()])
    }

    /// Shares worth the fee on interest that is booked already, at the rate without that fee, rounded down.
    fn fee_shares(&self, interest: u128) -> u128 {
        let fee = portion_down(wide(interest), wide(self.fee_bps), BPS).map_or(0, low);
        let supply = self.supply();
        let others = Pool { assets: supply.assets.wrapping_sub(fee), ..supply };
        others.shares_down(fee).min(MAX_U112.wrapping_sub(supply.shares))
    }

    /// Borrowed over supplied, in wad.
    #[inline(never)]
    pub(crate) fn utilization(&self) -> U256 {
        utilization_wad(wide(self.debt.assets), wide(self.supply().assets))
    }

    /// Reverts if `flag` is set.
    #[inline(never)]
    pub(crate) fn unpaused(&self, flag: u64) -> Result<()> {
        if self.paused & flag != 0 {
            return Err(error!(Paused: flag));
        }
        Ok(())
    }
}
