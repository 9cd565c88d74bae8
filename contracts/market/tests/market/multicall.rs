//! `multicall` and `permitToken`.

use crate::world::*;
use alloy_primitives::{Bytes, FixedBytes, U256};
use alloy_sol_types::SolCall;
use ballast_market::{
    interface::IMarket::{self, SlotNotOpen, Unauthorized},
    Market,
};
use ballast_test_support::{Ask, IToken};
use motsu::prelude::*;
use stylus_sdk::abi::Router;

fn several<const N: usize>(calls: [Vec<u8>; N]) -> IMarket::multicallCall {
    IMarket::multicallCall { calls: calls.map(Bytes::from).to_vec() }
}

fn refused_without_data(w: &World, call: &IMarket::multicallCall) {
    let answer = <Market as Router<Market>>::route(
        &mut w.market.sender(w.bob),
        u32::from_be_bytes(IMarket::multicallCall::SELECTOR),
        &call.abi_encode()[4..],
    );
    assert_eq!(answer.unwrap().motsu_res(), Err(vec![]));
}

#[test]
fn runs_calls_in_their_order_and_answers_each() {
    let w = World::new();
    w.deposit(w.alice, 100);
    let gold = w.gold.address();
    let answers = w.ask(
        w.bob,
        several([
            supply(gold, ether(50), w.bob).abi_encode(),
            borrow(ether(30), w.bob).abi_encode(),
            IMarket::setOperatorCall { operator: w.carol, allowed: true }.abi_encode(),
            IMarket::totalsCall {}.abi_encode(),
            IMarket::nameCall {}.abi_encode(),
        ]),
    );
    let [units, shares, nothing, totals, name] = &answers.results[..] else { panic!("{answers:?}") };
    assert_eq!((U256::from_be_slice(units), U256::from_be_slice(shares)), (ether(50), w.debt_shares(w.bob)));
    assert!(nothing.is_empty());
    let totals = IMarket::totalsCall::abi_decode_returns(totals, true).unwrap();
    assert_eq!((totals.idle, totals.debtAssets), (ether(70), ether(30)));
    assert_eq!(IMarket::nameCall::abi_decode_returns(name, true).unwrap()._0, "Ballast Market");
    assert!(w.see(IMarket::isOperatorCall { account: w.bob, operator: w.carol })._0);
    w.check();
}

#[test]
fn of_none_answers_none() {
    let w = World::new();
    assert!(w.ask(w.bob, several([])).results.is_empty());
}

#[test]
fn is_all_or_nothing() {
    let w = World::lent();
    let gold = w.gold.address();
    let calls = several([repay(ether(1), w.bob).abi_encode(), supply(gold, n(1), w.alice).abi_encode()]);
    let error: SlotNotOpen = w.fails(w.bob, calls);
    assert_eq!((error.account, error.asset), (w.alice, gold));
    assert_eq!(w.debt(w.bob), ether(40));
    w.check();
}

#[test]
fn gives_nobody_more_rights() {
    let w = World::lent();
    let calls = several([borrow(ether(1), w.bob).abi_encode()]);
    assert_eq!(w.fails::<Unauthorized>(w.carol, calls).caller, w.carol);
    let calls = several([IMarket::setFeeCall { feeBps: n(1) }.abi_encode()]);
    assert_eq!(w.fails::<Unauthorized>(w.carol, calls).caller, w.carol);
}

#[test]
fn refuses_itself_the_constructor_and_what_is_no_call() {
    let w = World::new();
    refused_without_data(&w, &several([several([]).abi_encode()]));
    let constructor = stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes();
    refused_without_data(&w, &several([[&constructor[..], &[0; 160]].concat()]));
    for call in [vec![], vec![1, 2, 3], vec![0xde, 0xad, 0xbe, 0xef], deposit(n(1), w.bob).abi_encode()[..67].to_vec()]
    {
        refused_without_data(&w, &several([IMarket::accrueCall {}.abi_encode(), call]));
    }
}

#[test]
fn reads_the_arguments_of_each_alone() {
    let w = World::lent();
    // The words behind the short call are the next one's, and none of its own.
    let short = repay(ether(1), w.bob).abi_encode()[..36].to_vec();
    refused_without_data(&w, &several([short, repay(ether(1), w.bob).abi_encode()]));
}

#[test]
fn malformed_lists_are_refused() {
    let w = World::new();
    let whole = several([IMarket::accrueCall {}.abi_encode(), vec![]]).abi_encode();
    for length in 4..whole.len() - 32 {
        let answer = ballast_market::route(&mut w.market.sender(w.bob), &whole[..length], false).motsu_res();
        assert!(answer.is_err_and(|revert| revert.data().is_empty()), "{length} bytes");
    }
    for (at, byte) in [(4, 1), (36, 1), (36 + 28, 0x7f), (68 + 29, 1), (68, 0xff)] {
        let mut bad = whole.clone();
        bad[at] = byte;
        let answer = ballast_market::route(&mut w.market.sender(w.bob), &bad, false).motsu_res();
        assert!(answer.is_err_and(|revert| revert.data().is_empty()), "byte {at}");
    }
}

/// What the mock takes for a permit.
fn permit(w: &World, value: U256, s: u8) -> IMarket::permitTokenCall {
    let word = |number| FixedBytes::<32>::from(n(number));
    let (deadline, v, r) = (n(4), 27, word(2));
    IMarket::permitTokenCall { token: w.gold.address(), value, deadline, v, r, s: word(s.into()) }
}

fn allowance(w: &World) -> U256 {
    let call = IToken::allowanceCall { owner: w.bob, spender: w.market.address() };
    w.gold.sender(w.bob).ask(call).motsu_unwrap()._0
}

fn forbid(w: &World) {
    let call = IToken::approveCall { spender: w.market.address(), value: U256::ZERO };
    w.gold.sender(w.bob).ask(call).motsu_unwrap();
}

#[test]
fn a_permit_and_what_it_is_for_in_one_call() {
    let w = World::new();
    forbid(&w);
    let add = supply(w.gold.address(), ether(5), w.bob).abi_encode();
    w.ask(w.bob, several([permit(&w, ether(6), 3).abi_encode(), add]));
    assert_eq!((w.units(w.bob, w.gold.address()), allowance(&w)), (ether(5), ether(1)));
}

/// I19.
#[test]
fn i19_a_permit_that_somebody_else_has_spent_stops_nothing() {
    let w = World::new();
    forbid(&w);
    let (owner, spender, word) = (w.bob, w.market.address(), |number| FixedBytes::<32>::from(n(number)));
    let front = IToken::permitCall { owner, spender, value: ether(6), deadline: n(4), v: 27, r: word(2), s: word(3) };
    w.gold.sender(w.carol).ask(front).motsu_unwrap();
    let add = supply(w.gold.address(), ether(5), w.bob).abi_encode();
    w.ask(w.bob, several([permit(&w, ether(6), 3).abi_encode(), add.clone()]));
    assert_eq!(w.units(w.bob, w.gold.address()), ether(5));
    let again = several([permit(&w, ether(6), 3).abi_encode(), add]);
    let error: IToken::ERC20InsufficientAllowance = w.fails(w.bob, again);
    assert_eq!((error.allowance, error.needed), (ether(1), ether(5)));
}

#[test]
fn a_permit_is_the_callers_alone() {
    let w = World::new();
    forbid(&w);
    w.ask(w.carol, permit(&w, ether(6), 3));
    assert_eq!(allowance(&w), n(0));
    w.ask(w.bob, permit(&w, ether(6), 9));
    assert_eq!(allowance(&w), n(0), "a bad one is passed over");
}
