//! What the market calls back: leverage, liquidation without capital, flash loans; and that nothing of it is open
//! meanwhile but adding collateral and repaying.

mod lock;
mod uses;
mod whole;

use alloy_sol_types::SolCall;
use ballast_chain::{Address, Bytes, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};
use ballast_wasm_tests::{
    ALL, Lending, ether,
    hostile::{IBorrower, Plan, hostile},
};

const NONE: U256 = U256::ZERO;

/// A market and a contract that has 10 blETH as margin and nothing else, and has approved no WETH.
fn called() -> (Lending, Plan) {
    let mut l = Lending::open();
    let contract = hostile(&mut l.protocol.client, "Borrower");
    l.others.push(contract);
    let (at, erin) = (l.protocol.at, l.erin);
    l.send(erin, at.lst, ILst::transferCall { to: contract, value: ether(10) });
    l.send(contract, at.lst, ILst::approveCall { spender: at.market, value: ALL });
    l.send(contract, at.market, IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: contract });
    (l, Plan(contract))
}

fn data() -> Bytes {
    Bytes::from_static(b"what the contract is told")
}

fn borrow(contract: Plan, assets: u64) -> IMarket::borrowCall {
    IMarket::borrowCall { assets: ether(assets), onBehalf: contract.0, receiver: contract.0, data: data() }
}

fn loan(l: &Lending, receiver: Address, assets: u64) -> IMarket::flashLoanCall {
    IMarket::flashLoanCall { receiver, token: l.protocol.at.weth, amount: ether(assets), data: data() }
}

fn liquidation(l: &Lending, contract: Plan) -> IMarket::liquidateCall {
    IMarket::liquidateCall { receiver: contract.0, data: data(), ..l.liquidation(l.carol, ALL) }
}

fn reply(l: &mut Lending, contract: Plan, reply: IBorrower::Reply, strict: bool) {
    l.send(l.erin, contract.0, IBorrower::setCall { reply, strict });
}

fn step<C: SolCall>(l: &mut Lending, contract: Plan, to: Address, wei: U256, call: C) {
    contract.add(&mut l.protocol.client, to, wei, call);
}

type State = (IMarket::totalsReturn, ILst::rateDataReturn, Vec<U256>);

/// What operations of the contract or on carol could change.
fn state(l: &mut Lending, contract: Plan) -> State {
    let (at, carol) = (l.protocol.at, l.carol);
    let mut amounts = Vec::new();
    for account in [contract.0, carol, at.market] {
        amounts.push(l.view(at.market, IMarket::debtSharesOfCall { account }));
        amounts.push(l.units(account, at.lst));
        amounts.push(l.view(at.weth, IWeth::balanceOfCall { account }));
        amounts.push(l.view(at.lst, ILst::sharesOfCall { account }));
        amounts.push(l.protocol.client.chain.balance(account));
    }
    (l.view(at.market, IMarket::totalsCall {}), l.view(at.lst, ILst::rateDataCall {}), amounts)
}

/// The contract was called back by the market, with this.
#[track_caller]
fn assert_called<C: SolCall>(l: &mut Lending, contract: Plan, call: C) {
    assert_eq!(l.view(contract.0, IBorrower::callerCall {}), l.protocol.at.market);
    assert_eq!(l.view(contract.0, IBorrower::receivedCall {}), call.abi_encode());
}

/// Stakes what was borrowed, and posts it.
fn plan_leverage(l: &mut Lending, contract: Plan, wei: U256) {
    let at = l.protocol.at;
    step(l, contract, at.weth, NONE, IWeth::withdrawCall { wad: wei });
    step(l, contract, at.lst, wei, ILst::submitCall { referral: Address::ZERO });
    let supply = IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: contract.0 };
    step(l, contract, at.market, NONE, supply);
}

/// Carol may be liquidated, and there is ether to redeem. Plans to redeem what is seized and to pay with it;
/// returns what a liquidator with WETH of his own repays and seizes.
fn plan_liquidation(l: &mut Lending, contract: Plan) -> IMarket::liquidateReturn {
    let at = l.protocol.at;
    l.borrow(l.carol, ether(44));
    l.slash(ether(30));
    l.pay(l.erin, at.lst, ether(200), ILst::submitCall { referral: Address::ZERO });
    let here = l.protocol.client.chain.snapshot();
    let call = l.liquidation(l.carol, ALL);
    let answer = l.send(l.erin, at.market, call);
    l.protocol.client.chain.restore(here).unwrap();
    let amount = l.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: answer.seized });
    let redeem = ILst::redeemCall { amount, receiver: contract.0, minEther: NONE, deadline: ALL };
    step(l, contract, at.lst, NONE, redeem);
    step(l, contract, at.weth, answer.repaid, IWeth::depositCall {});
    step(l, contract, at.weth, NONE, IWeth::approveCall { spender: at.market, value: answer.repaid });
    answer
}
