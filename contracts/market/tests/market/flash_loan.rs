//! `flashLoan`, `maxFlashLoan`, `flashFee`.

use crate::world::*;
use alloy_primitives::{Address, Bytes, U256};
use alloy_sol_types::SolCall;
use ballast_market::interface::{
    IMarket::{
        self, AmountTooLarge, CallbackFailed, InsufficientLiquidity, TokenCallFailed, TransferShort, UnsupportedToken,
        ZeroAmount,
    },
    IMarketCallbacks,
};
use ballast_test_support::{script, CalleeMode, ICallee, IToken, TokenMode};

fn ready() -> World {
    let w = World::lent();
    w.approve_by_callee();
    w
}

/// To the callee, called by Carol.
fn lend(w: &World, amount: U256) -> IMarket::flashLoanCall {
    let data = Bytes::from_static(b"a flash");
    IMarket::flashLoanCall { receiver: w.callee(), token: w.weth.address(), amount, data }
}

#[test]
fn lends_all_that_is_idle_and_gets_it_back() {
    let w = ready();
    let before = w.totals();
    assert!(w.ask(w.carol, lend(&w, ether(60)))._0);
    let heard = IMarketCallbacks::onFlashLoanCall {
        initiator: w.carol,
        token: w.weth.address(),
        amount: ether(60),
        fee: n(0),
        data: Bytes::from_static(b"a flash"),
    };
    assert_eq!(script::heard(w.callee()), [heard.abi_encode()]);
    assert_eq!(w.held(&w.weth, w.callee()), n(0));
    w.emitted(IMarket::FlashLoan { caller: w.carol, receiver: w.callee(), assets: ether(60) });
    assert_eq!(w.totals().idle, before.idle);
    w.check();
}

#[test]
fn the_assets_are_there_in_the_callback() {
    let w = ready();
    w.weth.sender(w.owner).mint(w.callee(), ether(1));
    script::then(w.callee(), w.weth.address(), IToken::transferCall { to: w.carol, value: ether(61) });
    assert!(w.refused(w.carol, lend(&w, ether(60))), "they are gone then");
    assert!(script::outcomes(w.callee())[0].is_ok());
    w.check();
}

#[test]
fn what_is_repaid_meanwhile_is_no_repayment_of_the_loan() {
    let w = ready();
    script::then(w.callee(), w.market.address(), repay(ether(5), w.bob));
    let error: IToken::ERC20InsufficientBalance = w.fails(w.carol, lend(&w, ether(60)));
    assert_eq!((error.balance, error.needed), (ether(55), ether(60)));
    w.weth.sender(w.owner).mint(w.callee(), ether(5));
    script::then(w.callee(), w.market.address(), repay(ether(5), w.bob));
    w.ask(w.carol, lend(&w, ether(60)));
    assert_eq!((w.debt(w.bob), w.totals().idle), (ether(35), ether(65)));
    w.check();
}

#[test]
fn quotes_equal_execution() {
    let w = ready();
    let max = |token| w.see(IMarket::maxFlashLoanCall { token })._0;
    assert_eq!((max(w.weth.address()), max(w.gold.address()), max(Address::ZERO)), (ether(60), n(0), n(0)));
    let error: InsufficientLiquidity = w.fails(w.carol, lend(&w, ether(60) + n(1)));
    assert_eq!(error, InsufficientLiquidity { assets: ether(60) + n(1), idle: ether(60) });
    assert_eq!(w.see(IMarket::flashFeeCall { token: w.weth.address(), amount: U256::MAX })._0, n(0));
    let token = w.gold.address();
    assert_eq!(w.fails::<UnsupportedToken>(w.carol, IMarket::flashFeeCall { token, amount: n(1) }).token, token);
    let call = IMarket::flashLoanCall { token, ..lend(&w, n(1)) };
    assert_eq!(w.fails::<UnsupportedToken>(w.carol, call).token, token);
}

#[test]
fn refuses_bad_amounts_and_answers() {
    let w = ready();
    w.fails::<ZeroAmount>(w.carol, lend(&w, n(0)));
    w.fails::<AmountTooLarge>(w.carol, lend(&w, U256::MAX));
    let receiver = w.callee();
    for mode in [CalleeMode::AnswersWrong, CalleeMode::Mute] {
        w.callee.sender(w.owner).set_mode(mode);
        assert_eq!(w.fails::<CallbackFailed>(w.carol, lend(&w, n(1))).callee, receiver);
    }
    w.callee.sender(w.owner).set_mode(CalleeMode::Refuses);
    assert_eq!(w.fails::<ICallee::Unwilling>(w.carol, lend(&w, n(1))).number, n(7));
    w.check();
}

#[test]
fn refuses_tokens_with_faults() {
    let w = ready();
    w.weth.sender(w.owner).mint(w.callee(), ether(1));
    w.weth.sender(w.owner).set_mode(TokenMode::TakesFee);
    let error: TransferShort = w.fails(w.carol, lend(&w, ether(10)));
    assert_eq!((error.received, error.asked), (ether(10) - ether(1) / n(10), ether(10)));
    w.weth.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.carol, lend(&w, ether(10)));
    w.check();
}
