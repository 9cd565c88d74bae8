//! Lending: market, judge and blETH together.

mod bad_debt;
mod life;
mod liquidation;
mod prices;
