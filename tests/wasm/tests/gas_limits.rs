//! I21: at every gas limit an operation happens whole or not at all. Of most interest is what calls on to judge, feeds and
//! tokens: a callee that runs out of gas must never pass for one that has no price or nothing to say.

use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};
use ballast_wasm_tests::{ALL, Lending, Plain, assert_whole_or_nothing, ether};

/// All that an operation could change.
#[derive(Clone, Debug, PartialEq)]
struct State {
    totals: IMarket::totalsReturn,
    reserve_shares: U256,
    debts: Vec<U256>,
    units: Vec<U256>,
    balances: Vec<U256>,
    ether: Vec<U256>,
    rate: ILst::rateDataReturn,
}

fn state(l: &mut Lending, assets: &[Address]) -> State {
    let (at, people) = (l.protocol.at, l.people());
    let mut state = State {
        totals: l.view(at.market, IMarket::totalsCall {}),
        reserve_shares: l.view(at.market, IMarket::reserveSharesCall {}),
        debts: Vec::new(),
        units: Vec::new(),
        balances: Vec::new(),
        ether: people.iter().map(|account| l.protocol.client.chain.balance(*account)).collect(),
        rate: l.view(at.lst, ILst::rateDataCall {}),
    };
    for account in people.into_iter().chain([at.market]) {
        state.debts.push(l.view(at.market, IMarket::debtSharesOfCall { account }));
        for asset in assets {
            state.units.push(l.units(account, *asset));
        }
        for token in assets.iter().chain([&at.weth]) {
            state.balances.push(l.view(*token, IWeth::balanceOfCall { account }));
        }
    }
    state
}

/// The call, at every gas limit.
fn assert_whole<C: SolCall>(l: &mut Lending, assets: &[Address], from: Address, to: Address, call: &C) {
    assert_whole_or_nothing(l, &Tx::call(from, to, call.abi_encode()), |l| state(l, assets));
}

/// Carol has two collaterals and owes 80; the plain token's kept price is an ether, the feed's less.
fn two(price: f64) -> (Lending, Plain) {
    let mut l = Lending::open();
    let plain = l.list_second_weth();
    l.post_plain(l.carol, plain.token, ether(50));
    l.borrow(l.carol, ether(80));
    l.set_price(plain.feed, price);
    (l, plain)
}

#[test]
fn borrowing_is_whole_or_nothing() {
    let (mut l, plain) = two(1.0);
    let (carol, at) = (l.carol, l.protocol.at);
    let call = IMarket::borrowCall { assets: ether(4), onBehalf: carol, receiver: carol, data: Default::default() };
    assert_whole(&mut l, &[at.lst, plain.token], carol, at.market, &call);
}

#[test]
fn withdrawing_margin_is_whole_or_nothing() {
    let (mut l, plain) = two(1.0);
    let (carol, at) = (l.carol, l.protocol.at);
    let call =
        IMarket::withdrawCollateralCall { asset: plain.token, units: ether(4), onBehalf: carol, receiver: carol };
    assert_whole(&mut l, &[at.lst, plain.token], carol, at.market, &call);
}

#[test]
fn supplying_all_that_the_allowance_permits_is_whole_or_nothing() {
    let (mut l, plain) = two(1.0);
    let (carol, at) = (l.carol, l.protocol.at);
    l.send(carol, at.lst, ILst::approveCall { spender: at.market, value: ether(3) });
    for asset in [at.lst, plain.token] {
        let call = IMarket::supplyCollateralCall { asset, units: ALL, onBehalf: carol };
        assert_whole(&mut l, &[at.lst, plain.token], carol, at.market, &call);
    }
}

#[test]
fn liquidating_either_collateral_is_whole_or_nothing() {
    let (mut l, plain) = two(0.75);
    let (erin, at) = (l.erin, l.protocol.at);
    for asset in [at.lst, plain.token] {
        let call = IMarket::liquidateCall { asset, ..l.liquidation(l.carol, ALL) };
        assert_whole(&mut l, &[at.lst, plain.token], erin, at.market, &call);
    }
}

#[test]
fn a_liquidation_that_writes_off_is_whole_or_nothing() {
    let (mut l, plain) = two(0.2);
    let (erin, at) = (l.erin, l.protocol.at);
    l.protocol.client.chain.advance(86_400);
    l.slash(ether(150));
    let call = l.liquidation(l.carol, ALL);
    l.send(erin, at.market, call);
    let call = IMarket::liquidateCall { asset: plain.token, ..l.liquidation(l.carol, ALL) };
    assert_whole(&mut l, &[at.lst, plain.token], erin, at.market, &call);
}

#[test]
fn redeeming_bleth_is_whole_or_nothing() {
    let (mut l, plain) = two(1.0);
    let (erin, at) = (l.erin, l.protocol.at);
    let call = ILst::redeemCall { amount: ether(7), receiver: l.dave, minEther: U256::ZERO, deadline: ALL };
    assert_whole(&mut l, &[at.lst, plain.token], erin, at.lst, &call);
}
