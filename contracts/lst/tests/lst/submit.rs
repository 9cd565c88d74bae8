//! Staking for oneself.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use motsu::prelude::*;

fn submit() -> ILst::submitCall {
    ILst::submitCall { referral: Address::ZERO }
}

#[test]
fn mints_a_thousand_million_shares_a_wei_at_genesis() {
    let w = World::new();
    assert_eq!(w.stake(w.alice, ether(2)), at_genesis(ether(2)));
    assert_eq!(w.shares(w.alice), at_genesis(ether(2)));
    assert_eq!(w.balance(w.alice), ether(2));
    assert_eq!((w.pooled(), w.total_shares()), (ether(3), at_genesis(ether(3))));
    assert_eq!((w.buffer(), w.lst.balance()), (ether(3), ether(3)));
}

#[test]
fn mints_rounded_down() {
    let w = World::odd();
    for amount in [1, 7, 10_u128.pow(18) + 1] {
        let (pool, all, held) = (w.pooled(), w.total_shares(), w.shares(w.bob));
        let minted = w.stake(w.bob, n(amount));
        assert_eq!(minted, mul_div_down(n(amount), all, pool));
        assert_eq!(w.shares(w.bob) - held, minted);
        assert_eq!((w.pooled(), w.total_shares()), (pool + n(amount), all + minted));
    }
}

#[test]
fn tells_the_referral_and_the_mint() {
    let w = World::odd();
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    let shares = w.pay(w.bob, milli(1), ILst::submitCall { referral: w.guardian }).shares;
    let (from, to, value) = (Address::ZERO, w.bob, mul_div_down(shares, pool, all));
    assert_eq!(value, milli(1) - n(1), "rounded down twice");
    let expected = [
        ILstEvents::Submitted(ILst::Submitted { sender: w.bob, amount: milli(1), referral: w.guardian }),
        ILstEvents::Transfer(ILst::Transfer { from, to, value }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn gives_no_part_of_what_has_vested_before() {
    let w = World::odd();
    w.stake(w.bob, ether(5));
    assert!(ether(5) - w.balance(w.bob) <= n(1));
}

#[test]
fn takes_part_in_what_vests_afterwards() {
    let w = World::working();
    w.gain(milli(500));
    w.stake(w.bob, milli(10_050)); // doubles the pool
    w.age(DAY);
    assert_eq!(w.pooled(), milli(20_550));
    assert_eq!(w.balance(w.bob), milli(10_275));
}

#[test]
fn refuses_nothing() {
    let w = World::new();
    w.refuses(w.alice, submit(), ILst::ZeroAmount {});
}

#[test]
fn refuses_ether_worth_less_than_a_share() {
    let w = World::new();
    w.take_no_fee();
    w.deploy(n(1));
    w.gain_hugely(n(10).pow(n(28)));
    w.age(DAY);
    // A little over ten wei a share.
    w.refuses_paid(w.alice, n(9), submit(), ILst::ZeroShares { amount: n(9) });
    w.refuses_paid(w.alice, n(10), submit(), ILst::ZeroShares { amount: n(10) });
    assert_eq!(w.stake(w.alice, n(11)), n(1));
}

#[test]
fn refuses_ether_wider_than_112_bits() {
    let w = World::new();
    for amount in [most_ether() + n(1), U256::ONE << 128, U256::ONE << 200] {
        w.refuses_paid(w.alice, amount, submit(), ILst::AmountTooLarge { amount, most: most_ether() });
    }
}

#[test]
fn refuses_to_count_more_than_112_bits() {
    let w = World::new();
    w.take_no_fee();
    w.deploy(ether(1));
    w.gain_hugely(most_ether() - ether(2));
    let most = most_ether();
    w.refuses_paid(w.alice, ether(1) + n(1), submit(), ILst::AmountTooLarge { amount: most + n(1), most });
    w.stake(w.alice, ether(1));
    assert_eq!(w.columns().buffer + w.deployed(), most);
}

#[test]
fn refuses_to_count_more_than_128_bits_of_shares() {
    let w = World::new();
    let half = n(u128::MAX) / n(10).pow(n(9)) / n(2);
    w.stake(w.alice, half);
    let all = w.total_shares() + at_genesis(half);
    w.refuses_paid(w.bob, half, submit(), ILst::AmountTooLarge { amount: all, most: n(u128::MAX) });
    assert_eq!(w.total_shares(), at_genesis(half + ether(1)));
}
