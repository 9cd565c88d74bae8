//! A callback that fails, or runs out of gas, leaves nothing of the operation.

use crate::{NONE, State, borrow, called, liquidation, loan, plan_leverage, plan_liquidation, reply, state, step};
use alloy_sol_types::SolCall;
use ballast_chain::{Tx, U256};
use ballast_client::interfaces::{IMarket, IWeth};
use ballast_wasm_tests::{
    ALL, Lending, ether,
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

/// Sends the call at gas limits in steps: each time all of it happens, as with plenty, or nothing. Any call that the
/// contract makes and that fails ends its callback.
#[track_caller]
fn assert_whole_or_nothing<C: SolCall>(l: &mut Lending, contract: Plan, call: C) {
    reply(l, contract, IBorrower::Reply::Magic, true);
    let start = l.protocol.client.chain.snapshot();
    let before: State = state(l, contract);
    let tx = Tx::call(contract.0, l.protocol.at.market, call.abi_encode());
    let whole = l.protocol.client.chain.transact(tx.clone()).unwrap();
    assert!(whole.is_success(), "{}", ballast_client::describe(&whole.output));
    let after = state(l, contract);
    assert_ne!(before, after);
    l.protocol.client.chain.restore(start).unwrap();
    let (mut failed, mut succeeded) = (0, 0);
    let most = (whole.gas_used + whole.gas_refunded) * 6 / 5;
    for gas in (24_000..most).step_by(usize::try_from(most / 120).unwrap()) {
        let receipt = l.protocol.client.chain.transact(tx.clone().gas_limit(gas)).unwrap();
        let now = state(l, contract);
        if receipt.is_success() {
            assert_eq!(now, after, "gas limit {gas}");
            assert_eq!((&receipt.output, &receipt.logs), (&whole.output, &whole.logs), "gas limit {gas}");
            succeeded += 1;
            l.protocol.client.chain.restore(start).unwrap();
        } else {
            assert_eq!(now, before, "gas limit {gas}");
            assert!(receipt.logs.is_empty(), "gas limit {gas}");
            failed += 1;
        }
    }
    assert!(failed > 50 && succeeded > 5, "{failed} failed, {succeeded} succeeded");
    l.check_all();
}

#[test]
fn i21_leverage_in_a_callback_at_every_gas_limit() {
    let (mut l, contract) = called();
    plan_leverage(&mut l, contract, ether(60));
    assert_whole_or_nothing(&mut l, contract, borrow(contract, 60));
}

#[test]
fn i21_a_liquidation_without_capital_at_every_gas_limit() {
    let (mut l, contract) = called();
    plan_liquidation(&mut l, contract);
    let call = liquidation(&l, contract);
    assert_whole_or_nothing(&mut l, contract, call);
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
    assert_whole_or_nothing(&mut l, contract, call);
}
