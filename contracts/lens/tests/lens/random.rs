//! Numbers of all magnitudes.

use alloy_primitives::U256;

/// SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.any() % bound
    }

    /// A number of at most so many bits, of any length.
    pub(crate) fn bits(&mut self, most: u32) -> u128 {
        let length = self.below(u64::from(most) + 1) as u32;
        let any = u128::from(self.any()) << 64 | u128::from(self.any());
        any.checked_shr(128 - length).unwrap_or(0)
    }

    /// A price of at most so many bits, at most 192.
    pub(crate) fn price(&mut self, most: u32) -> U256 {
        U256::from(self.bits(most / 2)) << (most / 2) as usize | U256::from(self.bits(most / 2))
    }
}
