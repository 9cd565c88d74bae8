//! The pool at this block's time: shares, counted ether, and what of it has not vested.

use crate::{
    interface::ILst::{RateFell, Transfer, TransferShares},
    storage::{Vesting, ACCOUNTS, TOTALS},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, error, host,
    revert::{at_most, checked},
    word::{high, join, low, product, wide, MAX_U112},
    Result,
};
use ballast_math::{shares, vesting::vested_down};

/// Totals, loaded once per operation and written back once.
#[derive(Clone, Copy)]
pub(crate) struct Pool {
    /// `S`
    pub(crate) shares: u128,
    /// `P` plus what has not vested
    pub(crate) counted: u128,
    /// what has not vested
    pub(crate) unvested: u128,
}

impl Pool {
    /// The pool now, and the vesting slot it came from.
    #[inline(never)]
    pub(crate) fn load() -> Result<(Self, Vesting)> {
        let vesting = Vesting::load();
        let elapsed = host::now().saturating_sub(vesting.starts_at);
        let vested = checked(vested_down(wide(vesting.unvested), elapsed.word(), vesting.period.word()))?;
        let totals = TOTALS.load();
        let unvested = vesting.unvested.wrapping_sub(vested);
        Ok((Self { shares: low(totals), counted: high(totals), unvested }, vesting))
    }

    /// `P`
    pub(crate) fn ether(&self) -> u128 {
        self.counted.wrapping_sub(self.unvested)
    }

    #[inline(never)]
    pub(crate) fn shares_down(&self, ether: u128) -> Result<u128> {
        checked(shares::to_shares_down(wide(ether), wide(self.shares), wide(self.ether())))
    }

    #[inline(never)]
    pub(crate) fn shares_up(&self, ether: u128) -> Result<u128> {
        if ether == 0 {
            return Ok(0); // also where everything is lost and there is no rate
        }
        checked(shares::to_shares_up(wide(ether), wide(self.shares), wide(self.ether())))
    }

    #[inline(never)]
    pub(crate) fn ether_down(&self, shares: u128) -> Result<u128> {
        checked(shares::to_assets_down(wide(shares), wide(self.shares), wide(self.ether())))
    }

    #[inline(never)]
    pub(crate) fn ether_up(&self, shares: u128) -> Result<u128> {
        checked(shares::to_assets_up(wide(shares), wide(self.shares), wide(self.ether())))
    }

    /// Writes the totals back after a mint or a burn, having checked that the rate did not fall from `before`.
    #[inline(never)]
    pub(crate) fn store_unfallen(&self, before: &Self) -> Result<()> {
        let now = product(self.ether(), before.shares);
        let then = product(before.ether(), self.shares);
        if now < then {
            return Err(error!(RateFell: before.ether(), before.shares, self.ether(), self.shares));
        }
        self.store()
    }

    /// Writes the totals back.
    pub(crate) fn store(&self) -> Result<()> {
        at_most(self.counted.word(), MAX_U112)?;
        TOTALS.store(join(self.shares, self.counted));
        Ok(())
    }
}

/// Credits new shares and says so. `value` is their ether value, rounded down.
#[inline(never)]
pub(crate) fn mint(to: Address, shares: u128, value: u128) {
    ACCOUNTS.credit(to, shares);
    log_moved(U256::ZERO, to.word(), value, shares);
}

/// The two events of every movement.
#[inline(never)]
pub(crate) fn log_moved(from: U256, to: U256, value: u128, shares: u128) {
    emit!(Transfer: [from, to], [value]);
    emit!(TransferShares: [from, to], [shares]);
}
