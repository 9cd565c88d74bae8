//! Numbers for random walks.

use crate::{ALL, ether};
use ballast_chain::U256;

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below the bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.any() % bound
    }

    /// Mostly some ethers, at times a few wei, nothing, or too much.
    pub fn amount(&mut self) -> U256 {
        match self.below(12) {
            0 => U256::from(self.below(3)),
            1 => U256::from(self.below(1_000_000)),
            2 => ALL,
            3 => ether(100_000),
            _ => U256::from(self.any()) * U256::from(self.below(3) + 1), // up to 55 ether
        }
    }
}
