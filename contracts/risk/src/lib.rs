//! The judge of a market: prices, margin factors, health, size and bonus of a liquidation. Holds no funds.
//!
//! This file routes; each operation has its own file. The published interface, with units, rounding, errors
//! and events, is `abi/IRisk.sol`, from which the selectors come; the formulas are in `ballast-math`.
extern crate alloc;

mod average;
mod borrow_limit;
mod cap;
mod construct;
mod factors;
mod feed;
mod freeze;
mod health;
mod holdings;
mod input;
pub mod interface;
mod leg;
mod liquidation;
mod list;
mod price;
mod quote;
mod ramp;
mod rules;
mod sample;
mod sequencer;
mod shared;
mod source;
mod storage;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
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
use list::NewCollateral;
use quote::NewLeg;
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
        guardianCall::ID => one(ROLES.guardian()),
        statusCall::ID => views::status(index(&mut a)?),
        averageCall::ID => views::average(index(&mut a)?),
        rateCapCall::ID => views::rate_cap(index(&mut a)?),
        deviationCall::ID => views::deviation(index(&mut a)?),
        quoteLegCall::ID => views::quote_leg(index(&mut a)?),
        loanLegCall::ID => views::leg(storage::LOAN_LEG),
        rampCall::ID => views::ramp(index(&mut a)?),
        brakesCall::ID => views::brakes(),
        listCollateralCall::ID => list::list(&NewCollateral::read(&mut a)?, None).and_then(one),
        listQuotedCall::ID => list::list(&NewCollateral::read(&mut a)?, Some(&NewLeg::read(&mut a)?)).and_then(one),
        _ => operation(selector, a),
    }
}

fn operation(selector: u32, mut a: Args) -> Answer {
    let done = match selector {
        sampleCall::ID | keepPriceCall::ID => sample::sample(index(&mut a)?),
        transferOwnershipCall::ID => ROLES.transfer_ownership(a.address()?),
        acceptOwnershipCall::ID => ROLES.accept_ownership(),
        setGuardianCall::ID => ROLES.set_guardian(a.address()?),
        freezeLiquidationCall::ID => freeze::freeze(),
        thawLiquidationCall::ID => freeze::thaw(),
        setFactorsCall::ID => factors::set_factors(index(&mut a)?, &Factors::read(&mut a)?),
        setFeedCall::ID => feed::set_feed(index(&mut a)?, &NewFeed::read(&mut a)?),
        setDeviationCall::ID => feed::set_deviation(index(&mut a)?, a.uint()?),
        setQuoteFeedCall::ID => quote::set_quote_feed(index(&mut a)?, &NewLeg::read(&mut a)?),
        setLoanFeedCall::ID => quote::set_loan_feed(&NewLeg::read(&mut a)?),
        setRateCapCall::ID => cap::set_rate_cap(index(&mut a)?, a.uint()?, a.uint()?),
        setAverageCall::ID => cap::set_average(index(&mut a)?, a.uint()?, a.uint()?),
        setRampCall::ID => ramp::set_ramp(a.uint()?),
        setSequencerCall::ID => sequencer::set_sequencer(a.address()?, a.uint()?),
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
