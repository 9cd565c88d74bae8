//! An account to liquidate, in exact fractions.

use super::{WAD, big, n};
use ballast_math::{
    U256,
    health::weighted_value_down,
    liquidation::{Liquidation, LiquidationInput, size_liquidation},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

/// An account with one collateral that is seized, and others that are only counted.
#[derive(Clone, Debug)]
pub struct Account {
    pub debt: U256,
    pub units: U256,
    pub others: U256,
    pub price36: U256,
    pub factor_bps: u128,
    pub max_bonus_bps: u128,
    pub h_star_wad: u128,
    pub target_wad: u128,
    pub min_debt: u128,
}

impl Account {
    pub fn weighted_value(&self) -> U256 {
        let value = weighted_value_down(self.units, self.price36, n(self.factor_bps));
        self.others + value.expect("fits")
    }

    pub fn input(&self, max_repay: U256) -> LiquidationInput {
        LiquidationInput {
            debt: self.debt,
            weighted_value: self.weighted_value(),
            units: self.units,
            price36: self.price36,
            factor_bps: n(self.factor_bps),
            max_bonus_bps: n(self.max_bonus_bps),
            h_star_wad: n(self.h_star_wad),
            target_health_wad: n(self.target_wad),
            min_debt: n(self.min_debt),
            max_repay,
        }
    }

    pub fn size(&self, max_repay: U256) -> Option<Liquidation> {
        size_liquidation(&self.input(max_repay))
    }

    pub fn after(&self, liquidation: Liquidation) -> Self {
        let debt = self.debt - liquidation.repay;
        Self { debt, units: self.units - liquidation.seize, ..self.clone() }
    }

    /// What the liquidator earns: value seized less debt repaid, in wei, exact.
    pub fn profit(&self, liquidation: Liquidation) -> BigRational {
        whole(liquidation.seize) * self.price() - whole(liquidation.repay)
    }

    pub fn price(&self) -> BigRational {
        whole(self.price36) / BigRational::from(BigInt::from(10).pow(36))
    }

    pub fn health(&self) -> BigRational {
        whole(self.weighted_value()) / whole(self.debt)
    }

    /// `(1 + bonus) * factor`.
    pub fn weight(&self, bonus_wad: U256) -> BigRational {
        whole(n(WAD) + bonus_wad) * fraction(self.factor_bps, 10_000) / whole(n(WAD))
    }
}

pub fn whole(word: U256) -> BigRational {
    BigRational::from(BigInt::from(big(word)))
}

pub fn fraction(numerator: u128, denominator: u128) -> BigRational {
    whole(n(numerator)) / whole(n(denominator))
}

prop_compose! {
    /// Accounts below one in health that the setters allow, of any size and price.
    pub fn unhealthy()(
        factor_bps in 3_000u128..=9_600, margin in 0u128..=100, slack in 0u128..=100,
        missing in 1u128..1_000_000, cut in 0u32..16, debt_bits in 4u32..=100, debt_seed in any::<u128>(),
        share in 0u128..=1_000, price_bits in 40u32..=180, price_seed in any::<[u64; 4]>(),
        target in 1u128..=20, min_debt in 0u128..1_000,
    ) -> Account {
        let debt = (debt_seed >> (128 - debt_bits)).max(2);
        let max_bonus_bps = (9_990 * 10_000 / factor_bps - 10_000) * margin / 100;
        let least = ((10_000 + max_bonus_bps) * factor_bps).div_ceil(10_000);
        let h_star_wad = (least + (9_990 - least.min(9_990)) * slack / 100) * (WAD / 10_000);
        let price36 = (U256::from_limbs(price_seed) >> (256 - price_bits as usize)).max(n(1));
        // Health from just below one down to nearly nothing, part of it from the seized asset.
        let value = debt * (1_000_000 - (missing >> cut)) / 1_000_000;
        let counted = n(value * share / 1_000) * n(10u128.pow(20)) * n(10u128.pow(20));
        let units = counted / (price36 * n(factor_bps));
        Account {
            debt: n(debt), units, others: n(value - value * share / 1_000), price36, factor_bps,
            max_bonus_bps, h_star_wad, target_wad: WAD + target * (WAD / 100),
            min_debt: debt * min_debt / 10_000,
        }
    }
}

pub fn account() -> impl Strategy<Value = Account> {
    unhealthy().prop_filter("healthy", |account| account.weighted_value() < account.debt)
}
