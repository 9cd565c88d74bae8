//! Plain ether stakes.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::Revert;
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

fn send(w: &World, from: Address, value: U256) -> Result<(), Revert> {
    from.fund(value);
    w.lst.sender_and_value(from, value).send()
}

#[test]
fn does_what_submit_does() {
    let w = World::odd();
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    let shares = w.ask(w.alice, ILst::previewStakeCall { amount: ether(1) }).shares;
    send(&w, w.bob, ether(1)).motsu_unwrap();
    assert_eq!((w.shares(w.bob), w.total_shares(), w.pooled()), (shares, all + shares, pool + ether(1)));
    let (from, to, value) = (Address::ZERO, w.bob, mul_div_down(shares, pool, all));
    let expected = [
        ILstEvents::Submitted(ILst::Submitted { sender: w.bob, amount: ether(1), referral: from }),
        ILstEvents::Transfer(ILst::Transfer { from, to, value }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn answers_nothing() {
    let w = World::new();
    w.bob.fund(ether(1));
    let answer = ballast_lst::route(&mut w.lst.sender_and_value(w.bob, ether(1)), &[]).motsu_unwrap();
    assert_eq!(answer, Vec::<u8>::new());
    assert_eq!(w.balance(w.bob), ether(1));
}

#[test]
fn refuses_nothing_and_too_much() {
    let w = World::new();
    let _: ILst::ZeroAmount = ask_error(send(&w, w.bob, n(0)));
    let amount = most_ether() + n(1);
    let error: ILst::AmountTooLarge = ask_error(send(&w, w.bob, amount));
    assert_eq!(error, ILst::AmountTooLarge { amount, most: most_ether() });
}

#[test]
fn refuses_while_staking_is_paused() {
    let w = World::new();
    w.ask(w.owner, ILst::pauseStakingCall {});
    let _: ILst::StakingPaused = ask_error(send(&w, w.bob, ether(1)));
}

#[test]
fn that_nobody_sent_counts_for_nothing() {
    let w = World::odd();
    let (pool, buffer) = (w.pooled(), w.buffer());
    w.lst.fund(ether(100)); // as if forced upon the contract
    assert_eq!((w.pooled(), w.buffer()), (pool, buffer));
    let error = ILst::BufferTooLow { requested: buffer + n(1), available: buffer };
    w.refuses(w.operators, ILst::deployEtherCall { amount: buffer + n(1) }, error);
}
