//! What accounts of a market can do, to the wei, and what a market pays: a program without storage, one for every
//! market.
//!
//! This file routes; each view has its own file. The published interface is `abi/ILens.sol`, from which the selectors
//! come; the formulas are in `ballast-math`. Nothing is kept: a view asks the market for its books with interest to
//! now, the judge for what they are worth, and does the sums that a call would do.
//!
//! There is no constructor, so that it is deployed without init data: its selector is as unknown as any other.
extern crate alloc;

mod account;
mod ask;
mod borrow;
pub mod interface;
mod judge;
mod liquidation;
mod market;
mod pool;
mod price;
mod rates;
mod shortfall;
mod withdraw;

use alloy_primitives::Address;
use ballast_common::{
    abi::{malformed, one, words, Answer, Args},
    program::{not_payable, unknown, Selector},
};
use interface::ILens::*;
use market::Market;
use stylus_sdk::prelude::*;

/// The contract. It has no storage.
#[storage]
pub struct Lens {}

ballast_common::program!(Lens, route);

/// Runs one call.
pub fn route(_: &mut Lens, calldata: &[u8]) -> Answer {
    not_payable()?;
    let Some((selector, arguments)) = calldata.split_first_chunk::<4>() else {
        return Err(malformed());
    };
    view(u32::from_be_bytes(*selector), Args::new(arguments))
}

fn view(selector: u32, mut a: Args) -> Answer {
    match selector {
        maxBorrowCall::ID => words(&borrow::max(market(&mut a)?, a.address()?)?),
        maxWithdrawCollateralCall::ID => one(withdraw::max(market(&mut a)?, a.address()?, a.address()?)?),
        liquidationPriceCall::ID => words(&price::liquidation(market(&mut a)?, a.address()?, a.address()?)?),
        marginToLiquidationCall::ID => one(price::margin_bps(market(&mut a)?, a.address()?, a.address()?)?),
        previewLiquidationCall::ID => {
            words(&liquidation::preview(market(&mut a)?, a.address()?, a.address()?, a.uint()?)?)
        }
        shortfallCall::ID => one(shortfall::shortfall(market(&mut a)?, a.address()?)?),
        ratesCall::ID => words(&rates::rates(market(&mut a)?)?),
        _ => unknown(),
    }
}

/// The first argument of every call.
#[inline(never)]
fn market(a: &mut Args) -> ballast_common::Result<Market> {
    a.address().map(|at: Address| Market { at })
}
