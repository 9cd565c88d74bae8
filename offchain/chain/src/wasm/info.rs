//! What is known about a valid module: its size, what it costs to start and to activate.
//!
//! Source: `instrument` in `crates/prover/src/binary.rs` and `Module::activate` in
//! `crates/prover/src/programs/mod.rs` of OffchainLabs/nitro.

use super::error::ValidationError;
use crate::params::StylusParams;

/// Counts of what a module holds, from which its costs follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    pub(crate) functions: u64,
    /// Parameters and results of all functions.
    pub(crate) type_values: u64,
    pub(crate) wasm_bytes: u64,
    /// Globals, with those that instrumentation adds.
    pub(crate) globals: u64,
    /// Segments as encoded, with their headers.
    pub(crate) data_section_bytes: u64,
    pub(crate) element_section_bytes: u64,
    /// The data alone.
    pub(crate) data_bytes: u64,
    /// Opcodes after instrumentation.
    pub(crate) opcodes: u64,
    pub(crate) pages: u16,
}

/// A module that may be activated, and its costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasmInfo {
    /// Functions it defines.
    pub functions: u64,
    /// Parameters and results of all its functions.
    pub type_values: u64,
    /// Size of the module, in bytes.
    pub wasm_bytes: u64,
    /// Bytes of data and element segments, which every call pays for.
    pub data_bytes: u64,
    /// Globals, with the four that metering adds.
    pub globals: u64,
    /// Pages of memory it starts with.
    pub memory_pages: u16,
    /// Opcodes after metering was added.
    pub opcodes: u64,
    /// Part of the init cost that a call pays even when the program is cached.
    pub cached_cost: u16,
    /// Part of the init cost that a call pays when it is not.
    pub init_cost: u16,
    /// Gas of a call before its first instruction, when the program is cached.
    pub init_gas_cached: u64,
    /// Gas of a call before its first instruction, when it is not.
    pub init_gas_uncached: u64,
    /// Gas of activation that depends on the module.
    pub activation_gas: u64,
    /// Estimate of the machine code's size, in bytes; the data fee follows from it.
    pub asm_estimate: u32,
}

impl WasmInfo {
    pub(crate) fn new(census: &Census, params: &StylusParams) -> Result<Self, ValidationError> {
        let cached_cost =
            u16::try_from(cached_cost(census)).map_err(|_| ValidationError::CostTooHigh("the cached init cost"))?;
        let init_cost = u16::try_from(init_cost(census)).map_err(|_| ValidationError::CostTooHigh("the init cost"))?;
        let asm_estimate =
            u32::try_from(asm_estimate(census)).map_err(|_| ValidationError::CostTooHigh("the size estimate"))?;
        let init_gas_cached = params.cached_init_gas(cached_cost);
        Ok(Self {
            functions: census.functions,
            type_values: census.type_values,
            wasm_bytes: census.wasm_bytes,
            data_bytes: census.data_section_bytes + census.element_section_bytes,
            globals: census.globals,
            memory_pages: census.pages,
            opcodes: census.opcodes,
            cached_cost,
            init_cost,
            init_gas_cached,
            init_gas_uncached: init_gas_cached + params.init_gas(init_cost),
            activation_gas: activation_gas(census),
            asm_estimate,
        })
    }
}

fn cached_cost(census: &Census) -> u64 {
    let segments = census.data_section_bytes + census.element_section_bytes;
    census.functions * 13_420 / 100_000
        + census.type_values * 89 / 100_000
        + census.wasm_bytes * 122 / 100_000
        + census.globals * 1_628 / 1_000
        + segments * 75_244 / 100_000
        + u64::from(census.pages) * 5
}

fn init_cost(census: &Census) -> u64 {
    census.functions * 8_252 / 1_000 + census.type_values * 1_059 / 1_000 + census.wasm_bytes * 1_286 / 10_000
}

fn asm_estimate(census: &Census) -> u64 {
    512_000
        + census.functions * 996_829 / 1_000
        + census.type_values * 11_416 / 1_000
        + census.wasm_bytes * 62_628 / 10_000
}

/// Activation is priced by microseconds of work, at 7,000,000 gas per second, half speed, and twice that
/// for safety.
fn activation_gas(census: &Census) -> u64 {
    let gas = |micros: u64| micros * 2 * 7_000_000 / 500_000;
    gas(census.wasm_bytes * 31_733 / 100_000)
        + gas(census.functions * 17_263 / 100_000)
        + gas(census.data_bytes * 17_376 / 100_000)
        + gas(census.element_section_bytes * 17_376 / 100_000)
        + gas(u64::from(census.pages) * 2_217)
        + gas(census.opcodes * 535 / 1_000)
}
