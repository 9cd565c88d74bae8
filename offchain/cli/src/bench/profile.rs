//! What an operation's gas went into: frame by frame, to the last ink, and the floor under it.

use anyhow::{Result, ensure};
use ballast_chain::{Address, Frame, Purchase, Receipt, Step, Trace};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a transaction costs before its data.
const TX_GAS: u64 = 21_000;
/// First access to a slot, over what further ones cost.
const COLD_SLOT_GAS: u64 = 2_100;
/// Rewriting a slot that was written before in the transaction, or leaving it as it is.
const WARM_GAS: u64 = 100;

/// A measured operation, taken apart.
#[derive(Serialize)]
pub(crate) struct Profile {
    pub(crate) gas: u64,
    pub(crate) gas_refunded: u64,
    pub(crate) intrinsic_gas: u64,
    /// Gas of what cannot be avoided: the transaction, its data, cold accounts and slots, writes, logs, ether sent;
    /// less refunds.
    pub(crate) floor: u64,
    pub(crate) frames: Vec<FrameProfile>,
    #[serde(skip)]
    pub(crate) ink_price: u64,
}

/// A call, and what it cost without those within.
#[derive(Serialize)]
pub(crate) struct FrameProfile {
    pub(crate) depth: usize,
    /// Whose code it runs.
    pub(crate) account: String,
    /// Gas with all that was called within.
    pub(crate) gas: u64,
    pub(crate) lines: Vec<Line>,
}

/// Part of a frame's own cost.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) what: String,
    pub(crate) count: u64,
    pub(crate) ink: i128,
    /// The part of it that counts for the floor.
    pub(crate) floor: u64,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Starting a program.
    Start,
    /// Memory of a program.
    Pages,
    /// A program's own opcodes.
    Opcodes,
    /// Hostios, without what they buy.
    Hostio,
    /// An EVM contract's opcodes, without what they buy.
    Bytecode,
    /// Slots, accounts, logs, ether.
    Purchase,
    /// A frame ends with whole gas.
    Rounding,
}

impl Line {
    fn new(kind: Kind, what: impl Into<String>, count: u64, ink: i128) -> Self {
        Self { kind, what: what.into(), count, ink, floor: 0 }
    }
}

/// Gives accounts names.
pub(crate) type Names<'a> = &'a dyn Fn(Address) -> String;

/// What a transaction with this data costs before anything runs.
pub(crate) fn intrinsic_gas(data: &[u8]) -> u64 {
    data.iter().fold(TX_GAS, |gas, byte| gas + if *byte == 0 { 4 } else { 16 })
}

impl Profile {
    /// Takes a trace apart. The parts must sum up to what the receipt says.
    pub(crate) fn new(receipt: &Receipt, trace: &Trace, names: Names<'_>) -> Result<Self> {
        let price = i128::from(trace.ink_price);
        let mut profile = Self {
            gas: receipt.gas_used,
            gas_refunded: receipt.gas_refunded,
            intrinsic_gas: trace.intrinsic_gas,
            floor: 0,
            frames: Vec::new(),
            ink_price: trace.ink_price,
        };
        profile.add(&trace.frame, 0, names);
        let floor: u64 = profile.lines().map(|line| line.floor).sum();
        profile.floor = (profile.intrinsic_gas + floor).saturating_sub(profile.gas_refunded);
        let lines: i128 = profile.lines().map(|line| line.ink).sum();
        let sum = lines + price * (i128::from(profile.intrinsic_gas) - i128::from(profile.gas_refunded));
        ensure!(sum == price * i128::from(profile.gas), "{sum} ink in parts, {} gas in all", profile.gas);
        Ok(profile)
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.frames.iter().flat_map(|frame| &frame.lines)
    }

    /// Ink over the floor by what it went into.
    pub(crate) fn over(&self) -> BTreeMap<Kind, i128> {
        let mut sums = BTreeMap::new();
        for line in self.lines() {
            *sums.entry(line.kind).or_default() += line.ink - i128::from(line.floor) * i128::from(self.ink_price);
        }
        sums
    }

    /// Adds a frame and those within, in the order in which they began. Accounts without code are left out: a call of
    /// one costs its caller only.
    fn add(&mut self, frame: &Frame, depth: usize, names: Names<'_>) {
        let lines = lines(frame, self.ink_price, names);
        self.frames.push(FrameProfile { depth, account: names(frame.address), gas: frame.gas_used, lines });
        for child in frame.children().filter(|child| child.gas_used > 0) {
            self.add(child, depth + 1, names);
        }
    }
}

/// What a frame itself paid for.
fn lines(frame: &Frame, price: u64, names: Names<'_>) -> Vec<Line> {
    let ink = |gas: u64| i128::from(gas) * i128::from(price);
    let mut lines = Vec::new();
    if let Some(run) = frame.program {
        lines.push(Line::new(Kind::Start, "start", 1, ink(run.start_gas)));
        lines.push(Line::new(Kind::Pages, "pages", 1, ink(run.page_gas)));
        let hostios: i128 = frame.steps.iter().map(|step| i128::from(step.ink())).sum();
        let opcodes = i128::from(run.start_ink) - i128::from(run.end_ink) - hostios;
        lines.push(Line::new(Kind::Opcodes, "opcodes", 1, opcodes));
        lines.extend(hostio_lines(&frame.steps, price));
    }
    lines.extend(purchases(frame, price, names));
    let within: u64 = frame.children().map(|child| child.gas_used).sum();
    let known: i128 = lines.iter().map(|line| line.ink).sum();
    let rest = ink(frame.gas_used) - ink(within) - known;
    lines.push(match frame.program {
        Some(_) => Line::new(Kind::Rounding, "rounding", 1, rest),
        None => Line::new(Kind::Bytecode, "opcodes", 1, rest),
    });
    lines.retain(|line| line.ink != 0);
    lines
}

/// Hostios by name, without what they bought and called; the dearest first.
fn hostio_lines(steps: &[Step], price: u64) -> Vec<Line> {
    let mut sums: BTreeMap<&str, (u64, i128)> = BTreeMap::new();
    for step in steps {
        let (count, ink) = sums.entry(step.name).or_default();
        *count += 1;
        *ink += i128::from(step.ink()) - i128::from(step.evm_gas) * i128::from(price);
    }
    let mut lines: Vec<_> =
        sums.into_iter().map(|(name, (count, ink))| Line::new(Kind::Hostio, name, count, ink)).collect();
    lines.sort_by_key(|line| -line.ink);
    lines
}

/// What a frame bought from the EVM, equal purchases as one.
fn purchases(frame: &Frame, price: u64, names: Names<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for bought in &frame.bought {
        let what = describe(bought.what, names);
        let ink = i128::from(bought.gas) * i128::from(price);
        let floor = unavoidable(bought.what, bought.gas);
        match lines.iter_mut().find(|line| line.what == what) {
            Some(line) => {
                line.count += 1;
                line.ink += ink;
                line.floor += floor;
            }
            None => lines.push(Line { floor, ..Line::new(Kind::Purchase, what, 1, ink) }),
        }
    }
    lines.sort_by(|a, b| a.what.cmp(&b.what));
    lines
}

fn describe(what: Purchase, names: Names<'_>) -> String {
    let access = |is_cold| if is_cold { "cold" } else { "warm" };
    match what {
        Purchase::Load { slot, is_cold } => format!("slot {slot:#x}: {} load", access(is_cold)),
        Purchase::Store { slot, is_cold } => format!("slot {slot:#x}: {} store", access(is_cold)),
        Purchase::Transient { slot } => format!("slot {slot:#x}: transient"),
        Purchase::Account { address, is_cold } => format!("account {}: {}", names(address), access(is_cold)),
        Purchase::Value => "ether sent".to_owned(),
        Purchase::Log { topics, bytes } => format!("log of {topics} topics, {bytes} bytes"),
        Purchase::Pages { count } => format!("{count} more pages"),
    }
}

/// What of a purchase counts for the floor: first accesses, what is written, logged and sent.
fn unavoidable(what: Purchase, gas: u64) -> u64 {
    match what {
        Purchase::Load { is_cold, .. } | Purchase::Account { is_cold, .. } => gas * u64::from(is_cold),
        Purchase::Store { is_cold, .. } => {
            let access = COLD_SLOT_GAS * u64::from(is_cold);
            let write = gas - access;
            access + if write > WARM_GAS { write } else { 0 }
        }
        Purchase::Value | Purchase::Log { .. } => gas,
        Purchase::Transient { .. } | Purchase::Pages { .. } => 0,
    }
}
