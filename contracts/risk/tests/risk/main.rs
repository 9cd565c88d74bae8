//! Tests of the judge on the mocked host: a file per operation, then what holds for all of them.
extern crate alloc;

mod borrow_limit;
mod construct;
mod health;
mod keep_price;
mod liquidation;
mod list_collateral;
mod ownership;
mod prices;
mod properties;
mod rate;
mod router;
mod set_factors;
mod set_feed;
mod set_liquidation;
mod world;
