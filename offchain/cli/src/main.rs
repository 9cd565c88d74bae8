//! The `ballast` command.

mod bench;
mod demo;
mod node;
mod size;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Liquid staking and margin lending on Arbitrum Stylus.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// The repository, where target/ holds what was built.
    #[arg(long, global = true, default_value = ".")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays the whole protocol on an embedded chain: stake, margin, borrow, slash, liquidate, redeem.
    Demo(demo::Args),
    /// Runs the embedded chain as a node for wallets and tools, with the protocol on it.
    Node(node::Args),
    /// Measures the WASM of each contract against its budget.
    Size(size::Args),
    /// Measures the gas of each operation against its target.
    Bench(bench::Args),
}

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    match cli.command {
        Command::Demo(args) => demo::run(&cli.root, &args),
        Command::Node(args) => node::run(&cli.root, &args),
        Command::Size(args) => size::run(&cli.root, &args),
        Command::Bench(args) => bench::run(&cli.root, &args),
    }
}
