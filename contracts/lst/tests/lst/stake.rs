//! Staking for another, with a bound on the price and on time.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn stake(receiver: Address, min_shares: U256, deadline: u64) -> ILst::stakeCall {
    ILst::stakeCall { receiver, minShares: min_shares, deadline: U256::from(deadline) }
}

#[test]
fn mints_for_the_receiver() {
    let w = World::odd();
    let (pool, all) = (w.pooled(), w.total_shares());
    let shares = w.pay(w.alice, ether(1), stake(w.bob, n(0), NOW)).shares;
    assert_eq!(shares, mul_div_down(ether(1), all, pool));
    assert_eq!((w.shares(w.bob), w.total_shares()), (shares, all + shares));
    assert_eq!(w.pooled(), pool + ether(1));
}

#[test]
fn tells_for_whom() {
    let w = World::odd();
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    let shares = w.pay(w.alice, ether(1), stake(w.bob, n(0), NOW)).shares;
    let (from, to, value) = (Address::ZERO, w.bob, mul_div_down(shares, pool, all));
    let expected = [
        ILstEvents::Submitted(ILst::Submitted { sender: w.alice, amount: ether(1), referral: Address::ZERO }),
        ILstEvents::Transfer(ILst::Transfer { from, to, value }),
        ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: shares }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn refuses_fewer_shares_than_asked_for() {
    let w = World::odd();
    let received = w.ask(w.alice, ILst::previewStakeCall { amount: ether(1) }).shares;
    for least in [received + n(1), U256::MAX] {
        w.refuses_paid(w.alice, ether(1), stake(w.bob, least, NOW), ILst::SlippageExceeded { received, least });
    }
    assert_eq!(w.pay(w.alice, ether(1), stake(w.bob, received, NOW)).shares, received);
}

#[test]
fn refuses_after_the_deadline() {
    let w = World::odd();
    let error = ILst::Expired { deadline: n((NOW - 1).into()), timestamp: n(NOW.into()) };
    w.refuses_paid(w.alice, ether(1), stake(w.bob, n(0), NOW - 1), error);
    w.pay(w.alice, ether(1), stake(w.bob, n(0), NOW));
    let for_ever = ILst::stakeCall { receiver: w.bob, minShares: n(0), deadline: U256::MAX };
    w.pay(w.alice, ether(1), for_ever);
}

#[test]
fn refuses_receivers_that_cannot_hold_shares() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.lst.address()] {
        w.refuses_paid(w.alice, ether(1), stake(receiver, n(0), NOW), ILst::ERC20InvalidReceiver { receiver });
    }
}

#[test]
fn refuses_nothing() {
    let w = World::odd();
    w.refuses(w.alice, stake(w.bob, n(0), NOW), ILst::ZeroAmount {});
}

#[test]
fn refuses_ether_wider_than_112_bits() {
    let w = World::odd();
    let amount = most_ether() + n(1);
    let error = ILst::AmountTooLarge { amount, most: most_ether() };
    w.refuses_paid(w.alice, amount, stake(w.bob, n(0), NOW), error);
}
