//! `ballast bench`: gas of each operation as a whole transaction, programs cached, against its target and the best peer.

mod anchors;
mod market;
mod meter;
mod token;
mod wrapper;

use anyhow::{Result, ensure};
use ballast_client::Artifacts;
use comfy_table::{CellAlignment, Table, presets};
use meter::{Meter, Row};
use std::{path::Path, process::ExitCode};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let mut meter = Meter::new(&Artifacts::load(root)?)?;
    meter.token()?;
    meter.wrapper()?;
    meter.market()?;
    let per_second = meter.transfers_per_second()?;
    let rows = meter.rows;
    let measured: Vec<_> = rows.iter().map(|row| row.operation).collect();
    let missing = anchors::unmeasured(&measured);
    ensure!(missing.is_empty(), "not measured: {}", missing.join(", "));
    if args.json {
        let report = serde_json::json!({ "operations": rows, "transfers_per_second": per_second });
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{}\n{per_second} blETH transfers per second on one core", table(&rows));
    }
    let over: Vec<_> = rows.iter().filter(|row| row.target.is_some_and(|target| row.gas > target)).collect();
    for row in &over {
        eprintln!("{}: {} gas, {} allowed", row.operation, row.gas, row.target.unwrap_or_default());
    }
    Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(["operation", "gas", "target", "best peer"]);
    for row in rows {
        let target = row.target.map_or_else(String::new, |target| format!("<= {target}"));
        let peer = row.best_peer.map_or_else(String::new, |peer| peer.to_string());
        table.add_row([row.operation.to_owned(), row.gas.to_string(), target, peer]);
    }
    for column in 1..4 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
