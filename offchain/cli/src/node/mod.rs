//! `ballast node`: the embedded chain behind Ethereum's JSON-RPC, with the protocol on it.

mod accounts;
mod print;
mod scene;
#[cfg(test)]
mod tests;

use accounts::{Dev, dev_accounts};
use anyhow::{Context, Result};
use ballast_chain::{Chain, ChainConfig};
use ballast_client::{Addresses, Artifacts};
use ballast_rpc::{Config, Node, wall};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

/// Wei of a gas, at or near which Arbitrum's price lies most of the time.
const BASE_FEE: u64 = 100_000_000;

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 8547)]
    port: u16,
    /// The address to listen on. Whoever reaches it can do anything to the chain.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Seconds between blocks; without it each transaction is mined at once.
    #[arg(long, value_name = "SECS", value_parser = clap::value_parser!(u64).range(1..))]
    block_time: Option<u64>,
    /// Blocks before the last whose state can be asked for.
    #[arg(long, value_name = "BLOCKS", default_value_t = 1_024)]
    history: usize,
    /// A chain with funded accounts and nothing else.
    #[arg(long)]
    empty: bool,
    /// Where the addresses are written; target/node/addresses.json unless told otherwise.
    #[arg(long, value_name = "FILE")]
    addresses: Option<PathBuf>,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let devs = dev_accounts()?;
    let (chain, at) = chain(root, args, &devs)?;
    let config = Config {
        keys: devs.iter().map(|dev| dev.key).collect(),
        block_time: args.block_time.map(Duration::from_secs),
        history: args.history,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let asked = SocketAddr::new(args.host, args.port);
        let node = Node::start(chain, config, asked).await.with_context(|| format!("cannot listen on {asked}"))?;
        let file = args.addresses.clone().unwrap_or_else(|| root.join("target/node/addresses.json"));
        print::write_json(&file, node.address(), at.as_ref(), &devs)?;
        print::tables(node.address(), at.as_ref(), &devs, &file);
        node.stopped().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// A chain whose every transaction is recorded, with the protocol unless it is to be empty.
fn chain(root: &Path, args: &Args, devs: &[Dev]) -> Result<(Chain, Option<Addresses>)> {
    let config = ChainConfig { base_fee: BASE_FEE, genesis_time: wall(), ..ChainConfig::default() };
    let mut chain = Chain::new(config);
    chain.keep_history(args.history);
    chain.record();
    let (mut chain, at) = match args.empty {
        true => (chain, None),
        false => {
            let artifacts = Artifacts::load(root)?;
            let (chain, at) = scene::open(chain, &artifacts, devs)?;
            (chain, Some(at))
        }
    };
    for dev in devs {
        chain.set_balance(dev.address, accounts::funds());
    }
    Ok((chain, at))
}
