//! Tests of the market on the mocked host: a file per operation, then what holds for all of them.
//! The judge is a mock here; with the real one and the real blETH: tests/scenarios.

mod accrue;
mod bad_debt;
mod borrow;
mod borrow_cap;
mod callbacks;
mod calls;
mod caps;
mod construct;
mod deposit;
mod erc20;
mod errors;
mod flash_loan;
mod governance;
mod holdings;
mod hostile_tokens;
mod interest;
mod liquidate;
mod lock;
mod mint;
mod multicall;
mod operators;
mod over_cap;
mod pause;
mod permit;
mod properties;
mod redeem;
mod repay;
mod reserves;
mod router;
mod signed;
mod supply_collateral;
mod views;
mod withdraw;
mod withdraw_collateral;
mod world;
