//! The redemption fee under splitting.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use proptest::prelude::*;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

/// An odd rate, and fees between these around this target.
fn pool(target: u64, fees: [u128; 2]) -> World {
    let w = World::odd();
    let [min, max] = [fees[0].min(fees[1]), fees[0].max(fees[1])];
    let call = ILst::setRedemptionCall { target: U256::from(target), feeMinPpm: n(min), feeMaxPpm: n(max) };
    w.ask(w.owner, call);
    w
}

#[test]
fn splitting_by_value_never_saves_a_fee() {
    proptest!(config(), |(
        target in 0..u64::MAX / 2,
        fees in [0..=10_000_u128, 0..=10_000_u128],
        parts in prop::collection::vec(1..700_000_000_000_000_000_u128, 1..7),
    )| {
        let w = pool(target, fees);
        let whole: u128 = parts.iter().sum();
        let at_once = w.ask(w.alice, ILst::previewRedeemCall { amount: n(whole) }).paid;
        let in_parts: U256 = parts.iter().map(|part| w.redeem(w.alice, n(*part))).sum();
        prop_assert!(in_parts <= at_once, "{} > {}", in_parts, at_once);
        prop_assert!(in_parts + n(parts.len() as u128) >= at_once, "nor does it cost more than the rounding");
        prop_assert_eq!(w.set_aside(), n(whole) - in_parts);
    });
}

#[test]
fn splitting_by_shares_never_pays_more() {
    proptest!(config(), |(
        target in 0..u64::MAX / 2,
        fees in [0..=10_000_u128, 0..=10_000_u128],
        parts in prop::collection::vec(2_000_000_000..600_000_000_000_000_000_000_000_000_u128, 1..7),
    )| {
        let w = pool(target, fees);
        let whole: u128 = parts.iter().sum();
        let at_once = w.ask(w.alice, ILst::previewRedeemSharesCall { sharesAmount: n(whole) }).paid;
        let in_parts: U256 = parts.iter().map(|part| w.ask(w.alice, redeem_shares(n(*part), w.alice)).paid).sum();
        prop_assert!(in_parts <= at_once, "{} > {}", in_parts, at_once);
    });
}

#[test]
fn the_fee_is_within_its_bounds() {
    proptest!(config(), |(
        target in 0..u64::MAX / 2,
        fees in [0..=10_000_u128, 0..=10_000_u128],
        amount in 1..4_000_000_000_000_000_000_u128,
    )| {
        let w = pool(target, fees);
        let [min, max] = [fees[0].min(fees[1]), fees[0].max(fees[1])];
        let fee = n(amount) - w.redeem(w.alice, n(amount));
        prop_assert!(mul_div_up(n(amount), n(min), n(1_000_000)) <= fee);
        prop_assert!(fee <= mul_div_up(n(amount), n(max), n(1_000_000)));
    });
}
