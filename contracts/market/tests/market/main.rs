//! Tests of the market on the mocked host: a file per operation, then what holds for all of them.
//! The judge is a mock here; with the real one and the real blETH: tests/scenarios.

mod accrue;
mod bad_debt;
mod borrow;
mod caps;
mod construct;
mod deposit;
mod erc20;
mod governance;
mod liquidate;
mod mint;
mod operators;
mod pause;
mod properties;
mod redeem;
mod repay;
mod reserves;
mod router;
mod supply_collateral;
mod views;
mod withdraw;
mod withdraw_collateral;
mod world;
