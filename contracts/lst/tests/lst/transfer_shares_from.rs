//! Transfers by shares, out of an allowance in ether.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn transfer_shares_from(from: Address, to: Address, shares: U256) -> ILst::transferSharesFromCall {
    ILst::transferSharesFromCall { from, to, sharesAmount: shares }
}

/// Alice lets Bob spend so much.
fn allowing(value: U256) -> World {
    let w = World::odd();
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value });
    w
}

#[test]
fn spends_the_allowance_by_the_value_rounded_up() {
    let w = allowing(ether(1));
    let shares = n(123_456_789_012_345_678_901);
    let (mine, his, seen) = (w.shares(w.alice), w.shares(w.bob), w.seen());
    let value = w.ask(w.bob, transfer_shares_from(w.alice, w.bob, shares)).value;
    assert_eq!((mine - w.shares(w.alice), w.shares(w.bob) - his), (shares, shares));
    assert_eq!(value, mul_div_down(shares, w.pooled(), w.total_shares()));
    let spent = mul_div_up(shares, w.pooled(), w.total_shares());
    assert_eq!(spent, value + n(1));
    assert_eq!(w.allowance(w.alice, w.bob), ether(1) - spent);
    let (from, to) = (w.alice, w.bob);
    let expected = [
        ILstEvents::Transfer(ILst::Transfer { from, to, value }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn one_share_costs_a_wei_of_allowance() {
    let w = allowing(n(1));
    w.ask(w.bob, transfer_shares_from(w.alice, w.bob, n(1)));
    assert_eq!(w.allowance(w.alice, w.bob), n(0));
    let error = ILst::ERC20InsufficientAllowance { spender: w.bob, allowance: n(0), needed: n(1) };
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, n(1)), error);
}

#[test]
fn leaves_an_infinite_allowance_alone() {
    let w = allowing(U256::MAX);
    let all = w.shares(w.alice);
    w.ask(w.bob, transfer_shares_from(w.alice, w.bob, all));
    assert_eq!((w.allowance(w.alice, w.bob), w.shares(w.alice)), (U256::MAX, n(0)));
}

#[test]
fn refuses_more_than_the_allowance() {
    let w = allowing(n(1_000));
    let shares = mul_div_down(n(1_000), w.total_shares(), w.pooled());
    let error = ILst::ERC20InsufficientAllowance { spender: w.bob, allowance: n(1_000), needed: n(1_001) };
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, shares + n(1)), error);
    w.ask(w.bob, transfer_shares_from(w.alice, w.bob, shares));
    assert_eq!(w.allowance(w.alice, w.bob), n(0));
}

#[test]
fn refuses_more_than_there_are() {
    let w = allowing(U256::MAX);
    let shares = w.shares(w.alice);
    let error = ILst::InsufficientShares { owner: w.alice, shares, needed: shares + n(1) };
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, shares + n(1)), error);
}

#[test]
fn refuses_shares_wider_than_128_bits() {
    let w = allowing(U256::MAX);
    let amount = n(u128::MAX) + n(1);
    let error = ILst::AmountTooLarge { amount, most: n(u128::MAX) };
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, amount), error);
}

#[test]
fn refuses_the_zero_address_and_the_token_itself() {
    let w = allowing(U256::MAX);
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses(w.bob, transfer_shares_from(w.alice, receiver, n(1)), ILst::ERC20InvalidReceiver { receiver });
    }
}

#[test]
fn takes_shares_that_are_worth_nothing_by_an_infinite_allowance_alone() {
    let w = allowing(most_ether());
    w.deploy(w.buffer());
    w.lose(w.deployed());
    assert_eq!(w.pooled(), n(0));
    let error = ILst::ERC20InsufficientAllowance { spender: w.bob, allowance: most_ether(), needed: U256::MAX };
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, n(1)), error);
    w.ask(w.bob, transfer_shares_from(w.alice, w.bob, n(0)));
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value: U256::MAX });
    assert_eq!(w.ask(w.bob, transfer_shares_from(w.alice, w.bob, n(7))).value, n(0));
    assert_eq!((w.shares(w.bob), w.allowance(w.alice, w.bob)), (n(7), U256::MAX));
}

#[test]
fn refuses_a_stranger_where_all_is_lost_but_what_was_set_aside() {
    let w = World::working();
    let set_aside = ether(1) - w.redeem(w.alice, ether(1));
    w.deploy(w.buffer());
    w.lose(w.deployed());
    assert_eq!((w.pooled(), w.vesting()[0]), (n(0), set_aside));
    let held = [w.alice, DEAD].map(|owner| w.shares(owner));
    assert_eq!(held, [at_genesis(ether(8)), at_genesis(ether(1))]);
    let error = |allowance| ILst::ERC20InsufficientAllowance { spender: w.bob, allowance, needed: U256::MAX };
    for (owner, all) in [w.alice, DEAD].into_iter().zip(held) {
        for shares in [n(1), all / n(2), all] {
            w.refuses(w.bob, transfer_shares_from(owner, w.bob, shares), error(n(0)));
        }
    }
    let finite = U256::MAX - n(1);
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value: finite });
    w.refuses(w.bob, transfer_shares_from(w.alice, w.bob, held[0]), error(finite));
    assert_eq!(w.allowance(w.alice, w.bob), finite);
    // What was set aside is theirs who held the shares then.
    w.age(DAY);
    assert_eq!((w.shares(w.alice), w.shares(DEAD), w.shares(w.bob)), (held[0], held[1], n(0)));
    assert_eq!((w.pooled(), w.balance(DEAD)), (set_aside, set_aside / n(9)));
    // With a price again, they are spent by their value again.
    w.ask(w.bob, transfer_shares_from(w.alice, w.bob, at_genesis(ether(1))));
    assert_eq!(finite - w.allowance(w.alice, w.bob), set_aside.div_ceil(n(9)));
}
