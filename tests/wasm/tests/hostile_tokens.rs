//! Collateral tokens and feeds that act while the market waits for them, or do not keep to ERC-20.

use ballast_chain::U256;
use ballast_client::interfaces::{ILst, IMarket, IRisk, IWeth};
use ballast_wasm_tests::{
    ALL, ETHER, Lending, Plain, ether,
    hostile::{IAttacker, IHookFeed, IHookToken, Plan, hostile},
};

/// Carol has 50 blETH and 50 hook tokens as margin.
fn hooked() -> (Lending, Plain) {
    let mut l = Lending::open();
    let plain = l.list_hook_token();
    l.post_plain(l.carol, plain.token, ether(50));
    (l, plain)
}

/// All that a token could try on the market in a transfer of its own, and that is locked then.
fn plan_market_calls(l: &mut Lending, plan: Plan) -> usize {
    let (at, me, carol) = (l.protocol.at, plan.0, l.carol);
    let units = U256::from(1_000);
    let s = &mut l.protocol.client;
    let zero = U256::ZERO;
    plan.add(s, at.market, zero, IMarket::depositCall { assets: units, receiver: me });
    plan.add(s, at.market, zero, IMarket::redeemCall { shares: units, receiver: me, owner: me });
    let call = IMarket::withdrawCollateralCall { asset: me, units, onBehalf: me, receiver: me };
    plan.add(s, at.market, zero, call);
    plan.add(
        s,
        at.market,
        zero,
        IMarket::borrowCall { assets: units, onBehalf: me, receiver: me, data: Default::default() },
    );
    let call = IMarket::liquidateCall {
        borrower: carol,
        asset: me,
        maxRepay: ALL,
        minSeize: zero,
        receiver: me,
        data: Default::default(),
    };
    plan.add(s, at.market, zero, call);
    plan.add(s, at.market, zero, IMarket::accrueCall {});
    plan.add(s, at.market, zero, IMarket::totalsCall {});
    plan.add(s, at.market, zero, IMarket::accountHealthCall { account: carol });
    8
}

/// What the lock lets through, supplying collateral and repaying, is booked once, however it is nested in a delivery.
#[test]
fn a_collateral_that_supplies_itself_and_repays_while_it_comes_in_is_booked_once() {
    let (mut l, plain) = hooked();
    let (carol, erin, at, token) = (l.carol, l.erin, l.protocol.at, plain.token);
    l.others.push(token);
    l.borrow(carol, ether(20));
    l.send(erin, token, IHookToken::mintCall { to: token, value: ether(100) });
    l.send(erin, at.weth, IWeth::transferCall { to: token, value: ether(2) });
    let (plan, zero, units) = (Plan(token), U256::ZERO, ether(3));
    let s = &mut l.protocol.client;
    plan.add(s, at.weth, zero, IWeth::approveCall { spender: at.market, value: ALL });
    plan.add(s, token, zero, IHookToken::approveCall { spender: at.market, value: ALL });
    plan.add(s, at.market, zero, IMarket::supplyCollateralCall { asset: token, units, onBehalf: token });
    plan.add(s, at.market, zero, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    let debt = l.view(at.market, IMarket::debtOfCall { account: carol });
    let supply = IMarket::supplyCollateralCall { asset: token, units: ether(7), onBehalf: carol };
    l.send(carol, at.market, supply);
    let outcomes = plan.outcomes(&mut l.protocol.client);
    assert!(outcomes.len() == 8 && outcomes.iter().all(|outcome| outcome.ok), "{outcomes:?}");
    assert_eq!((l.units(carol, token), l.units(token, token)), (ether(57), ether(6)));
    let left = l.view(at.market, IMarket::debtOfCall { account: carol });
    assert!(left <= debt - ether(2) + U256::from(4), "{left} of {debt}");
    l.check_all();
    // With nothing of its own delivered by then, the outer delivery would be short by what came in from within.
    l.send(erin, token, IHookToken::setCall { feeBps: U256::from(10_000), answer: IHookToken::Answer::True });
    plan.clear(&mut l.protocol.client);
    let call = IMarket::supplyCollateralCall { asset: token, units, onBehalf: carol };
    let _: IMarket::TransferShort = l.fail(carol, at.market, call);
    l.check_all();
}

#[test]
fn a_collateral_that_reenters_while_it_comes_in_finds_the_market_closed() {
    let (mut l, plain) = hooked();
    let (carol, plan) = (l.carol, Plan(plain.token));
    l.others.push(plain.token);
    l.borrow(carol, ether(20));
    let calls = plan_market_calls(&mut l, plan);
    l.post_plain(carol, plain.token, ether(7));
    plan.assert_all_refused(&mut l.protocol.client, 2 * calls); // before and after it moved
    assert_eq!(l.units(carol, plain.token), ether(57));
    l.check_all();
}

#[test]
fn a_collateral_that_reenters_while_it_leaves_finds_the_market_closed() {
    let (mut l, plain) = hooked();
    let (carol, market, plan) = (l.carol, l.protocol.at.market, Plan(plain.token));
    l.others.push(plain.token);
    l.borrow(carol, ether(20));
    let calls = plan_market_calls(&mut l, plan);
    let withdraw =
        |units| IMarket::withdrawCollateralCall { asset: plain.token, units, onBehalf: carol, receiver: carol };
    l.send(carol, market, withdraw(ether(10)));
    plan.assert_all_refused(&mut l.protocol.client, 2 * calls);
    assert_eq!(l.units(carol, plain.token), ether(40));
    l.check_all();
}

#[test]
fn a_collateral_that_reenters_while_it_is_seized_finds_the_market_closed() {
    let (mut l, plain) = hooked();
    let (carol, erin, market, plan) = (l.carol, l.erin, l.protocol.at.market, Plan(plain.token));
    l.others.push(plain.token);
    l.borrow(carol, ether(80));
    l.set_price(plain.feed, 0.7);
    let calls = plan_market_calls(&mut l, plan);
    let before = l.view(market, IMarket::debtOfCall { account: carol });
    let call = IMarket::liquidateCall { asset: plain.token, ..l.liquidation(carol, ALL) };
    let answer = l.send(erin, market, call);
    plan.assert_all_refused(&mut l.protocol.client, 2 * calls);
    assert!(answer.seized > U256::ZERO);
    assert_eq!(l.view(plain.token, IHookToken::balanceOfCall { account: erin }), ether(100) + answer.seized);
    assert_eq!(l.view(market, IMarket::debtOfCall { account: carol }), before - answer.repaid);
    l.check_all();
}

/// The way back over blETH: the token redeems while it is seized, and whoever gets the ether tries the market.
#[test]
fn a_reentry_over_collateral_and_token_finds_the_market_closed() {
    let (mut l, plain) = hooked();
    let (carol, at) = (l.carol, l.protocol.at);
    let attacker = Plan(hostile(&mut l.protocol.client, "Attacker"));
    l.others.extend([plain.token, attacker.0]);
    let (token_plan, me) = (Plan(plain.token), attacker.0);
    l.send(l.erin, at.lst, ILst::transferCall { to: plain.token, value: ether(5) });
    let redeem = ILst::redeemCall { amount: ether(1), receiver: me, minEther: U256::ZERO, deadline: ALL };
    token_plan.add(&mut l.protocol.client, at.lst, U256::ZERO, redeem);
    let calls = plan_market_calls(&mut l, attacker);
    let withdraw = IMarket::withdrawCollateralCall { asset: plain.token, units: ALL, onBehalf: carol, receiver: carol };
    l.send(carol, at.market, withdraw);
    assert!(token_plan.outcomes(&mut l.protocol.client).iter().all(|outcome| outcome.ok));
    assert!(l.protocol.client.chain.balance(me) > ether(1), "both redemptions were paid");
    attacker.assert_all_refused(&mut l.protocol.client, 2 * calls);
    l.check_all();
}

#[test]
fn a_feed_that_reenters_is_refused_and_gives_its_price() {
    let mut l = Lending::open();
    let client = &mut l.protocol.client;
    let (token, feed) = (hostile(client, "HookToken"), hostile(client, "HookFeed"));
    l.list(token, feed);
    let (carol, at, plan) = (l.carol, l.protocol.at, Plan(feed));
    l.send(carol, token, IHookToken::mintCall { to: carol, value: ether(50) });
    l.send(carol, token, IHookToken::approveCall { spender: at.market, value: ALL });
    l.post_plain(carol, token, ether(50));
    plan_market_calls(&mut l, plan);
    let client = &mut l.protocol.client;
    plan.add(client, at.risk, U256::ZERO, IRisk::pricesCall { index: U256::ZERO });
    plan.add(client, at.risk, U256::ZERO, IRisk::collateralCountCall {});
    // Beyond blETH's 45: the feed answers only if all of its calls were refused.
    l.borrow(carol, ether(80));
    assert_eq!(l.units(carol, token), ether(50));
    l.check_books();
    plan.clear(&mut l.protocol.client);
    plan.add(&mut l.protocol.client, at.lst, U256::ZERO, ILst::rateDataCall {});
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: carol, receiver: carol, data: Default::default() };
    let error: IMarket::InsufficientMargin = l.fail(carol, at.market, call);
    assert_eq!(error.unpriced, U256::from(2), "the probe can fail: the token is not locked, so the feed gave no price");
}

#[test]
fn a_feed_that_burns_its_gas_stops_borrowing_and_no_liquidation_of_bleth() {
    let mut l = Lending::open();
    let (carol, erin, dave, at) = (l.carol, l.erin, l.dave, l.protocol.at);
    let feed = hostile(&mut l.protocol.client, "HookFeed");
    l.borrow(carol, ether(44));
    let call =
        IRisk::setFeedCall { index: U256::ZERO, feed, feedMaxAge: U256::from(86_400), rateMaxAge: U256::from(86_400) };
    l.send(l.protocol.accounts.owner, at.risk, call);
    l.send(dave, feed, IHookFeed::burnCall { burns: true });
    let call = IMarket::borrowCall { assets: ether(1), onBehalf: carol, receiver: carol, data: Default::default() };
    let error: IMarket::InsufficientMargin = l.fail(carol, at.market, call);
    assert_eq!((error.limit, error.unpriced), (U256::ZERO, U256::ONE));
    l.send(carol, at.market, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    l.slash(ether(40));
    let call = l.liquidation(carol, ALL);
    assert!(l.send(erin, at.market, call).seized > U256::ZERO);
    l.check_all();
}

#[test]
fn a_fee_on_transfer_is_refused_on_the_way_in_and_borne_by_the_receiver_on_the_way_out() {
    let (mut l, plain) = hooked();
    let (carol, erin, market) = (l.carol, l.erin, l.protocol.at.market);
    let fee = |bps| IHookToken::setCall { feeBps: U256::from(bps), answer: IHookToken::Answer::True };
    l.send(erin, plain.token, fee(100));
    let supply = |units| IMarket::supplyCollateralCall { asset: plain.token, units, onBehalf: erin };
    let error: IMarket::TransferShort = l.fail(erin, market, supply(ether(10)));
    assert_eq!((error.token, error.received, error.asked), (plain.token, ether(99) / U256::from(10), ether(10)));
    let _: IMarket::TransferShort = l.fail(erin, market, supply(ALL));
    assert_eq!(l.units(erin, plain.token), U256::ZERO);
    let call =
        IMarket::withdrawCollateralCall { asset: plain.token, units: ether(50), onBehalf: carol, receiver: carol };
    l.send(carol, market, call);
    let got = l.view(plain.token, IHookToken::balanceOfCall { account: carol });
    assert_eq!(got, ether(50) + ether(495) / U256::from(10));
    l.check_books();
    l.send(erin, plain.token, fee(0));
    assert_eq!(l.send(erin, market, supply(ALL)), ether(100));
    l.check_books();
}

#[test]
fn a_token_may_answer_true_or_nothing_and_no_other_thing() {
    let (mut l, plain) = hooked();
    let (carol, erin, market) = (l.carol, l.erin, l.protocol.at.market);
    let supply = || IMarket::supplyCollateralCall { asset: plain.token, units: U256::from(ETHER), onBehalf: carol };
    let withdraw =
        || IMarket::withdrawCollateralCall { asset: plain.token, units: ALL, onBehalf: carol, receiver: carol };
    for answer in [IHookToken::Answer::False, IHookToken::Answer::Half] {
        l.send(erin, plain.token, IHookToken::setCall { feeBps: U256::ZERO, answer });
        let error: IMarket::TokenCallFailed = l.fail(carol, market, supply());
        assert_eq!(error.token, plain.token);
        let _: IMarket::TokenCallFailed = l.fail(carol, market, withdraw());
        assert_eq!(l.units(carol, plain.token), ether(50));
    }
    l.send(erin, plain.token, IHookToken::setCall { feeBps: U256::ZERO, answer: IHookToken::Answer::Nothing });
    l.send(carol, market, supply());
    assert_eq!(l.send(carol, market, withdraw()), ether(51));
    l.check_books();
}

#[test]
fn a_liquidator_that_takes_no_ether_is_paid_in_shares() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    let attacker = hostile(&mut l.protocol.client, "Attacker");
    l.others.push(attacker);
    l.send(erin, attacker, IAttacker::setCall { mode: IAttacker::Mode::Refuse });
    l.send(erin, at.weth, IWeth::transferCall { to: attacker, value: ether(100) });
    l.send(attacker, at.weth, IWeth::approveCall { spender: at.market, value: ALL });
    l.borrow(carol, ether(44));
    l.slash(ether(30));
    let call = IMarket::liquidateCall { receiver: attacker, ..l.liquidation(carol, ALL) };
    let seized = l.send(attacker, at.market, call).seized;
    assert_eq!(l.view(at.lst, ILst::sharesOfCall { account: attacker }), seized);
    l.check_all();
}
