//! Transfers by value.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn transfer(to: Address, value: U256) -> ILst::transferCall {
    ILst::transferCall { to, value }
}

#[test]
fn moves_the_value_at_genesis() {
    let w = World::new();
    w.stake(w.alice, ether(9));
    assert!(w.ask(w.alice, transfer(w.bob, ether(2)))._0);
    assert_eq!((w.shares(w.alice), w.shares(w.bob)), (at_genesis(ether(7)), at_genesis(ether(2))));
    assert_eq!((w.balance(w.alice), w.balance(w.bob)), (ether(7), ether(2)));
    assert_eq!((w.pooled(), w.total_shares()), (ether(10), at_genesis(ether(10))));
}

#[test]
fn moves_the_fewest_shares_that_are_worth_the_value() {
    let w = World::odd();
    let (pool, all) = (w.pooled(), w.total_shares());
    assert_ne!(all % pool, n(0), "a rate of many digits");
    for value in [1, 2, 3, 999, 10_u128.pow(17) + 7] {
        let (mine, his) = (w.shares(w.alice), w.shares(w.bob));
        w.ask(w.alice, transfer(w.bob, n(value)));
        let moved = mul_div_up(n(value), all, pool);
        assert_eq!((mine - w.shares(w.alice), w.shares(w.bob) - his), (moved, moved));
        assert!(mul_div_down(moved - n(1), pool, all) < n(value), "one share less would be too few");
    }
}

#[test]
fn tells_value_and_shares() {
    let w = World::odd();
    let seen = w.seen();
    let (from, to, value) = (w.alice, w.bob, n(12_345));
    w.ask(from, transfer(to, value));
    let moved = mul_div_up(value, w.total_shares(), w.pooled());
    let expected = [
        ILstEvents::Transfer(ILst::Transfer { from, to, value }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: moved }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn can_send_the_whole_balance() {
    let w = World::odd();
    let all = w.balance(w.alice);
    w.ask(w.alice, transfer(w.bob, all));
    assert_eq!(w.balance(w.alice), n(0));
    assert_eq!(w.balance(w.bob), all);
}

#[test]
fn to_oneself_changes_nothing() {
    let w = World::odd();
    let (before, seen) = (w.shares(w.alice), w.seen());
    w.ask(w.alice, transfer(w.alice, ether(1)));
    assert_eq!((w.shares(w.alice), w.seen() - seen), (before, 2));
    let (balance, needed) = (w.balance(w.alice), w.balance(w.alice) + n(1));
    let error = ILst::ERC20InsufficientBalance { sender: w.alice, balance, needed };
    w.refuses(w.alice, transfer(w.alice, needed), error);
}

#[test]
fn of_nothing_goes_through() {
    let w = World::new();
    let seen = w.seen();
    assert!(w.ask(w.bob, transfer(w.alice, n(0)))._0);
    assert_eq!((w.shares(w.alice), w.seen() - seen), (n(0), 2));
    assert_eq!(w.last::<ILst::TransferShares>().sharesValue, n(0));
}

#[test]
fn refuses_more_than_the_balance() {
    let w = World::odd();
    let balance = w.balance(w.alice);
    // Over the balance, over the pool, over 112 bits, over 128 bits.
    for needed in [balance + n(1), w.pooled() + n(1), most_ether() + n(1), U256::ONE << 128, U256::MAX] {
        let error = ILst::ERC20InsufficientBalance { sender: w.alice, balance, needed };
        w.refuses(w.alice, transfer(w.bob, needed), error);
    }
    let error = ILst::ERC20InsufficientBalance { sender: w.bob, balance: n(0), needed: n(1) };
    w.refuses(w.bob, transfer(w.alice, n(1)), error);
    assert_eq!(w.shares(w.bob), n(0));
}

#[test]
fn refuses_the_zero_address_and_the_token_itself() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses(w.alice, transfer(receiver, n(1)), ILst::ERC20InvalidReceiver { receiver });
        w.refuses(w.alice, transfer(receiver, n(0)), ILst::ERC20InvalidReceiver { receiver });
    }
}

#[test]
fn value_follows_the_rate() {
    let w = World::working();
    w.ask(w.alice, transfer(w.bob, ether(1)));
    w.gain(milli(500));
    w.age(DAY);
    // 10.5 ether on 10.05 ether's worth of shares: the fee was paid in shares.
    let expected = mul_div_down(at_genesis(ether(1)), milli(10_500), at_genesis(milli(10_050)));
    assert_eq!(w.balance(w.bob), expected);
    w.ask(w.bob, transfer(w.alice, expected));
    assert_eq!(w.balance(w.bob), n(0));
}
