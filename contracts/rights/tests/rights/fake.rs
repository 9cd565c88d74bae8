//! A contract that is named as a market and is none: it answers and calls as a test says.

use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_common::{
    abi::{one, Answer},
    host, Revert,
};
use ballast_rights::interface::IMarket::{assetCall, borrowCall, withdrawCollateralCall};
use motsu::prelude::*;
use std::cell::RefCell;
use stylus_sdk::prelude::*;

/// The fake.
#[storage]
pub(crate) struct FakeMarket {}

pub(crate) type Outcome = Result<Vec<u8>, Vec<u8>>;

thread_local! {
    static ANSWERS: RefCell<Vec<([u8; 4], Outcome)>> = RefCell::default();
    static CALLS: RefCell<Vec<(Address, Vec<u8>)>> = RefCell::default();
    static OUTCOMES: RefCell<Vec<Outcome>> = RefCell::default();
}

impl FakeMarket {
    /// One that answers one, which is its asset's address too, and calls nobody.
    pub(crate) fn fresh() -> Contract<Self> {
        drop((ANSWERS.take(), CALLS.take(), OUTCOMES.take()));
        Contract::new()
    }

    /// Answers to this function from now on.
    pub(crate) fn answers<C: SolCall>(answer: Outcome) {
        ANSWERS.with_borrow_mut(|answers| {
            answers.retain(|(selector, _)| *selector != C::SELECTOR);
            answers.push((C::SELECTOR, answer));
        });
    }

    /// Makes this call when it is told to borrow or withdraw next, after those that it was given before.
    pub(crate) fn then(to: Address, calldata: Vec<u8>) {
        CALLS.with_borrow_mut(|calls| calls.push((to, calldata)));
    }

    /// What its calls came to.
    pub(crate) fn outcomes() -> Vec<Outcome> {
        OUTCOMES.take()
    }
}

fn route(_: &mut FakeMarket, calldata: &[u8]) -> Answer {
    let selector = *calldata.first_chunk().expect("a call");
    assert!([assetCall::SELECTOR, borrowCall::SELECTOR, withdrawCollateralCall::SELECTOR].contains(&selector));
    if selector != assetCall::SELECTOR {
        for (to, data) in CALLS.take() {
            let outcome = host::call(to, U256::ZERO, &data);
            OUTCOMES.with_borrow_mut(|outcomes| outcomes.push(outcome));
        }
    }
    let of_this = |answers: &Vec<([u8; 4], Outcome)>| answers.iter().find(|(of, _)| *of == selector).cloned();
    match ANSWERS.with_borrow(of_this) {
        Some((_, answer)) => answer.map_err(Revert::new),
        None => one(U256::ONE),
    }
}

ballast_common::program!(FakeMarket, route);
