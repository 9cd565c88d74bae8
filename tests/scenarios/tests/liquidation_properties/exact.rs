//! Exact numbers, of the tests' own.

use crate::case::{Case, Collateral};
use alloy_primitives::{Uint, U256};
use ballast_scenarios::{n, WAD};

/// Wide enough for any product here.
pub(crate) type Wide = Uint<1024, 16>;

/// Widens.
pub(crate) fn wide(word: U256) -> Wide {
    Wide::from(word)
}

/// A small number, wide.
pub(crate) fn w(number: u128) -> Wide {
    Wide::from(number)
}

/// 10^exponent.
pub(crate) fn power(exponent: u64) -> U256 {
    U256::from(10).pow(U256::from(exponent))
}

/// `floor(units * price36 * bps / 10^40)`.
pub(crate) fn value_down(units: U256, price36: U256, bps: u128) -> U256 {
    (wide(units) * wide(price36) * w(bps) / wide(power(40))).to()
}

/// Wei, scaled as values of units at their prices are.
pub(crate) fn scaled(wei: U256) -> Wide {
    wide(wei) * wide(power(36))
}

/// What units are worth, in 10^-36 wei.
pub(crate) fn worth(collateral: &Collateral, units: U256) -> Wide {
    wide(units) * wide(collateral.price36())
}

/// An account's weighted value and debt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Health {
    pub(crate) weighted: U256,
    pub(crate) debt: U256,
}

impl Health {
    /// Whether health is above `h*`.
    pub(crate) fn is_above(&self, h_star: u128) -> bool {
        wide(self.weighted) * w(WAD) > wide(self.debt) * w(h_star)
    }

    /// The bonus that a judge pays, in wad: of health rounded up to a wad, rounded down.
    pub(crate) fn bonus(&self, case: &Case, collateral: &Collateral) -> U256 {
        let health_up: U256 = (wide(self.weighted) * w(WAD)).div_ceil(wide(self.debt)).to();
        let (distance, range) = (n(WAD) - health_up, n(WAD - case.h_star));
        n(collateral.bonus_bps) * power(14) * distance.min(range) / range
    }
}
