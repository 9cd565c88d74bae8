//! What a transaction did, frame by frame and hostio by hostio, with the ink and gas of each.
//!
//! Serialised, a trace is the answer of Nitro's `stylusTracer`, which `cargo stylus` reads. Source:
//! `execution/gethexec/stylus_tracer.go` of OffchainLabs/nitro.

use crate::{Chain, Receipt, Tx, TxError};
use alloy_primitives::{Address, Bytes, U256};
use serde::{Serialize, Serializer};

/// A traced transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Gas that was gone before anything ran: the transaction itself and its data.
    pub intrinsic_gas: u64,
    /// Ink that one gas buys.
    pub ink_price: u64,
    /// The transaction's own call or creation.
    pub frame: Frame,
    /// Whether bytes were left out, because there were too many of them to keep.
    pub is_cut: bool,
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        completed(&self.frame.steps, serializer)
    }
}

/// A call or a creation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The account whose code it runs.
    #[serde(serialize_with = "address")]
    pub address: Address,
    /// What it asked for, in order.
    #[serde(serialize_with = "completed")]
    pub steps: Vec<Step>,
    /// The account it runs as: another one in a delegate call.
    #[serde(skip)]
    pub runs_as: Address,
    /// Gas it was given.
    #[serde(skip)]
    pub gas_limit: u64,
    /// Gas it used, with all frames within and before refunds; all of it if it halted.
    #[serde(skip)]
    pub gas_used: u64,
    /// If it runs a program.
    #[serde(skip)]
    pub program: Option<ProgramRun>,
    /// What it bought from the EVM, in order.
    #[serde(skip)]
    pub bought: Vec<Bought>,
    /// How it was called, and how it ended.
    #[serde(skip)]
    pub call: Call,
}

/// How a frame was called, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// The EVM's name for it: `CALL`, `CREATE2` …
    pub kind: &'static str,
    /// Who called.
    pub from: Address,
    /// Wei it brought, or in a delegate call seemed to bring.
    pub value: U256,
    /// Calldata or init code.
    pub input: Bytes,
    /// What it returned or reverted with; for a creation, the code.
    pub output: Bytes,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// A program's own part of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgramRun {
    /// Gas paid to start it, cached or not.
    pub start_gas: u64,
    /// Gas paid for the memory it starts with.
    pub page_gas: u64,
    /// Ink it began with.
    pub start_ink: u64,
    /// Ink it ended with.
    pub end_ink: u64,
}

/// A hostio, or a call or creation by EVM bytecode, named `evm_…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The hostio.
    pub name: &'static str,
    /// What it was given, as bytes one after the other, numbers in big endian.
    #[serde(serialize_with = "hex")]
    pub args: Bytes,
    /// What it gave.
    #[serde(serialize_with = "hex")]
    pub outs: Bytes,
    /// Ink before it.
    pub start_ink: u64,
    /// Ink after it.
    pub end_ink: u64,
    /// The frame a call ran. That of a creation is a step of its own, before it.
    #[serde(flatten)]
    pub frame: Option<Frame>,
    /// Part of the ink, in gas: what was bought from the EVM, and what frames within used.
    #[serde(skip)]
    pub evm_gas: u64,
    /// False if the program ended in it, other than by `exit_early`.
    #[serde(skip)]
    pub is_complete: bool,
}

impl Step {
    /// Ink it cost, with all that a call or creation spent within.
    pub fn ink(&self) -> u64 {
        self.start_ink.saturating_sub(self.end_ink)
    }
}

impl Frame {
    /// All steps, those of frames within before the one that ran them.
    pub fn all_steps(&self) -> Vec<&Step> {
        let mut all = Vec::new();
        for step in &self.steps {
            all.extend(step.frame.iter().flat_map(Self::all_steps));
            all.push(step);
        }
        all
    }

    /// The frames directly within.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.steps.iter().filter_map(|step| step.frame.as_ref())
    }
}

/// Something with a price in gas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// What.
    pub what: Purchase,
    /// Gas it cost.
    pub gas: u64,
}

/// What is paid in gas at the EVM's prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purchase {
    /// A slot that was read.
    Load {
        /// Its key.
        slot: U256,
        /// Whether this was the first access to it.
        is_cold: bool,
    },
    /// A slot that was written.
    Store {
        /// Its key.
        slot: U256,
        /// Whether this was the first access to it.
        is_cold: bool,
    },
    /// A transient slot that was read or written.
    Transient {
        /// Its key.
        slot: U256,
    },
    /// An account that was asked about or called.
    Account {
        /// Which.
        address: Address,
        /// Whether this was the first access to it.
        is_cold: bool,
    },
    /// Ether sent along with a call, and the account that it brings into being.
    Value,
    /// A log.
    Log {
        /// Indexed words.
        topics: u32,
        /// Bytes beside them.
        bytes: u32,
    },
    /// Pages of memory.
    Pages {
        /// How many.
        count: u16,
    },
}

impl Chain {
    /// Executes a transaction in a block of its own, and tells what it did. It costs the same gas, and takes longer.
    ///
    /// # Errors
    ///
    /// As [`Chain::transact`].
    pub fn trace(&mut self, tx: Tx) -> Result<(Receipt, Trace), TxError> {
        let (receipt, trace) = self.execute(tx, true, Some(Box::default()))?;
        Ok((receipt, trace.unwrap_or_default()))
    }

    /// The same on the next block, and forgets it.
    ///
    /// # Errors
    ///
    /// As [`Chain::call`].
    pub fn trace_call(&mut self, tx: Tx) -> Result<(Receipt, Trace), TxError> {
        let (receipt, trace) = self.execute(tx, false, Some(Box::default()))?;
        Ok((receipt, trace.unwrap_or_default()))
    }
}

fn hex<S: Serializer>(bytes: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(bytes)
}

fn address<S: Serializer>(address: &Address, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{address:#x}"))
}

/// Nitro's tracer does not hear of a hostio that ended its program.
fn completed<S: Serializer>(steps: &[Step], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(steps.iter().filter(|step| step.is_complete))
}
