//! The judge of a market: prices, margin factors, health, size and bonus of a liquidation. Holds no funds.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/IRisk.sol`, from which the selectors come; the formulas are in `ballast-math`.
extern crate alloc;

mod borrow_limit;
mod construct;
mod factors;
mod feed;
mod health;
mod holdings;
mod input;
pub mod interface;
mod liquidation;
mod list;
mod price;
mod rules;
mod source;
mod storage;
mod views;

use alloc::vec::Vec;
use alloy_primitives::U256;
use ballast_common::{
    abi::{nothing, one, words, Answer, Args},
    program::{dispatch, not_payable, unknown, Call, Selector},
    Result,
};
use factors::Factors;
use feed::NewFeed;
use holdings::MOST_HOLDINGS;
use interface::IRisk::*;
use liquidation::Asked;
use storage::{Listed, Rules, ROLES};

pub use storage::Risk;

ballast_common::program!(Risk, route);

/// Runs one call.
pub fn route(risk: &mut Risk, calldata: &[u8]) -> Answer {
    not_payable()?;
    match dispatch(risk, calldata)? {
        Call::Receive => unknown(),
        Call::Construct(mut a) => construct::construct(a.address()?, a.uint()?).and_then(nothing),
        Call::Function(selector, args) => judgement(selector, args),
    }
}

fn judgement(selector: u32, mut a: Args) -> Answer {
    match selector {
        borrowLimitCall::ID => borrow_limit::borrow_limit(&holdings(&mut a)?),
        healthCall::ID => health::health(&holdings(&mut a)?, a.uint()?).and_then(one),
        liquidationCall::ID => liquidation::liquidation(&holdings(&mut a)?, &asked(&mut a)?),
        _ => view(selector, a),
    }
}

fn view(selector: u32, mut a: Args) -> Answer {
    match selector {
        collateralCountCall::ID => one(Listed::load().count),
        collateralCall::ID => views::collateral(index(&mut a)?),
        pricesCall::ID => views::prices(index(&mut a)?),
        liquidationConfigCall::ID => words(&rules::words(&Rules::load())),
        loanDecimalsCall::ID => one(Listed::load().loan_decimals),
        ownerCall::ID => one(ROLES.owner()),
        pendingOwnerCall::ID => one(ROLES.pending_owner()),
        listCollateralCall::ID => {
            list::list(a.address()?, a.boolean()?, &Factors::read(&mut a)?, &NewFeed::read(&mut a)?).and_then(one)
        }
        _ => governance(selector, a),
    }
}

fn governance(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        transferOwnershipCall::ID => ROLES.transfer_ownership(a.address()?),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setFactorsCall::ID => factors::set_factors(index(&mut a)?, &Factors::read(&mut a)?),
        keepPriceCall::ID => feed::keep_price(index(&mut a)?),
        setFeedCall::ID => feed::set_feed(index(&mut a)?, &NewFeed::read(&mut a)?),
        setLiquidationCall::ID => rules::set_liquidation(a.uint()?, a.uint()?),
        _ => return unknown(),
    };
    done.and_then(nothing)
}

fn holdings(a: &mut Args) -> Result<Vec<U256>> {
    a.uints(MOST_HOLDINGS)
}

fn index(a: &mut Args) -> Result<u64> {
    storage::index(a.uint()?)
}

fn asked(a: &mut Args) -> Result<Asked> {
    let mut words = [U256::ZERO; 4];
    input::fill(&mut words, a)?;
    let [debt, index, max_repay, min_debt] = words;
    Ok(Asked { debt, index: storage::index(index)?, max_repay, min_debt })
}
