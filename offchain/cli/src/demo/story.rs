//! The story: people stake, rewards vest, blETH becomes margin, a year passes, a slashing hits, the unhealthy account is
//! liquidated, debt is repaid, suppliers leave, blETH is redeemed at peg.

use super::{
    act::Stage,
    units::{ether, milliether, wad},
};
use anyhow::{Context, Result, ensure};
use ballast_chain::{ARB_WASM, Address, CachePolicy, Chain, ChainConfig, IArbWasm, U256};
use ballast_client::{
    Accounts, Artifacts, Parameters, Protocol,
    interfaces::{IFeed, ILst, IMarket, IWeth},
};

const DAY: u64 = 86_400;
const ALL: U256 = U256::MAX;

/// What the validators hold, and what was moved so far: the oracle's notes.
#[derive(Default)]
struct Beacon {
    validators: U256,
}

struct Cast {
    alice: Address,
    bob: Address,
    carol: Address,
    dave: Address,
    erin: Address,
}

/// Plays it; `title` hears which act begins.
pub(crate) fn play(artifacts: &Artifacts, mut title: impl FnMut(&str)) -> Result<Stage> {
    title("deploying blETH, risk, market, WETH9 and a feed");
    let chain = Chain::new(ChainConfig { cache_policy: CachePolicy::All, ..ChainConfig::default() });
    let protocol =
        Protocol::deploy(chain, artifacts, Accounts::default(), &Parameters::default()).context("deployment")?;
    let mut stage = Stage::new(protocol);
    let governing = stage.protocol.accounts;
    for account in [governing.owner, governing.oracle, governing.operators, governing.guardian] {
        stage.minted += stage.protocol.client.chain.balance(account);
    }
    let fees = stage.protocol.client.chain.config().network_fee_account;
    for account in [stage.protocol.at.lst, fees] {
        stage.minted += stage.protocol.client.chain.balance(account);
    }
    let cast = Cast {
        alice: stage.enter("alice", ether(1_000)),
        bob: stage.enter("bob", ether(1_000)),
        carol: stage.enter("carol", ether(1_000)),
        dave: stage.enter("dave", ether(1_000)),
        erin: stage.enter("erin", ether(1_000)),
    };
    let mut beacon = Beacon::default();

    title("people stake");
    stake(&mut stage, &cast)?;
    title("rewards arrive and vest");
    deploy_ether(&mut stage, &mut beacon, ether(150))?;
    report(&mut stage, &mut beacon, "report a gain", milliether(2_000), false)?;
    vest(&mut stage)?;
    title("blETH becomes margin");
    lend(&mut stage, &cast)?;
    borrow(&mut stage, &cast)?;
    title("a year passes");
    for month in 1..=12 {
        pass_month(&mut stage, &mut beacon)?;
        if month == 11 {
            keep_alive(&mut stage)?;
        }
    }
    title("a slashing hits");
    report(&mut stage, &mut beacon, "slashing: report a loss", ether(16), true)?;
    liquidate(&mut stage, &cast)?;
    title("everyone leaves");
    close(&mut stage, &cast)?;
    leave(&mut stage, &cast)?;
    redeem(&mut stage, &cast, &mut beacon)?;
    Ok(stage)
}

fn stake(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let lst = stage.protocol.at.lst;
    let (shares, receipt) = stage.pay(cast.alice, lst, ether(100), ILst::submitCall { referral: Address::ZERO })?;
    stage.record(
        "submit",
        "alice",
        format!("100 -> {} shares", wad(shares / U256::from(10).pow(U256::from(9)), 4)),
        receipt.gas_used,
        false,
    )?;
    let receipt = stage.protocol.client.pay(cast.bob, lst, ether(60)).context("plain ether")?;
    stage.record("plain ether", "bob", "60".into(), receipt.gas_used, false)?;
    let now = U256::from(stage.protocol.client.chain.now());
    let quote = stage.view(lst, ILst::previewStakeCall { amount: ether(40) })?;
    let call = ILst::stakeCall { receiver: cast.carol, minShares: quote, deadline: now + U256::from(DAY) };
    let (_, receipt) = stage.pay(cast.carol, lst, ether(40), call)?;
    stage.record("stake with a bound", "carol", "40".into(), receipt.gas_used, false)?;
    let (_, receipt) = stage.send(cast.bob, lst, ILst::transferCall { to: cast.carol, value: ether(10) })?;
    stage.record("transfer", "bob", "10 to carol".into(), receipt.gas_used, false)
}

fn deploy_ether(stage: &mut Stage, beacon: &mut Beacon, amount: U256) -> Result<()> {
    let (lst, operators) = (stage.protocol.at.lst, stage.protocol.accounts.operators);
    let (_, receipt) = stage.send(operators, lst, ILst::deployEtherCall { amount })?;
    beacon.validators += amount;
    stage.record("ether to validators", "operators", wad(amount, 2), receipt.gas_used, false)
}

/// The beacon chain pays or takes `amount`, and the oracle says so.
fn report(stage: &mut Stage, beacon: &mut Beacon, step: &str, amount: U256, is_loss: bool) -> Result<()> {
    let (lst, accounts) = (stage.protocol.at.lst, stage.protocol.accounts);
    let held = stage.protocol.client.chain.balance(accounts.operators);
    let chain = &mut stage.protocol.client.chain;
    if is_loss {
        chain.set_balance(accounts.operators, held - amount);
        beacon.validators -= amount;
        stage.minted -= amount;
    } else {
        chain.set_balance(accounts.operators, held + amount);
        beacon.validators += amount;
        stage.minted += amount;
    }
    let flows = stage.view(lst, ILst::flowsCall {})?;
    let call = ILst::applyReportCall {
        validatorsEther: beacon.validators,
        inFlightEther: U256::ZERO,
        sentEther: flows.sent,
        returnedEther: flows.returned,
    };
    let (_, receipt) = stage.send(accounts.oracle, lst, call)?;
    let sign = if is_loss { "-" } else { "+" };
    stage.record(step, "oracle", format!("{sign}{}", wad(amount, 4)), receipt.gas_used, is_loss)
}

fn vest(stage: &mut Stage) -> Result<()> {
    for label in ["half a day passes: half has vested", "the day is over: all has vested"] {
        stage.protocol.client.chain.advance(DAY / 2);
        stage.record(label, "", String::new(), 0, false)?;
    }
    Ok(())
}

fn lend(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    stage.pay(cast.dave, at.weth, ether(50), IWeth::depositCall {})?;
    stage.send(cast.dave, at.weth, IWeth::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::depositCall { assets: ether(50), receiver: cast.dave };
    let (_, receipt) = stage.send(cast.dave, at.market, call)?;
    stage.record("supply WETH", "dave", "50".into(), receipt.gas_used, false)
}

fn borrow(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    refresh_feed(stage)?;
    stage.send(cast.carol, at.lst, ILst::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::supplyCollateralCall { asset: at.lst, units: ALL, onBehalf: cast.carol };
    let (units, receipt) = stage.send(cast.carol, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: units })?;
    stage.record("supply blETH as margin", "carol", wad(value, 4), receipt.gas_used, false)?;
    let limit = stage.view(at.market, IMarket::accountHealthCall { account: cast.carol })?.limit;
    let assets = limit - milliether(500);
    stage.borrower = cast.carol;
    let call = IMarket::borrowCall { assets, onBehalf: cast.carol, receiver: cast.carol };
    let (_, receipt) = stage.send(cast.carol, at.market, call)?;
    stage.record("borrow WETH", "carol", wad(assets, 4), receipt.gas_used, false)
}

/// Thirty days: staking earns 0.3 % of what is deployed, interest runs.
fn pass_month(stage: &mut Stage, beacon: &mut Beacon) -> Result<()> {
    stage.protocol.client.chain.advance(30 * DAY + DAY / 2);
    let gain = beacon.validators * U256::from(3) / U256::from(1_000);
    report(stage, beacon, "a month passes: report a gain", gain, false)
}

/// Programs expire a year after their activation unless someone pays for another.
fn keep_alive(stage: &mut Stage) -> Result<()> {
    let (at, owner) = (stage.protocol.at, stage.protocol.accounts.owner);
    let mut gas = 0;
    for program in [at.lst, at.risk, at.market] {
        let codehash = stage.protocol.client.chain.code_hash(program);
        let (_, receipt) = stage.pay(owner, ARB_WASM, milliether(100), IArbWasm::codehashKeepaliveCall { codehash })?;
        gas += receipt.gas_used;
    }
    stage.record("keep the three programs alive", "owner", String::new(), gas, false)
}

fn liquidate(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    let health = stage.health()?.context("the borrower has debt")?;
    ensure!(health < ether(1), "the slashing left the borrower healthy: {}", wad(health, 4));
    stage.pay(cast.erin, at.weth, ether(100), IWeth::depositCall {})?;
    stage.send(cast.erin, at.weth, IWeth::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::liquidateCall {
        borrower: cast.carol,
        asset: at.lst,
        maxRepay: ALL,
        minSeize: U256::ZERO,
        receiver: cast.erin,
    };
    let (answer, receipt) = stage.send(cast.erin, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: answer.seized })?;
    let amounts = format!("repays {}, seizes {}", wad(answer.repaid, 4), wad(value, 4));
    stage.record("liquidate to target health", "erin", amounts, receipt.gas_used, false)
}

fn close(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    stage.pay(cast.carol, at.weth, ether(20), IWeth::depositCall {})?;
    stage.send(cast.carol, at.weth, IWeth::approveCall { spender: at.market, value: ALL })?;
    let call = IMarket::repayCall { assets: ALL, onBehalf: cast.carol };
    let (repaid, receipt) = stage.send(cast.carol, at.market, call)?;
    stage.record("repay all", "carol", wad(repaid, 4), receipt.gas_used, false)?;
    let call =
        IMarket::withdrawCollateralCall { asset: at.lst, units: ALL, onBehalf: cast.carol, receiver: cast.carol };
    let (units, receipt) = stage.send(cast.carol, at.market, call)?;
    let value = stage.view(at.lst, ILst::getPooledEthBySharesCall { sharesAmount: units })?;
    stage.record("withdraw margin", "carol", wad(value, 4), receipt.gas_used, false)
}

fn leave(stage: &mut Stage, cast: &Cast) -> Result<()> {
    let at = stage.protocol.at;
    let shares = stage.view(at.market, IMarket::maxRedeemCall { owner: cast.dave })?;
    let call = IMarket::redeemCall { shares, receiver: cast.dave, owner: cast.dave };
    let (assets, receipt) = stage.send(cast.dave, at.market, call)?;
    stage.record("leave with interest", "dave", wad(assets, 4), receipt.gas_used, false)?;
    for actor in [cast.carol, cast.dave, cast.erin] {
        let wad = stage.view(at.weth, IWeth::balanceOfCall { account: actor })?;
        stage.send(actor, at.weth, IWeth::withdrawCall { wad })?;
    }
    Ok(())
}

fn redeem(stage: &mut Stage, cast: &Cast, beacon: &mut Beacon) -> Result<()> {
    let (lst, operators) = (stage.protocol.at.lst, stage.protocol.accounts.operators);
    let back = beacon.validators;
    beacon.validators = U256::ZERO;
    let (_, receipt) = stage.pay(operators, lst, back, ILst::returnEtherCall {})?;
    stage.record("ether comes home", "operators", wad(back, 4), receipt.gas_used, false)?;
    for (name, actor) in [("alice", cast.alice), ("bob", cast.bob), ("carol", cast.carol), ("erin", cast.erin)] {
        let amount = stage.view(lst, ILst::maxRedeemCall { owner: actor })?;
        let quote = stage.view(lst, ILst::previewRedeemCall { amount })?;
        let call = ILst::redeemCall { amount, receiver: actor, minEther: quote, deadline: ALL };
        let (paid, receipt) = stage.send(actor, lst, call)?;
        ensure!(paid == quote, "{name} was quoted {quote} and paid {paid}");
        let amounts = format!("{} for {}", wad(paid, 4), wad(amount, 4));
        stage.record("redeem at peg", name, amounts, receipt.gas_used, false)?;
    }
    Ok(())
}

/// The market says that one blETH is worth 0.999 ether.
fn refresh_feed(stage: &mut Stage) -> Result<()> {
    let (owner, feed) = (stage.protocol.accounts.owner, stage.protocol.at.feed);
    let answer = 999_000_000_000_000_000_u64.try_into()?;
    stage.send(owner, feed, IFeed::updateCall { answer })?;
    Ok(())
}
