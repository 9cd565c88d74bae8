//! `borrow` and `liquidate` with a callback of the caller.
//!
//! For real WASM: that every other entry is locked meanwhile (the mocked host flags no call as re-entrant, see `lock.rs`), and
//! `CallbackFailed` (it gives a reason to what reverts without one).

use crate::world::*;
use alloy_primitives::{Bytes, U256};
use alloy_sol_types::SolCall;
use ballast_market::interface::{
    IMarket::{self, DebtTooSmall, InsufficientMargin, SeizedTooLittle},
    IMarketCallbacks, IRisk,
};
use ballast_test_support::{script, Ask, CalleeMode, ICallee, IToken};
use motsu::prelude::*;

/// What the callback is given.
fn data() -> Bytes {
    Bytes::from_static(b"thirty-three bytes of a callback!")
}

/// Bob's callee is his operator, and has approved the market.
fn ready() -> World {
    let w = World::new();
    w.deposit(w.alice, 100);
    w.supply_gold(w.bob, 50);
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.callee(), allowed: true });
    w.approve_by_callee();
    w
}

/// Bob's callee borrows for him, the assets to itself.
fn borrow_back(w: &World, amount: u128) -> IMarket::borrowCall {
    IMarket::borrowCall { assets: ether(amount), onBehalf: w.bob, receiver: w.callee(), data: data() }
}

#[test]
fn borrowing_calls_back_after_the_assets_were_sent() {
    let w = ready();
    script::then(w.callee(), w.weth.address(), IToken::transferCall { to: w.carol, value: ether(30) });
    let before = w.held(&w.weth, w.carol);
    let shares = w.ask(w.callee(), borrow_back(&w, 30)).shares;
    let heard = IMarketCallbacks::onBorrowCall { account: w.bob, assets: ether(30), data: data() };
    assert_eq!(script::heard(w.callee()), [heard.abi_encode()]);
    assert_eq!(script::outcomes(w.callee()), [Ok(U256::ONE.to_be_bytes_vec())]);
    assert_eq!(w.held(&w.weth, w.carol) - before, ether(30));
    assert_eq!((w.debt(w.bob), w.debt_shares(w.bob)), (ether(30), shares));
    let (caller, receiver) = (w.callee(), w.callee());
    w.emitted(IMarket::Borrow { caller, account: w.bob, receiver, assets: ether(30), shares });
    w.check();
}

#[test]
fn borrowing_without_data_calls_nobody() {
    let w = ready();
    w.ask(w.callee(), IMarket::borrowCall { data: Bytes::new(), ..borrow_back(&w, 30) });
    assert!(script::heard(w.callee()).is_empty());
}

#[test]
fn it_is_the_caller_who_is_called_not_the_receiver() {
    let w = ready();
    w.ask(w.callee(), IMarket::borrowCall { receiver: w.gold.address(), ..borrow_back(&w, 30) });
    assert_eq!(script::heard(w.callee()).len(), 1);
}

#[test]
fn the_judge_is_asked_about_what_was_supplied_in_the_callback() {
    let w = ready();
    w.silver.sender(w.owner).mint(w.callee(), n(9));
    script::then(w.callee(), w.market.address(), supply(w.silver.address(), n(9), w.bob));
    w.ask(w.callee(), borrow_back(&w, 30));
    let holdings = vec![ether(50), U256::from(1) << 248 | n(9)];
    assert_eq!(w.judge.sender(w.carol).asked(), IRisk::borrowLimitCall { holdings }.abi_encode());
    assert_eq!(w.units(w.bob, w.silver.address()), n(9));
    w.check();
}

#[test]
fn what_was_repaid_in_the_callback_is_owed_no_more() {
    let w = ready();
    w.allow(ether(20));
    script::then(w.callee(), w.market.address(), repay(ether(10), w.bob));
    w.ask(w.callee(), borrow_back(&w, 30));
    assert_eq!(w.debt(w.bob), ether(20));
    let totals = w.totals();
    assert_eq!((totals.idle, totals.debtAssets), (ether(80), ether(20)));
    w.check();
    script::then(w.callee(), w.market.address(), repay(ether(10) - n(1), w.bob));
    let error: InsufficientMargin = w.fails(w.callee(), borrow_back(&w, 10));
    assert_eq!(error, InsufficientMargin { debt: ether(20) + n(1), limit: ether(20), unpriced: n(0) });
}

#[test]
fn a_loan_may_be_repaid_in_its_own_callback() {
    let w = ready();
    w.allow(U256::ZERO);
    script::then(w.callee(), w.market.address(), repay(U256::MAX, w.bob));
    w.ask(w.callee(), borrow_back(&w, 100));
    assert_eq!((w.debt_shares(w.bob), w.totals().idle), (U256::ZERO, ether(100)));
    w.check();
}

#[test]
fn but_not_down_to_dust() {
    let w = ready();
    script::then(w.callee(), w.market.address(), repay(ether(30) - n(1), w.bob));
    let error: DebtTooSmall = w.fails(w.callee(), borrow_back(&w, 30));
    assert_eq!(error, DebtTooSmall { debt: n(1), least: n(LEAST_DEBT) });
}

#[test]
fn what_the_callback_reverts_with_is_passed_on() {
    let w = ready();
    w.callee.sender(w.owner).set_mode(CalleeMode::Refuses);
    assert_eq!(w.fails::<ICallee::Unwilling>(w.callee(), borrow_back(&w, 30)).number, n(7));
    assert_eq!(w.debt(w.bob), U256::ZERO);
    w.check();
}

/// Bob owes 40; twelve gold go for ten ether, which the callee has not.
fn sentenced() -> World {
    let w = World::lent();
    w.approve_by_callee();
    w.sentence(ether(10), ether(12), false);
    w
}

fn liquidate_back(w: &World) -> IMarket::liquidateCall {
    IMarket::liquidateCall { data: data(), ..liquidate(w.bob, w.gold.address(), w.callee()) }
}

/// The callee sells its gold to Carol, in two calls.
fn sell(w: &World) {
    let (callee, carol) = (w.callee(), w.carol);
    w.weth.sender(carol).ask(IToken::approveCall { spender: callee, value: U256::MAX }).motsu_unwrap();
    script::then(callee, w.gold.address(), IToken::transferCall { to: carol, value: ether(12) });
    script::then(callee, w.weth.address(), IToken::transferFromCall { from: carol, to: callee, value: ether(10) });
}

#[test]
fn a_liquidator_pays_with_what_he_seized() {
    let w = sentenced();
    sell(&w);
    let answer = w.ask(w.callee(), liquidate_back(&w));
    assert_eq!((answer.repaid, answer.seized), (ether(10), ether(12)));
    let (borrower, asset) = (w.bob, w.gold.address());
    let heard =
        IMarketCallbacks::onLiquidateCall { borrower, asset, repaid: ether(10), seized: ether(12), data: data() };
    assert_eq!(script::heard(w.callee()), [heard.abi_encode()]);
    assert!(script::outcomes(w.callee()).iter().all(Result::is_ok));
    assert_eq!((w.held(&w.weth, w.callee()), w.held(&w.gold, w.callee())), (n(0), n(0)));
    assert_eq!((w.debt(w.bob), w.totals().idle), (ether(30), ether(70)));
    w.check();
}

#[test]
fn who_does_not_pay_gets_nothing() {
    let w = sentenced();
    let error: IToken::ERC20InsufficientBalance = w.fails(w.callee(), liquidate_back(&w));
    assert_eq!(error.needed, ether(10));
    assert_eq!((w.debt(w.bob), w.units(w.bob, w.gold.address())), (ether(40), ether(50)));
    let call = IMarket::liquidateCall { minSeize: ether(12) + n(1), ..liquidate_back(&w) };
    w.fails::<SeizedTooLittle>(w.callee(), call);
    w.callee.sender(w.owner).set_mode(CalleeMode::Refuses);
    assert_eq!(w.fails::<ICallee::Unwilling>(w.callee(), liquidate_back(&w)).number, n(7));
    w.check();
}

/// What is repaid by other calls meanwhile is none of what the liquidation pulls.
#[test]
fn repaying_besides_in_the_callback_counts_once() {
    let w = sentenced();
    sell(&w);
    w.weth.sender(w.owner).mint(w.callee(), ether(5));
    script::then(w.callee(), w.market.address(), repay(ether(5), w.bob));
    w.ask(w.callee(), liquidate_back(&w));
    assert_eq!(script::outcomes(w.callee()).len(), 3);
    assert_eq!((w.debt(w.bob), w.totals().idle), (ether(25), ether(75)));
    assert_eq!(w.held(&w.weth, w.callee()), n(0));
    w.check();
    script::then(w.callee(), w.market.address(), repay(U256::MAX, w.bob));
    w.weth.sender(w.owner).mint(w.callee(), ether(10) - n(1));
    assert!(w.refused(w.callee(), liquidate_back(&w)), "nor does what others repay pay for it");
}

#[test]
fn a_liquidation_for_nothing_calls_back_too() {
    let w = sentenced();
    w.sentence(U256::ZERO, ether(50), false);
    w.ask(w.callee(), liquidate_back(&w));
    assert_eq!(script::heard(w.callee()).len(), 1);
    assert_eq!(w.held(&w.gold, w.callee()), ether(50));
    w.check();
}
