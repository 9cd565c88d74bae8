//! Redemption by value.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::lst::EtherRefuser;
use motsu::prelude::*;

/// Ten ether, all in the buffer, whose target is eight: fees from 100 to 10,000 ppm.
fn sloped() -> World {
    let w = World::new();
    w.stake(w.alice, ether(9));
    w.ask(w.owner, ILst::setRedemptionCall { target: ether(8), feeMinPpm: n(100), feeMaxPpm: n(10_000) });
    w
}

#[test]
fn burns_shares_rounded_up_and_pays_the_value_less_the_fee() {
    let w = World::odd();
    let (pool, all, mine, buffer) = (w.pooled(), w.total_shares(), w.shares(w.alice), w.buffer());
    let amount = n(1_000_000_000_000_000_007);
    let fee = mul_div_up(amount, n(100), n(1_000_000));
    let paid = w.redeem(w.alice, amount);
    assert_eq!(paid, amount - fee);
    assert_eq!(w.ether_of(w.alice), paid);
    let burnt = mul_div_up(amount, all, pool);
    assert_eq!((mine - w.shares(w.alice), all - w.total_shares()), (burnt, burnt));
    assert_eq!((w.pooled(), w.buffer()), (pool - amount, buffer - amount));
    assert_eq!(w.set_aside(), fee);
    assert_eq!(w.lst.balance(), buffer - amount + fee);
}

#[test]
fn tells_the_burn_and_the_fee() {
    let w = World::odd();
    let amount = n(10_001);
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    w.ask(w.alice, redeem(amount, w.bob));
    let shares = mul_div_up(amount, all, pool);
    let (from, to) = (w.alice, Address::ZERO);
    let expected = [
        ILstEvents::Transfer(ILst::Transfer { from, to, value: amount }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
        ILstEvents::Redeemed(ILst::Redeemed { owner: w.alice, receiver: w.bob, shares, gross: amount, fee: n(2) }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn pays_whom_it_is_told_to() {
    let w = World::odd();
    let paid = w.ask(w.alice, redeem(ether(1), w.bob)).paid;
    assert_eq!((w.ether_of(w.alice), w.ether_of(w.bob)), (n(0), paid));
}

#[test]
fn charges_the_integral_of_the_fee() {
    let w = sloped();
    // Two ether above the target at 100 ppm, two below it at 1,337.5 on average.
    assert_eq!(w.redeem(w.alice, ether(4)), ether(4) - n(200_000_000_000_000 + 2_675_000_000_000_000));
    // From six to three ether: from 2,575 to 6,287.5 ppm.
    assert_eq!(w.redeem(w.alice, ether(3)), ether(3) - n(13_293_750_000_000_000));
    assert_eq!(w.set_aside(), n(2_875_000_000_000_000 + 13_293_750_000_000_000));
    // From three to one, the dead seed: from 6,287.5 to 8,762.5 ppm.
    assert_eq!(w.redeem(w.alice, ether(2)), ether(2) - n(15_050_000_000_000_000));
    assert_eq!(w.balance(w.alice), n(0));
}

#[test]
fn charges_by_the_buffer_whatever_is_deployed() {
    let w = sloped();
    w.deploy(ether(4));
    // From six to four ether: from 2,575 to 5,050 ppm.
    assert_eq!(w.redeem(w.alice, ether(2)), ether(2) - n(7_625_000_000_000_000));
    w.give_back(ether(4));
    // At the target again.
    assert_eq!(w.redeem(w.alice, n(10_000)), n(9_998));
}

#[test]
fn pays_by_the_amount_where_a_share_is_worth_more_than_a_wei() {
    let w = World::new();
    w.take_no_fee();
    w.stake(w.alice, ether(9));
    w.deploy(ether(1));
    w.gain_hugely(n(10).pow(n(29)));
    w.age(DAY);
    let (shares, all, pool) = (w.shares(w.alice), w.total_shares(), w.pooled());
    assert!(pool / all == n(10));
    assert_eq!(w.redeem(w.alice, n(25)), n(24));
    assert_eq!(shares - w.shares(w.alice), n(3), "thirty wei and a little");
    assert_eq!(w.pooled(), pool - n(25));
}

#[test]
fn in_pieces_costs_the_same() {
    let w = sloped();
    let at_once = w.ask(w.alice, ILst::previewRedeemCall { amount: ether(9) }).paid;
    let in_pieces: U256 = (0..9).map(|_| w.redeem(w.alice, ether(1))).sum();
    assert_eq!(at_once, in_pieces);
}

#[test]
fn from_a_full_buffer_is_free_where_the_least_fee_is_none() {
    let w = sloped();
    w.ask(w.owner, ILst::setRedemptionCall { target: ether(8), feeMinPpm: n(0), feeMaxPpm: n(10_000) });
    assert_eq!(w.redeem(w.alice, ether(2)), ether(2));
    assert_eq!(w.set_aside(), n(0));
    assert_eq!(w.redeem(w.alice, n(2)), n(1));
    assert_eq!(w.set_aside(), n(1));
}

#[test]
fn gives_the_fee_to_nobody_at_once() {
    let w = World::odd();
    let (pool, all, his) = (w.pooled(), w.total_shares(), w.balance(DEAD));
    w.redeem(w.alice, ether(4));
    assert_eq!(w.balance(DEAD), his);
    assert_eq!(w.pooled(), pool - ether(4));
    assert!(w.pooled() * all >= pool * w.total_shares(), "the rate does not fall");
}

#[test]
fn can_redeem_the_whole_balance() {
    let w = World::odd();
    w.stake(w.bob, n(1_234_567));
    let all = w.balance(w.bob);
    assert_eq!(all, n(1_234_566));
    w.redeem(w.bob, all);
    assert_eq!(w.balance(w.bob), n(0));
}

#[test]
fn can_empty_the_buffer() {
    let w = World::odd();
    let buffer = w.buffer();
    let error = ILst::BufferTooLow { requested: buffer + n(1), available: buffer };
    w.refuses(w.alice, redeem(buffer + n(1), w.alice), error);
    w.redeem(w.alice, buffer);
    assert_eq!(w.buffer(), n(0));
    w.refuses(w.alice, redeem(n(1), w.alice), ILst::BufferTooLow { requested: n(1), available: n(0) });
}

#[test]
fn of_a_wei_pays_nothing() {
    let w = World::odd();
    assert_eq!(w.redeem(w.alice, n(1)), n(0), "the fee is rounded up");
    assert_eq!(w.set_aside(), n(1));
}

#[test]
fn refuses_more_than_the_balance() {
    let w = World::odd();
    let balance = w.balance(w.alice);
    for needed in [balance + n(1), w.pooled() + n(1), U256::ONE << 128, U256::MAX] {
        let error = ILst::ERC20InsufficientBalance { sender: w.alice, balance, needed };
        w.refuses(w.alice, redeem(needed, w.alice), error);
    }
}

#[test]
fn refuses_nothing() {
    let w = World::odd();
    w.refuses(w.alice, redeem(n(0), w.alice), ILst::ZeroAmount {});
}

#[test]
fn refuses_less_ether_than_asked_for() {
    let w = World::odd();
    let received = w.ask(w.alice, ILst::previewRedeemCall { amount: ether(1) }).paid;
    let call = |least| ILst::redeemCall { minEther: least, ..redeem(ether(1), w.alice) };
    for least in [received + n(1), U256::MAX] {
        w.refuses(w.alice, call(least), ILst::SlippageExceeded { received, least });
    }
    assert_eq!(w.ask(w.alice, call(received)).paid, received);
}

#[test]
fn refuses_after_the_deadline() {
    let w = World::odd();
    let (deadline, timestamp) = (n((NOW - 1).into()), n(NOW.into()));
    let call = |deadline| ILst::redeemCall { deadline, ..redeem(ether(1), w.alice) };
    w.refuses(w.alice, call(deadline), ILst::Expired { deadline, timestamp });
    w.ask(w.alice, call(timestamp));
}

#[test]
fn refuses_to_pay_the_zero_address_and_the_token_itself() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses(w.alice, redeem(ether(1), receiver), ILst::ERC20InvalidReceiver { receiver });
    }
}

#[test]
fn of_a_receiver_that_refuses_ether_changes_nothing() {
    let w = World::odd();
    let refuser = Contract::<EtherRefuser>::new();
    let before = (w.shares(w.alice), w.pooled(), w.set_aside(), w.lst.balance(), w.seen());
    let amount = w.ask(w.alice, ILst::previewRedeemCall { amount: ether(1) }).paid;
    let receiver = refuser.address();
    w.refuses(w.alice, redeem(ether(1), receiver), ILst::EtherTransferFailed { receiver, amount });
    assert_eq!((w.shares(w.alice), w.pooled(), w.set_aside(), w.lst.balance(), w.seen()), before);
    assert_eq!(refuser.balance(), n(0));
}
