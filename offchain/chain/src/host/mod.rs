//! The host of a running program: what it may ask for, and what that costs.
//!
//! Source: `crates/wasm-libraries/user-host-trait/lib.rs` and `crates/stylus/src/host.rs` of OffchainLabs/nitro.

mod account;
mod block;
mod calls;
mod context;
mod io;
mod math;
pub(crate) mod price;
mod storage;
mod storage_cache;
mod table;

pub(crate) use context::{Escape, Host, Invocation, Meter};
pub(crate) use table::{define, signature};

/// The module that hostios are imported from.
pub(crate) const MODULE: &str = "vm_hooks";
/// The function a program starts with.
pub(crate) const ENTRYPOINT: &str = "user_entrypoint";
/// The hostio that pays for memory before it grows.
pub(crate) const PAY_FOR_GROW: &str = "pay_for_memory_grow";
