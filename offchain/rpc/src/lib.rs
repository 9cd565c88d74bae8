//! Ethereum's JSON-RPC over the embedded chain: HTTP and WebSocket on one port, for wallets and tools.
//!
//! One thread owns the chain; requests reach it through a bounded queue. Whatever a client can make the node
//! keep or compute has a bound in [`Limits`].

mod actor;
mod args;
mod block;
mod call;
mod clock;
mod config;
mod dev;
mod error;
mod estimate;
mod eth;
mod feed;
mod filters;
mod keys;
mod ledger;
mod logs;
mod methods;
mod pool;
mod server;
mod submit;
mod subscribe;
mod trace;
mod views;

pub use clock::wall;
pub use config::{Config, Limits};
pub use server::{Node, StartError};
