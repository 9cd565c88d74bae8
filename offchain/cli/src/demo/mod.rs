//! `ballast demo`: the whole protocol, played on an embedded chain with the WASM that would be deployed.

mod act;
mod invariants;
mod story;
mod units;

use act::Stage;
use anyhow::Result;
use ballast_client::Artifacts;
use comfy_table::{CellAlignment, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::{path::Path, process::ExitCode, time::Duration};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON object per step and a last one with the summary, instead of a table.
    #[arg(long)]
    json: bool,
}

/// The last line of `--json`.
#[derive(Serialize)]
struct Summary<'a> {
    ok: bool,
    steps: usize,
    gas: u64,
    invariants: &'a [invariants::Check],
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let artifacts = Artifacts::load(root)?;
    let progress = spinner(args.json);
    let stage = story::play(&artifacts, |title| progress.set_message(title.to_owned()))?;
    progress.finish_and_clear();
    let (stage, checks) = invariants::check(stage)?;
    let ok = checks.iter().all(|check| check.holds);
    if args.json {
        print_json(&stage, &checks, ok)?;
    } else {
        print_tables(&stage, &checks);
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn spinner(hidden: bool) -> ProgressBar {
    if hidden {
        return ProgressBar::hidden();
    }
    let progress = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        progress.set_style(style);
    }
    progress.enable_steady_tick(Duration::from_millis(80));
    progress
}

fn print_json(stage: &Stage, checks: &[invariants::Check], ok: bool) -> Result<()> {
    for step in &stage.steps {
        println!("{}", serde_json::to_string(step)?);
    }
    let gas = stage.steps.iter().map(|step| step.gas).sum();
    let summary = Summary { ok, steps: stage.steps.len(), gas, invariants: checks };
    println!("{}", serde_json::json!({ "summary": summary }));
    Ok(())
}

fn print_tables(stage: &Stage, checks: &[invariants::Check]) {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(["#", "day", "step", "who", "amounts (ether)", "rate", "health", "gas"]);
    for (number, step) in stage.steps.iter().enumerate() {
        table.add_row([
            (number + 1).to_string(),
            step.day.to_string(),
            step.step.clone(),
            step.who.clone(),
            step.amounts.clone(),
            step.rate.clone(),
            step.health.clone().unwrap_or_default(),
            step.gas.to_string(),
        ]);
    }
    for column in [0, 1, 5, 6, 7] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    println!("{table}\n");
    println!("rate: ether of 1e27 shares. health: the borrower's, liquidatable below 1. gas: programs cached.\n");
    for check in checks {
        println!("{} {}: {}", if check.holds { "holds " } else { "BROKEN" }, check.name, check.detail);
    }
}
