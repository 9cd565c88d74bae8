//! What callbacks are for.

use crate::{
    NONE, assert_called, borrow, called, data, liquidation, loan, plan_leverage, plan_liquidation, reply, state, step,
};
use alloy_sol_types::SolValue;
use ballast_chain::{Bytes, U256};
use ballast_client::{
    account,
    interfaces::{ILst, IMarket, IMarketCallbacks, IWeth},
};
use ballast_wasm_tests::{ALL, ether, hostile::IBorrower};

#[test]
fn leverage_in_a_callback_is_judged_after_it() {
    let (mut l, contract) = called();
    let market = l.protocol.at.market;
    let before = state(&mut l, contract);
    let error: IMarket::InsufficientMargin = l.fail(contract.0, market, borrow(contract, 60));
    assert_eq!((error.debt, error.limit, error.unpriced), (ether(60), ether(9), NONE), "nothing was supplied");
    assert_eq!(state(&mut l, contract), before, "and nothing is left of it");
    plan_leverage(&mut l, contract, ether(60));
    l.send(contract.0, market, borrow(contract, 60));
    contract.assert_done(&mut l.protocol.client, 3);
    assert_called(
        &mut l,
        contract,
        IMarketCallbacks::onBorrowCall { account: contract.0, assets: ether(60), data: data() },
    );
    let health = l.health(contract.0);
    assert_eq!((health.debt, health.limit), (ether(60), ether(63)), "70 blETH at 90 %");
    l.check_all();
    plan_leverage(&mut l, contract, ether(31));
    let error: IMarket::InsufficientMargin = l.fail(contract.0, market, borrow(contract, 31));
    assert_eq!((error.debt, error.limit), (ether(91), ether(101) * U256::from(9) / U256::from(10)));
    l.check_all();
}

#[test]
fn an_operator_is_called_back_and_not_the_account() {
    let (mut l, contract) = called();
    let (carol, market) = (l.carol, l.protocol.at.market);
    let call = IMarket::borrowCall { assets: ether(5), onBehalf: carol, receiver: carol, data: data() };
    let _: IMarket::Unauthorized = l.fail(contract.0, market, call.clone());
    l.send(carol, market, IMarket::setOperatorCall { operator: contract.0, allowed: true });
    l.send(contract.0, market, call);
    assert_called(&mut l, contract, IMarketCallbacks::onBorrowCall { account: carol, assets: ether(5), data: data() });
    l.check_all();
}

#[test]
fn liquidates_without_capital_and_keeps_the_bonus() {
    let (mut l, contract) = called();
    let (carol, at) = (l.carol, l.protocol.at);
    let expected = plan_liquidation(&mut l, contract);
    let amount = l.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: expected.seized });
    let redeemed = l.view(at.lst, ILst::previewRedeemCall { amount });
    let (debt, call) = (l.health(carol).debt, liquidation(&l, contract));
    let answer = l.send(contract.0, at.market, call);
    contract.assert_done(&mut l.protocol.client, 3);
    assert_eq!(answer, expected);
    let called = IMarketCallbacks::onLiquidateCall {
        borrower: carol,
        asset: at.lst,
        repaid: answer.repaid,
        seized: answer.seized,
        data: data(),
    };
    assert_called(&mut l, contract, called);
    let profit = l.protocol.client.chain.balance(contract.0);
    assert_eq!(profit, redeemed - answer.repaid);
    assert!(profit > NONE && profit * U256::from(50) <= answer.repaid, "{profit} of {}", answer.repaid);
    assert_eq!(l.view(at.weth, IWeth::balanceOfCall { account: contract.0 }), NONE);
    assert_eq!(l.health(carol).debt, debt - answer.repaid);
    l.check_all();
}

#[test]
fn a_flash_loan_is_lent_whole_and_comes_back_whole() {
    let (mut l, contract) = called();
    let (at, erin) = (l.protocol.at, l.erin);
    let idle = l.view(at.market, IMarket::maxFlashLoanCall { token: at.weth });
    let fee = l.view(at.market, IMarket::flashFeeCall { token: at.weth, amount: ether(1) });
    assert_eq!((idle, fee), (ether(500), NONE));
    assert_eq!(l.view(at.market, IMarket::maxFlashLoanCall { token: at.lst }), NONE);
    let call = IMarket::flashFeeCall { token: at.lst, amount: ether(1) };
    let _: IMarket::UnsupportedToken = l.fail(erin, at.market, call);
    let before = state(&mut l, contract);
    step(&mut l, contract, at.weth, NONE, IWeth::balanceOfCall { account: contract.0 });
    let call = loan(&l, contract.0, 500);
    let error: IMarket::TokenCallFailed = l.fail(erin, at.market, call.clone());
    assert_eq!(error.token, at.weth, "not approved");
    step(&mut l, contract, at.weth, NONE, IWeth::approveCall { spender: at.market, value: ether(500) });
    assert!(l.send(erin, at.market, call.clone()));
    let seen = contract.assert_done(&mut l.protocol.client, 2).remove(0);
    assert_eq!(seen, ether(500).abi_encode());
    let called = IMarketCallbacks::onFlashLoanCall {
        initiator: erin,
        token: at.weth,
        amount: ether(500),
        fee: NONE,
        data: data(),
    };
    assert_called(&mut l, contract, called);
    step(&mut l, contract, at.weth, NONE, IWeth::approveCall { spender: at.market, value: ALL });
    step(&mut l, contract, at.weth, NONE, IWeth::transferCall { to: erin, value: U256::ONE });
    let _: IMarket::TokenCallFailed = l.fail(erin, at.market, call);
    contract.clear(&mut l.protocol.client);
    let call = loan(&l, contract.0, 501);
    let error: IMarket::InsufficientLiquidity = l.fail(erin, at.market, call);
    assert_eq!((error.assets, error.idle), (ether(501), ether(500)));
    let call = IMarket::flashLoanCall { token: at.lst, ..loan(&l, contract.0, 1) };
    let error: IMarket::UnsupportedToken = l.fail(erin, at.market, call);
    assert_eq!(error.token, at.lst);
    assert_eq!(state(&mut l, contract), before);
    l.check_all();
}

/// Whoever has approved the market cannot be made to take a loan: carol has, and the market itself needs not.
#[test]
fn only_who_answers_the_magic_value_is_lent_to() {
    let (mut l, contract) = called();
    let (at, erin) = (l.protocol.at, l.erin);
    l.send(contract.0, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
    let before = state(&mut l, contract);
    for wrong in [IBorrower::Reply::Wrong, IBorrower::Reply::Short] {
        reply(&mut l, contract, wrong, false);
        let call = loan(&l, contract.0, 5);
        let error: IMarket::CallbackFailed = l.fail(erin, at.market, call);
        assert_eq!(error.callee, contract.0);
    }
    for nobody in [l.carol, account("nobody")] {
        let call = loan(&l, nobody, 5);
        let error: IMarket::CallbackFailed = l.fail(erin, at.market, call);
        assert_eq!(error.callee, nobody);
    }
    let call = loan(&l, at.market, 5);
    let _: IMarket::Locked = l.fail(erin, at.market, call);
    assert_eq!(state(&mut l, contract), before);
    reply(&mut l, contract, IBorrower::Reply::Magic, false);
    let call = loan(&l, contract.0, 5);
    l.send(erin, at.market, call);
    l.check_all();
}

/// In the loan the debt goes and the margin cannot; after it the margin goes.
#[test]
fn a_flash_loan_repays_a_debt_and_the_margin_leaves_after_it() {
    let (mut l, contract) = called();
    let (at, erin, me) = (l.protocol.at, l.erin, contract.0);
    l.send(me, at.market, IMarket::borrowCall { data: Bytes::new(), ..borrow(contract, 9) });
    l.send(me, at.weth, IWeth::transferCall { to: erin, value: ether(9) });
    l.send(erin, at.lst, ILst::transferCall { to: me, value: ether(10) });
    let all = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: me, receiver: me };
    step(&mut l, contract, at.market, NONE, all.clone());
    let call = loan(&l, me, 9);
    let _: IMarket::TokenCallFailed = l.fail(me, at.market, call.clone());
    contract.clear(&mut l.protocol.client);
    step(&mut l, contract, at.weth, NONE, IWeth::approveCall { spender: at.market, value: ALL });
    step(&mut l, contract, at.market, NONE, IMarket::repayCall { assets: ALL, onBehalf: me });
    let redeem = ILst::redeemCall { amount: ether(10), receiver: me, minEther: ether(9), deadline: ALL };
    step(&mut l, contract, at.lst, NONE, redeem);
    step(&mut l, contract, at.weth, ether(9), IWeth::depositCall {});
    l.send(me, at.market, call);
    contract.assert_done(&mut l.protocol.client, 4);
    assert_eq!(l.health(me).debt, NONE);
    l.send(me, at.market, all);
    assert_eq!((l.units(me, at.lst), l.view(at.market, IMarket::totalsCall {}).idle), (NONE, ether(500)));
    l.check_all();
}
