//! A callback that fails, or runs out of gas, leaves nothing of the operation.

use crate::{NONE, State, borrow, called, liquidation, loan, plan_leverage, plan_liquidation, reply, state, step};
use alloy_sol_types::SolCall;
use ballast_chain::{Tx, U256};
use ballast_client::interfaces::{IMarket, IWeth};
use ballast_wasm_tests::{
    ALL, Lending, assert_whole_or_nothing, ether,
    hostile::{IBorrower, Plan},
};

#[test]
fn what_a_callback_reverts_with_is_passed_on() {
    let (mut l, contract) = called();
    let (me, market) = (contract.0, l.protocol.at.market);
    plan_liquidation(&mut l, contract);
    let before = state(&mut l, contract);
    let (borrow, loan, liquidation) = (borrow(contract, 5), loan(&l, me, 5), liquidation(&l, contract));
    reply(&mut l, contract, IBorrower::Reply::Reason, false);
    let reasons: [IBorrower::Refused; 3] = [
        l.fail(me, market, borrow.clone()),
        l.fail(l.erin, market, loan.clone()),
        l.fail(me, market, liquidation.clone()),
    ];
    assert!(reasons.iter().all(|reason| reason.why == U256::from(42)), "{reasons:?}");
    reply(&mut l, contract, IBorrower::Reply::Silence, false);
    let reasons: [IMarket::CallbackFailed; 3] =
        [l.fail(me, market, borrow), l.fail(l.erin, market, loan), l.fail(me, market, liquidation)];
    assert!(reasons.iter().all(|reason| reason.callee == me), "{reasons:?}");
    assert_eq!(state(&mut l, contract), before);
    l.check_all();
}

/// The call, at every gas limit. Any call that the contract makes and that fails ends its callback.
#[track_caller]
fn assert_whole<C: SolCall>(l: &mut Lending, contract: Plan, call: C) {
    reply(l, contract, IBorrower::Reply::Magic, true);
    let tx = Tx::call(contract.0, l.protocol.at.market, call.abi_encode());
    assert_whole_or_nothing(l, &tx, |l| -> State { state(l, contract) });
    l.check_all();
}

#[test]
fn i21_leverage_in_a_callback_at_every_gas_limit() {
    let (mut l, contract) = called();
    plan_leverage(&mut l, contract, ether(60));
    assert_whole(&mut l, contract, borrow(contract, 60));
}

#[test]
fn i21_a_liquidation_without_capital_at_every_gas_limit() {
    let (mut l, contract) = called();
    plan_liquidation(&mut l, contract);
    let call = liquidation(&l, contract);
    assert_whole(&mut l, contract, call);
}

#[test]
fn i21_a_flash_loan_that_repays_a_debt_at_every_gas_limit() {
    let (mut l, contract) = called();
    let (at, carol) = (l.protocol.at, l.carol);
    l.borrow(carol, ether(9));
    l.send(l.erin, at.weth, IWeth::transferCall { to: contract.0, value: ether(9) });
    step(&mut l, contract, at.weth, NONE, IWeth::approveCall { spender: at.market, value: ALL });
    step(&mut l, contract, at.market, NONE, IMarket::repayCall { assets: ether(9), onBehalf: carol });
    let call = loan(&l, contract.0, 20);
    assert_whole(&mut l, contract, call);
}
