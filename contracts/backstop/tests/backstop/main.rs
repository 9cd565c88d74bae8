//! Tests of the backstop on the mocked host, over a market and a lens that do what a test says: a file per operation,
//! then what holds for all of them.
extern crate alloc;

mod construct;
mod donations;
mod epochs;
mod errors;
mod flags;
mod funding;
mod lens;
mod lock;
mod market;
mod notices;
mod properties;
mod reserves;
mod router;
mod storage;
mod syncing;
mod world;
