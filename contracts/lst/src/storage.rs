//! Storage of blETH: every slot, its layout and its units. Offsets in bits from the low end.

use alloy_primitives::U256;
use ballast_common::{
    erc20::Accounts,
    roles::Roles,
    slot::Slot,
    word::{field, high, join, low, place, wide, MAX_U112, MAX_U96},
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below; a transfer touches `TOTALS`, `VESTING` and two of `ACCOUNTS`,
/// staking again writes `TOTALS`, one of `ACCOUNTS` and, where there is a limit, `STAKE_LIMIT`.
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
/// 0..128 booked result of all reports, validators + in flight + returned - sent, two's complement · 128..256 deficit
pub(crate) const RESULT: Slot = Slot::at(5);
/// 0..128 total shares · 128..256 pooled ether, both after the last report
pub(crate) const LAST_REPORT: Slot = Slot::at(6);
/// at 7, holder => 0..128 shares · 128..192 permits used; at 8, owner => spender => wei of blETH
pub(crate) const ACCOUNTS: Accounts = Accounts::at(7, 8);
/// applies reports
pub(crate) const ORACLE: Slot = Slot::at(9);
/// takes ether to validators and brings it back
pub(crate) const OPERATORS: Slot = Slot::at(10);
/// [`ReportTerms`]
const REPORT_TERMS: Slot = Slot::at(11);
/// slots 12 to 14
pub(crate) const ROLES: Roles = Roles::at(12);
/// [`StakeLimit`]; there is one while [`LIMITED`]
const STAKE_LIMIT: Slot = Slot::at(15);
/// of the parked report, while one is [`PARKED`]: 0..128 validators · 128..256 in flight
pub(crate) const PARKED_OUT: Slot = Slot::at(16);
/// of the parked report: 0..128 sent · 128..256 returned
pub(crate) const PARKED_FLOWS: Slot = Slot::at(17);
/// wei that the last report's gain was clipped by, if it was [`CLIPPED`]
pub(crate) const PARKED_GAIN: Slot = Slot::at(18);

/// The fewest shares since there was no deficit; counts while there is one
pub(crate) const DEFICIT_SHARES: Slot = Slot::at(19);

/// Staking is paused.
pub(crate) const PAUSED_STAKING: u64 = 1;
/// Redemption is paused.
pub(crate) const PAUSED_REDEMPTION: u64 = 2;
/// A report waits to be settled or rejected.
pub(crate) const PARKED: u64 = 4;
/// Staking is limited.
pub(crate) const LIMITED: u64 = 8;
/// The last report's gain was clipped.
pub(crate) const CLIPPED: u64 = 16;

/// What a report left to vest, and flags, which staking reads along with it.
#[derive(Clone, Copy)]
pub(crate) struct Vesting {
    /// 0..112 wei not vested when the report was applied
    pub(crate) unvested: u128,
    /// 112..152 timestamp of the last report
    pub(crate) starts_at: u64,
    /// 152..176 seconds over which it vests
    pub(crate) period: u64,
    /// 176..200 seconds over which the next report's gain will vest
    pub(crate) next_period: u64,
    /// 200..208 [`PAUSED_STAKING`] and its like
    pub(crate) flags: u64,
    /// 208..228 what the last report took as a fee, in 1e-6 of that fee and what vests
    pub(crate) fee_ppm: u64,
}

impl Vesting {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = VESTING.load();
        let rest = field(word, 112, 128);
        let (first, second) = (rest as u64, (rest >> 64) as u64);
        Self {
            unvested: low(word) & MAX_U112,
            starts_at: first & MAX_TIME,
            period: first >> 40,
            next_period: second & MAX_PERIOD,
            flags: second >> 24 & 0xff,
            fee_ppm: second >> 32,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let first = self.starts_at | self.period << 40;
        let second = self.next_period | self.flags << 24 | self.fee_ppm << 32;
        VESTING.store(wide(self.unvested) | place(u128::from(first) | u128::from(second) << 64, 112));
    }
}

/// Timestamps have 40 bits, periods 24.
const MAX_TIME: u64 = (1 << 40) - 1;
const MAX_PERIOD: u64 = (1 << 24) - 1;

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

/// Who gets the protocol fee, and how much a report may change.
#[derive(Clone, Copy)]
pub(crate) struct ReportTerms {
    /// 0..160 an address
    pub(crate) treasury: U256,
    /// 160..176 protocol fee, in basis points of a gain
    pub(crate) fee_bps: u64,
    /// 176..192 what of it is the operators', in basis points of the gain
    pub(crate) operators_bps: u64,
    /// 192..208 greatest gain, in basis points of the pool or of what is deployed, whichever is less, a year
    pub(crate) max_gain_bps: u64,
    /// 208..224 greatest loss, in basis points of the pool a day
    pub(crate) max_loss_bps: u64,
}

impl ReportTerms {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = REPORT_TERMS.load();
        let rest = field(word, 160, 64) as u64;
        let [a, b, c, _] = word.into_limbs();
        Self {
            treasury: U256::from_limbs([a, b, c & 0xffff_ffff, 0]),
            fee_bps: rest & 0xffff,
            operators_bps: rest >> 16 & 0xffff,
            max_gain_bps: rest >> 32 & 0xffff,
            max_loss_bps: rest >> 48,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let rest = self.fee_bps | self.operators_bps << 16 | self.max_gain_bps << 32 | self.max_loss_bps << 48;
        REPORT_TERMS.store(self.treasury | place(rest.into(), 160));
    }
}

/// How much may be staked: a leaky bucket that refills by the second.
#[derive(Clone, Copy)]
pub(crate) struct StakeLimit {
    /// 0..96 wei that could be staked at `time`
    pub(crate) level: u128,
    /// 96..192 wei that can be staked at most
    pub(crate) capacity: u128,
    /// 192..232 timestamp
    pub(crate) time: u64,
    /// 232..256 seconds in which an empty bucket is full again
    pub(crate) refill_secs: u64,
}

impl StakeLimit {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = STAKE_LIMIT.load();
        let [.., times] = word.into_limbs();
        Self {
            level: low(word) & MAX_U96,
            capacity: field(word, 96, 96),
            time: times & MAX_TIME,
            refill_secs: times >> 40,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let times = U256::from_limbs([0, 0, 0, self.time | self.refill_secs << 40]);
        STAKE_LIMIT.store(wide(self.level) | place(self.capacity, 96) | times);
    }
}
