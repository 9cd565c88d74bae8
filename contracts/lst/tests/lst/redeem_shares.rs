//! Redemption by shares.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

#[test]
fn burns_exactly_the_shares_and_pays_their_value_rounded_down() {
    let w = World::odd();
    let (pool, all, mine, buffer) = (w.pooled(), w.total_shares(), w.shares(w.alice), w.buffer());
    let shares = n(1_234_567_890_123_456_789_012_345_678);
    let gross = mul_div_down(shares, pool, all);
    let fee = mul_div_up(gross, n(100), n(1_000_000));
    assert_eq!(w.ask(w.alice, redeem_shares(shares, w.bob)).paid, gross - fee);
    assert_eq!((mine - w.shares(w.alice), all - w.total_shares()), (shares, shares));
    assert_eq!((w.pooled(), w.buffer(), w.set_aside()), (pool - gross, buffer - gross, fee));
    assert_eq!(motsu::prelude::Balance::balance(&w.lst), buffer - gross + fee);
}

#[test]
fn tells_the_burn_and_the_fee() {
    let w = World::odd();
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    let shares = n(99_999_999_999_999);
    w.ask(w.alice, redeem_shares(shares, w.bob));
    let gross = mul_div_down(shares, pool, all);
    let fee = mul_div_up(gross, n(100), n(1_000_000));
    let (from, to) = (w.alice, Address::ZERO);
    let expected = [
        ILstEvents::Transfer(ILst::Transfer { from, to, value: gross }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
        ILstEvents::Redeemed(ILst::Redeemed { owner: w.alice, receiver: w.bob, shares, gross, fee }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn leaves_no_dust() {
    let w = World::odd();
    w.stake(w.bob, ether(1));
    let all = w.shares(w.bob);
    w.ask(w.bob, redeem_shares(all, w.bob));
    assert_eq!(w.shares(w.bob), n(0));
}

#[test]
fn refuses_more_than_there_are() {
    let w = World::odd();
    let shares = w.shares(w.alice);
    for needed in [shares + n(1), n(u128::MAX)] {
        let error = ILst::InsufficientShares { owner: w.alice, shares, needed };
        w.refuses(w.alice, redeem_shares(needed, w.alice), error);
    }
}

#[test]
fn refuses_shares_wider_than_128_bits() {
    let w = World::odd();
    let amount = n(u128::MAX) + n(1);
    w.refuses(w.alice, redeem_shares(amount, w.alice), ILst::AmountTooLarge { amount, most: n(u128::MAX) });
}

#[test]
fn refuses_shares_worth_nothing() {
    let w = World::odd();
    for shares in [0, 1, 900_000_000] {
        w.refuses(w.alice, redeem_shares(n(shares), w.alice), ILst::ZeroAmount {});
    }
}

#[test]
fn refuses_more_than_the_buffer() {
    let w = World::odd();
    let (shares, available) = (w.shares(w.alice), w.buffer());
    let error = ILst::BufferTooLow { requested: w.balance(w.alice), available };
    w.refuses(w.alice, redeem_shares(shares, w.alice), error);
}

#[test]
fn refuses_less_ether_than_asked_for() {
    let w = World::odd();
    let shares = at_genesis(ether(1));
    let received = w.ask(w.alice, ILst::previewRedeemSharesCall { sharesAmount: shares }).paid;
    let call = |least| ILst::redeemSharesCall { minEther: least, ..redeem_shares(shares, w.alice) };
    let least = received + n(1);
    w.refuses(w.alice, call(least), ILst::SlippageExceeded { received, least });
    assert_eq!(w.ask(w.alice, call(received)).paid, received);
}

#[test]
fn refuses_after_the_deadline() {
    let w = World::odd();
    let (deadline, timestamp) = (n((NOW - 1).into()), n(NOW.into()));
    let call = ILst::redeemSharesCall { deadline, ..redeem_shares(at_genesis(ether(1)), w.alice) };
    w.refuses(w.alice, call, ILst::Expired { deadline, timestamp });
}

#[test]
fn refuses_to_pay_the_zero_address_and_the_token_itself() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.lst.address()] {
        let call = redeem_shares(at_genesis(ether(1)), receiver);
        w.refuses(w.alice, call, ILst::ERC20InvalidReceiver { receiver });
    }
}

#[test]
fn spends_nobody_elses_shares() {
    let w = World::odd();
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value: U256::MAX });
    let error = ILst::InsufficientShares { owner: w.bob, shares: n(0), needed: at_genesis(ether(1)) };
    w.refuses(w.bob, redeem_shares(at_genesis(ether(1)), w.bob), error);
}
