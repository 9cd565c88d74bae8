//! A share's market as a ratio to its rate, averaged by time, and the cap on its rate: one slot.

use crate::{
    source::Answer,
    storage::{slot_of, Token, MARKET},
};
use alloy_primitives::U256;
use ballast_common::{abi::Word, host, word::product};
use ballast_math::{
    mul_div::mul_div_wide_down,
    price::{applied, average_down, rate_cap_down},
};

/// 1.0 of a ratio.
pub(crate) const PAR: u64 = 10_000_000_000_000;
/// Rate price of a wei per 10^27 shares.
pub(crate) const PRICE_PER_RATE: u64 = 1_000_000_000;

/// Ratios have 13 decimals, rates are in wei per 10^27 shares.
#[derive(Clone, Copy, Default)]
pub(crate) struct Market {
    /// 0..48 average ratio
    pub(crate) average: u64,
    /// 48..96 ratio at the last sample
    pub(crate) sample: u64,
    /// 96..128 timestamp of it
    pub(crate) sampled_at: u64,
    /// 128..192 rate that the cap grows from
    pub(crate) snapshot: u64,
    /// 192..224 timestamp of it
    pub(crate) snapshot_at: u64,
    /// 224..240 basis points a year
    pub(crate) growth: u64,
    /// 240..256 basis points
    pub(crate) max_deviation: u64,
}

impl Market {
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Self {
        let [a, b, snapshot, d] = slot_of(index, MARKET).load().into_limbs();
        Self {
            average: a & 0xffff_ffff_ffff,
            sample: a >> 48 | (b & 0xffff_ffff) << 16,
            sampled_at: b >> 32,
            snapshot,
            snapshot_at: d & 0xffff_ffff,
            growth: d >> 32 & 0xffff,
            max_deviation: d >> 48,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let times = self.sample >> 16 | self.sampled_at << 32;
        let cap = self.snapshot_at | self.growth << 32 | self.max_deviation << 48;
        let word = U256::from_limbs([self.average | self.sample << 48, times, self.snapshot, cap]);
        slot_of(index, MARKET).store(word);
    }

    /// The average as if it were sampled now at this ratio.
    #[inline(never)]
    pub(crate) fn average_now(&self, token: &Token, ratio: U256) -> u64 {
        let applied = applied(self.sample.word(), counted(ratio).word());
        let average = self.average.word();
        if average == applied {
            return self.average; // as most of the time
        }
        let elapsed = host::now().wrapping_sub(self.sampled_at).min(token.longest_step);
        match average_down(average, applied, elapsed.word(), token.tau.word()) {
            Some(average) => average.into_limbs()[0],
            None => self.average,
        }
    }

    /// Whether the average is at par, and stays there with the next sample, of whatever.
    pub(crate) fn is_at_par(&self) -> bool {
        self.average == PAR && self.sample == PAR
    }

    /// Samples now.
    #[inline(never)]
    pub(crate) fn sample_now(&mut self, token: &Token, ratio: U256) {
        self.average = self.average_now(token, ratio);
        self.sample = counted(ratio);
        self.sampled_at = host::now();
    }

    /// Whether a ratio is too far off an average of at most par.
    #[inline(never)]
    pub(crate) fn jumps(&self, ratio: U256, average: u64) -> bool {
        let [ratio, rest @ ..] = ratio.into_limbs();
        // 48 + 14 bits at most, and 44 + 16.
        rest != [0; 3]
            || ratio >> 48 != 0
            || ratio.abs_diff(average).wrapping_mul(10_000) > average.wrapping_mul(self.max_deviation)
    }

    /// The most that the rate may count for, as a price.
    #[inline(never)]
    pub(crate) fn cap(&self) -> U256 {
        let elapsed = host::now().wrapping_sub(self.snapshot_at);
        let snapshot = product(self.snapshot.into(), PRICE_PER_RATE.into());
        rate_cap_down(snapshot, self.growth.word(), elapsed.word())
    }
}

/// A premium is worth nothing, so it must not linger in an average either: what counts ends at par.
fn counted(ratio: U256) -> u64 {
    let [ratio, ..] = ratio.min(PAR.word()).into_limbs();
    ratio
}

/// A feed's answer as a ratio; `one` is 10 to its decimals.
#[inline(never)]
pub(crate) fn ratio(answer: &Answer, one: U256) -> U256 {
    mul_div_wide_down(answer.answer, PAR.word(), one).unwrap_or(U256::MAX)
}
