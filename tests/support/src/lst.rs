//! What tests of blETH need around it: its constructor, and accounts that take ether or refuse it.
//!
//! The mocked host can pay contracts only, so whoever redeems in a test is an [`EtherReceiver`].

use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{encode, Word},
    Revert,
};
use stylus_sdk::{abi::Router, prelude::*, ArbResult};

/// Runs a contract's constructor with these words as its arguments. Ether comes with the call, as to any other.
pub fn construct<P>(contract: &mut P, arguments: &[U256]) -> Result<(), Revert>
where
    P: Router<P, Storage = P> + TopLevelStorage + ValueDenier,
{
    let answer =
        P::constructor(contract, &encode(&[], arguments)).expect("a constructor is routed").map_err(Revert::new)?;
    assert!(answer.is_empty(), "a constructor answers nothing");
    Ok(())
}

/// Runs the constructor of blETH: owner, guardian, treasury.
pub fn construct_lst<P>(lst: &mut P, owner: Address, guardian: Address, treasury: Address) -> Result<(), Revert>
where
    P: Router<P, Storage = P> + TopLevelStorage + ValueDenier,
{
    construct(lst, &[owner.word(), guardian.word(), treasury.word()])
}

/// Takes every ether that is sent to it, and does nothing else.
#[storage]
pub struct EtherReceiver {}

/// Refuses every ether that is sent to it.
#[storage]
pub struct EtherRefuser {}

/// What [`EtherRefuser`] answers.
pub const REFUSAL: &[u8] = b"no ether here";

// SAFETY: they keep nothing in storage.
unsafe impl TopLevelStorage for EtherReceiver {}
unsafe impl TopLevelStorage for EtherRefuser {}

impl Router<EtherReceiver> for EtherReceiver {
    type Storage = Self;

    fn route(_: &mut Self, _: u32, _: &[u8]) -> Option<ArbResult> {
        None
    }

    fn receive(_: &mut Self) -> Option<Result<(), Vec<u8>>> {
        Some(Ok(()))
    }

    fn fallback(_: &mut Self, _: &[u8]) -> Option<ArbResult> {
        None
    }

    fn constructor(_: &mut Self, _: &[u8]) -> Option<ArbResult> {
        None
    }
}

impl Router<EtherRefuser> for EtherRefuser {
    type Storage = Self;

    fn route(_: &mut Self, _: u32, _: &[u8]) -> Option<ArbResult> {
        None
    }

    fn receive(_: &mut Self) -> Option<Result<(), Vec<u8>>> {
        Some(Err(REFUSAL.to_vec()))
    }

    fn fallback(_: &mut Self, _: &[u8]) -> Option<ArbResult> {
        None
    }

    fn constructor(_: &mut Self, _: &[u8]) -> Option<ArbResult> {
        None
    }
}
