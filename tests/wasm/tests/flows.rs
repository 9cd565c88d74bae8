//! Whole flows of supply, accounts, brakes and reserves on real WASM.

use ballast_chain::U256;
use ballast_client::{
    account,
    interfaces::{IBackstop, ILst, IMarket, IWeth},
};
use ballast_wasm_tests::{ALL, ETHER, Lending, ether};

const MONTH: u64 = 30 * 86_400;

/// A market in which interest has made shares and assets differ.
fn grown() -> Lending {
    let mut l = Lending::open();
    l.borrow(l.carol, ether(40));
    l.protocol.client.chain.advance(MONTH);
    l
}

#[test]
fn each_preview_is_what_the_call_does() {
    let mut l = grown();
    let (dave, weth, market) = (l.dave, l.protocol.at.weth, l.protocol.at.market);
    l.send(l.erin, weth, IWeth::transferCall { to: dave, value: ether(300) });
    let odd = U256::from(ETHER * 7 / 3 + 1);
    let holdings = |l: &mut Lending| {
        let held = l.view(weth, IWeth::balanceOfCall { account: dave });
        (held, l.view(market, IMarket::balanceOfCall { account: dave }))
    };

    let (assets, shares) = holdings(&mut l);
    let minted = l.view(market, IMarket::previewDepositCall { assets: odd });
    let one_more = minted + U256::ONE;
    assert_eq!(l.view(market, IMarket::previewWithdrawCall { assets: odd }), one_more, "rounded up");
    assert_eq!(l.view(market, IMarket::previewMintCall { shares: one_more }), odd + U256::ONE, "rounded up");
    assert_eq!(l.view(market, IMarket::previewRedeemCall { shares: minted }), odd - U256::ONE, "rounded down");
    assert_eq!(l.send(dave, market, IMarket::depositCall { assets: odd, receiver: dave }), minted);
    assert_eq!(holdings(&mut l), (assets - odd, shares + minted));

    let (assets, shares) = holdings(&mut l);
    let cost = l.view(market, IMarket::previewMintCall { shares: one_more });
    assert_eq!(l.send(dave, market, IMarket::mintCall { shares: one_more, receiver: dave }), cost);
    assert_eq!(holdings(&mut l), (assets - cost, shares + one_more));

    let (assets, shares) = holdings(&mut l);
    let burnt = l.view(market, IMarket::previewWithdrawCall { assets: odd });
    assert_eq!(l.send(dave, market, IMarket::withdrawCall { assets: odd, receiver: dave, owner: dave }), burnt);
    assert_eq!(holdings(&mut l), (assets + odd, shares - burnt));

    let (assets, shares) = holdings(&mut l);
    let paid = l.view(market, IMarket::previewRedeemCall { shares: minted });
    assert_eq!(l.send(dave, market, IMarket::redeemCall { shares: minted, receiver: dave, owner: dave }), paid);
    assert_eq!(holdings(&mut l), (assets + paid, shares - minted));
    l.check_all();
}

#[test]
fn the_greatest_withdrawal_is_what_is_idle_and_can_be_made() {
    let mut l = grown();
    let (dave, market) = (l.dave, l.protocol.at.market);
    let most = l.view(market, IMarket::maxWithdrawCall { owner: dave });
    assert_eq!(most, ether(460));
    let withdraw = |assets| IMarket::withdrawCall { assets, receiver: dave, owner: dave };
    let error: IMarket::InsufficientLiquidity = l.fail(dave, market, withdraw(most + U256::ONE));
    assert_eq!(error.idle, most);
    l.send(dave, market, withdraw(most));
    assert_eq!(l.view(market, IMarket::maxWithdrawCall { owner: dave }), U256::ZERO);
    assert_eq!(l.view(market, IMarket::maxRedeemCall { owner: dave }), U256::ZERO);
    l.check_all();
}

#[test]
fn supply_shares_move_and_are_withdrawn_by_allowance() {
    let mut l = grown();
    let (dave, erin, market) = (l.dave, l.erin, l.protocol.at.market);
    let shares = l.view(market, IMarket::previewWithdrawCall { assets: ether(3) });
    l.send(dave, market, IMarket::approveCall { spender: erin, value: shares + U256::from(5) });
    let withdraw = IMarket::withdrawCall { assets: ether(3), receiver: erin, owner: dave };
    assert_eq!(l.send(erin, market, withdraw.clone()), shares);
    assert_eq!(l.view(market, IMarket::allowanceCall { owner: dave, spender: erin }), U256::from(5));
    let error: IMarket::ERC20InsufficientAllowance = l.fail(erin, market, withdraw);
    assert_eq!((error.allowance, error.needed), (U256::from(5), shares));
    l.send(dave, market, IMarket::transferCall { to: erin, value: shares });
    assert_eq!(l.view(market, IMarket::balanceOfCall { account: erin }), shares);
    l.check_all();
}

#[test]
fn an_operator_borrows_and_withdraws_for_the_account_until_he_is_dismissed() {
    let mut l = Lending::open();
    let (carol, erin, at) = (l.carol, l.erin, l.protocol.at);
    let borrow = || IMarket::borrowCall { assets: ether(5), onBehalf: carol, receiver: erin, data: Default::default() };
    let withdraw =
        || IMarket::withdrawCollateralCall { asset: at.lst, units: U256::ONE, onBehalf: carol, receiver: erin };
    let _: IMarket::Unauthorized = l.fail(erin, at.market, borrow());
    l.send(carol, at.market, IMarket::setOperatorCall { operator: erin, allowed: true });
    assert!(l.view(at.market, IMarket::isOperatorCall { account: carol, operator: erin }));
    l.send(erin, at.market, borrow());
    l.send(erin, at.market, withdraw());
    assert_eq!(l.view(at.weth, IWeth::balanceOfCall { account: erin }), ether(505));
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: carol }), ether(5));
    assert_eq!(l.view(at.market, IMarket::debtOfCall { account: erin }), U256::ZERO);
    let call = IMarket::redeemCall { shares: ether(1_000_000), receiver: erin, owner: carol };
    let _: IMarket::ERC20InsufficientAllowance = l.fail(erin, at.market, call);
    l.send(carol, at.market, IMarket::setOperatorCall { operator: erin, allowed: false });
    let _: IMarket::Unauthorized = l.fail(erin, at.market, borrow());
    let _: IMarket::Unauthorized = l.fail(erin, at.market, withdraw());
    l.check_all();
}

#[test]
fn shares_of_bleth_move_exactly_at_an_odd_rate() {
    let mut l = Lending::open();
    let (carol, erin, lst) = (l.carol, l.erin, l.protocol.at.lst);
    l.slash(U256::from(ETHER / 7)); // no rate is a round number any more
    let of = |l: &mut Lending, account| l.view(lst, ILst::sharesOfCall { account });
    let (from, to) = (of(&mut l, carol), of(&mut l, erin));
    let odd = U256::from(1_234_567_890_123_456_789_012_345_677_u128);
    let value = l.view(lst, ILst::getPooledEthBySharesCall { sharesAmount: odd });
    assert_eq!(l.send(carol, lst, ILst::transferSharesCall { to: erin, sharesAmount: odd }), value);
    assert_eq!((of(&mut l, carol), of(&mut l, erin)), (from - odd, to + odd));

    let cost = l.view(lst, ILst::getPooledEthBySharesRoundUpCall { sharesAmount: odd });
    assert_eq!(cost, value + U256::ONE);
    let back = ILst::transferSharesFromCall { from: erin, to: carol, sharesAmount: odd };
    l.send(erin, lst, ILst::approveCall { spender: carol, value });
    let error: ILst::ERC20InsufficientAllowance = l.fail(carol, lst, back.clone());
    assert_eq!((error.allowance, error.needed), (value, cost));
    l.send(erin, lst, ILst::approveCall { spender: carol, value: cost });
    assert_eq!(l.send(carol, lst, back), value);
    assert_eq!(l.view(lst, ILst::allowanceCall { owner: erin, spender: carol }), U256::ZERO);
    assert_eq!((of(&mut l, carol), of(&mut l, erin)), (from, to));
    l.check_all();
}

#[test]
fn the_brakes_stop_what_they_name_and_no_way_out() {
    let mut l = Lending::open();
    let (carol, dave, erin, at, accounts) = (l.carol, l.dave, l.erin, l.protocol.at, l.protocol.accounts);
    l.borrow(carol, ether(44));
    l.slash(ether(30));
    let pause = |flags: u64| IMarket::setPauseCall { flags: U256::from(flags) };
    l.send(accounts.guardian, at.market, pause(3));
    let _: IMarket::Unauthorized = l.fail(accounts.guardian, at.market, pause(7));
    l.send(accounts.owner, at.market, pause(7));
    let _: IMarket::Unauthorized = l.fail(accounts.guardian, at.market, pause(3));
    let _: IMarket::Unauthorized = l.fail(erin, at.market, pause(7));

    let deposit = IMarket::depositCall { assets: ether(1), receiver: dave };
    assert_eq!(l.fail::<IMarket::Paused, _>(dave, at.market, deposit.clone()).flag, U256::from(1));
    let mint = IMarket::mintCall { shares: ether(1), receiver: dave };
    assert_eq!(l.fail::<IMarket::Paused, _>(dave, at.market, mint).flag, U256::from(1));
    let borrow = IMarket::borrowCall { assets: ether(1), onBehalf: carol, receiver: carol, data: Default::default() };
    assert_eq!(l.fail::<IMarket::Paused, _>(carol, at.market, borrow).flag, U256::from(2));
    let withdraw = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: carol, receiver: carol };
    assert_eq!(l.fail::<IMarket::Paused, _>(carol, at.market, withdraw.clone()).flag, U256::from(2));
    let liquidate = l.liquidation(carol, ALL);
    assert_eq!(l.fail::<IMarket::Paused, _>(erin, at.market, liquidate.clone()).flag, U256::from(4));

    l.post(carol, 5);
    l.send(carol, at.market, IMarket::repayCall { assets: ether(1), onBehalf: carol });
    l.send(dave, at.market, IMarket::withdrawCall { assets: ether(1), receiver: dave, owner: dave });
    l.send(carol, at.market, IMarket::repayCall { assets: ALL, onBehalf: carol });
    l.send(carol, at.market, withdraw);
    assert_eq!(l.units(carol, at.lst), U256::ZERO);
    l.send(accounts.owner, at.market, pause(0));
    l.send(dave, at.market, deposit);
    l.check_all();
}

#[test]
fn the_brakes_of_bleth_stop_no_transfer_and_no_lending() {
    let mut l = Lending::open();
    let (carol, erin, at, accounts) = (l.carol, l.erin, l.protocol.at, l.protocol.accounts);
    l.send(accounts.guardian, at.lst, ILst::pauseStakingCall {});
    l.send(accounts.guardian, at.lst, ILst::pauseRedemptionCall {});
    let redeem = ILst::redeemCall { amount: ether(1), receiver: erin, minEther: U256::ZERO, deadline: ALL };
    let _: ILst::RedemptionPaused = l.fail(erin, at.lst, redeem.clone());
    let stake = l.protocol.client.pay(erin, at.lst, ether(1));
    let _: ILst::StakingPaused = ballast_wasm_tests::typed(&stake.unwrap_err());
    assert_eq!(l.view(at.lst, ILst::maxRedeemCall { owner: erin }), U256::ZERO);
    l.send(erin, at.lst, ILst::transferCall { to: carol, value: ether(10) });
    l.post(carol, 20);
    l.borrow(carol, ether(60));
    l.slash(ether(40));
    let call = l.liquidation(carol, ALL);
    assert!(l.send(erin, at.market, call).seized > U256::ZERO);
    let _: ILst::Unauthorized = l.fail(accounts.guardian, at.lst, ILst::resumeRedemptionCall {});
    l.send(accounts.owner, at.lst, ILst::resumeRedemptionCall {});
    l.send(erin, at.lst, redeem);
    l.check_all();
}

#[test]
fn reserves_are_collected_once_and_are_worth_the_quote() {
    let mut l = grown();
    let (owner, at, treasury) = (l.protocol.accounts.owner, l.protocol.at, account("vault"));
    let shares = l.view(at.market, IMarket::reserveSharesCall {});
    let before = l.view(at.market, IMarket::totalsCall {});
    assert!(before.reserves > U256::ZERO);
    let _: IMarket::Unauthorized = l.fail(owner, at.market, IMarket::collectReservesCall {});
    // Nobody has funded the backstop: all of it is the owner's to take.
    assert_eq!(l.view(at.backstop, IBackstop::reservesCall {}), shares);
    let take = |assets| IBackstop::takeReservesCall { assets, receiver: treasury };
    let _: IBackstop::Unauthorized = l.fail(l.dave, at.backstop, take(shares));
    let _: IBackstop::InsufficientReserves = l.fail(owner, at.backstop, take(shares + U256::ONE));
    l.send(owner, at.backstop, take(shares));
    let paid = l.send(treasury, at.market, IMarket::redeemCall { shares, receiver: treasury, owner: treasury });
    assert_eq!(paid, before.reserves);
    assert_eq!(l.view(at.weth, IWeth::balanceOfCall { account: treasury }), paid);
    let after = l.view(at.market, IMarket::totalsCall {});
    assert_eq!((after.idle, after.reserves), (before.idle - paid, U256::ZERO));
    assert_eq!(after.supplyShares, l.view(at.market, IMarket::totalSupplyCall {}));
    l.check_all();
}
