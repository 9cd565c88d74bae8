//! What the lens tells of accounts equals what then happens, to the wei, on real WASM: a few hundred accounts as
//! chance makes them, each asked and then tried.

mod borrow;
mod chance;
mod liquidation;
mod price;
mod rates;
mod withdraw;
mod world;
