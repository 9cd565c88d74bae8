//! ERC-4626's `withdraw`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn withdraw(assets: U256, receiver: Address, owner: Address) -> IWrapper::withdrawCall {
    IWrapper::withdrawCall { assets, receiver, owner }
}

#[test]
fn burns_the_fewest_that_are_worth_the_assets() {
    let w = World::wrapped();
    let rate = w.rate();
    for assets in [n(1), n(2), n(999), milli(777) + n(3)] {
        let (mine, his) = (w.balance(w.alice), w.shares(w.bob));
        let shares = w.ask(w.alice, withdraw(assets, w.bob, w.alice)).shares;
        assert_eq!(shares, rate.burned_for(assets));
        assert_eq!((mine - w.balance(w.alice), w.shares(w.bob) - his), (shares, units(shares)));
        assert!(rate.value_down(shares) >= assets, "what he gets is worth the assets");
        assert!(rate.value_down(shares - n(1)) < assets, "one less would be too few");
    }
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn tells_the_burn_and_the_value_of_what_moved() {
    let w = World::wrapped();
    let seen = w.seen();
    let shares = w.ask(w.alice, withdraw(n(98_765), w.bob, w.alice)).shares;
    let burned = IWrapper::Transfer { from: w.alice, to: Address::ZERO, value: shares };
    let assets = w.rate().value_down(shares);
    let expected = IWrapper::Withdraw { sender: w.alice, receiver: w.bob, owner: w.alice, assets, shares };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(burned), IWrapperEvents::Withdraw(expected)]);
}

#[test]
fn of_another_spends_his_allowance_in_wbleth() {
    let w = World::wrapped();
    let needed = w.rate().burned_for(n(5_000));
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: needed - n(1) });
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.bob, allowance: needed - n(1), needed };
    w.refuses(w.bob, withdraw(n(5_000), w.bob, w.alice), error);
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: needed + n(7) });
    let (mine, his) = (w.balance(w.alice), w.balance(w.bob));
    w.ask(w.bob, withdraw(n(5_000), w.bob, w.alice));
    assert_eq!(w.allowance(w.alice, w.bob), n(7));
    assert_eq!((w.balance(w.alice), w.balance(w.bob)), (mine - needed, his));
    let told: IWrapper::Withdraw = w.last();
    assert_eq!((told.sender, told.receiver, told.owner), (w.bob, w.bob, w.alice));
}

#[test]
fn of_another_does_not_spend_an_infinite_allowance() {
    let w = World::wrapped();
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: U256::MAX });
    w.ask(w.bob, withdraw(n(5_000), w.bob, w.alice));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX);
}

#[test]
fn refuses_bad_receivers_and_amounts() {
    let w = World::wrapped();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        let error = IWrapper::ERC20InvalidReceiver { receiver };
        w.refuses(w.alice, withdraw(n(1_000), receiver, w.alice), error);
    }
    let receiver = w.lst.address();
    w.refuses(w.alice, withdraw(n(1_000), receiver, w.alice), ILst::ERC20InvalidReceiver { receiver });
    w.refuses(w.alice, withdraw(n(0), w.alice, w.alice), IWrapper::ZeroAmount {});
    for amount in [most(112) + n(1), U256::MAX] {
        let error = IWrapper::AmountTooLarge { amount, most: most(112) };
        w.refuses(w.alice, withdraw(amount, w.alice, w.alice), error);
    }
    let balance = w.balance(w.alice);
    for assets in [ether(3), most(112)] {
        let needed = w.rate().burned_for(assets);
        let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance, needed };
        w.refuses(w.alice, withdraw(assets, w.alice, w.alice), error);
    }
}
