//! Unwrapping.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn unwrap(amount: U256) -> IWrapper::unwrapCall {
    IWrapper::unwrapCall { wblEthAmount: amount }
}

#[test]
fn sends_exactly_the_units_burned() {
    let w = World::wrapped();
    let rate = w.rate();
    for amount in [n(1), n(12_345_678_901), w.balance(w.alice) - n(12_345_678_902)] {
        let (mine, held, supply) = (w.shares(w.alice), w.held(), w.supply());
        assert_eq!(w.unwrap(w.alice, amount), rate.value_down(amount));
        assert_eq!((w.shares(w.alice) - mine, held - w.held()), (units(amount), units(amount)));
        assert_eq!(supply - w.supply(), amount);
    }
    assert_eq!(w.balance(w.alice), n(0));
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn sends_the_same_shares_at_every_rate() {
    let w = World::wrapped();
    w.unwrap(w.alice, n(1_000));
    w.age(DAY);
    w.lose(ether(3));
    let mine = w.shares(w.alice);
    assert_eq!(w.unwrap(w.alice, n(1_000)), w.rate().value_down(n(1_000)));
    assert_eq!(w.shares(w.alice) - mine, units(n(1_000)));
    w.ruin();
    assert_eq!(w.unwrap(w.alice, n(1_000)), n(0));
    assert_eq!(w.shares(w.alice) - mine, units(n(2_000)));
}

#[test]
fn tells_a_burn_and_no_withdrawal() {
    let w = World::wrapped();
    let (seen, value) = (w.seen(), n(4_321));
    w.unwrap(w.alice, value);
    let expected = IWrapper::Transfer { from: w.alice, to: Address::ZERO, value };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(expected)]);
    let expected = ILst::TransferShares { from: w.wrapper.address(), to: w.alice, sharesValue: units(value) };
    assert_eq!(w.last_of_lst::<ILst::TransferShares>(), expected);
}

#[test]
fn refuses_nothing_more_than_the_balance_and_what_is_too_wide() {
    let w = World::wrapped();
    w.refuses(w.alice, unwrap(n(0)), IWrapper::ZeroAmount {});
    let balance = w.balance(w.alice);
    for needed in [balance + n(1), most(96)] {
        let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance, needed };
        w.refuses(w.alice, unwrap(needed), error);
    }
    for amount in [most(96) + n(1), U256::MAX] {
        w.refuses(w.alice, unwrap(amount), IWrapper::AmountTooLarge { amount, most: most(96) });
    }
}
