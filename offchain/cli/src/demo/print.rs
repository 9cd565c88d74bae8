//! What happened, for people and for machines.

use super::{
    act::{Hour, Stage},
    invariants::Check,
};
use anyhow::Result;
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

const STEPS: &str = "rate: ether of 1e27 shares. health: carol's, liquidatable below 1. gas: programs cached.";
const HOURS: &str = "\
market: what one blETH sells for. average: the judge's, of that, by time. borrow price: the rule that makes it, or why
there is none (FeedDeviates: the breaker, market too far off average). liq. price: what one blETH counts for health.
waits: could liquidate, but would lose by it. bonus: the seized at that price, over the repaid. kept: blETH that the
buffer had no ether for. profit: the rest redeemed at peg, the kept at the market's price, less the repaid.
after: health then.";

/// The last line of `--json`.
#[derive(Serialize)]
struct Summary<'a> {
    ok: bool,
    steps: usize,
    gas: u64,
    /// The depeg, hour by hour.
    hours: &'a [Hour],
    /// Acts after each of which the books balanced.
    acts: usize,
    invariants: &'a [Check],
}

pub(super) fn json(stage: &Stage, checks: &[Check], ok: bool) -> Result<()> {
    for step in &stage.steps {
        println!("{}", serde_json::to_string(step)?);
    }
    let gas = stage.steps.iter().map(|step| step.gas).sum();
    let (steps, acts) = (stage.steps.len(), stage.acts);
    let summary = Summary { ok, steps, gas, hours: &stage.hours, acts, invariants: checks };
    println!("{}", serde_json::json!({ "summary": summary }));
    Ok(())
}

pub(super) fn tables(stage: &Stage, checks: &[Check]) {
    println!("{}\n{STEPS}\n", steps(stage));
    if !stage.hours.is_empty() {
        println!("The depeg, hour by hour; hours in which nothing begins or ends are left out:");
        println!("{}\n{HOURS}\n", depeg(&stage.hours));
    }
    println!("The books balanced after each of {} acts.", stage.acts);
    for check in checks {
        println!("{} {}: {}", if check.holds { "holds " } else { "BROKEN" }, check.name, check.detail);
    }
}

/// All steps, under the titles of their acts.
fn steps(stage: &Stage) -> Table {
    let mut table = table(&["#", "day", "step", "who", "amounts (ether)", "rate", "health", "gas"], &[0, 1, 5, 6, 7]);
    let mut act = "";
    for (number, step) in stage.steps.iter().enumerate() {
        if step.act != act {
            act = &step.act;
            table.add_row(["", "", &format!("── {act} ──")]);
        }
        table.add_row([
            (number + 1).to_string(),
            step.day.to_string(),
            step.step.clone(),
            step.who.clone(),
            step.amounts.clone(),
            step.rate.clone(),
            step.health.clone().unwrap_or_default(),
            if step.gas == 0 { String::new() } else { step.gas.to_string() },
        ]);
    }
    table
}

/// The hours with a liquidation, or in which lending or waiting begins or ends, and the last.
fn depeg(hours: &[Hour]) -> Table {
    let names = [
        "h",
        "market",
        "average",
        "borrow price",
        "liq. price",
        "health",
        "repaid",
        "seized",
        "bonus",
        "kept",
        "profit",
        "after",
    ];
    let mut table = table(&names, &[0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (index, hour) in hours.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| hours.get(index));
        let changed = before.is_none_or(|before| {
            before.borrow_price_by != hour.borrow_price_by || before.waits != hour.waits || before.market != hour.market
        });
        if !changed && hour.repaid.is_empty() && index + 1 != hours.len() {
            continue;
        }
        let number = hour.hour.to_string();
        table.add_row([
            number.as_str(),
            &hour.market,
            &hour.average,
            &hour.borrow_price_by,
            &hour.liquidation_price,
            &hour.health,
            if hour.waits { "waits" } else { &hour.repaid },
            &hour.seized,
            &hour.bonus,
            &hour.kept,
            &hour.profit,
            &hour.health_after,
        ]);
    }
    table
}

/// With these columns to the right.
fn table(names: &[&str], right: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(names);
    for index in right {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
