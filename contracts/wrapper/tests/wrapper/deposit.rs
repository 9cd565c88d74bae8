//! ERC-4626's `deposit`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn deposit(assets: U256, receiver: Address) -> IWrapper::depositCall {
    IWrapper::depositCall { assets, receiver }
}

#[test]
fn wraps_for_the_receiver() {
    let w = World::odd();
    let (rate, mine) = (w.rate(), w.shares(w.alice));
    let shares = w.ask(w.alice, deposit(ether(1), w.bob)).shares;
    assert_eq!(shares, rate.minted_for(ether(1)));
    assert_eq!((w.balance(w.alice), w.balance(w.bob)), (n(0), shares));
    assert_eq!((mine - w.shares(w.alice), w.held()), (units(shares), units(shares)));
}

#[test]
fn of_all_leaves_less_than_a_unit() {
    let w = World::odd();
    let mine = w.shares(w.alice);
    let shares = w.ask(w.alice, deposit(U256::MAX, w.bob)).shares;
    assert_eq!(shares, mine / n(1_000_000_000));
    assert_eq!((w.shares(w.alice), w.balance(w.bob)), (mine - units(shares), shares));
}

#[test]
fn tells_the_mint_and_the_value_of_what_moved() {
    let w = World::odd();
    let (seen, rate) = (w.seen(), w.rate());
    let shares = w.ask(w.alice, deposit(n(98_765), w.bob)).shares;
    let minted = IWrapper::Transfer { from: Address::ZERO, to: w.bob, value: shares };
    let assets = rate.value_down(shares);
    assert!(assets < n(98_765), "the event does not repeat the argument");
    let expected = IWrapper::Deposit { sender: w.alice, owner: w.bob, assets, shares };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(minted), IWrapperEvents::Deposit(expected)]);
}

#[test]
fn refuses_bad_receivers_and_amounts() {
    let w = World::odd();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        w.refuses(w.alice, deposit(n(1_000), receiver), IWrapper::ERC20InvalidReceiver { receiver });
    }
    w.refuses(w.alice, deposit(n(0), w.bob), IWrapper::ZeroAmount {});
    w.refuses(w.alice, deposit(n(1), w.bob), IWrapper::ZeroShares { amount: n(1) });
    let amount = most(112) + n(1);
    w.refuses(w.alice, deposit(amount, w.bob), IWrapper::AmountTooLarge { amount, most: most(112) });
    let nobody = someone("nobody");
    w.refuses(nobody, deposit(U256::MAX, w.bob), IWrapper::ZeroShares { amount: U256::MAX });
}
