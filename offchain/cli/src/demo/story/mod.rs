//! The story: people stake up to the day's limit, rewards vest, blETH is wrapped and becomes margin, a year passes, a slashing
//! over the bound is parked and settled, the unhealthy account is liquidated, debt is repaid, suppliers leave, blETH is redeemed
//! at peg.

mod leaving;
mod lending;
mod reports;
mod slashing;
mod staking;
mod wrapping;

use super::{
    act::Stage,
    units::{ETHER, ether, milliether},
};
use anyhow::{Context, Result};
use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, U256};
use ballast_client::{Accounts, Artifacts, Parameters, Protocol};

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

/// Plays it; `title` hears which act begins.
pub(crate) fn play(artifacts: &Artifacts, mut title: impl FnMut(&str)) -> Result<Stage> {
    title("deploying blETH, wblETH, risk, market, WETH9 and a feed");
    let (mut stage, cast) = open(artifacts)?;
    let mut beacon = Beacon::default();
    title("people stake");
    staking::stake(&mut stage, &cast)?;
    title("rewards arrive and vest");
    beacon.deploy(&mut stage, ether(150))?;
    beacon.windfall(&mut stage, milliether(2_000))?;
    reports::vest(&mut stage)?;
    title("blETH is wrapped");
    wrapping::wrap(&mut stage, &cast)?;
    title("blETH becomes margin");
    lending::lend(&mut stage, &cast)?;
    lending::borrow(&mut stage, &cast)?;
    title("a year passes");
    for month in 1..=12 {
        beacon.pass_month(&mut stage)?;
        if month == 11 {
            reports::keep_alive(&mut stage)?;
        }
    }
    title("a slashing hits");
    slashing::park(&mut stage, &cast, &mut beacon, ether(18))?;
    slashing::settle(&mut stage, &cast)?;
    lending::liquidate(&mut stage, &cast)?;
    title("everyone leaves");
    lending::close(&mut stage, &cast)?;
    leaving::leave(&mut stage, &cast)?;
    leaving::redeem(&mut stage, &cast, &mut beacon)?;
    Ok(stage)
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
