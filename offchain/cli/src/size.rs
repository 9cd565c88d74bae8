//! `ballast size`: what each contract weighs, against its budget.

use anyhow::{Context, Result};
use ballast_chain::{program_code, validate};
use comfy_table::{Table, presets};
use serde::Serialize;
use std::{fs, path::Path, process::ExitCode};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One JSON array instead of a table.
    #[arg(long)]
    json: bool,
}

/// What a contract may weigh.
struct Limits {
    brotli_bytes: u64,
    data_bytes: u64,
    /// Gas that a call pays before it runs, the program cached.
    cached_call_gas: u64,
}

/// The tokens are called the most, by others' programs too: their calls must start cheaper.
const TOKEN: Limits = Limits { brotli_bytes: 22_000, data_bytes: 700, cached_call_gas: 1_600 };
const OTHER: Limits = Limits { brotli_bytes: 24_000, data_bytes: 2_048, cached_call_gas: 2_500 };

fn limits(contract: &str) -> Limits {
    match contract {
        "lst" => TOKEN,
        "wrapper" => Limits { brotli_bytes: 20_000, ..TOKEN },
        "rights" => Limits { brotli_bytes: 12_000, ..OTHER },
        "risk" => Limits { brotli_bytes: 22_000, ..OTHER },
        "backstop" => Limits { brotli_bytes: 16_000, ..OTHER },
        _ => OTHER, // what is left of 24,576 bytes is for repairs
    }
}

const MAX_RAW_BYTES: usize = 100 * 1_024;
const MAX_PAGES: u64 = 1;

#[derive(Serialize)]
struct Row {
    contract: String,
    raw_bytes: usize,
    brotli_bytes: usize,
    data_bytes: u64,
    functions: u64,
    memory_pages: u64,
    cached_call_gas: u64,
    uncached_call_gas: u64,
}

pub(crate) fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let rows = measure(&root.join("target/wasm"))?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&rows)?);
    } else {
        println!("{}", table(&rows));
    }
    let over: Vec<String> = rows.iter().flat_map(excesses).collect();
    for excess in &over {
        eprintln!("{excess}");
    }
    Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn measure(dir: &Path) -> Result<Vec<Row>> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .with_context(|| format!("{}: scripts/build-wasm makes it", dir.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .collect();
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{} holds no contract: scripts/build-wasm makes them", dir.display());
    files.iter().map(|file| row(file)).collect()
}

fn row(file: &Path) -> Result<Row> {
    let wasm = fs::read(file)?;
    let contract = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // Imports outside `vm_hooks`, and all else that activation refuses, are refused here.
    let info = validate(&wasm).with_context(|| format!("{contract} would be refused"))?;
    Ok(Row {
        contract,
        raw_bytes: wasm.len(),
        brotli_bytes: program_code(&wasm).len(),
        data_bytes: info.data_bytes,
        functions: info.functions,
        memory_pages: u64::from(info.memory_pages),
        cached_call_gas: info.init_gas_cached,
        uncached_call_gas: info.init_gas_uncached,
    })
}

fn excesses(row: &Row) -> Vec<String> {
    let most = limits(&row.contract);
    let limits = [
        ("brotli bytes", row.brotli_bytes as u64, most.brotli_bytes),
        ("raw bytes", row.raw_bytes as u64, MAX_RAW_BYTES as u64),
        ("bytes of data", row.data_bytes, most.data_bytes),
        ("gas to start a cached call", row.cached_call_gas, most.cached_call_gas),
        ("memory pages", row.memory_pages, MAX_PAGES),
    ];
    limits
        .iter()
        .filter(|(_, value, most)| value > most)
        .map(|(what, value, most)| format!("{}: {value} {what}, {most} allowed", row.contract))
        .collect()
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(["contract", "raw B", "brotli B", "data B", "functions", "pages", "cached call", "uncached call"]);
    for row in rows {
        table.add_row([
            row.contract.clone(),
            row.raw_bytes.to_string(),
            row.brotli_bytes.to_string(),
            row.data_bytes.to_string(),
            row.functions.to_string(),
            row.memory_pages.to_string(),
            format!("{} gas", row.cached_call_gas),
            format!("{} gas", row.uncached_call_gas),
        ]);
    }
    for column in 1..8 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(comfy_table::CellAlignment::Right);
        }
    }
    table
}
