//! What an account holds, as the market tells it: words of `index << 248 | units`.

use crate::{interface::IRisk::ValueOverflow, storage::Terms};
use alloy_primitives::U256;
use ballast_common::{error, Result};

/// Most holdings in a call.
pub(crate) const MOST_HOLDINGS: usize = 8;

/// Units held of a listed collateral.
pub(crate) struct Holding {
    pub(crate) index: u64,
    pub(crate) units: U256,
    pub(crate) terms: Terms,
}

impl Holding {
    /// Takes a word apart; reverts if nothing is listed at its index. Without units there is nothing to judge, and no
    /// price is asked for.
    #[inline(never)]
    pub(crate) fn load(word: U256) -> Result<Option<Self>> {
        let [a, b, c, d] = word.into_limbs();
        let index = d >> 56;
        let terms = Terms::load(index)?;
        let units = U256::from_limbs([a, b, c, d << 8 >> 8]);
        Ok((!units.is_zero()).then_some(Self { index, units, terms }))
    }

    /// Adds a value of this holding to a sum.
    #[inline(never)]
    pub(crate) fn add(&self, sum: &mut U256, value: Option<U256>) -> Result<()> {
        match value.and_then(|value| sum.checked_add(value)) {
            Some(total) => *sum = total,
            None => return Err(error!(ValueOverflow: self.index)),
        }
        Ok(())
    }
}
