//! Who gets the protocol fee: the operators their part of it, the treasury the rest.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use proptest::prelude::*;

/// Shares that a gain mints to the operators and to the treasury.
fn minted(w: &World, gain: U256) -> [U256; 2] {
    let before = [w.shares(w.operators), w.shares(w.treasury)];
    w.gain(gain);
    [w.shares(w.operators) - before[0], w.shares(w.treasury) - before[1]]
}

#[test]
fn is_a_half_each_at_first() {
    let w = World::working();
    assert_eq!(minted(&w, milli(500)), [at_genesis(milli(25)); 2]);
}

#[test]
fn gives_the_operators_their_part_rounded_down() {
    let w = World::odd();
    let (pool, all) = (w.pooled(), w.total_shares());
    w.ask(w.owner, fee(700, 300, w.treasury));
    let shares = mul_div_down(n(70_000_007), all, pool);
    let theirs = mul_div_down(shares, n(300), n(700));
    assert_eq!(minted(&w, n(1_000_000_100)), [theirs, shares - theirs]);
    assert_ne!(mul_div_down(shares, n(400), n(700)), shares - theirs, "the rest is the treasury's");
}

/// What a gain tells of who got shares.
fn told(w: &World, gain: U256) -> Vec<(Address, U256)> {
    let seen = w.seen();
    w.gain(gain);
    let mut mints = vec![];
    for log in w.logs_since(seen) {
        match log {
            ILstEvents::Transfer(ILst::Transfer { from, to, value }) => {
                assert_eq!(from, Address::ZERO);
                mints.push((to, value));
            }
            ILstEvents::TransferShares(ILst::TransferShares { to, sharesValue, .. }) => {
                assert_eq!(mints.last(), Some(&(to, sharesValue / n(10).pow(n(9)))), "follows its Transfer");
            }
            _ => {}
        }
    }
    mints
}

#[test]
fn is_told_of_everybody_who_gets_some() {
    let w = World::working();
    w.ask(w.owner, fee(1_000, 300, w.treasury));
    assert_eq!(told(&w, milli(100)), [(w.operators, milli(3)), (w.treasury, milli(7))]);
    w.ask(w.owner, fee(1_000, 1_000, w.treasury));
    assert_eq!(told(&w, milli(100)), [(w.operators, milli(10))]);
    w.ask(w.owner, fee(1_000, 0, w.treasury));
    assert_eq!(told(&w, milli(100)), [(w.treasury, milli(10))]);
    w.ask(w.owner, fee(0, 0, w.treasury));
    assert_eq!(told(&w, milli(100)), []);
}

#[test]
fn may_go_to_one_and_the_same() {
    let w = World::working();
    w.ask(w.owner, fee(1_000, 300, w.operators));
    assert_eq!(told(&w, milli(100)), [(w.operators, milli(3)), (w.operators, milli(7))]);
    assert_eq!(w.balance(w.operators), milli(10));
}

#[test]
fn of_a_share_alone_is_the_treasurys() {
    let w = World::new();
    w.take_no_fee();
    w.deploy(n(1));
    w.gain_hugely(n(10).pow(n(28)));
    w.age(DAY);
    // A little over ten wei a share.
    w.ask(w.owner, fee(1_000, 999, w.treasury));
    assert_eq!(minted(&w, n(150)), [n(0), n(1)]);
    assert_eq!(minted(&w, n(250)), [n(1), n(1)]);
}

#[test]
fn adds_up_at_every_rate() {
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(bps in 0..=2_000_u128, part in 0..=100_u128, gain: u64, bits in 1..60_u32)| {
        let w = World::odd();
        let theirs = bps * part / 100;
        w.ask(w.owner, fee(bps, theirs, w.treasury));
        let (pool, all) = (w.pooled(), w.total_shares());
        let gain = U256::from(gain >> bits);
        let [operators, treasury] = minted(&w, gain);
        let shares = mul_div_down(mul_div_down(gain, n(bps), n(10_000)), all, pool);
        prop_assert_eq!(operators + treasury, shares);
        prop_assert_eq!(operators, if bps == 0 { n(0) } else { mul_div_down(shares, n(theirs), n(bps)) });
        prop_assert_eq!(w.last::<ILst::TokenRebased>().sharesMintedAsFees, shares);
        prop_assert_eq!(w.total_shares(), all + shares);
    });
}

#[test]
fn is_set_within_the_whole() {
    let w = World::new();
    let seen = w.seen();
    is_the_owners(&w, &fee(2_000, 2_000, w.treasury));
    w.refuses(w.owner, fee(100, 101, w.treasury), ILst::FeeTooHigh { fee: n(101), most: n(100) });
    w.refuses(w.owner, fee(0, 1, w.treasury), ILst::FeeTooHigh { fee: n(1), most: n(0) });
    w.refuses(w.owner, fee(2_001, 0, w.treasury), ILst::FeeTooHigh { fee: n(2_001), most: n(2_000) });
    w.refuses(w.owner, fee(1 << 16, 0, w.treasury), ILst::FeeTooHigh { fee: n(1 << 16), most: n(2_000) });
    w.refuses(w.owner, fee(1, 1 << 16, w.treasury), ILst::FeeTooHigh { fee: n(1 << 16), most: n(1) });
    let (amount, most) = (most_ether() + n(1), most_ether());
    let call = ILst::setProtocolFeeCall { feeBps: n(1), operatorsBps: amount, treasury: w.treasury };
    w.refuses(w.owner, call, ILst::AmountTooLarge { amount, most });
    w.ask(w.owner, fee(3, 2, w.bob));
    assert_eq!(w.ask(w.bob, ILst::getFeeCall {})._0, 3);
    assert_eq!(w.ask(w.bob, ILst::operatorsFeeCall {})._0, 2);
    let told = |old: [u128; 2], old_treasury, new: [u128; 2], new_treasury| {
        ILstEvents::ProtocolFeeChanged(ILst::ProtocolFeeChanged {
            oldFeeBps: n(old[0]),
            oldOperatorsBps: n(old[1]),
            oldTreasury: old_treasury,
            newFeeBps: n(new[0]),
            newOperatorsBps: n(new[1]),
            newTreasury: new_treasury,
        })
    };
    let expected =
        [told([1_000, 500], w.treasury, [2_000, 2_000], w.treasury), told([2_000, 2_000], w.treasury, [3, 2], w.bob)];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn leaves_the_bounds_of_reports_alone() {
    let w = World::new();
    w.ask(w.owner, fee(2_000, 1_999, Address::repeat_byte(0xff)));
    let bounds = w.ask(w.bob, ILst::reportBoundsCall {});
    assert_eq!((bounds.maxGainBps, bounds.maxLossBps), (n(1_000), n(500)));
}
