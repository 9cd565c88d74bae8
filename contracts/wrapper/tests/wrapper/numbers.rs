//! Numbers, and the conversions as the interface states them, step by step.

use alloy_primitives::U256;

/// The mocked host's only second.
pub(crate) const NOW: u64 = 1_735_689_600;
pub(crate) const DAY: u64 = 86_400;

/// A number as a word.
pub(crate) fn n(number: u128) -> U256 {
    U256::from(number)
}

/// That many ether, in wei.
pub(crate) fn ether(amount: u128) -> U256 {
    n(amount) * n(10).pow(n(18))
}

/// That many thousandths of an ether, in wei.
pub(crate) fn milli(amount: u128) -> U256 {
    n(amount) * n(10).pow(n(15))
}

/// Shares of blETH that are so much wblETH.
pub(crate) fn units(wbleth: U256) -> U256 {
    wbleth * n(1_000_000_000)
}

/// The greatest number of so many bits.
pub(crate) fn most(bits: usize) -> U256 {
    (U256::ONE << bits) - U256::ONE
}

/// blETH's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    /// `P`
    pub(crate) pooled: U256,
    /// `S`
    pub(crate) shares: U256,
}

impl Rate {
    /// `floor(floor(assets * S / P) / 1e9)`
    pub(crate) fn minted_for(&self, assets: U256) -> U256 {
        assets * self.shares / self.pooled / n(1_000_000_000)
    }

    /// `ceil(ceil(assets * S / P) / 1e9)`
    pub(crate) fn burned_for(&self, assets: U256) -> U256 {
        (assets * self.shares).div_ceil(self.pooled).div_ceil(n(1_000_000_000))
    }

    /// `floor(wbleth * 1e9 * P / S)`
    pub(crate) fn value_down(&self, wbleth: U256) -> U256 {
        units(wbleth) * self.pooled / self.shares
    }

    /// `ceil(wbleth * 1e9 * P / S)`
    pub(crate) fn value_up(&self, wbleth: U256) -> U256 {
        (units(wbleth) * self.pooled).div_ceil(self.shares)
    }
}
