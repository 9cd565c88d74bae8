//! What the contracts share: typed reverts, packed storage words, roles, and calls to tokens and feeds.
extern crate alloc;

pub mod abi;
pub mod erc20;
pub mod host;
pub mod out;
pub mod permit;
pub mod program;
pub mod revert;
pub mod roles;
pub mod signature;
pub mod slot;
pub mod token;
pub mod word;

pub use revert::{Result, Revert};

/// Never frees: a call is short and its memory is thrown away.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: mini_alloc::MiniAlloc = mini_alloc::MiniAlloc::INIT;
