//! Lending against blETH, from the first loan to the last repayment.

use super::{
    ALL, Cast, liquidator,
    market::{self, CALM},
};
use crate::demo::{
    act::Stage,
    units::{ether, milliether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth};

pub(super) fn lend(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    buy_weth(stage, cast.dave, ether(55))?;
    let call = IMarket::depositCall { assets: ether(55), receiver: cast.dave };
    let (_, receipt) = stage.send(cast.dave, at.market, call)?;
    stage.record("supply WETH", "dave", "55".into(), receipt.gas_used, false)
}

/// Carol borrows nearly all that she may, alice half.
pub(super) fn borrow(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    market::trade_at(stage, CALM)?;
    post(stage, "carol", cast.carol, ALL)?;
    let units = stage.view(at.lst, ILst::getSharesByPooledEthCall { ethAmount: ether(10) })?;
    post(stage, "alice", cast.alice, units)?;
    let limit = stage.view(at.market, IMarket::accountHealthCall { account: cast.carol })?.limit;
    let assets = limit - milliether(500);
    stage.borrower = cast.carol;
    for (name, account, assets) in [("alice", cast.alice, ether(5)), ("carol", cast.carol, assets)] {
        let call = IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Default::default() };
        let (_, receipt) = stage.send(account, at.market, call)?;
        stage.record("borrow WETH", name, wad(assets, 4), receipt.gas_used, false)?;
    }
    Ok(())
}

fn post(stage: &mut Stage, name: &str, account: Address, units: U256) -> Result<()> {
    let at = stage.protocol.at;
    stage.send(account, at.lst, ILst::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: account };
    let (units, receipt) = stage.send(account, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: units })?;
    stage.record("supply blETH as margin", name, wad(value, 4), receipt.gas_used, false)
}

/// Carol borrows all that she may but a wei, since debt is rounded up.
pub(super) fn borrow_all(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let (market, account) = (stage.protocol.at.market, cast.carol);
    let state = stage.view(market, IMarket::accountHealthCall { account })?;
    let assets = state.limit.checked_sub(state.debt + U256::ONE).context("carol owes more than she may borrow")?;
    let call = IMarket::borrowCall { assets, onBehalf: account, receiver: account, data: Default::default() };
    let (_, receipt) = stage.send(account, market, call)?;
    stage.record("borrow to the limit", "carol", wad(assets, 4), receipt.gas_used, false)
}

/// After the depeg carol stakes once more, and borrows to the limit again.
pub(super) fn come_back(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let lst = stage.protocol.at.lst;
    let call = ILst::submitCall { referral: Address::ZERO };
    let (_, receipt) = stage.pay(cast.carol, lst, ether(30), call)?;
    stage.record("submit", "carol", "30".into(), receipt.gas_used, false)?;
    post(stage, "carol", cast.carol, ALL)?;
    borrow_all(stage, cast)
}

pub(super) fn liquidate(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let price = market::trade_at(stage, CALM)?;
    let quote = liquidator::quote(stage, cast.carol, price)?.context("the slashing left carol healthy")?;
    ensure!(quote.pays(), "{} wei to repay would bring {}", quote.repaid, quote.proceeds());
    let deal = liquidator::act(stage, cast.erin, cast.carol, quote)?;
    let amounts = format!("repays {}, seizes {}", wad(deal.quote.repaid, 4), wad(deal.quote.seized, 4));
    stage.record("liquidate to target health", "erin", amounts, deal.gas, false)?;
    stage.record("redeemed: profit", "erin", wad(deal.quote.profit(), 4), 0, false)
}

pub(super) fn close(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    for (name, account) in [("carol", cast.carol), ("alice", cast.alice)] {
        buy_weth(stage, account, ether(20))?;
        let call = IMarket::repayCall { assets: ALL, onBehalf: account };
        let (repaid, receipt) = stage.send(account, at.market, call)?;
        stage.record("repay all", name, wad(repaid, 4), receipt.gas_used, false)?;
        let call = IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: account, receiver: account };
        let (units, receipt) = stage.send(account, at.market, call)?;
        let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: units })?;
        stage.record("withdraw margin", name, wad(value, 4), receipt.gas_used, false)?;
    }
    Ok(())
}

/// WETH of one's own, and the market's leave to take it.
pub(super) fn buy_weth(stage: &mut Stage, account: Address, amount: U256) -> Result<()> {
    let at = stage.protocol.at;
    stage.pay(account, at.weth, amount, IWeth::depositCall {})?;
    stage.send(account, at.weth, IWeth::approveCall { spender: at.market, value: ALL })?;
    Ok(())
}
