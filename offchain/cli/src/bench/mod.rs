//! `ballast bench`: gas of each operation as a whole transaction, programs cached, against its target, the best peer
//! and the floor of what it cannot avoid.

mod anchors;
mod market;
mod meter;
mod prices;
mod print;
mod profile;
#[cfg(test)]
mod tests;
mod token;
mod wrapper;

use anyhow::{Context, Result, ensure};
use ballast_client::Artifacts;
use meter::Meter;
use std::{path::Path, process::ExitCode};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Takes one operation's gas apart instead, frame by frame: start, opcodes, hostios, slots, logs.
    #[arg(long, value_name = "OPERATION")]
    profile: Option<String>,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let mut meter = Meter::new(root, &Artifacts::load(root)?)?;
    let measured = meter.all();
    if let Some(operation) = &args.profile {
        return profile(&meter, operation, args.json, measured);
    }
    measured?;
    let per_second = meter.transfers_per_second()?;
    let rows = meter.rows;
    if args.json {
        let report = serde_json::json!({ "operations": rows, "transfers_per_second": per_second });
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{}\n{per_second} blETH transfers per second on one core", print::operations(&rows));
    }
    let over: Vec<_> = rows.iter().filter(|row| row.most().is_some_and(|most| row.gas > most)).collect();
    for row in &over {
        eprintln!("{}: {} gas, {} allowed", row.operation, row.gas, row.most().unwrap_or_default());
    }
    Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An operation that was measured can be looked at even if a later one failed.
fn profile(meter: &Meter, operation: &str, json: bool, measured: Result<()>) -> Result<ExitCode> {
    let Some(row) = meter.rows.iter().find(|row| row.operation == operation) else {
        measured?;
        let names: Vec<_> = meter.rows.iter().map(|row| row.operation).collect();
        return Err(anyhow::anyhow!("no operation is called so; there are: {}", names.join("; ")));
    };
    if json {
        println!("{}", serde_json::to_string_pretty(&row.profile)?);
    } else {
        println!("{}", print::profile(row));
    }
    Ok(ExitCode::SUCCESS)
}

impl Meter {
    /// Measures every operation; none that has a target may be missing.
    fn all(&mut self) -> Result<()> {
        self.token().context("blETH")?;
        self.wrapper().context("wblETH")?;
        self.market().context("the market")?;
        let measured: Vec<_> = self.rows.iter().map(|row| row.operation).collect();
        let missing = anchors::unmeasured(&measured);
        ensure!(missing.is_empty(), "not measured: {}", missing.join(", "));
        Ok(())
    }
}
