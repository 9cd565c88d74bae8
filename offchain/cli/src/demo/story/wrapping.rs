//! wblETH: wrapped, sent, spent by a permit, quoted by its feed, unwrapped.

use super::{ALL, Cast, DAY};
use crate::demo::{
    act::Stage,
    units::{ether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{Address, U256};
use ballast_client::{
    Signer,
    interfaces::{ILst, IWrapper},
};

pub(super) fn wrap(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    stage.send(cast.bob, at.lst, ILst::approveCall { spender: at.wrapper, value: ALL })?;
    let (minted, receipt) = stage.send(cast.bob, at.wrapper, IWrapper::wrapCall { blEthAmount: ether(20) })?;
    stage.record("wrap", "bob", format!("20 -> {} wblETH", wad(minted, 4)), receipt.gas_used, false)?;
    let receipt = stage.protocol.client.pay(cast.dave, at.wrapper, ether(20)).context("ether to wblETH")?;
    let minted = stage.view(at.wrapper, IWrapper::balanceOfCall { account: cast.dave })?;
    stage.record("ether to wblETH", "dave", format!("20 -> {} wblETH", wad(minted, 4)), receipt.gas_used, false)?;
    let call = IWrapper::transferCall { to: cast.erin, value: ether(5) };
    let (_, receipt) = stage.send(cast.bob, at.wrapper, call)?;
    stage.record("transfer wblETH", "bob", "5 to erin".into(), receipt.gas_used, false)?;
    permit(stage, cast)?;
    quote(stage, "wblETH's rate feed")
}

/// Bob signs, and spends no gas; alice sends what he signed and takes what it allows.
fn permit(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let wrapper = stage.protocol.at.wrapper;
    let (bob, deadline) = (Signer::new("bob"), U256::from(stage.protocol.client.chain.now() + DAY));
    let call = stage.protocol.client.permit(wrapper, &bob, cast.alice, ether(3), deadline)?;
    let (_, receipt) = stage.send(cast.alice, wrapper, call)?;
    stage.record("use bob's permit of wblETH", "alice", "3".into(), receipt.gas_used, false)?;
    let call = IWrapper::transferFromCall { from: cast.bob, to: cast.alice, value: ether(3) };
    let (_, receipt) = stage.send(cast.alice, wrapper, call)?;
    stage.record("spend it", "alice", "3 from bob".into(), receipt.gas_used, false)
}

/// What a lender reads.
pub(super) fn quote(stage: &mut Stage, step: &str) -> Result<()> {
    let round = stage.view(stage.protocol.at.wrapper, IWrapper::latestRoundDataCall {})?;
    let answer = U256::try_from(round.answer).context("a rate below zero")?;
    let age = match round.updatedAt {
        at if at.is_zero() => "of no round: do not use".to_owned(),
        at => format!("{} h old", (stage.protocol.client.chain.now() - at.to::<u64>()) / 3_600),
    };
    stage.record(step, "", format!("{}, {age}", wad(answer, 6)), 0, false)
}

/// Burns wblETH; its shares come back, to the last.
pub(super) fn unwrap(stage: &mut Stage, name: &str, account: Address, amount: U256) -> Result<()> {
    let at = stage.protocol.at;
    let before = stage.view(at.lst, ILst::sharesOfCall { account })?;
    let (value, receipt) = stage.send(account, at.wrapper, IWrapper::unwrapCall { wblEthAmount: amount })?;
    let after = stage.view(at.lst, ILst::sharesOfCall { account })?;
    ensure!(after - before == amount * U256::from(1_000_000_000), "{name} got {} shares", after - before);
    stage.record("unwrap", name, format!("{} -> {} blETH", wad(amount, 4), wad(value, 4)), receipt.gas_used, false)
}
