//! An account of a market, as it was read.

use alloc::vec::Vec;
use alloy_primitives::U256;

/// What an account owes and has.
pub(crate) struct Account {
    /// of debt
    pub(crate) shares: u128,
    /// what they are worth, rounded up; zero for none, and for any at least a wei
    pub(crate) debt: u128,
    /// it added collateral over a cap
    pub(crate) over_cap: bool,
    /// words of `index << 248 | units`, each of another index
    pub(crate) holdings: Vec<U256>,
}

impl Account {
    /// Index of a holding.
    pub(crate) fn index_of(holding: U256) -> u64 {
        let [.., high] = holding.into_limbs();
        high >> 56
    }

    /// Units of a holding.
    pub(crate) fn units_of(holding: U256) -> U256 {
        let [a, b, c, d] = holding.into_limbs();
        U256::from_limbs([a, b, c, d << 8 >> 8])
    }

    /// Units of one collateral, and the holdings of all others.
    #[inline(never)]
    pub(crate) fn set_apart(&self, index: u64) -> (U256, Vec<U256>) {
        let (mut units, mut others) = (U256::ZERO, Vec::with_capacity(self.holdings.len()));
        for holding in &self.holdings {
            if Self::index_of(*holding) == index {
                units = Self::units_of(*holding);
            } else {
                others.push(*holding);
            }
        }
        (units, others)
    }
}
