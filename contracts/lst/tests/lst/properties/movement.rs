//! Transfers and stakes at random rates.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use proptest::prelude::*;

/// A pool with a gain of up to 18 ether, vested for up to a day.
fn pool(gain: u64, elapsed: u64) -> World {
    let w = World::working();
    w.gain(U256::from(gain));
    w.age(elapsed);
    w
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn a_transfer_delivers_its_value_or_a_wei_more() {
    proptest!(config(), |(gain: u64, elapsed in 0..DAY, held in 0..u64::MAX, part: u64, bits in 0..64_u32)| {
        let w = pool(gain, elapsed);
        w.stake(w.bob, n(u128::from(held) + 1));
        let value = U256::from(part >> bits).min(w.balance(w.alice));
        let (mine, his) = (w.balance(w.alice), w.balance(w.bob));
        w.ask(w.alice, ILst::transferCall { to: w.bob, value });
        let change = w.balance(w.bob) - his;
        prop_assert!(value <= change && change <= value + n(1), "{} for {}", change, value);
        let change = mine - w.balance(w.alice);
        prop_assert!(value <= change && change <= value + n(1), "{} for {}", change, value);
    });
}

#[test]
fn the_whole_balance_can_always_be_sent() {
    proptest!(config(), |(gain: u64, elapsed in 0..DAY, held: u64, bits in 0..64_u32)| {
        let w = pool(gain, elapsed);
        w.stake(w.bob, n(u128::from(held >> bits) + 1));
        let value = w.balance(w.bob);
        w.ask(w.bob, ILst::transferCall { to: w.oracle, value });
        prop_assert_eq!(w.balance(w.bob), n(0));
        prop_assert_eq!(w.balance(w.oracle), value);
    });
}

#[test]
fn staking_and_redeeming_never_profits() {
    proptest!(config(), |(gain: u64, elapsed in 0..DAY, amount: u64, bits in 0..64_u32, by_shares: bool)| {
        let w = pool(gain, elapsed);
        w.ask(w.owner, ILst::setRedemptionCall { target: n(0), feeMinPpm: n(0), feeMaxPpm: n(0) });
        let amount = n(u128::from(amount >> bits) + 2);
        let shares = w.stake(w.bob, amount);
        let paid = if by_shares {
            w.ask(w.bob, redeem_shares(shares, w.bob)).paid
        } else {
            w.redeem(w.bob, w.balance(w.bob))
        };
        prop_assert!(paid <= amount, "{} for {}", paid, amount);
        prop_assert!(paid + n(1) >= amount, "nor is anything lost but the rounding: {} for {}", paid, amount);
    });
}
