//! Staking and wrapping in one step.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_test_support::ask_error;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};
use motsu::prelude::*;

fn stake(receiver: Address, least: U256, deadline: U256) -> IWrapper::stakeCall {
    IWrapper::stakeCall { receiver, minAmount: least, deadline }
}

fn to(receiver: Address) -> IWrapper::stakeCall {
    stake(receiver, n(0), U256::MAX)
}

#[test]
fn stakes_the_ether_and_wraps_for_the_receiver() {
    let w = World::odd();
    let rate = w.rate();
    let (mine, supply) = (w.shares(w.alice), w.supply());
    let minted = w.pay(w.alice, ether(2), to(w.bob)).motsu_unwrap().wblEthAmount;
    assert_eq!(minted, rate.minted_for(ether(2)));
    assert_eq!((w.balance(w.bob), w.balance(w.alice), w.shares(w.alice)), (minted, n(0), mine));
    assert_eq!(w.supply() - supply, minted);
    assert_eq!(w.wrapper.balance(), n(0));
}

#[test]
fn leaves_less_than_a_unit_over() {
    let w = World::odd();
    let mut supply = n(0);
    for amount in [n(2), n(123_456_789), milli(1_777)] {
        let (held, shares) = (w.held(), amount * w.rate().shares / w.rate().pooled);
        supply += w.pay(w.alice, amount, to(w.alice)).motsu_unwrap().wblEthAmount;
        assert_eq!(w.held() - held, shares, "every share that was minted");
    }
    let left = w.held() - units(supply);
    assert!(left > n(0) && left < n(3_000_000_000));
    assert_eq!(w.supply(), supply);
}

#[test]
fn tells_a_mint() {
    let w = World::odd();
    let seen = w.seen();
    let value = w.pay(w.alice, n(123_456), to(w.bob)).motsu_unwrap().wblEthAmount;
    let expected = IWrapper::Transfer { from: Address::ZERO, to: w.bob, value };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(expected)]);
    let submitted: ILst::Submitted = w.last_of_lst();
    let expected = ILst::Submitted { sender: w.wrapper.address(), amount: n(123_456), referral: Address::ZERO };
    assert_eq!(submitted, expected);
}

#[test]
fn keeps_to_its_bounds() {
    let w = World::odd();
    let received = w.rate().minted_for(ether(1));
    let result = w.pay(w.alice, ether(1), stake(w.bob, received + n(1), U256::MAX)).map(drop);
    let expected = IWrapper::SlippageExceeded { received, least: received + n(1) };
    assert_eq!(ask_error::<IWrapper::SlippageExceeded, _>(result), expected);
    let deadline = n(NOW.into()) - n(1);
    let result = w.pay(w.alice, ether(1), stake(w.bob, n(0), deadline)).map(drop);
    let expected = ILst::Expired { deadline, timestamp: n(NOW.into()) };
    assert_eq!(ask_error::<ILst::Expired, _>(result), expected);
    assert_eq!((w.supply(), w.held()), (n(0), n(0)), "nothing of it is left");
    let minted = w.pay(w.alice, ether(1), stake(w.bob, received, n(NOW.into()))).motsu_unwrap();
    assert_eq!(minted.wblEthAmount, received);
}

#[test]
fn refuses_bad_receivers_and_amounts() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        let error: IWrapper::ERC20InvalidReceiver = ask_error(w.pay(w.alice, ether(1), to(receiver)).map(drop));
        assert_eq!(error, IWrapper::ERC20InvalidReceiver { receiver });
    }
    let error: IWrapper::ZeroShares = ask_error(w.pay(w.alice, n(1), to(w.bob)).map(drop));
    assert_eq!(error, IWrapper::ZeroShares { amount: n(1) });
    w.refuses(w.alice, to(w.bob), ILst::ZeroAmount {});
    let amount = most(112) + n(1);
    let error: ILst::AmountTooLarge = ask_error(w.pay(w.alice, amount, to(w.bob)).map(drop));
    assert_eq!(error, ILst::AmountTooLarge { amount, most: most(112) });
}

#[test]
fn refuses_what_does_not_fit_the_supply() {
    let w = World::working();
    w.pay(w.alice, most(96), to(w.alice)).motsu_unwrap();
    assert_eq!(w.supply(), most(96));
    let error: IWrapper::AmountTooLarge = ask_error(w.pay(w.alice, n(5), to(w.bob)).map(drop));
    assert_eq!(error, IWrapper::AmountTooLarge { amount: n(5), most: n(0) });
}

#[test]
fn stops_when_bleth_stops_it() {
    let w = World::odd();
    w.lst(w.owner, ILst::pauseStakingCall {});
    let error: ILst::StakingPaused = ask_error(w.pay(w.alice, ether(1), to(w.bob)).map(drop));
    assert_eq!(error, ILst::StakingPaused {});
    w.lst(w.owner, ILst::resumeStakingCall {});
    w.age(DAY);
    w.park(ether(2));
    let error: ILst::LossParked = ask_error(w.pay(w.alice, ether(1), to(w.bob)).map(drop));
    assert!(error.loss > n(0));
}
