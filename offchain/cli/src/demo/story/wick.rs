//! A wick: for a second blETH sells for a quarter of what it is worth. Whoever could act on it, does.

use super::{
    Cast, HOUR,
    lending::borrow_all,
    liquidator::order,
    market::{CALM, average_moves, calm, judgement, sample, trade_at},
};
use crate::demo::{
    act::Stage,
    units::{ether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::U256;
use ballast_client::interfaces::{IMarket, IRisk};

const QUARTER: u64 = CALM / 4;

pub(super) fn wick(stage: &mut Stage, cast: &Cast) -> Result<()> {
    calm(stage, cast)?;
    borrow_all(stage, cast)?;
    stage.protocol.client.chain.advance(HOUR); // which a sample would count for
    let before = judgement(stage)?.average;
    falls(stage, cast, before)?;
    stage.protocol.client.chain.advance(1);
    is_back(stage, cast, before)
}

/// Sampled while it lasts, by a liquidator who wishes that it counted.
fn falls(stage: &mut Stage, cast: &Cast, before: U256) -> Result<()> {
    let price = trade_at(stage, QUARTER)?;
    let gas = sample(stage, cast.erin)?;
    let now = judgement(stage)?;
    unmoved(before, now.average)?;
    ensure!(now.status == IRisk::PriceStatus::FeedDeviates, "in a wick the borrow price is by {}", now.borrow_price_by);
    let step = format!("the market falls to {}: sampled", wad(price, 4));
    stage.record(&step, "erin", average_moves(before, &now), gas, false)?;
    refused(stage, cast)?;
    let call =
        IMarket::borrowCall { assets: ether(1), onBehalf: cast.alice, receiver: cast.alice, data: Default::default() };
    let market = stage.protocol.at.market;
    let (error, gas) = stage.refused::<IMarket::InsufficientMargin, _>(cast.alice, market, U256::ZERO, call)?;
    ensure!(error.limit.is_zero() && error.unpriced == U256::ONE, "{} may be borrowed in a wick", error.limit);
    stage.record("borrow: refused", "alice", format!("borrow price: {}", now.borrow_price_by), gas, false)
}

/// The average is where it was, to the fifth decimal.
fn unmoved(before: U256, now: U256) -> Result<()> {
    ensure!(before.abs_diff(now) < ether(1) / U256::from(100_000), "a wick moved the average from {before} to {now}");
    Ok(())
}

fn is_back(stage: &mut Stage, cast: &Cast, before: U256) -> Result<()> {
    let price = trade_at(stage, CALM)?;
    let gas = sample(stage, cast.erin)?;
    let now = judgement(stage)?;
    unmoved(before, now.average)?;
    ensure!(now.status == IRisk::PriceStatus::Valid, "after a wick the borrow price is by {}", now.borrow_price_by);
    let step = format!("a second later: {}, sampled", wad(price, 4));
    stage.record(&step, "erin", average_moves(before, &now), gas, false)?;
    refused(stage, cast)
}

/// Erin tries to liquidate carol, and is told carol's health.
fn refused(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let health = stage.health()?.context("carol has debt")?;
    let (call, market) = (order(stage, cast.erin, cast.carol, U256::ZERO), stage.protocol.at.market);
    let (error, gas) = stage.refused::<IRisk::Healthy, _>(cast.erin, market, U256::ZERO, call)?;
    ensure!(error.healthWad == health, "refused at a health of {}, which is {health}", error.healthWad);
    stage.record("liquidate carol: refused", "erin", format!("Healthy({})", wad(error.healthWad, 4)), gas, false)
}
