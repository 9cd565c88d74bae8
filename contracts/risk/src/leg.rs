//! Further legs: a feed that a price is multiplied or divided by, and what was last kept of a leg.

use crate::{
    interface::IRisk::PriceStatus,
    source::{is_stale, read_feed},
    storage::with_address,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    host,
    slot::Slot,
    word::{address, field},
};
use ballast_math::{health::BPS, mul_div::mul_div_wide_up};

/// How long a jump of a leg holds back what depends on it.
pub(crate) const BREAK_SECS: u64 = 3_600;
const DAY_SECS: u64 = 86_400;

/// Where a further leg comes from.
#[derive(Clone, Copy)]
pub(crate) struct Leg {
    /// 0..160 feed
    pub(crate) feed: Address,
    /// 160..192 seconds
    pub(crate) max_age: u64,
    /// 192..200 decimals of the feed's answers
    pub(crate) decimals: u64,
}

impl Leg {
    #[inline(never)]
    pub(crate) fn load(place: u64) -> Self {
        let word = Slot::at(place).load();
        let packed = field(word, 160, 64) as u64;
        Self { feed: address(word), max_age: packed & 0xffff_ffff, decimals: packed >> 32 }
    }

    pub(crate) fn store(&self, place: u64) {
        Slot::at(place).store(with_address(self.feed, self.max_age | self.decimals << 32, 0));
    }
}

/// The last value of a leg that somebody kept: it counts while the feed gives none, and a jump is measured against it.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    /// 0..192 a plain token's price, or a further leg's answer
    pub(crate) value: U256,
    /// 192..224 timestamp
    pub(crate) at: u64,
    /// 224..240 basis points
    pub(crate) max_deviation: u64,
    /// 240 whether somebody saw an absurd value at that time, and `value` is from before
    pub(crate) waits: bool,
}

impl Kept {
    #[inline(never)]
    pub(crate) fn load(slot: Slot) -> Self {
        let [a, b, c, d] = slot.load().into_limbs();
        let (at, max_deviation) = (d & 0xffff_ffff, d >> 32 & 0xffff);
        Self { value: U256::from_limbs([a, b, c, 0]), at, max_deviation, waits: d >> 48 != 0 }
    }

    #[inline(never)]
    pub(crate) fn store(&self, slot: Slot) {
        let [a, b, c, _] = self.value.into_limbs();
        let rest = self.at | self.max_deviation << 32 | u64::from(self.waits) << 48;
        slot.store(U256::from_limbs([a, b, c, rest]));
    }

    /// Whether a value is a jump: too far from one that was kept within the last hour.
    #[inline(never)]
    pub(crate) fn breaks(&self, value: U256) -> bool {
        host::now().wrapping_sub(self.at) <= BREAK_SECS && deviates(value, self.value, self.max_deviation)
    }

    /// Whether a value is more than eight times what was kept, or less than an eighth: however long ago that was, it is no
    /// price until it is kept.
    #[inline(never)]
    pub(crate) fn is_absurd(&self, value: U256) -> bool {
        value > self.value.wrapping_shl(3) || self.value > value.wrapping_shl(3)
        // at most 192 bits
    }

    /// Keeps a value as of now; a jump only after its hour, so that nobody can end the hour by keeping. An absurd value only
    /// where one was seen an hour to a day before, and no sound one was kept since: its hour begins when it is seen.
    #[inline(never)]
    pub(crate) fn keep(&self, slot: Slot, value: U256) -> bool {
        let age = host::now().wrapping_sub(self.at);
        let (is_absurd, is_due) = (self.is_absurd(value), self.waits && age > BREAK_SECS && age <= DAY_SECS);
        if is_absurd && !is_due {
            if !self.waits || age > DAY_SECS {
                Self { at: host::now(), waits: true, ..*self }.store(slot);
            }
            return false;
        }
        let keeps = is_absurd || !self.breaks(value);
        if keeps {
            Self { value, at: host::now(), waits: false, ..*self }.store(slot);
        }
        keeps
    }
}

/// Whether a value is more than so many basis points off another, to either side.
#[inline(never)]
pub(crate) fn deviates(value: U256, from: U256, most_bps: u64) -> bool {
    match mul_div_wide_up(value.abs_diff(from), BPS, from) {
        Some(off) => off > U256::from_limbs([most_bps, 0, 0, 0]),
        None => true,
    }
}

/// What a further leg says now.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// The feed's answer, however old; while it gives none, the last kept.
    pub(crate) answer: U256,
    pub(crate) decimals: u64,
    /// What stands against borrowing.
    pub(crate) status: PriceStatus,
    /// Timestamp at which a jump stops holding back.
    pub(crate) until: u64,
}

/// Slot of what was kept of a leg.
pub(crate) fn kept_of(place: u64) -> Slot {
    Slot::at(place.wrapping_add(1))
}

/// Reads a leg; `invalid` and `jumped` are its own names for what may be wrong.
#[inline(never)]
pub(crate) fn read_leg(place: u64, invalid: PriceStatus, jumped: PriceStatus) -> Reading {
    let leg = Leg::load(place);
    let kept = Kept::load(kept_of(place));
    let (answer, status) = match read_feed(leg.feed) {
        Err(_) => (kept.value, invalid),
        Ok(feed) if kept.is_absurd(feed.answer) => (kept.value, invalid),
        Ok(feed) if kept.breaks(feed.answer) => (feed.answer, jumped), // of whatever date
        Ok(feed) if is_stale(feed.updated_at, leg.max_age) => (feed.answer, invalid),
        Ok(feed) => (feed.answer, PriceStatus::Valid),
    };
    Reading { answer, decimals: leg.decimals, status, until: kept.at.wrapping_add(BREAK_SECS) }
}
