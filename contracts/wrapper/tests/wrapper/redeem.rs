//! ERC-4626's `redeem`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn redeem(shares: U256, receiver: Address, owner: Address) -> IWrapper::redeemCall {
    IWrapper::redeemCall { shares, receiver, owner }
}

#[test]
fn sends_exactly_the_units_burned() {
    let w = World::wrapped();
    let rate = w.rate();
    for shares in [n(1), n(12_345), w.balance(w.alice) - n(12_346)] {
        let (mine, his) = (w.balance(w.alice), w.shares(w.bob));
        assert_eq!(w.ask(w.alice, redeem(shares, w.bob, w.alice)).assets, rate.value_down(shares));
        assert_eq!((mine - w.balance(w.alice), w.shares(w.bob) - his), (shares, units(shares)));
    }
    assert_eq!((w.balance(w.alice), w.held()), (n(0), units(w.supply())));
}

#[test]
fn tells_the_burn_and_the_value_of_what_moved() {
    let w = World::wrapped();
    let (seen, shares) = (w.seen(), n(98_765));
    w.ask(w.alice, redeem(shares, w.bob, w.alice));
    let burned = IWrapper::Transfer { from: w.alice, to: Address::ZERO, value: shares };
    let assets = w.rate().value_down(shares);
    let expected = IWrapper::Withdraw { sender: w.alice, receiver: w.bob, owner: w.alice, assets, shares };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(burned), IWrapperEvents::Withdraw(expected)]);
}

#[test]
fn of_another_spends_his_allowance() {
    let w = World::wrapped();
    let error = IWrapper::ERC20InsufficientAllowance { spender: w.bob, allowance: n(0), needed: n(10) };
    w.refuses(w.bob, redeem(n(10), w.bob, w.alice), error);
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: n(15) });
    let (mine, his) = (w.balance(w.alice), w.shares(w.bob));
    w.ask(w.bob, redeem(n(10), w.bob, w.alice));
    assert_eq!((w.allowance(w.alice, w.bob), w.balance(w.alice)), (n(5), mine - n(10)));
    assert_eq!(w.shares(w.bob) - his, units(n(10)));
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: U256::MAX });
    w.ask(w.bob, redeem(n(10), w.bob, w.alice));
    assert_eq!(w.allowance(w.alice, w.bob), U256::MAX);
}

#[test]
fn refuses_bad_receivers_and_amounts() {
    let w = World::wrapped();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        let error = IWrapper::ERC20InvalidReceiver { receiver };
        w.refuses(w.alice, redeem(n(1_000), receiver, w.alice), error);
    }
    let receiver = w.lst.address();
    w.refuses(w.alice, redeem(n(1_000), receiver, w.alice), ILst::ERC20InvalidReceiver { receiver });
    w.refuses(w.alice, redeem(n(0), w.alice, w.alice), IWrapper::ZeroAmount {});
    let (balance, amount) = (w.balance(w.alice), most(96) + n(1));
    w.refuses(w.alice, redeem(amount, w.bob, w.alice), IWrapper::AmountTooLarge { amount, most: most(96) });
    let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance, needed: balance + n(1) };
    w.refuses(w.alice, redeem(balance + n(1), w.bob, w.alice), error);
}
