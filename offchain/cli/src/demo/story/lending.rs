//! Lending against blETH, from the first loan to the last repayment.

use super::{ALL, Cast};
use crate::demo::{
    act::Stage,
    units::{ether, milliether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{IFeed, ILst, IMarket, IWeth};

pub(super) fn lend(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    buy_weth(stage, cast.dave, ether(50))?;
    let call = IMarket::depositCall { assets: ether(50), receiver: cast.dave };
    let (_, receipt) = stage.send(cast.dave, at.market, call)?;
    stage.record("supply WETH", "dave", "50".into(), receipt.gas_used, false)
}

/// Carol borrows nearly all that she may; alice posts margin for later.
pub(super) fn borrow(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    refresh_feed(stage)?;
    post(stage, "carol", cast.carol, ALL)?;
    let units = stage.view(at.lst, ILst::getSharesByPooledEthCall { ethAmount: ether(10) })?;
    post(stage, "alice", cast.alice, units)?;
    let limit = stage.view(at.market, IMarket::accountHealthCall { account: cast.carol })?.limit;
    let assets = limit - milliether(500);
    stage.borrower = cast.carol;
    let call = IMarket::borrowCall { assets, onBehalf: cast.carol, receiver: cast.carol, data: Default::default() };
    let (_, receipt) = stage.send(cast.carol, at.market, call)?;
    stage.record("borrow WETH", "carol", wad(assets, 4), receipt.gas_used, false)
}

fn post(stage: &mut Stage, name: &str, account: Address, units: U256) -> Result<()> {
    let at = stage.protocol.at;
    stage.send(account, at.lst, ILst::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::supplyCollateralCall { asset: at.lst, units, onBehalf: account };
    let (units, receipt) = stage.send(account, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: units })?;
    stage.record("supply blETH as margin", name, wad(value, 4), receipt.gas_used, false)
}

pub(super) fn liquidate(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    let health = stage.health()?.context("the borrower has debt")?;
    ensure!(health < ether(1), "the slashing left the borrower healthy: {}", wad(health, 4));
    buy_weth(stage, cast.erin, ether(100))?;
    let call = IMarket::liquidateCall {
        borrower: cast.carol,
        asset: at.lst,
        maxRepay: ALL,
        minSeize: U256::ZERO,
        receiver: cast.erin,
        data: Default::default(),
    };
    let (answer, receipt) = stage.send(cast.erin, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: answer.seized })?;
    let amounts = format!("repays {}, seizes {}", wad(answer.repaid, 4), wad(value, 4));
    stage.record("liquidate to target health", "erin", amounts, receipt.gas_used, false)
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
fn buy_weth(stage: &mut Stage, account: Address, amount: U256) -> Result<()> {
    let at = stage.protocol.at;
    stage.pay(account, at.weth, amount, IWeth::depositCall {})?;
    stage.send(account, at.weth, IWeth::approveCall { spender: at.market, value: ALL })?;
    Ok(())
}

/// The market says that one blETH is worth 0.999 ether.
pub(super) fn refresh_feed(stage: &mut Stage) -> Result<()> {
    let (owner, feed) = (stage.protocol.accounts.owner, stage.protocol.at.feed);
    let answer = 999_000_000_000_000_000_u64.try_into()?;
    stage.send(owner, feed, IFeed::updateCall { answer })?;
    Ok(())
}
