//! Transfers by shares.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn transfer_shares(to: Address, shares: U256) -> ILst::transferSharesCall {
    ILst::transferSharesCall { to, sharesAmount: shares }
}

#[test]
fn moves_exactly_the_shares_and_answers_their_value_rounded_down() {
    let w = World::odd();
    for shares in [1, 999_999_999, 1_234_567_890_123_456_789_012_345] {
        let (mine, his, seen) = (w.shares(w.alice), w.shares(w.bob), w.seen());
        let value = w.ask(w.alice, transfer_shares(w.bob, n(shares))).value;
        assert_eq!((mine - w.shares(w.alice), w.shares(w.bob) - his), (n(shares), n(shares)));
        assert_eq!(value, mul_div_down(n(shares), w.pooled(), w.total_shares()));
        let (from, to) = (w.alice, w.bob);
        let expected = [
            ILstEvents::Transfer(ILst::Transfer { from, to, value }),
            ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: n(shares) }),
        ];
        assert_eq!(w.logs_since(seen), expected);
    }
}

#[test]
fn of_a_share_is_worth_nothing_and_of_a_thousand_million_a_wei() {
    let w = World::new();
    w.stake(w.alice, ether(1));
    assert_eq!(w.ask(w.alice, transfer_shares(w.bob, n(999_999_999))).value, n(0));
    assert_eq!(w.ask(w.alice, transfer_shares(w.bob, n(1_000_000_000))).value, n(1));
}

#[test]
fn moves_all_shares() {
    let w = World::odd();
    let all = w.shares(w.alice);
    w.ask(w.alice, transfer_shares(w.bob, all));
    assert_eq!((w.shares(w.alice), w.shares(w.bob)), (n(0), all));
}

#[test]
fn to_oneself_changes_nothing() {
    let w = World::odd();
    let all = w.shares(w.alice);
    w.ask(w.alice, transfer_shares(w.alice, all));
    assert_eq!(w.shares(w.alice), all);
}

#[test]
fn refuses_more_than_there_are() {
    let w = World::odd();
    let shares = w.shares(w.alice);
    for needed in [shares + n(1), n(u128::MAX)] {
        let error = ILst::InsufficientShares { owner: w.alice, shares, needed };
        w.refuses(w.alice, transfer_shares(w.bob, needed), error);
    }
    let error = ILst::InsufficientShares { owner: w.bob, shares: n(0), needed: n(1) };
    w.refuses(w.bob, transfer_shares(w.alice, n(1)), error);
}

#[test]
fn refuses_shares_wider_than_128_bits() {
    let w = World::odd();
    for amount in [n(u128::MAX) + n(1), U256::MAX] {
        let error = ILst::AmountTooLarge { amount, most: n(u128::MAX) };
        w.refuses(w.alice, transfer_shares(w.bob, amount), error);
    }
}

#[test]
fn refuses_the_zero_address_and_the_token_itself() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses(w.alice, transfer_shares(receiver, n(1)), ILst::ERC20InvalidReceiver { receiver });
    }
}
