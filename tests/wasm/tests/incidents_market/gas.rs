//! I21 for what `gas_limits`, `callbacks` and `authorizations` leave out of market and judge: at every gas limit an
//! operation happens whole or not at all.

use crate::{
    NONE, WEI, borrow,
    feeds::World,
    multicall,
    views::{self, Ask},
};
use alloy_sol_types::{SolCall, SolStruct};
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Signer, describe,
    interfaces::{ILst, IMarket, IRights, IRisk, IWeth},
};
use ballast_wasm_tests::{
    ALL, DAY, Lending, artifacts, ether,
    signed::{Borrow, WithdrawCollateral},
};

/// All views of market and judge, and what everyone has of each token.
fn asks(w: &World) -> Vec<Ask> {
    let (l, mut asks) = (&w.l, w.asks.clone());
    let at = l.protocol.at;
    for account in [l.carol, l.dave, l.erin, at.market] {
        let name = "balance".to_owned();
        for to in [at.weth, w.plain.token] {
            asks.push(Ask { to, name: name.clone(), data: IWeth::balanceOfCall { account }.abi_encode() });
        }
        for data in [
            ILst::sharesOfCall { account }.abi_encode(),
            ILst::allowanceCall { owner: account, spender: at.market }.abi_encode(),
            ILst::noncesCall { owner: account }.abi_encode(),
        ] {
            asks.push(Ask { to: at.lst, name: name.clone(), data });
        }
        let data = IMarket::balanceOfCall { account }.abi_encode();
        asks.push(Ask { to: at.market, name, data });
    }
    asks.extend([1_u64, 2].map(|nonce| Ask {
        to: at.rights,
        name: "usedNonces".to_owned(),
        data: IRights::usedNoncesCall { account: l.carol, word: U256::from(nonce) >> 8 }.abi_encode(),
    }));
    asks
}

/// The call at limits from too little to plenty, in so many steps.
#[track_caller]
fn assert_whole(w: &mut World, name: &str, from: Address, to: Address, data: &[u8]) {
    const STEPS: usize = 40;
    let (asks, tx) = (asks(w), Tx::call(from, to, data.to_vec()));
    let start = w.l.protocol.client.chain.snapshot();
    let before = views::answers(&mut w.l, &asks);
    let whole = w.l.protocol.client.chain.transact(tx.clone()).unwrap();
    assert!(whole.is_success(), "{name}: {}", describe(&whole.output));
    let after = views::answers(&mut w.l, &asks);
    assert!(views::difference(&asks, &before, &after).is_some(), "{name} changes something that is looked at");
    w.l.protocol.client.chain.restore(start).unwrap();
    let most = whole.gas_used + whole.gas_refunded;
    let least = 21_000 + 16 * data.len() as u64;
    let step = usize::try_from((most * 11 / 10 - least) / STEPS as u64).unwrap();
    let (mut failed, mut succeeded) = (0, 0);
    // Far more than enough too, where a callee that is given a part of it could still run out.
    for gas in (least..most * 11 / 10).step_by(step).chain([2, 3, 5, 8, 13, 21].map(|times| times * most)) {
        let receipt = w.l.protocol.client.chain.transact(tx.clone().gas_limit(gas)).unwrap();
        let now = views::answers(&mut w.l, &asks);
        let expected = if receipt.is_success() { &after } else { &before };
        assert_eq!(views::difference(&asks, expected, &now), None, "{name} at gas limit {gas}");
        if receipt.is_success() {
            assert_eq!((&receipt.output, &receipt.logs), (&whole.output, &whole.logs), "{name} at gas limit {gas}");
        }
        (failed, succeeded) = if receipt.is_success() { (failed, succeeded + 1) } else { (failed + 1, succeeded) };
        w.l.protocol.client.chain.restore(start).unwrap();
    }
    assert!(failed >= 10 && succeeded >= 9, "{name}: {failed} failed, {succeeded} succeeded");
}

/// The world of the feeds, with supply, an operator and an allowance, and a leg for the loan asset.
fn world() -> World {
    let mut w = World::open();
    let (carol, erin, at) = (w.l.carol, w.l.erin, w.l.protocol.at);
    w.l.send(carol, at.market, IMarket::repayCall { assets: ether(20), onBehalf: carol });
    w.l.send(carol, at.market, IMarket::depositCall { assets: ether(30), receiver: carol });
    w.l.send(carol, at.market, IMarket::approveCall { spender: erin, value: ALL });
    let leg = w.l.new_feed(1.0);
    let call = IRisk::setLoanFeedCall { feed: leg, maxAge: U256::from(7 * DAY), maxDeviationBps: U256::from(1_000) };
    w.l.send(w.l.protocol.accounts.owner, at.risk, call);
    w
}

#[test]
fn i21_supply_and_debt_of_the_market_at_every_gas_limit() {
    let mut w = world();
    let (carol, dave, erin, at) = (w.l.carol, w.l.dave, w.l.erin, w.l.protocol.at);
    w.l.protocol.client.chain.advance(DAY / 2); // interest to book
    let shares = ether(3) * U256::from(1_000_000);
    let calls = [
        ("deposit", erin, IMarket::depositCall { assets: ether(3), receiver: carol }.abi_encode()),
        ("mint", erin, IMarket::mintCall { shares, receiver: carol }.abi_encode()),
        ("withdraw", dave, IMarket::withdrawCall { assets: ether(3), receiver: erin, owner: dave }.abi_encode()),
        ("redeem by allowance", erin, IMarket::redeemCall { shares, receiver: erin, owner: carol }.abi_encode()),
        ("repay", erin, IMarket::repayCall { assets: ether(3), onBehalf: carol }.abi_encode()),
        ("repay all", carol, IMarket::repayCall { assets: ALL, onBehalf: carol }.abi_encode()),
        ("transfer", carol, IMarket::transferCall { to: erin, value: shares }.abi_encode()),
        ("transferFrom", erin, IMarket::transferFromCall { from: carol, to: erin, value: shares }.abi_encode()),
        ("setOperator", carol, IMarket::setOperatorCall { operator: carol, allowed: true }.abi_encode()),
    ];
    for (name, from, data) in calls {
        assert_whole(&mut w, name, from, at.market, &data);
    }
    w.l.check_books();
}

/// What carol's key signs for erin to borrow and to withdraw by.
fn signed(l: &mut Lending) -> [Vec<u8>; 2] {
    let (account, operator, at) = (l.carol, l.erin, l.protocol.at);
    let (key, domain) = (Signer::new("carol"), l.protocol.client.domain(at.rights).unwrap());
    assert_eq!(key.address(), account);
    let (receiver, amount, deadline, nonce) = (l.dave, ether(1), ALL, WEI);
    let to_borrow = Borrow { market: at.market, account, operator, receiver, asset: at.weth, amount, nonce, deadline };
    let signature = key.sign(to_borrow.eip712_signing_hash(&domain)).bytes();
    let (data, on_behalf) = (Default::default(), account);
    let borrow = IRights::borrowWithSignatureCall {
        market: at.market,
        assets: amount,
        onBehalf: on_behalf,
        receiver,
        data,
        nonce,
        deadline,
        signature,
    };
    let (asset, units, nonce) = (at.lst, ether(1), WEI + WEI);
    let to_withdraw =
        WithdrawCollateral { market: at.market, account, operator, receiver, asset, amount: units, nonce, deadline };
    let signature = key.sign(to_withdraw.eip712_signing_hash(&domain)).bytes();
    let withdraw = IRights::withdrawCollateralWithSignatureCall {
        market: at.market,
        asset,
        units,
        onBehalf: on_behalf,
        receiver,
        nonce,
        deadline,
        signature,
    };
    [borrow.abi_encode(), withdraw.abi_encode()]
}

/// Several calls in one are all or none too; so are those behind a permit that is handed on, which must not be passed
/// over for want of gas.
#[test]
fn i21_authorisations_and_several_calls_in_one_at_every_gas_limit() {
    let mut w = world();
    let (carol, erin, at) = (w.l.carol, w.l.erin, w.l.protocol.at);
    let [by_signature, out_by_signature] = signed(&mut w.l);
    assert_whole(&mut w, "borrowWithSignature", erin, at.rights, &by_signature);
    assert_whole(&mut w, "withdrawCollateralWithSignature", erin, at.rights, &out_by_signature);
    let cancel = IRights::cancelNoncesCall { word: NONE, mask: WEI << 7 }.abi_encode();
    assert_whole(&mut w, "cancelNonces", carol, at.rights, &cancel);
    let units = ether(1) * U256::from(1_000_000_000);
    let supply = IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: carol }.abi_encode();
    let several = multicall(&[
        IMarket::depositCall { assets: ether(1), receiver: carol }.abi_encode(),
        supply.clone(),
        borrow(carol, ether(2)).abi_encode(),
        IMarket::setOperatorCall { operator: erin, allowed: true }.abi_encode(),
        IMarket::repayCall { assets: ether(1), onBehalf: carol }.abi_encode(),
    ]);
    assert_whole(&mut w, "multicall", carol, at.market, &several);
    for allowed in [NONE, ALL] {
        w.l.send(carol, at.lst, ILst::approveCall { spender: at.market, value: allowed });
        let permit = w.l.protocol.client.permit(at.lst, &Signer::new("carol"), at.market, ether(2), ALL).unwrap();
        let ILst::permit_0Call { value, deadline, v, r, s, .. } = permit;
        let permit = IMarket::permitTokenCall { token: at.lst, value, deadline, v, r, s }.abi_encode();
        let with_permit = multicall(&[permit, supply.clone()]);
        assert_whole(&mut w, "permitToken and supplyCollateral", carol, at.market, &with_permit);
    }
    w.l.check_books();
}

/// A sample is of all feeds or of none: no leg is left out for want of gas.
#[test]
fn i21_samples_and_brakes_at_every_gas_limit() {
    let mut w = world();
    let (erin, at, accounts) = (w.l.erin, w.l.protocol.at, w.l.protocol.accounts);
    w.l.protocol.client.chain.advance(DAY / 4);
    w.l.feed(0.97);
    w.l.set_price(w.plain.feed, 0.98);
    for index in 0..3 {
        let call = IRisk::sampleCall { index: U256::from(index) };
        assert_whole(&mut w, &format!("sample {index}"), erin, at.risk, &call.abi_encode());
    }
    let frozen = IRisk::freezeLiquidationCall {}.abi_encode();
    assert_whole(&mut w, "freezeLiquidation", accounts.guardian, at.risk, &frozen);
    w.l.send(accounts.guardian, at.risk, IRisk::freezeLiquidationCall {});
    let thawed = IRisk::thawLiquidationCall {}.abi_encode();
    assert_whole(&mut w, "thawLiquidation", accounts.owner, at.risk, &thawed);
}

/// A plain token whose feed has a further leg.
fn listing(asset: Address, feed: Address, quote: Address) -> IRisk::listQuotedCall {
    let age = U256::from(DAY);
    IRisk::listQuotedCall {
        asset,
        isShares: false,
        borrowFactorBps: U256::from(7_000),
        liquidationFactorBps: U256::from(8_000),
        maxBonusBps: U256::from(500),
        feed,
        feedMaxAge: age,
        rateMaxAge: NONE,
        quoteFeed: quote,
        quoteMaxAge: age,
        quoteMaxDeviationBps: U256::from(900),
    }
}

#[test]
fn i21_governance_of_the_judge_at_every_gas_limit() {
    let mut w = world();
    let (owner, at) = (w.l.protocol.accounts.owner, w.l.protocol.at);
    let (feed, uptime, index) = (w.l.new_feed(1.01), w.l.new_feed(0.0), NONE);
    let (quote, token) = (w.l.new_feed(0.000_51), w.l.protocol.client.create(owner, artifacts().weth).unwrap());
    w.l.protocol.client.chain.advance(DAY / 4);
    let (age, bps) = (U256::from(DAY - 1), U256::from(900));
    let factors = IRisk::setFactorsCall {
        index,
        borrowFactorBps: U256::from(8_000),
        liquidationFactorBps: U256::from(9_000),
        maxBonusBps: U256::from(100),
    };
    let set_quote = IRisk::setQuoteFeedCall { index: WEI + WEI, feed: quote, maxAge: age, maxDeviationBps: bps };
    let list = listing(token, feed, quote);
    let [h_star, target] = [97_u64, 104].map(|percent| ether(percent) / U256::from(100));
    let calls = [
        ("setFactors", factors.abi_encode()),
        ("setFeed", IRisk::setFeedCall { index, feed, feedMaxAge: age, rateMaxAge: age }.abi_encode()),
        ("setDeviation", IRisk::setDeviationCall { index, maxDeviationBps: bps }.abi_encode()),
        ("setLoanFeed", IRisk::setLoanFeedCall { feed, maxAge: age, maxDeviationBps: bps }.abi_encode()),
        ("setQuoteFeed", set_quote.abi_encode()),
        ("listQuoted", list.abi_encode()),
        ("setRamp", IRisk::setRampCall { secs: U256::from(2 * DAY) }.abi_encode()),
        ("setGuardian", IRisk::setGuardianCall { newGuardian: w.l.dave }.abi_encode()),
        ("setRateCap", IRisk::setRateCapCall { index, snapshot: ether(1), growthBps: bps }.abi_encode()),
        ("setAverage", IRisk::setAverageCall { index, tau: age, longestStep: U256::from(600) }.abi_encode()),
        ("setSequencer", IRisk::setSequencerCall { feed: uptime, graceSecs: U256::from(600) }.abi_encode()),
        ("setLiquidation", IRisk::setLiquidationCall { hStar: h_star, targetHealth: target }.abi_encode()),
    ];
    for (name, data) in calls {
        assert_whole(&mut w, name, owner, at.risk, &data);
    }
}
