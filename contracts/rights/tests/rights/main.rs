//! Tests of the rights on the mocked host, over the real market. Its judge is a mock.

extern crate alloc;

mod authorizations;
mod callbacks;
mod cancelled;
mod errors;
mod fake;
mod lock;
mod markets;
mod replay;
mod router;
mod signed;
mod wallets;
mod world;
