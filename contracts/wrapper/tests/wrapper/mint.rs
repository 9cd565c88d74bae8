//! ERC-4626's `mint`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn mint(shares: U256, receiver: Address) -> IWrapper::mintCall {
    IWrapper::mintCall { shares, receiver }
}

#[test]
fn takes_exactly_the_units_and_tells_their_value_rounded_up() {
    let w = World::odd();
    let rate = w.rate();
    for shares in [n(1), n(12_345), milli(1_234)] {
        let (mine, his) = (w.shares(w.alice), w.balance(w.bob));
        assert_eq!(w.ask(w.alice, mint(shares, w.bob)).assets, rate.value_up(shares));
        assert_eq!((mine - w.shares(w.alice), w.balance(w.bob) - his), (units(shares), shares));
    }
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn needs_an_allowance_of_what_it_tells() {
    let w = World::odd();
    let assets = w.rate().value_up(n(12_345));
    w.allow(w.alice, assets - n(1));
    let (spender, allowance) = (w.wrapper.address(), assets - n(1));
    let error = ILst::ERC20InsufficientAllowance { spender, allowance, needed: assets };
    w.refuses(w.alice, mint(n(12_345), w.bob), error);
    w.allow(w.alice, assets);
    assert_eq!(w.ask(w.alice, mint(n(12_345), w.bob)).assets, assets);
    assert_eq!(w.allowed(w.alice), n(0));
}

#[test]
fn tells_the_mint_and_the_value_of_what_moved() {
    let w = World::odd();
    let (seen, shares) = (w.seen(), n(98_765));
    w.ask(w.alice, mint(shares, w.bob));
    let minted = IWrapper::Transfer { from: Address::ZERO, to: w.bob, value: shares };
    let assets = w.rate().value_down(shares);
    let expected = IWrapper::Deposit { sender: w.alice, owner: w.bob, assets, shares };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(minted), IWrapperEvents::Deposit(expected)]);
}

#[test]
fn refuses_bad_receivers_and_amounts() {
    let w = World::wrapped();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        w.refuses(w.alice, mint(n(1_000), receiver), IWrapper::ERC20InvalidReceiver { receiver });
    }
    w.refuses(w.alice, mint(n(0), w.bob), IWrapper::ZeroAmount {});
    for amount in [most(96) + n(1), U256::MAX] {
        w.refuses(w.alice, mint(amount, w.bob), IWrapper::AmountTooLarge { amount, most: most(96) });
    }
    let room = most(96) - w.supply();
    w.refuses(w.alice, mint(room + n(1), w.bob), IWrapper::AmountTooLarge { amount: room + n(1), most: room });
    let (owner, shares) = (w.alice, w.shares(w.alice));
    w.refuses(w.alice, mint(room, w.bob), ILst::InsufficientShares { owner, shares, needed: units(room) });
}
