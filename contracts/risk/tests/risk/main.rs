//! Tests of the judge on the mocked host: a file per operation, then what holds for all of them.
extern crate alloc;

mod borrow_limit;
mod breaker;
mod construct;
mod freeze;
mod health;
mod incidents;
mod keep_price;
mod legs;
mod liquidation;
mod list_collateral;
mod ownership;
mod price_properties;
mod prices;
mod properties;
mod ramp;
mod rate;
mod rate_cap;
mod router;
mod sample;
mod sequencer;
mod set_factors;
mod set_feed;
mod set_liquidation;
mod usdc;
mod world;
