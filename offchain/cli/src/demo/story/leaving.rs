//! Everyone takes what is his.

use super::{ALL, Beacon, Cast, wrapping};
use crate::demo::{act::Stage, units::wad};
use anyhow::{Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::{ILst, IMarket, IWeth, IWrapper};

pub(super) fn leave(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    let shares = stage.view(at.market, IMarket::maxRedeemCall { owner: cast.dave })?;
    let call = IMarket::redeemCall { shares, receiver: cast.dave, owner: cast.dave };
    let (assets, receipt) = stage.send(cast.dave, at.market, call)?;
    stage.record("leave with interest", "dave", wad(assets, 4), receipt.gas_used, false)?;
    for actor in [cast.alice, cast.carol, cast.dave, cast.erin] {
        let wad = stage.view(at.weth, IWeth::balanceOfCall { account: actor })?;
        stage.send(actor, at.weth, IWeth::withdrawCall { wad })?;
    }
    Ok(())
}

/// All but dave, who keeps his wblETH.
pub(super) fn redeem(stage: &mut Stage, cast: &Cast, beacon: &mut Beacon) -> Result<()> {
    let at = stage.protocol.at;
    for (name, account) in [("alice", cast.alice), ("bob", cast.bob), ("erin", cast.erin)] {
        let amount = stage.view(at.wrapper, IWrapper::balanceOfCall { account })?;
        wrapping::unwrap(stage, name, account, amount)?;
    }
    let all = beacon.validators;
    beacon.come_home(stage, all)?;
    for (name, actor) in [("alice", cast.alice), ("bob", cast.bob), ("carol", cast.carol), ("erin", cast.erin)] {
        let amount = stage.view(at.lst, ILst::maxRedeemCall { owner: actor })?;
        redeem_quoted(stage, name, actor, amount)?;
    }
    Ok(())
}

/// Redeems, and is paid what was quoted.
pub(super) fn redeem_quoted(stage: &mut Stage, name: &str, actor: Address, amount: U256) -> Result<()> {
    let lst = stage.protocol.at.lst;
    let quote = stage.view(lst, ILst::previewRedeemCall { amount })?;
    let call = ILst::redeemCall { amount, receiver: actor, minEther: quote, deadline: ALL };
    let (paid, receipt) = stage.send(actor, lst, call)?;
    ensure!(paid == quote, "{name} was quoted {quote} and paid {paid}");
    let amounts = format!("{} for {}", wad(paid, 4), wad(amount, 4));
    stage.record("redeem at peg", name, amounts, receipt.gas_used, false)
}
