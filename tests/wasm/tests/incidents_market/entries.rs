//! I01: whatever an indebted account calls, it ends with margin enough for what it owes, or not at all.

use crate::{
    NONE, WAD, WEI,
    abi::{Function, functions},
    attempts::{Attempt, MARGIN, World},
    borrow, raw,
};
use alloy_sol_types::{SolCall, SolInterface};
use ballast_chain::{Address, Bytes, U256};
use ballast_client::{
    Client, describe,
    interfaces::{
        IMarket::{self, IMarketCalls},
        IRisk,
    },
};
use ballast_wasm_tests::{
    ALL, ether,
    hostile::{IBorrower, Plan},
};

/// All of the market that changes something.
fn entries() -> Vec<Function> {
    let all = functions("IMarket");
    assert_eq!(all.len(), IMarketCalls::COUNT);
    all.into_iter().filter(|function| !function.is_view).collect()
}

#[test]
fn i01_no_entry_lowers_the_margin_of_who_owes_all_that_he_may() {
    let mut w = World::at_its_limit();
    let (market, start, before) = (w.l.protocol.at.market, w.l.protocol.client.chain.snapshot(), w.account());
    let (mut done, mut refused) = (0, 0);
    for entry in entries() {
        let name = entry.signature();
        for Attempt { from, data, reason } in w.attempts(&entry) {
            let receipt = raw(&mut w.l, from, market, data);
            let (told, after) = (describe(&receipt.output), w.account());
            if let Some(reason) = reason {
                assert!(!receipt.is_success() && told.starts_with(reason), "{name} by {from}: {told}");
                assert_eq!(after, before, "{name}");
                refused += 1;
            } else {
                assert!(receipt.is_success(), "{name}: {told}");
                assert!(after.1 <= before.1 && after.2.debt <= after.2.limit, "{name}: {after:?}");
                assert!(after.0.iter().zip(before.0).all(|(after, before)| *after >= before), "{name}: {after:?}");
                done += 1;
            }
            w.l.check_books();
            w.l.protocol.client.chain.restore(start).unwrap();
        }
    }
    assert!(done == 15 && refused > 40, "{done} done, {refused} refused");
}

/// The same calls from within a flash loan of all there is, and from within a borrowing's callback.
#[test]
fn i01_nothing_in_a_flash_loan_or_a_callback_lowers_it_either() {
    let mut w = World::at_its_limit();
    let (me, at) = (w.me, w.l.protocol.at);
    let (plan, mut count) = (Plan(me), 0);
    for entry in entries() {
        for attempt in w.attempts(&entry).into_iter().filter(|attempt| attempt.from == me && attempt.reason.is_some()) {
            plan.add_raw(&mut w.l.protocol.client, at.market, NONE, attempt.data);
            count += 1;
        }
    }
    let before = w.account();
    let data = Bytes::from_static(b"x");
    let loan = IMarket::flashLoanCall { receiver: me, token: at.weth, amount: ether(493), data: data.clone() };
    let receipt = raw(&mut w.l, me, at.market, loan.abi_encode());
    assert!(receipt.is_success(), "{}", describe(&receipt.output));
    plan.assert_locked(&mut w.l.protocol.client, count);
    assert!(count > 30 && w.account() == before, "{count} tried");
    // The lock is no callback's reason to be believed: the account is judged after it.
    let call = IMarket::borrowCall { data, ..borrow(me, WEI) };
    let withdraw = w.withdrawals()[0].clone();
    step(&mut w.l.protocol.client, plan, at.market, withdraw);
    let receipt = raw(&mut w.l, me, at.market, call.abi_encode());
    assert!(describe(&receipt.output).starts_with(MARGIN), "{}", describe(&receipt.output));
    assert_eq!(w.account(), before);
    w.l.send(w.l.erin, me, IBorrower::setCall { reply: IBorrower::Reply::Magic, strict: true });
    let receipt = raw(&mut w.l, me, at.market, call.abi_encode());
    assert!(describe(&receipt.output).starts_with("Locked"), "it was called: {}", describe(&receipt.output));
    assert_eq!(w.account(), before);
    w.l.check_books();
}

fn step<C: SolCall>(client: &mut Client, plan: Plan, to: Address, call: C) {
    plan.clear(client);
    plan.add(client, to, NONE, call);
}

/// Euler's second half: an account that is unhealthy liquidates itself, at once and in parts. The bonus is its own, and
/// nothing is the suppliers' loss.
#[test]
fn i01_who_liquidates_himself_leaves_no_bad_debt() {
    let mut w = World::at_its_limit();
    let (me, at, plain) = (w.me, w.l.protocol.at, w.plain);
    w.l.set_price(plain.feed, 0.85);
    let ill = w.account();
    assert!(ill.2.healthWad < WAD && ill.2.healthWad > WAD * U256::from(96) / U256::from(100));
    assert_nothing_lowers(&mut w);
    let supplied = w.l.view(at.market, IMarket::totalsCall {}).suppliedAssets;
    let start = w.l.protocol.client.chain.snapshot();
    for (asset, most, parts) in [at.lst, plain.token].map(|asset| [(asset, ALL, 1), (asset, ether(1), 6)]).concat() {
        for _ in 0..parts {
            let before = w.account().2;
            let call = IMarket::liquidateCall { asset, receiver: me, ..w.l.liquidation(me, most) };
            let Ok(done) = w.l.protocol.client.send(me, at.market, call) else { break };
            assert!(Client::event::<IMarket::BadDebt>(&done.receipt.logs, at.market).is_none());
            assert!(w.account().2.healthWad > before.healthWad, "it gets healthier");
        }
        assert!(w.account().2.debt <= ill.2.debt - ether(2));
        assert_eq!(w.l.view(at.market, IMarket::totalsCall {}).suppliedAssets, supplied);
        assert_nothing_lowers(&mut w);
        let call = IMarket::liquidateCall { asset, receiver: me, ..w.l.liquidation(me, ALL) };
        if parts == 1 {
            let _: IRisk::Healthy = w.l.fail(me, at.market, call);
        }
        w.l.check_books();
        w.l.protocol.client.chain.restore(start).unwrap();
    }
}

/// Whatever would take margin out or raise debt by all that there is, is refused.
#[track_caller]
fn assert_nothing_lowers(w: &mut World) {
    let (before, market) = (w.account(), w.l.protocol.at.market);
    let (borrows, withdrawals) = (w.borrows(), w.withdrawals());
    let calls = borrows.iter().map(SolCall::abi_encode).chain(withdrawals.iter().map(SolCall::abi_encode));
    for data in calls.collect::<Vec<_>>() {
        let receipt = raw(&mut w.l, w.me, market, data);
        let told = describe(&receipt.output);
        let refused = [MARGIN, "InsufficientCollateral", "ZeroAmount"].iter().any(|reason| told.starts_with(reason));
        assert!(refused, "{told}");
        assert_eq!(w.account(), before);
    }
}
