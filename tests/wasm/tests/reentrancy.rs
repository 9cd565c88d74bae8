//! Whoever is called back finds no door open: re-entrant calls fail without a reason, and the books hold.

use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Accounts, Client, Parameters, Protocol, account,
    interfaces::{ILst, IMarket, IRisk, IWeth},
};
use ballast_wasm_tests::{
    ALL, ETHER, Lending, artifacts, chain, check_token, ether,
    hostile::{IAttacker, IPlan, Plan, hostile},
    rich,
};

/// A market in which the attacker has 20 blETH, 10 of them as margin, 5 WETH and 5 ether.
fn attacked() -> (Lending, Plan) {
    let mut l = Lending::open();
    let attacker = hostile(&mut l.protocol.client, "Attacker");
    l.others.push(attacker);
    let (at, erin) = (l.protocol.at, l.erin);
    l.send(erin, at.lst, ILst::transferCall { to: attacker, value: ether(20) });
    l.send(erin, at.weth, IWeth::transferCall { to: attacker, value: ether(5) });
    l.protocol.client.chain.set_balance(attacker, ether(5));
    l.send(attacker, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
    l.send(attacker, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    l.post(attacker, 10);
    (l, Plan(attacker))
}

fn redeem(attacker: Plan) -> ILst::redeemCall {
    ILst::redeemCall { amount: ether(1), receiver: attacker.0, minEther: U256::ZERO, deadline: ALL }
}

/// Redeems one blETH; the callback is made, and the books are as if it had not been.
fn redeem_well(l: &mut Lending, attacker: Plan) {
    let (lst, address) = (l.protocol.at.lst, attacker.0);
    let shares = l.view(lst, ILst::sharesOfCall { account: address });
    let rate = l.view(lst, ILst::rateDataCall {});
    let quote = l.view(lst, ILst::previewRedeemCall { amount: ether(1) });
    let balance = l.protocol.client.chain.balance(address);
    assert_eq!(l.send(address, lst, redeem(attacker)), quote);
    assert_eq!(l.protocol.client.chain.balance(address), balance + quote);
    let after = l.view(lst, ILst::rateDataCall {});
    assert_eq!(after.pooledEther, rate.pooledEther - ether(1));
    let burnt = rate.totalShares - after.totalShares;
    assert_eq!(l.view(lst, ILst::sharesOfCall { account: address }), shares - burnt);
    l.check_all();
}

#[test]
fn every_reentry_into_the_token_from_a_redemption_fails_without_a_reason() {
    let (mut l, attacker) = attacked();
    let (lst, me) = (l.protocol.at.lst, attacker.0);
    let s = &mut l.protocol.client;
    attacker.add(s, lst, ether(1), ILst::submitCall { referral: Address::ZERO });
    attacker.add(s, lst, ether(1), ILst::stakeCall { receiver: me, minShares: U256::ZERO, deadline: ALL });
    attacker.add(s, lst, U256::ZERO, redeem(attacker));
    attacker.add(s, lst, U256::ZERO, ILst::transferCall { to: l.erin, value: ether(1) });
    attacker.add(s, lst, U256::ZERO, ILst::transferSharesCall { to: l.erin, sharesAmount: U256::ONE });
    attacker.add(s, lst, U256::ZERO, ILst::approveCall { spender: l.erin, value: ALL });
    attacker.add(s, lst, U256::ZERO, ILst::rateDataCall {});
    attacker.add(s, lst, U256::ZERO, ILst::balanceOfCall { account: me });
    attacker.add(s, lst, U256::ZERO, ILst::previewRedeemCall { amount: ether(1) });
    redeem_well(&mut l, attacker);
    attacker.assert_all_refused(&mut l.protocol.client, 9);
}

#[test]
fn a_reentry_over_a_second_contract_fails_too() {
    let (mut l, attacker) = attacked();
    let lst = l.protocol.at.lst;
    let s = &mut l.protocol.client;
    let second = hostile(s, "Attacker");
    let submit = ILst::submitCall { referral: Address::ZERO }.abi_encode();
    for data in [ILst::totalSupplyCall {}.abi_encode(), redeem(attacker).abi_encode(), submit, Vec::new()] {
        attacker.add(s, second, U256::ZERO, IPlan::relayCall { to: lst, data: data.into() });
    }
    redeem_well(&mut l, attacker);
    attacker.assert_all_refused(&mut l.protocol.client, 4);
}

#[test]
fn the_market_entered_from_a_redemption_fails_closed_where_it_needs_the_token() {
    let (mut l, attacker) = attacked();
    let (at, me, carol) = (l.protocol.at, attacker.0, l.carol);
    l.borrow(carol, ether(44));
    l.slash(ether(30)); // carol may be liquidated now
    let units = U256::from(ETHER);
    let s = &mut l.protocol.client;
    let zero = U256::ZERO;
    attacker.add(s, at.market, zero, IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: me });
    attacker.add(s, at.market, zero, IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: me });
    let call = IMarket::withdrawCollateralCall { asset: at.lst, units, onBehalf: me, receiver: me };
    attacker.add(s, at.market, zero, call);
    attacker.add(
        s,
        at.market,
        zero,
        IMarket::borrowCall { assets: ether(1), onBehalf: me, receiver: me, data: Default::default() },
    );
    let liquidation = l.liquidation(carol, ether(1));
    let s = &mut l.protocol.client;
    attacker.add(s, at.market, zero, liquidation);
    attacker.add(s, at.market, zero, IMarket::accountHealthCall { account: carol });
    attacker.add(s, at.risk, zero, IRisk::healthCall { holdings: vec![units], debt: units });
    let books = l.view(at.market, IMarket::totalsCall {});
    redeem_well(&mut l, attacker);
    let outcomes = attacker.outcomes(&mut l.protocol.client);
    let reasons: Vec<_> = outcomes.iter().map(|outcome| ballast_client::describe(&outcome.data)).collect();
    assert!(outcomes.iter().all(|outcome| !outcome.ok), "{reasons:?}");
    let expected = [
        "TokenCallFailed",
        "TokenCallFailed",
        "TokenCallFailed",
        "InsufficientMargin",
        "NoPrice",
        "NoPrice",
        "NoPrice",
    ];
    for (reason, expected) in reasons.iter().zip(expected) {
        assert!(reason.starts_with(expected), "{reasons:?}");
    }
    assert_eq!(reasons.len(), expected.len());
    assert_eq!(l.view(at.market, IMarket::totalsCall {}), books);
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: me }), zero);
}

#[test]
fn what_needs_no_token_works_whole_from_a_redemption_and_views_are_settled() {
    let (mut l, attacker) = attacked();
    let (at, me, carol) = (l.protocol.at, attacker.0, l.carol);
    l.borrow(carol, ether(10));
    let before = l.view(at.market, IMarket::totalsCall {});
    let s = &mut l.protocol.client;
    attacker.add(s, at.market, U256::ZERO, IMarket::totalsCall {});
    attacker.add(s, at.risk, U256::ZERO, IRisk::pricesCall { index: U256::ZERO });
    attacker.add(s, at.market, U256::ZERO, IMarket::depositCall { assets: ether(2), receiver: me });
    attacker.add(s, at.market, U256::ZERO, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    attacker.add(s, at.market, U256::ZERO, IMarket::totalsCall {});
    redeem_well(&mut l, attacker);
    let outcomes = attacker.outcomes(&mut l.protocol.client);
    assert!(outcomes.iter().all(|outcome| outcome.ok));
    assert_eq!(outcomes[0].data, IMarket::totalsCall::abi_encode_returns(&before));
    let prices = IRisk::pricesCall::abi_decode_returns(&outcomes[1].data).unwrap();
    assert_eq!(prices.status, IRisk::PriceStatus::RateFailed);
    assert_eq!((prices.borrowPrice36, prices.liquidationPrice36), (U256::ZERO, U256::ZERO));
    let after = l.view(at.market, IMarket::totalsCall {});
    assert_eq!(outcomes[4].data, IMarket::totalsCall::abi_encode_returns(&after));
    assert_eq!(after.idle, before.idle + ether(3));
}

#[test]
fn a_receiver_that_takes_no_ether_loses_nothing() {
    let (mut l, attacker) = attacked();
    let (lst, me, feed) = (l.protocol.at.lst, attacker.0, l.protocol.at.feed);
    let state = |l: &mut Lending| {
        let shares = l.view(lst, ILst::sharesOfCall { account: me });
        (
            shares,
            l.view(lst, ILst::rateDataCall {}),
            l.view(lst, ILst::columnsCall {}),
            l.protocol.client.chain.balance(me),
        )
    };
    let before = state(&mut l);
    for mode in [IAttacker::Mode::Refuse, IAttacker::Mode::Burn, IAttacker::Mode::RefuseAtLength] {
        l.send(l.erin, me, IAttacker::setCall { mode });
        let error: ILst::EtherTransferFailed = l.fail(me, lst, redeem(attacker));
        assert_eq!(error.receiver, me);
        assert_eq!(state(&mut l), before, "{mode:?}");
    }
    let call = ILst::redeemCall { receiver: feed, ..redeem(attacker) };
    let error: ILst::EtherTransferFailed = l.fail(me, lst, call);
    assert_eq!(error.receiver, feed, "a contract without receive()");
    assert_eq!(state(&mut l), before);
    l.send(l.erin, me, IAttacker::setCall { mode: IAttacker::Mode::AcceptAtLength });
    redeem_well(&mut l, attacker);
}

/// I21 with a receiver that burns what it gets: at no gas limit is anything taken.
#[test]
fn a_receiver_that_burns_gas_takes_nothing_at_any_gas_limit() {
    let (mut l, attacker) = attacked();
    let (lst, me) = (l.protocol.at.lst, attacker.0);
    l.send(l.erin, me, IAttacker::setCall { mode: IAttacker::Mode::Burn });
    let before = l.view(lst, ILst::rateDataCall {});
    for gas in (30_000..3_000_000).step_by(60_000) {
        let tx = Tx::call(me, lst, redeem(attacker).abi_encode()).gas_limit(gas);
        let receipt = l.protocol.client.chain.transact(tx).unwrap();
        assert!(!receipt.is_success() && receipt.logs.is_empty(), "gas limit {gas}");
    }
    assert_eq!(l.view(lst, ILst::rateDataCall {}), before);
    l.check_all();
}

/// Operators are called with ether too: they find the token closed, and the movement is booked once.
#[test]
fn operators_that_reenter_get_what_they_asked_for_and_nothing_else() {
    let mut chain = chain();
    let hand = account("hand");
    chain.set_balance(hand, ether(1));
    let mut client = Client { chain };
    let operators = hostile(&mut client, "Attacker");
    let accounts = Accounts { operators, ..Accounts::default() };
    let mut p = Protocol::deploy(client.chain, &artifacts(), accounts, &Parameters::default()).unwrap();
    let (lst, plan) = (p.at.lst, Plan(operators));
    let alice = rich(&mut p.client, "alice", ether(100));
    p.client.pay(alice, lst, ether(50)).unwrap();
    p.client.chain.set_balance(operators, ether(10));
    plan.add(&mut p.client, lst, U256::ZERO, ILst::deployEtherCall { amount: ether(5) });
    plan.add(&mut p.client, lst, ether(5), ILst::returnEtherCall {});
    plan.add(&mut p.client, lst, U256::ZERO, ILst::columnsCall {});
    let rate = p.client.view(lst, ILst::rateDataCall {}).unwrap();
    p.client.send(operators, lst, ILst::deployEtherCall { amount: ether(20) }).unwrap();
    plan.assert_all_refused(&mut p.client, 3);
    let columns = p.client.view(lst, ILst::columnsCall {}).unwrap();
    assert_eq!((columns.buffer, columns.inFlight), (ether(31), ether(20)));
    assert_eq!(p.client.chain.balance(operators), ether(30));
    assert_eq!(p.client.view(lst, ILst::rateDataCall {}).unwrap(), rate);
    check_token(&mut p.client, lst, p.at.wrapper, &[alice]);
}
