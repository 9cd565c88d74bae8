//! `ballast demo`: the whole protocol, played on an embedded chain with the WASM that would be deployed.

mod act;
mod invariants;
mod print;
mod story;
mod units;

use anyhow::Result;
use ballast_client::Artifacts;
use indicatif::{ProgressBar, ProgressStyle};
use std::{path::Path, process::ExitCode, time::Duration};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON object per step and a last one with the summary, instead of a table.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let artifacts = Artifacts::load(root)?;
    let progress = spinner(args.json);
    let played = story::play(&artifacts, |title| progress.set_message(title.to_owned()));
    progress.finish_and_clear();
    let (mut stage, outcome) = played?;
    let checks = if outcome.is_ok() { invariants::check(&mut stage)? } else { Vec::new() };
    let ok = outcome.is_ok() && checks.iter().all(|check| check.holds);
    if args.json {
        print::json(&stage, &checks, ok)?;
    } else {
        print::tables(&stage, &checks);
    }
    outcome?;
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
