//! Storage of blETH: every slot, its layout and its units. Offsets in bits from the low end.

use alloy_primitives::U256;
use ballast_common::{
    roles::Roles,
    slot::{Map, Slot},
    word::{field, high, join, low, place, wide},
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below; a transfer touches `TOTALS`, `VESTING` and two of `SHARES`,
/// staking again writes `TOTALS` and one of `SHARES`.
#[storage]
pub struct Lst {}

/// 0..128 total shares · 128..256 counted ether: `P` plus what has not vested
pub(crate) const TOTALS: Slot = Slot::at(0);
/// [`Vesting`]
const VESTING: Slot = Slot::at(1);
/// [`Redemption`]
const REDEMPTION: Slot = Slot::at(2);
/// [`Deployed`]
const DEPLOYED: Slot = Slot::at(3);
/// 0..128 ether ever sent to the operators · 128..256 ever returned by them
pub(crate) const FLOWS: Slot = Slot::at(4);
/// 0..128 result of all reports, validators + in flight + returned - sent, two's complement · 128..256 deficit
pub(crate) const RESULT: Slot = Slot::at(5);
/// 0..128 total shares · 128..256 pooled ether, both after the last report
pub(crate) const LAST_REPORT: Slot = Slot::at(6);
/// shares of each account
pub(crate) const SHARES: Map = Map::at(7);
/// owner => spender => wei of blETH
pub(crate) const ALLOWANCES: Map = Map::at(8);
/// applies reports
pub(crate) const ORACLE: Slot = Slot::at(9);
/// takes ether to validators and brings it back
pub(crate) const OPERATORS: Slot = Slot::at(10);
/// 0..160 treasury · 160..176 protocol fee in basis points
pub(crate) const FEE: Slot = Slot::at(11);
/// slots 12 to 14
pub(crate) const ROLES: Roles = Roles::at(12);

/// Staking is paused.
pub(crate) const PAUSED_STAKING: u64 = 1;
/// Redemption is paused.
pub(crate) const PAUSED_REDEMPTION: u64 = 2;

/// What a report left to vest, and the brakes, which staking reads along with it.
#[derive(Clone, Copy)]
pub(crate) struct Vesting {
    /// 0..112 wei not vested when the report was applied
    pub(crate) unvested: u128,
    /// 112..152 timestamp of the last report
    pub(crate) starts_at: u64,
    /// 152..184 seconds over which it vests
    pub(crate) period: u64,
    /// 184..216 seconds over which the next report's gain will vest
    pub(crate) next_period: u64,
    /// 216..224 pause flags
    pub(crate) paused: u64,
}

impl Vesting {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = VESTING.load();
        Self {
            unvested: field(word, 0, 112),
            starts_at: field(word, 112, 40) as u64,
            period: field(word, 152, 32) as u64,
            next_period: field(word, 184, 32) as u64,
            paused: field(word, 216, 8) as u64,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        // From 112 on: 40 + 32 + 32 + 8 = 112 bits.
        let rest = u128::from(self.starts_at)
            | u128::from(self.period) << 40
            | u128::from(self.next_period) << 72
            | u128::from(self.paused) << 104;
        VESTING.store(wide(self.unvested) | place(rest, 112));
    }
}

/// The redemption fee's parameters and what it has set aside.
#[derive(Clone, Copy)]
pub(crate) struct Redemption {
    /// 0..112 wei that join the next report's gain
    pub(crate) set_aside: u128,
    /// 112..224 wei of buffer at or above which the least fee holds
    pub(crate) target: u128,
    /// 224..240 ppm
    pub(crate) fee_min: u128,
    /// 240..256 ppm
    pub(crate) fee_max: u128,
}

impl Redemption {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = REDEMPTION.load();
        Self {
            set_aside: field(word, 0, 112),
            target: field(word, 112, 112),
            fee_min: field(word, 224, 16),
            fee_max: field(word, 240, 16),
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let fees = self.fee_min | self.fee_max << 16;
        REDEMPTION.store(wide(self.set_aside) | place(self.target, 112) | place(fees, 224));
    }
}

/// Ether outside the buffer.
#[derive(Clone, Copy)]
pub(crate) struct Deployed {
    /// 0..128 wei in flight or at validators now
    pub(crate) now: u128,
    /// 128..256 wei at validators by the last report
    pub(crate) validators: u128,
}

impl Deployed {
    pub(crate) fn load() -> Self {
        let word = DEPLOYED.load();
        Self { now: low(word), validators: high(word) }
    }

    pub(crate) fn store(&self) {
        DEPLOYED.store(join(self.now, self.validators));
    }
}

/// Shares of an account: 128 bits of their slot.
pub(crate) fn shares_of(account: U256) -> u128 {
    low(SHARES.slot(account).load())
}
