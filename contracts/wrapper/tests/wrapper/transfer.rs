//! Transfers.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn transfer(to: Address, value: U256) -> IWrapper::transferCall {
    IWrapper::transferCall { to, value }
}

#[test]
fn moves_exactly_the_value() {
    let w = World::wrapped();
    let (mine, his, supply) = (w.balance(w.alice), w.balance(w.bob), w.supply());
    for value in [n(1), n(12_345), mine - n(12_346)] {
        assert!(w.ask(w.alice, transfer(w.bob, value))._0);
    }
    assert_eq!((w.balance(w.alice), w.balance(w.bob)), (n(0), his + mine));
    assert_eq!(w.supply(), supply);
}

#[test]
fn tells_one_event_and_leaves_bleth_alone() {
    let w = World::wrapped();
    let (seen, of_lst, held) = (w.seen(), w.lst.all_events().len(), w.held());
    let (from, to, value) = (w.alice, w.bob, n(777));
    w.ask(from, transfer(to, value));
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(IWrapper::Transfer { from, to, value })]);
    assert_eq!((w.lst.all_events().len(), w.held()), (of_lst, held));
}

#[test]
fn to_oneself_and_of_nothing_change_nothing() {
    let w = World::wrapped();
    let all = w.balance(w.alice);
    w.ask(w.alice, transfer(w.alice, all));
    w.ask(w.alice, transfer(w.bob, n(0)));
    w.ask(someone("nobody"), transfer(w.bob, n(0)));
    assert_eq!(w.balance(w.alice), all);
    let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance: all, needed: all + n(1) };
    w.refuses(w.alice, transfer(w.alice, all + n(1)), error);
}

#[test]
fn refuses_more_than_the_balance() {
    let w = World::wrapped();
    let balance = w.balance(w.alice);
    for needed in [balance + n(1), most(96) + n(1), most(128), U256::ONE << 128, U256::MAX] {
        let error = IWrapper::ERC20InsufficientBalance { sender: w.alice, balance, needed };
        w.refuses(w.alice, transfer(w.bob, needed), error);
    }
    let nobody = someone("nobody");
    let error = IWrapper::ERC20InsufficientBalance { sender: nobody, balance: n(0), needed: n(1) };
    w.refuses(nobody, transfer(w.bob, n(1)), error);
}

#[test]
fn refuses_the_zero_address_and_the_wrapper() {
    let w = World::wrapped();
    for receiver in [Address::ZERO, w.wrapper.address()] {
        for value in [n(0), n(1)] {
            w.refuses(w.alice, transfer(receiver, value), IWrapper::ERC20InvalidReceiver { receiver });
        }
    }
}

#[test]
fn goes_on_while_a_loss_is_parked_and_when_everything_is_lost() {
    let w = World::wrapped();
    w.age(DAY);
    w.park(ether(1));
    w.ask(w.alice, transfer(w.bob, n(5)));
    let w = {
        drop(w);
        World::wrapped()
    };
    w.age(DAY);
    w.ruin();
    let before = w.balance(w.bob);
    w.ask(w.alice, transfer(w.bob, n(5)));
    assert_eq!(w.balance(w.bob), before + n(5));
}
