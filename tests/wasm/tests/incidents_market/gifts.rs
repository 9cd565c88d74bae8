//! I03 for market and judge: nothing that is given to them counts, whatever the token and whenever.

use crate::{
    NONE, WEI, borrower, raw,
    views::{self, Answer, Ask, Subjects},
};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Bytes, U256};
use ballast_client::{
    describe,
    interfaces::{ILst, IMarket, IWeth, IWrapper},
};
use ballast_wasm_tests::{
    ALL, Lending, ether,
    hostile::{IHookToken, Plan},
};

/// A market in which carol owes 80 on blETH and a hook token, all views of market and judge, and their answers.
fn world() -> (Lending, Address, Vec<Ask>, Vec<Answer>) {
    let mut l = Lending::open();
    let (carol, dave, erin, at) = (l.carol, l.dave, l.erin, l.protocol.at);
    let plain = l.list_hook_token();
    l.post_plain(carol, plain.token, ether(50));
    l.borrow(carol, ether(80));
    l.pay(erin, at.wrapper, ether(100), IWrapper::stakeCall { receiver: erin, minAmount: NONE, deadline: ALL });
    let holdings = vec![l.units(carol, at.lst), WEI << 248 | ether(50)];
    let accounts = vec![at.market, carol, dave, erin];
    let subjects = Subjects { accounts, assets: vec![at.weth, at.lst, plain.token], holdings, ..Subjects::default() };
    let asks = views::of_market_and_judge(&l, &subjects);
    let before = views::answers(&mut l, &asks);
    (l, plain.token, asks, before)
}

#[track_caller]
fn assert_unmoved(l: &mut Lending, asks: &[Ask], before: &[Answer], gift: &str) {
    let now = views::answers(l, asks);
    assert_eq!(views::difference(asks, before, &now), None, "after {gift}");
}

#[test]
fn i03_no_view_of_market_or_judge_is_moved_by_a_gift() {
    let (mut l, plain, asks, before) = world();
    let (erin, at, value) = (l.erin, l.protocol.at, ether(90));
    for to in [at.market, at.risk, at.wrapper] {
        l.send(erin, at.weth, IWeth::transferCall { to, value });
        assert_unmoved(&mut l, &asks, &before, "the loan asset");
        l.send(erin, plain, IHookToken::mintCall { to, value });
        assert_unmoved(&mut l, &asks, &before, "a plain collateral");
        l.send(erin, at.lst, ILst::transferCall { to, value });
        assert_unmoved(&mut l, &asks, &before, "blETH");
        if to != at.wrapper {
            l.send(erin, at.wrapper, IWrapper::transferCall { to, value: ether(9) });
        }
        let held = l.protocol.client.chain.balance(to);
        l.protocol.client.chain.set_balance(to, held + value); // as by a self-destruction
        assert_unmoved(&mut l, &asks, &before, "ether");
    }
    assert_nobody_can_take_it(&mut l, plain);
    l.send(l.dave, at.market, IMarket::accrueCall {});
    assert_unmoved(&mut l, &asks, &before, "all, and a call that books");
    let shares = IMarket::transferCall { to: at.market, value: WEI };
    let _: IMarket::ERC20InvalidReceiver = l.fail(l.dave, at.market, shares);
    l.check_books();
}

/// What is given is not idle, nobody's margin, and not part of a delivery.
fn assert_nobody_can_take_it(l: &mut Lending, plain: Address) {
    let (carol, dave, erin, at) = (l.carol, l.dave, l.erin, l.protocol.at);
    let idle = ether(420);
    let over = IMarket::withdrawCall { assets: idle + WEI, receiver: dave, owner: dave };
    let error: IMarket::InsufficientLiquidity = l.fail(dave, at.market, over);
    assert_eq!(error.idle, idle);
    let receiver = erin;
    let loan = IMarket::flashLoanCall { receiver, token: at.weth, amount: idle + WEI, data: Bytes::new() };
    let _: IMarket::InsufficientLiquidity = l.fail(erin, at.market, loan);
    for (asset, units) in [(at.lst, l.units(carol, at.lst)), (plain, ether(50))] {
        let call = IMarket::withdrawCollateralCall { asset, units: units + WEI, onBehalf: carol, receiver: carol };
        let error: IMarket::InsufficientCollateral = l.fail(carol, at.market, call);
        assert_eq!((error.units, error.needed), (units, units + WEI));
    }
    l.send(erin, plain, IHookToken::setCall { feeBps: U256::from(1), answer: IHookToken::Answer::True });
    let call = IMarket::supplyCollateralCall { asset: plain, units: ether(10), onBehalf: erin };
    let error: IMarket::TransferShort = l.fail(erin, at.market, call);
    assert_eq!((error.received, error.asked), (ether(10) - ether(1) / U256::from(1_000), ether(10)));
    l.send(erin, plain, IHookToken::setCall { feeBps: NONE, answer: IHookToken::Answer::True });
}

/// Nor does it count while the market waits for something: a flash loan that is sent back is not returned, and a
/// token that brings a gift along while it moves delivers no more than was asked for.
#[test]
fn i03_a_gift_in_the_midst_of_a_call_counts_for_nothing() {
    let (mut l, plain, asks, before) = world();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    let me = borrower(&mut l, 10);
    let before_me = views::answers(&mut l, &asks);
    assert!(views::difference(&asks, &before, &before_me).is_some(), "it has posted");
    let plan = Plan(me);
    let back = IWeth::transferCall { to: at.market, value: ether(100) };
    plan.add(&mut l.protocol.client, at.weth, NONE, back);
    let loan = IMarket::flashLoanCall { receiver: me, token: at.weth, amount: ether(100), data: Bytes::new() };
    let receipt = raw(&mut l, erin, at.market, loan.abi_encode());
    assert!(describe(&receipt.output).starts_with("TokenCallFailed"), "{}", describe(&receipt.output));
    assert_unmoved(&mut l, &asks, &before_me, "a loan that was sent back");

    let gift = IHookToken::mintCall { to: at.market, value: ether(1_000) };
    Plan(plain).add(&mut l.protocol.client, plain, NONE, gift);
    let units = l.units(carol, plain);
    let call = IMarket::supplyCollateralCall { asset: plain, units: ether(1), onBehalf: carol };
    assert_eq!(l.send(carol, at.market, call), ether(1));
    Plan(plain).assert_done(&mut l.protocol.client, 2);
    assert_eq!(l.units(carol, plain), units + ether(1));
    let total = l.view(at.market, IMarket::collateralInfoCall { asset: plain }).total;
    assert_eq!(total, units + ether(1));
    l.check_books();
}
