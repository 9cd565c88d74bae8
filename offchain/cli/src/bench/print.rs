//! The tables of the bench.

use super::{
    meter::Row,
    profile::{Kind, Profile},
};
use comfy_table::{CellAlignment, Table, presets};

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY);
    table.set_header(header);
    for column in 1..header.len() {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// All operations.
pub(crate) fn operations(rows: &[Row]) -> Table {
    let mut table = table(&["operation", "gas", "target", "best peer", "floor", "over"]);
    for row in rows {
        let mark = |target| if row.gas > target { "missed: " } else { "" };
        let target = row.target.map_or_else(String::new, |target| format!("{}<= {target}", mark(target)));
        let peer = row.best_peer.map_or_else(String::new, |peer| peer.to_string());
        let over = format!("{:.2}", ratio(&row.profile));
        let (gas, floor) = (row.profile.gas.to_string(), row.profile.floor.to_string());
        table.add_row([row.operation.to_owned(), gas, target, peer, floor, over]);
    }
    table
}

/// One operation, taken apart.
pub(crate) fn profile(row: &Row) -> String {
    let profile = &row.profile;
    let mut table = table(&["", "count", "ink", "gas"]);
    table.add_row(["transaction and calldata", "", "", &profile.intrinsic_gas.to_string()]);
    for frame in &profile.frames {
        let own: i128 = frame.lines.iter().map(|line| line.ink).sum();
        let head = format!("{}{}", "  ".repeat(frame.depth), frame.account);
        let sums = format!("{} of {}", gas(own, profile.ink_price), frame.gas);
        table.add_row([head, String::new(), String::new(), sums]);
        for line in &frame.lines {
            let what = format!("{}  {}", "  ".repeat(frame.depth), line.what);
            table.add_row([what, line.count.to_string(), line.ink.to_string(), gas(line.ink, profile.ink_price)]);
        }
    }
    if profile.gas_refunded > 0 {
        table.add_row(["refund", "", "", &format!("-{}", profile.gas_refunded)]);
    }
    let over = profile.over().into_iter().filter(|(_, ink)| *ink != 0);
    let over: Vec<_> = over.map(|(kind, ink)| format!("{} {}", gas(ink, profile.ink_price), over_by(kind))).collect();
    let (used, floor) = (profile.gas, profile.floor);
    let total = format!("{used} gas, {:.3} of the floor of {floor}; over it: {}", ratio(profile), over.join(", "));
    format!("{}\n{table}\n{total}", row.operation)
}

/// What gas over the floor went into.
fn over_by(kind: Kind) -> &'static str {
    match kind {
        Kind::Start => "starts",
        Kind::Pages => "pages",
        Kind::Opcodes => "opcodes",
        Kind::Hostio => "hostios",
        Kind::Bytecode => "EVM opcodes",
        Kind::Purchase => "warm slots and accounts",
        Kind::Rounding => "rounding",
    }
}

fn ratio(profile: &Profile) -> f64 {
    profile.gas as f64 / profile.floor as f64
}

/// Gas with the decimals that ink has.
fn gas(ink: i128, price: u64) -> String {
    format!("{:.2}", ink as f64 / price as f64)
}
