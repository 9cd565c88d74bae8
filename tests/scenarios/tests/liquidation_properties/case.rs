//! Random accounts, and the terms of what they hold.

use crate::exact::{power, value_down};
use alloy_primitives::U256;
use ballast_scenarios::{n, WAD};
use proptest::{prelude::*, sample::Index};

/// Prices are so many times higher while the account borrows.
pub(crate) const FALL: u128 = 100;
/// A million.
pub(crate) const MILLION: u128 = 1_000_000;

/// A collateral, its terms, and what the account holds of it.
#[derive(Clone, Debug)]
pub(crate) struct Collateral {
    pub(crate) decimals: u64,
    pub(crate) feed_decimals: u64,
    /// Of its feed, after the fall.
    pub(crate) answer: u128,
    pub(crate) units: u128,
    pub(crate) borrow_bps: u128,
    pub(crate) factor_bps: u128,
    pub(crate) bonus_bps: u128,
}

/// An account that has borrowed and whose collaterals then fell, so that it owes more than they carry.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) collaterals: Vec<Collateral>,
    pub(crate) h_star: u128,
    pub(crate) target: u128,
    /// How far health is below one, in millionths of the way to `h*`.
    pub(crate) depth: u128,
    /// The least debt, in thousandths of this one.
    pub(crate) least: u128,
    /// Seconds for which an elder debt has grown, so that a share of debt is worth an odd amount, far below a wei.
    pub(crate) elder_secs: u32,
    /// The collateral to be seized; if none, the one that counts most.
    seized: Option<Index>,
}

impl Collateral {
    /// Wei of the loan asset per unit, scaled by 10^36.
    pub(crate) fn price36(&self) -> U256 {
        n(self.answer) * power(18 + 36 - self.decimals - self.feed_decimals)
    }

    /// What so many units count for health.
    pub(crate) fn weighted(&self, units: U256) -> U256 {
        value_down(units, self.price36(), self.factor_bps)
    }
}

impl Case {
    pub(crate) fn asked(&self) -> usize {
        let all = self.collaterals.len();
        let counts = |index: &usize| self.collaterals[*index].weighted(n(self.collaterals[*index].units));
        match self.seized {
            Some(index) => index.index(all),
            None => (0..all).max_by_key(counts).unwrap_or_default(),
        }
    }

    pub(crate) fn units(&self) -> Vec<U256> {
        self.collaterals.iter().map(|one| n(one.units)).collect()
    }

    pub(crate) fn weighted(&self, units: &[U256]) -> U256 {
        self.collaterals.iter().zip(units).map(|(one, units)| one.weighted(*units)).fold(U256::ZERO, |a, b| a + b)
    }

    /// What may be borrowed before the fall.
    pub(crate) fn limit(&self) -> U256 {
        let lent = |one: &Collateral| value_down(n(one.units), one.price36() * n(FALL), one.borrow_bps);
        self.collaterals.iter().map(lent).fold(U256::ZERO, |a, b| a + b)
    }

    /// What is borrowed, for a health of `1 - (1 - h*) * depth`, or a fifth if that is more.
    pub(crate) fn debt(&self) -> U256 {
        let below = (WAD - self.h_star) * self.depth / MILLION;
        let health = WAD.saturating_sub(below).max(WAD / 5);
        self.weighted(&self.units()) * n(WAD) / n(health) + U256::from(1)
    }

    pub(crate) fn least_debt(&self) -> U256 {
        self.debt() * n(self.least) / n(1_000)
    }

    /// Whether so much can be borrowed, and two wei that a share of debt may be worth.
    fn can_borrow(&self) -> bool {
        self.debt() + n(2) <= self.limit()
    }
}

/// Depths that put health between `h*` and one.
pub(crate) fn above() -> BoxedStrategy<u128> {
    (0..MILLION).boxed()
}

/// Depths that put it anywhere.
pub(crate) fn any_depth() -> BoxedStrategy<u128> {
    prop_oneof![2 => 0..MILLION, 1 => MILLION..20 * MILLION].boxed()
}

prop_compose! {
    /// Prices from 10^-18 to 10 ether for a token of 0 to 27 decimals; values of up to 10^(`magnitude` + 4) wei.
    fn collateral(h_star_bps: u128, magnitude: u32)(
        (decimals, feed_decimals) in (0_u64..=27, 0_u64..=18),
        (digits, answer_magnitude) in (1_u128..1_000, 0_u32..=18),
        (value_digits, less) in (1_000_u128..10_000, prop_oneof![3 => 0_u32..=1, 1 => 0..=magnitude]),
        factor_bps in 2..=h_star_bps,
        (bonus, lends) in (0_u128..=100, 50_u128..=100),
    ) -> Collateral {
        let answer = (digits * 10_u128.pow(answer_magnitude.min(feed_decimals as u32)) / 100).max(1);
        let most_bonus = (h_star_bps * 10_000 / factor_bps - 10_000).min(5_000);
        let borrow_bps = (factor_bps * lends / 100).clamp(1, factor_bps - 1);
        let bonus_bps = most_bonus * bonus / 100;
        let one = Collateral { decimals, feed_decimals, answer, units: 0, borrow_bps, factor_bps, bonus_bps };
        let value = n(value_digits * 10_u128.pow(magnitude.saturating_sub(less)));
        let units = (value * power(36) / one.price36()).clamp(n(1), n(1 << 118)).to();
        Collateral { units, ..one }
    }
}

/// One to eight collaterals of a case, of 10^-15 to 10^7 ether each, most of them of similar worth.
fn collaterals(h_star: u128) -> impl Strategy<Value = Vec<Collateral>> {
    let count = prop_oneof![1 => 1_usize..=2, 2 => 1_usize..=8];
    (count, 0_u32..=21).prop_flat_map(move |(count, magnitude)| {
        proptest::collection::vec(collateral(h_star / (WAD / 10_000), magnitude), count)
    })
}

prop_compose! {
    /// Cases at these depths, the setters' conditions met.
    pub(crate) fn case(depths: BoxedStrategy<u128>)(h_star in WAD / 2..WAD)(
        collaterals in collaterals(h_star),
        h_star in Just(h_star),
        target in WAD + 1..=2 * WAD,
        depth in depths.clone(),
        least in prop_oneof![Just(0_u128), 0_u128..1_100],
        elder_secs in 0_u32..100_000_000,
        seized in proptest::option::of(any::<Index>()),
    ) -> Case {
        Case { collaterals, h_star, target, depth, least, elder_secs, seized }
    }
}

/// As [`case`], where the account can borrow what it is to owe.
pub(crate) fn account(depths: BoxedStrategy<u128>) -> impl Strategy<Value = Case> {
    case(depths).prop_filter("too much debt", Case::can_borrow)
}

/// What a liquidator is willing to repay, in thousandths of a debt, at most so many, and halved so often: any size.
pub(crate) fn part(most: u128) -> impl Strategy<Value = (u128, usize)> {
    (1..=most, prop_oneof![3 => Just(0_usize), 1 => 0_usize..90])
}

/// That part of a debt, at least a wei.
pub(crate) fn part_of(debt: U256, (thousandths, cut): (u128, usize)) -> U256 {
    ((debt * n(thousandths) / n(1_000)) >> cut).max(U256::from(1))
}

/// 256 cases each; a failure prints its least case.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}
