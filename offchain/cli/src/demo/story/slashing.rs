//! A slashing over the bound: parked, and nothing that needs the rate is done until the guardian has settled it.

use super::{
    ALL, Beacon, Cast, DAY,
    market::{self, CALM},
    wrapping,
};
use crate::demo::{
    act::Stage,
    units::{ether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{ILst, IMarket, IRisk};

/// The three calls that need the rate.
fn submit() -> ILst::submitCall {
    ILst::submitCall { referral: Address::ZERO }
}

fn redeem(receiver: Address) -> ILst::redeemCall {
    ILst::redeemCall { amount: ether(1), receiver, minEther: U256::ZERO, deadline: ALL }
}

fn borrow(account: Address) -> IMarket::borrowCall {
    IMarket::borrowCall { assets: ether(1), onBehalf: account, receiver: account, data: Default::default() }
}

/// A day after the last report 5 % of the pool may be lost at once, and this is more.
pub(super) fn park(stage: &mut Stage, cast: &Cast, beacon: &mut Beacon, loss: U256) -> Result<()> {
    let at = stage.protocol.at;
    stage.protocol.client.chain.advance(DAY);
    market::trade_at(stage, CALM)?;
    let receipt = beacon.lose(stage, loss)?;
    let parked = stage.view(at.lst, ILst::parkedReportCall {})?;
    ensure!(parked.parked && parked.loss == loss, "{} parked", parked.loss);
    let step = "slashing over the bound: parked";
    stage.record(step, "oracle", format!("-{}", wad(loss, 4)), receipt.gas_used, false)?;

    let (error, gas) = stage.refused::<ILst::LossParked, _>(cast.bob, at.lst, ether(10), submit())?;
    stage.record("stake: refused", "bob", format!("{} parked", wad(error.loss, 4)), gas, false)?;
    let call = redeem(cast.alice);
    let (error, gas) = stage.refused::<ILst::LossParked, _>(cast.alice, at.lst, U256::ZERO, call)?;
    stage.record("redeem: refused", "alice", format!("{} parked", wad(error.loss, 4)), gas, false)?;
    let call = borrow(cast.alice);
    let (error, gas) = stage.refused::<IMarket::InsufficientMargin, _>(cast.alice, at.market, U256::ZERO, call)?;
    ensure!(error.limit.is_zero() && error.unpriced == U256::ONE, "blETH still has a borrow price");
    let said = market::judgement(stage)?;
    ensure!(said.status == IRisk::PriceStatus::RateStale, "the borrow price is by {}", said.borrow_price_by);
    stage.record("borrow: refused", "alice", format!("borrow price: {}", said.borrow_price_by), gas, false)?;
    wrapping::quote(stage, "wblETH's rate feed")?;
    wrapping::unwrap(stage, "erin", cast.erin, ether(2))
}

/// The guardian has looked: the loss is real.
pub(super) fn settle(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let (at, guardian) = (stage.protocol.at, stage.protocol.accounts.guardian);
    let loss = stage.view(at.lst, ILst::parkedReportCall {})?.loss;
    let (before, moment) = (stage.health()?.context("carol has debt")?, stage.protocol.client.chain.now());
    let (_, receipt) = stage.send(guardian, at.lst, ILst::settleReportCall { loss })?;
    let after = stage.health()?.context("carol has debt")?;
    ensure!(before >= ether(1) && after < ether(1), "health was {before}, is {after}");
    ensure!(stage.protocol.client.chain.now() == moment, "it took time");
    let amounts = format!("-{}; health {} -> {}", wad(loss, 4), wad(before, 4), wad(after, 4));
    stage.record("settle the loss: it acts at once", "guardian", amounts, receipt.gas_used, true)?;

    let (_, receipt) = stage.pay(cast.bob, at.lst, ether(10), submit()).context("after the settlement")?;
    stage.record("stake, as before", "bob", "10".into(), receipt.gas_used, false)?;
    let (paid, receipt) = stage.send(cast.alice, at.lst, redeem(cast.alice)).context("after the settlement")?;
    stage.record("redeem, as before", "alice", format!("{} for 1", wad(paid, 4)), receipt.gas_used, false)?;
    let (_, receipt) = stage.send(cast.alice, at.market, borrow(cast.alice)).context("after the settlement")?;
    stage.record("borrow, as before", "alice", "1".into(), receipt.gas_used, false)
}
