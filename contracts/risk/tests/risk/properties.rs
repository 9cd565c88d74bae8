//! What holds for all accounts: nobody gets more than the bonus, and liquidation makes nobody sicker.

use crate::world::*;
use alloy_primitives::U256;
use ballast_math::{
    health::{health_wad_down, value_up, weighted_value_down},
    liquidation::bonus_wad_down,
    mul_div::mul_div_wide_up,
};
use ballast_risk::interface::IRisk;
use motsu::prelude::*;
use proptest::prelude::*;

/// A judge's terms, an account, and what a liquidator asks.
#[derive(Clone, Debug)]
struct Case {
    /// Wei per 10^27 shares, and gold's answer in 1e-8 ether.
    rate: u128,
    gold: u128,
    /// blETH's price by the market, in wei per ether.
    market: u128,
    /// Factor and bonus in basis points, of blETH and gold.
    terms: [(u128, u128); 2],
    target: u128,
    shares: u128,
    gold_units: u128,
    /// Debt and bounds in parts of a million: of the weighted value, of the debt, of the debt.
    debt: u128,
    max_repay: u128,
    min_debt: u128,
    index: u8,
}

prop_compose! {
    fn case()(
        rate in WAD / 10..3 * WAD,
        gold in prop_oneof![1_u128..1_000, 10_000_000_u128..10_u128.pow(12)],
        market in WAD / 2..2 * WAD,
        terms in [(100_u128..9_500, 0_u128..=1_000), (100_u128..9_500, 0_u128..=1_000)],
        target in WAD + 1..=2 * WAD,
        shares in prop_oneof![1_u128..10_u128.pow(12), 10_u128.pow(24)..10_u128.pow(32)],
        gold_units in prop_oneof![1_u128..10_000, 10_u128.pow(15)..10_u128.pow(23)],
        debt in prop_oneof![3 => 1_000_001_u128..1_060_000, 1 => 1_000_001_u128..5_000_000],
        max_repay in prop_oneof![Just(u128::MAX), 0_u128..1_100_000],
        min_debt in prop_oneof![Just(0), 0_u128..1_000_000],
        index in 0_u8..2,
    ) -> Case {
        Case { rate, gold, market, terms, target, shares, gold_units, debt, max_repay, min_debt, index }
    }
}

impl Case {
    /// The least `hStar` that the terms allow, in wad.
    fn h_star(&self) -> u128 {
        let needed = |(factor, bonus): (u128, u128)| (10_000 + bonus) * factor * 10_u128.pow(10);
        self.terms.map(needed).into_iter().max().unwrap_or_default().max(WAD / 2)
    }

    fn allowed(&self) -> bool {
        self.h_star() < WAD
    }

    /// A fresh judge with these terms.
    fn world(&self) -> World {
        let w = World::at_rate(self.rate);
        w.unbound(0);
        w.feed.sender(w.owner).set_answer(n(self.market));
        w.list_plain(&w.gold, &w.gold_feed, self.gold);
        w.ask(IRisk::setLiquidationCall { hStar: n(WAD - 1), targetHealth: n(self.target) });
        for (index, (factor, _)) in self.terms.into_iter().enumerate() {
            w.ask(IRisk::setFactorsCall {
                index: U256::from(index),
                borrowFactorBps: n(factor - 1),
                liquidationFactorBps: n(factor),
                maxBonusBps: n(0),
            });
        }
        w.pass(7 * DAY);
        for (index, (factor, bonus)) in self.terms.into_iter().enumerate() {
            w.ask(IRisk::setFactorsCall {
                index: U256::from(index),
                borrowFactorBps: n(factor - 1),
                liquidationFactorBps: n(factor),
                maxBonusBps: n(bonus),
            });
        }
        w.ask(IRisk::setLiquidationCall { hStar: n(self.h_star()), targetHealth: n(self.target) });
        w
    }

    fn units(&self) -> [U256; 2] {
        [n(self.shares), n(self.gold_units)]
    }

    fn prices(&self) -> [U256; 2] {
        [n(self.rate) * n(10_u128.pow(9)), n(self.gold) * n(10_u128.pow(28))]
    }

    fn weighted(&self, units: [U256; 2]) -> U256 {
        (0..2)
            .map(|i| weighted_value_down(units[i], self.prices()[i], n(self.terms[i].0)).expect("fits"))
            .fold(U256::ZERO, |sum, value| sum + value)
    }

    fn asked(&self) -> Asked {
        let debt = self.weighted(self.units()) * n(self.debt) / n(1_000_000) + n(1);
        let part = |millionths: u128| debt * n(millionths) / n(1_000_000);
        let max_repay = if self.max_repay == u128::MAX { U256::MAX } else { part(self.max_repay) };
        Asked { debt, index: self.index, max_repay, min_debt: part(self.min_debt) }
    }
}

fn held([shares, gold]: [U256; 2]) -> [U256; 2] {
    [holding(0, shares), holding(1, gold)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_liquidation_is_fair(case in case().prop_filter("bonus fits", Case::allowed)) {
        let w = case.world();
        let (asked, units, i) = (case.asked(), case.units(), usize::from(case.index));
        let price = case.prices()[i];
        let [shares, gold] = held(units);
        let answer = w.liquidate(&[shares, gold], asked).motsu_unwrap();
        let reversed = w.liquidate(&[gold, shares], asked).motsu_unwrap();
        prop_assert_eq!(&answer, &reversed, "the order never matters");

        let (weighted, debt) = (case.weighted(units), asked.debt);
        prop_assert_eq!(answer.healthWad, health_wad_down(weighted, debt));
        prop_assert!(answer.repay <= debt);
        prop_assert!(answer.repay <= asked.max_repay);
        prop_assert!(answer.seize <= units[i]);

        // seize * price <= repay * (1 + bonus), in parts of 10^36 wei.
        let health_up = mul_div_wide_up(weighted, n(WAD), debt).expect("fits");
        let bonus = bonus_wad_down(health_up, n(case.terms[i].1), n(case.h_star()));
        prop_assert!(answer.seize * price <= answer.repay * (n(WAD) + bonus) * n(WAD), "no more than the bonus");

        let mut left = units;
        left[i] -= answer.seize;
        let (weighted_left, debt_left) = (case.weighted(left), debt - answer.repay);
        prop_assert_eq!(w.health(&held(left), debt_left).motsu_unwrap(), health_wad_down(weighted_left, debt_left));
        if answer.healthWad >= n(case.h_star()) {
            // Each of two values may have lost a wei to rounding.
            prop_assert!((weighted_left + n(2)) * debt >= weighted * debt_left, "health does not fall");
        }

        let others = units[1 - i] * case.prices()[1 - i] / n(10_u128.pow(36));
        let bad = answer.seize == units[i] && others.is_zero() && !debt_left.is_zero();
        prop_assert_eq!(answer.exhausted, bad);
        if answer.exhausted {
            prop_assert!(value_up(left[i], price).expect("fits").is_zero());
            prop_assert!(weighted_left < debt_left, "nothing is bad that is healthy");
        }
    }

    /// What may be borrowed leaves an account healthy, whatever the market says.
    #[test]
    fn borrowing_to_the_limit_is_healthy(case in case().prop_filter("bonus fits", Case::allowed)) {
        let w = case.world();
        let held = held(case.units());
        let (limit, unpriced) = w.limit(&held).motsu_unwrap();
        prop_assert_eq!(unpriced, U256::ZERO);
        prop_assert!(limit <= case.weighted(case.units()));
        prop_assert!(w.health(&held, limit).motsu_unwrap() >= n(WAD));
        let liquidation = w.liquidate(&held, all(limit, 0));
        prop_assert!(liquidation.is_err());
    }
}
