//! People stake, until the limit binds.

use super::{Cast, DAY};
use crate::demo::{
    act::Stage,
    units::{ether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::interfaces::ILst;

pub(super) fn stake(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let lst = stage.protocol.at.lst;
    let submit = || ILst::submitCall { referral: Address::ZERO };
    let (shares, receipt) = stage.pay(cast.alice, lst, ether(100), submit())?;
    let amounts = format!("100 -> {} shares", wad(shares / U256::from(1_000_000_000), 4));
    stage.record("submit", "alice", amounts, receipt.gas_used, false)?;

    let (error, gas) = stage.refused::<ILst::StakeLimitExceeded, _>(cast.bob, lst, ether(60), submit())?;
    ensure!(error.available == ether(50), "{} may be staked", error.available);
    stage.record("over the limit: refused", "bob", format!("60, {} left", wad(error.available, 2)), gas, false)?;
    stage.protocol.client.chain.advance(DAY / 2);
    let receipt = stage.protocol.client.pay(cast.bob, lst, ether(60)).context("plain ether")?;
    stage.record("half a day refills it: plain ether", "bob", "60".into(), receipt.gas_used, false)?;

    let deadline = U256::from(stage.protocol.client.chain.now() + DAY);
    let quote = stage.view(lst, ILst::previewStakeCall { amount: ether(40) })?;
    let call = ILst::stakeCall { receiver: cast.carol, minShares: quote, deadline };
    let (_, receipt) = stage.pay(cast.carol, lst, ether(40), call)?;
    stage.record("stake with a bound", "carol", "40".into(), receipt.gas_used, false)?;
    let (_, receipt) = stage.send(cast.bob, lst, ILst::transferCall { to: cast.carol, value: ether(10) })?;
    stage.record("transfer", "bob", "10 to carol".into(), receipt.gas_used, false)
}
