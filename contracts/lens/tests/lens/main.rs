//! Tests of the lens on the mocked host: against a market and a judge that say what a test wants, then against the
//! real ones.
extern crate alloc;

mod borrow;
mod errors;
mod liquidation;
mod price;
mod random;
mod rates;
mod real;
mod router;
mod shortfall;
mod stand_in;
mod withdraw;
mod world;
