//! `onBorrow`: what comes in by way of the market goes on to the operator, and nothing else does.

use crate::{
    fake::{FakeMarket, Outcome},
    signed::*,
    world::*,
};
use alloy_primitives::{Address, Bytes, U256};
use alloy_sol_types::SolCall;
use ballast_rights::interface::{
    IMarket::{self, borrowCall, InsufficientMargin},
    IMarketCallbacks,
    IRights::{self, CallFailed, Unauthorized},
};
use ballast_test_support::{script, CalleeMode, ICallee};
use motsu::prelude::*;

const DATA: &[u8] = b"what the operator wants to be told, of more than a word's length";

/// As a market asks for it.
fn callback(w: &World) -> IRights::onBorrowCall {
    IRights::onBorrowCall { account: w.owner, assets: ether(10), data: Bytes::from_static(DATA) }
}

/// The rights refuse it to who calls.
fn refused(caller: Address) -> Outcome {
    reverted(&Unauthorized { caller }).map_err(|revert| revert.data().to_vec())
}

/// The fake tries these while it is told to borrow with [`DATA`]; what the operator heard, and what came of them.
fn tried(calls: &[Vec<u8>]) -> (Vec<Vec<u8>>, Vec<Outcome>, Address) {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, rights) = (fake.address(), w.rights.address());
    let signed = Borrow { market, operator: w.callee.address(), asset: Address::with_last_byte(1), ..w.to_borrow() };
    for call in calls {
        FakeMarket::then(rights, call.clone());
    }
    let order = IRights::borrowWithSignatureCall { data: Bytes::from_static(DATA), ..w.borrowing(&signed) };
    assert_eq!(w.ask(w.callee.address(), order).shares, n(1));
    (script::heard(w.callee.address()), FakeMarket::outcomes(), market)
}

#[test]
fn goes_on_to_the_operator_as_it_is() {
    let w = World::new();
    let call = w.calling_back(w.market.address(), DATA);
    w.ask(w.callee.address(), call);
    let expected = IMarketCallbacks::onBorrowCall { account: w.owner, assets: ether(10), data: DATA.into() };
    assert_eq!(script::heard(w.callee.address()), [expected.abi_encode()]);
    assert_eq!(w.debt(w.owner), ether(10));
}

#[test]
fn comes_before_the_account_is_judged() {
    let w = World::new();
    w.allow(ether(9));
    let call = w.calling_back(w.market.address(), DATA);
    w.fails::<InsufficientMargin>(w.callee.address(), call.clone());
    let repay = IMarket::repayCall { assets: ether(1), onBehalf: w.owner };
    w.give(&w.weth, &w.market, w.callee.address(), ether(1));
    script::then(w.callee.address(), w.market.address(), repay);
    w.ask(w.callee.address(), call);
    assert_eq!(w.debt(w.owner), ether(9));
}

#[test]
fn without_data_there_is_none() {
    let w = World::new();
    w.ask(w.callee.address(), w.calling_back(w.market.address(), b""));
    assert!(script::heard(w.callee.address()).is_empty());
}

#[test]
fn an_operator_that_refuses_stops_it() {
    let w = World::new();
    let (operator, call) = (w.callee.address(), w.calling_back(w.market.address(), DATA));
    w.callee.sender(w.bob).set_mode(CalleeMode::Refuses);
    assert_eq!(w.fails::<ICallee::Unwilling>(operator, call.clone()).number, n(7));
    assert_eq!(w.used(n(1)), n(0));
    w.callee.sender(w.bob).set_mode(CalleeMode::Mute);
    w.ask(operator, call);
}

#[test]
fn nobody_else_is_let_in_while_nothing_runs() {
    let w = World::new();
    let check = || {
        for caller in [w.owner, w.carol, w.callee.address(), w.market.address(), w.rights.address()] {
            assert_eq!(w.fails::<Unauthorized>(caller, callback(&w)), Unauthorized { caller });
        }
        for calldata in
            [&IRights::onBorrowCall::SELECTOR[..], &[IRights::onBorrowCall::SELECTOR.as_slice(), &[0; 96]].concat()]
        {
            let answer = ballast_rights::route(&mut w.rights.sender(w.bob), calldata, false).motsu_res();
            assert_eq!(answer, reverted(&Unauthorized { caller: w.bob }));
        }
    };
    check();
    w.ask(w.callee.address(), w.calling_back(w.market.address(), DATA));
    check();
    assert_eq!(script::heard(w.callee.address()).len(), 1);
}

#[test]
fn nor_while_something_does() {
    let w = World::new();
    let (operator, rights, call) = (w.callee.address(), w.rights.address(), w.calling_back(w.market.address(), DATA));
    script::then(operator, rights, callback(&w));
    w.ask(operator, call);
    assert_eq!(script::outcomes(operator), [refused(operator)]);
    assert_eq!(script::heard(operator).len(), 1);
}

#[test]
fn of_what_is_no_market_is_let_in_once() {
    let expected = IRights::onBorrowCall {
        account: Account::from_seed("the signer").address(),
        assets: ether(10),
        data: Bytes::from_static(DATA),
    };
    let call = expected.abi_encode();
    let (heard, outcomes, market) = tried(&[call.clone(), call.clone(), call.clone()]);
    assert_eq!(heard, [call]);
    assert_eq!(outcomes, [Ok(vec![]), refused(market), refused(market)]);
}

#[test]
fn of_what_is_no_market_has_the_arguments_that_were_asked_for() {
    let account = Account::from_seed("the signer").address();
    let good = IRights::onBorrowCall { account, assets: ether(10), data: Bytes::from_static(DATA) };
    let others = [
        IRights::onBorrowCall { account: Address::from_tag("bob"), ..good.clone() },
        IRights::onBorrowCall { assets: ether(11), ..good.clone() },
        IRights::onBorrowCall { data: Bytes::new(), ..good.clone() },
        IRights::onBorrowCall { data: Bytes::from_static(&DATA[1..]), ..good.clone() },
    ];
    let mut calls: Vec<_> = others.iter().map(SolCall::abi_encode).collect();
    calls.push([good.abi_encode(), vec![0]].concat());
    let mut moved = good.abi_encode();
    moved[4 + 2 * 32 + 31] += 32; // the data a word further on
    moved.splice(4 + 3 * 32..4 + 3 * 32, [0; 32]);
    calls.push(moved);
    let (heard, outcomes, market) = tried(&calls);
    assert!(heard.is_empty());
    assert_eq!(outcomes, vec![refused(market); calls.len()]);
}

/// Another contract that the market calls is not the market.
#[test]
fn is_let_in_from_the_market_alone() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, other, rights) =
        (fake.address(), Contract::<ballast_test_support::CalleeMock>::new(), w.rights.address());
    let signed = Borrow { market, operator: w.callee.address(), asset: Address::with_last_byte(1), ..w.to_borrow() };
    script::then(other.address(), rights, callback(&w));
    FakeMarket::then(other.address(), vec![1, 2, 3, 4]);
    let order = IRights::borrowWithSignatureCall { data: Bytes::from_static(DATA), ..w.borrowing(&signed) };
    w.ask(w.callee.address(), order);
    assert_eq!(script::outcomes(other.address()), [refused(other.address())]);
    // Nor afterwards from the market, which has not called back.
    assert_eq!(w.fails::<Unauthorized>(market, callback(&w)), Unauthorized { caller: market });
    assert!(script::heard(w.callee.address()).is_empty());
}

#[test]
fn is_of_loans_with_data_alone() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, operator, asset) = (fake.address(), w.callee.address(), Address::with_last_byte(1));
    let empty = IRights::onBorrowCall { data: Bytes::new(), ..callback(&w) };
    FakeMarket::then(w.rights.address(), empty.abi_encode());
    w.ask(operator, w.borrowing(&Borrow { market, operator, asset, ..w.to_borrow() }));
    FakeMarket::then(w.rights.address(), callback(&w).abi_encode());
    w.ask(operator, w.withdrawing(&WithdrawCollateral { market, operator, nonce: n(0), ..w.to_withdraw() }));
    assert_eq!(FakeMarket::outcomes(), [refused(market), refused(market)]);
    assert!(script::heard(operator).is_empty());
}

/// What a call that reverted expected is forgotten.
#[test]
fn of_a_loan_that_failed_is_not_let_in() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, operator, asset) = (fake.address(), w.callee.address(), Address::with_last_byte(1));
    let signed = Borrow { market, operator, asset, ..w.to_borrow() };
    let order = IRights::borrowWithSignatureCall { data: Bytes::from_static(DATA), ..w.borrowing(&signed) };
    FakeMarket::answers::<borrowCall>(Ok(vec![]));
    assert_eq!(w.fails::<CallFailed>(operator, order), CallFailed { callee: market });
    assert_eq!(w.fails::<Unauthorized>(market, callback(&w)), Unauthorized { caller: market });
    assert_eq!(w.used(U256::ONE), n(0));
}
