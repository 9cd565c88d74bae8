//! I11: views that are read while something is under way. Every view of market, judge, blETH and wblETH is asked in
//! every callback there is; each reverts, or answers what it answers afterwards.

use crate::{
    NONE, WAD, WEI, borrow, borrower,
    probe::{Probe, Told},
    views::Subjects,
};
use alloy_sol_types::{SolCall, SolError, SolValue};
use ballast_chain::{Address, Bytes, U256};
use ballast_client::{
    describe,
    interfaces::{ILst, IMarket, IRisk, IWeth, IWrapper},
};
use ballast_wasm_tests::{
    ALL, DAY, Lending, artifacts, ether, genesis_shares,
    hostile::{IHookToken, hostile},
};
use std::collections::BTreeSet;

/// Carol owes 44 of 45, and so does a contract 8 of 9; there is wblETH, and interest of half a day.
fn world() -> (Lending, Address, Subjects) {
    let mut l = Lending::open();
    let me = borrower(&mut l, 10);
    let (carol, dave, erin, at) = (l.carol, l.dave, l.erin, l.protocol.at);
    let stake = IWrapper::stakeCall { receiver: dave, minAmount: NONE, deadline: ALL };
    l.pay(dave, at.wrapper, ether(30), stake);
    l.send(erin, at.weth, IWeth::transferCall { to: me, value: ether(100) });
    l.borrow(carol, ether(44));
    l.borrow(me, ether(8));
    l.protocol.client.chain.advance(DAY / 2);
    let holdings = vec![l.units(carol, at.lst)];
    let subjects = Subjects {
        accounts: vec![at.market, carol, dave, erin, me],
        assets: vec![at.weth, at.lst],
        holdings,
        ..Subjects::default()
    };
    (l, me, subjects)
}

fn data() -> Bytes {
    Bytes::from_static(b"x")
}

#[test]
fn i11_views_in_a_flash_loan_a_borrowing_and_a_liquidation() {
    let (mut l, me, subjects) = world();
    let (at, carol) = (l.protocol.at, l.carol);
    let amount = l.view(at.market, IMarket::maxFlashLoanCall { token: at.weth });
    let loan = IMarket::flashLoanCall { receiver: me, token: at.weth, amount, data: data() };
    let told = Probe::set(&mut l, me, &subjects).run(&mut l, me, at.market, loan.abi_encode(), 1);
    told[0].assert_locked(&l);
    let call = IMarket::borrowCall { data: data(), ..borrow(me, WAD / U256::from(10)) };
    let told = Probe::set(&mut l, me, &subjects).run(&mut l, me, at.market, call.abi_encode(), 1);
    told[0].assert_locked(&l);
    assert!(told[0].moved(at.market) > 5, "the debt, what is idle, and what follows");
    l.slash(ether(30));
    for _ in 0..2 {
        let call = IMarket::liquidateCall { receiver: me, data: data(), ..l.liquidation(carol, ether(1)) };
        let told = Probe::set(&mut l, me, &subjects).run(&mut l, me, at.market, call.abi_encode(), 1);
        told[0].assert_locked(&l);
        assert!(told[0].of(at.lst).moved > 2, "units have moved, and are told so");
    }
    l.check_all();
}

/// Ether arrives from a redemption. blETH answers nothing, and whoever asks it nothing that follows from it; of the
/// judge, which has to tell what it can, prices read as none, with the reason, and lend nothing.
#[test]
fn i11_views_while_ether_arrives_from_a_redemption() {
    let (mut l, _, mut subjects) = world();
    let (at, erin) = (l.protocol.at, l.erin);
    let attacker = hostile(&mut l.protocol.client, "Attacker");
    l.others.push(attacker);
    subjects.accounts.push(attacker);
    l.send(erin, at.lst, ILst::transferCall { to: attacker, value: ether(20) });
    l.slash(ether(1)); // the rate is not one
    l.pay(erin, at.lst, ether(50), ILst::submitCall { referral: Address::ZERO });
    let redeem = ILst::redeemCall { amount: ether(9), receiver: attacker, minEther: NONE, deadline: ALL };
    let probe = Probe::set(&mut l, attacker, &subjects);
    let [told] = probe.run(&mut l, attacker, at.lst, redeem.abi_encode(), 1).try_into().ok().unwrap();

    for (ask, answer) in told.asks.iter().zip(&told.meanwhile).filter(|(ask, _)| ask.to == at.lst) {
        assert_eq!(*answer, (false, Bytes::new()), "blETH's {}", ask.name);
    }
    assert!(told.moved(at.lst) > 10, "{}", told.moved(at.lst));
    let wrapper = told.of(at.wrapper);
    let refused: BTreeSet<_> = wrapper.refused.iter().map(|(name, _)| *name).collect();
    assert!(wrapper.other.is_empty() && wrapper.settled > 20, "{wrapper:?}");
    assert_eq!(refused, BTreeSet::from(OF_THE_RATE), "all of wblETH that follows from the rate");
    let market = told.of(at.market);
    let reason = describe(&IRisk::NoPrice { index: NONE }.abi_encode().into());
    assert_eq!((market.refused, market.other), (BTreeSet::from([("accountHealth", reason)]), BTreeSet::new()));
    assert!(market.settled > 60, "{}", market.settled);
    assert_closed(&told, at.risk);
    l.check_all();
}

/// Views of wblETH that need blETH's rate.
const OF_THE_RATE: [&str; 21] = [
    "blEthPerToken",
    "convertToAssets",
    "convertToShares",
    "getBlETHByWblETH",
    "getRoundData",
    "getStETHByWstETH",
    "getWblETHByBlETH",
    "getWstETHByStETH",
    "latestAnswer",
    "latestRoundData",
    "latestTimestamp",
    "maxDeposit",
    "maxWithdraw",
    "previewDeposit",
    "previewMint",
    "previewRedeem",
    "previewWithdraw",
    "stEthPerToken",
    "tokensPerBlEth",
    "tokensPerStEth",
    "totalAssets",
];

/// The judge's answers about blETH while it is silent: no price and its reason, no limit and its bit.
#[track_caller]
fn assert_closed(told: &Told, risk: Address) {
    let sorted = told.of(risk);
    assert_eq!(sorted.other, BTreeSet::from(["borrowLimit", "prices", "status"]));
    let reasons: Vec<_> = sorted.refused.iter().map(|(name, reason)| (*name, &reason[..7])).collect();
    assert_eq!(reasons, [("health", "NoPrice")]);
    let (rate, failed) = (IRisk::PriceBound::Rate as u64, IRisk::PriceStatus::RateFailed as u64);
    for (ask, answer) in told.asks.iter().zip(&told.meanwhile).filter(|(ask, _)| ask.to == risk) {
        let expected = match ask.name.as_str() {
            "borrowLimit" => (NONE, WEI).abi_encode(),
            "prices" if ask.data[4..] == [0; 32] => (NONE, NONE, failed).abi_encode(),
            "status" if ask.data[4..] == [0; 32] => (failed, NONE, rate).abi_encode(),
            _ => continue,
        };
        assert_eq!(*answer, (true, Bytes::from(expected)), "{}", ask.name);
    }
}

/// A collateral whose token asks while it moves, before and after it has.
#[test]
fn i11_views_while_a_collateral_moves() {
    let (mut l, _, mut subjects) = world();
    let (at, carol, erin) = (l.protocol.at, l.carol, l.erin);
    let plain = l.list_hook_token();
    let (asset, units) = (plain.token, ether(3));
    subjects.assets.push(asset);
    subjects.holdings.push(WEI << 248 | ether(3));
    let supply = IMarket::supplyCollateralCall { asset, units: ether(50), onBehalf: carol }.abi_encode();
    let withdraw = IMarket::withdrawCollateralCall { asset, units, onBehalf: carol, receiver: erin }.abi_encode();
    let liquidate = IMarket::liquidateCall { asset, ..l.liquidation(carol, ether(4)) }.abi_encode();
    for (from, data) in [(carol, supply), (carol, withdraw), (erin, liquidate)] {
        if from == erin {
            l.borrow(carol, ether(36));
            l.set_price(plain.feed, 0.8);
        }
        let told = Probe::set(&mut l, asset, &subjects).run(&mut l, from, at.market, data, 2);
        for told in told {
            told.assert_locked(&l);
            assert!(told.moved(at.market) > 1);
        }
    }
    l.check_all();
}

/// A second market of the same judge, whose loan asset asks while it moves.
fn with_loan_asset_that_asks() -> (Lending, Address, Subjects) {
    let (mut l, _, mut subjects) = world();
    let (owner, at, carol, dave) = (l.protocol.accounts.owner, l.protocol.at, l.carol, l.dave);
    let client = &mut l.protocol.client;
    let token = hostile(client, "HookToken");
    let init = (token, at.risk, owner, owner, at.rights).abi_encode_params();
    let market = client.deploy_program(owner, at.deployer, &artifacts().market, &init, NONE).unwrap();
    (l.protocol.at.market, l.protocol.at.weth) = (market, token);
    l.send(owner, market, IMarket::setSupplyCapCall { cap: ether(1_000_000) });
    l.send(owner, market, IMarket::setBorrowCapCall { cap: ether(1_000_000) });
    l.send(owner, market, IMarket::listCollateralCall { asset: at.lst, cap: genesis_shares(ether(100_000)) });
    for actor in l.people() {
        l.send(owner, token, IHookToken::mintCall { to: actor, value: ether(500) });
        l.send(actor, token, IHookToken::approveCall { spender: market, value: ALL });
        l.send(actor, at.lst, ILst::approveCall { spender: market, value: ALL });
    }
    l.post(carol, 40);
    l.send(dave, market, IMarket::depositCall { assets: ether(400), receiver: dave });
    subjects.accounts[0] = market;
    subjects.assets[0] = token;
    (l, token, subjects)
}

#[test]
fn i11_views_while_the_loan_asset_moves() {
    let (mut l, token, subjects) = with_loan_asset_that_asks();
    let (at, carol, dave, erin) = (l.protocol.at, l.carol, l.dave, l.erin);
    let assets = ether(5);
    let calls = [
        (dave, IMarket::depositCall { assets, receiver: dave }.abi_encode()),
        (dave, IMarket::withdrawCall { assets: ether(7), receiver: erin, owner: dave }.abi_encode()),
        (carol, borrow(carol, ether(36)).abi_encode()),
        (erin, IMarket::repayCall { assets: WEI, onBehalf: carol }.abi_encode()),
        (erin, IMarket::liquidateCall { ..l.liquidation(carol, assets) }.abi_encode()),
    ];
    let last = calls.len() - 1;
    for (at_call, (from, data)) in calls.into_iter().enumerate() {
        if at_call == last {
            l.slash(ether(45));
        }
        for told in Probe::set(&mut l, token, &subjects).run(&mut l, from, at.market, data, 2) {
            told.assert_locked(&l);
            assert!(told.moved(at.market) > 1, "call {at_call}");
        }
    }
}
