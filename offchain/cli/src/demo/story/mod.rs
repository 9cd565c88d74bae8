//! The story: people stake up to the day's limit, rewards vest, blETH is wrapped and becomes margin, a year passes.
//! Then the storm: a wick, a depeg that lasts, a slashing over the bound that is parked and settled. Debt is repaid,
//! suppliers leave, blETH is redeemed at peg.

mod depeg;
mod leaving;
mod lending;
mod liquidator;
mod market;
mod reports;
mod slashing;
mod staking;
mod wick;
mod wrapping;

use super::{
    act::Stage,
    invariants,
    units::{ETHER, ether, milliether},
};
use anyhow::{Context, Result};
use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, U256};
use ballast_client::{Accounts, Artifacts, Parameters, Protocol};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
const ALL: U256 = U256::MAX;

/// What the validators hold: the oracle's notes.
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

/// A play: who hears which act begins, and what the acts share.
struct Play<F> {
    title: F,
    stage: Stage,
    cast: Cast,
    beacon: Beacon,
}

impl<F: FnMut(&str)> Play<F> {
    /// Plays an act; then the books must balance.
    fn act(
        &mut self,
        name: &str,
        play: impl FnOnce(&mut Stage, &Cast, &mut Beacon) -> Result<()>,
    ) -> Result<&mut Self> {
        (self.title)(name);
        name.clone_into(&mut self.stage.act);
        play(&mut self.stage, &self.cast, &mut self.beacon).with_context(|| format!("act: {name}"))?;
        invariants::hold(&mut self.stage)?;
        self.stage.acts += 1;
        Ok(self)
    }
}

/// Plays it; `title` hears which act begins. What was played before something failed is there with the error.
pub(crate) fn play(artifacts: &Artifacts, mut title: impl FnMut(&str)) -> Result<(Stage, Result<()>)> {
    title("deploying blETH, wblETH, risk, market, WETH9 and a feed");
    let (stage, cast) = open(artifacts)?;
    let mut play = Play { title, stage, cast, beacon: Beacon::default() };
    let outcome = acts(&mut play);
    Ok((play.stage, outcome))
}

fn acts(play: &mut Play<impl FnMut(&str)>) -> Result<()> {
    play.act("people stake", |stage, cast, _| staking::stake(stage, cast))?
        .act("rewards arrive and vest", |stage, _, beacon| {
            beacon.deploy(stage, ether(150))?;
            beacon.windfall(stage, milliether(2_000))?;
            reports::vest(stage)
        })?
        .act("blETH is wrapped", |stage, cast, _| wrapping::wrap(stage, cast))?
        .act("blETH becomes margin", |stage, cast, _| {
            lending::lend(stage, cast)?;
            lending::borrow(stage, cast)
        })?
        .act("a year passes", |stage, _, beacon| reports::pass_year(stage, beacon))?
        .act("a wick", |stage, cast, _| wick::wick(stage, cast))?
        .act("a lasting depeg", depeg::depeg)?
        .act("a slashing", |stage, cast, beacon| {
            lending::come_back(stage, cast)?;
            slashing::park(stage, cast, beacon, ether(14))?;
            slashing::settle(stage, cast)?;
            lending::liquidate(stage, cast)
        })?
        .act("everyone leaves", |stage, cast, beacon| {
            lending::close(stage, cast)?;
            leaving::leave(stage, cast)?;
            leaving::redeem(stage, cast, beacon)
        })?;
    Ok(())
}

/// Deploys everything and calls the cast. No more than 150 ether can be staked at once here, or in a day.
fn open(artifacts: &Artifacts) -> Result<(Stage, Cast)> {
    let chain = Chain::new(ChainConfig { cache_policy: CachePolicy::All, ..ChainConfig::default() });
    let parameters = Parameters { stake_limit_wei: 150 * ETHER, ..Parameters::default() };
    let protocol = Protocol::deploy(chain, artifacts, Accounts::default(), &parameters).context("deployment")?;
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
    Ok((stage, cast))
}
