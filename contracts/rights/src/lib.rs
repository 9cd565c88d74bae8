//! Authorisations by signature: one call of one operator in one market, signed by the account.
//!
//! This file routes. The published interface, with errors and events, is `abi/IRights.sol`, from which the selectors
//! come. A program of its own, for all markets: what a market trusts it with is in `abi/IMarket.sol`, `rights()`.
//!
//! There is no constructor, so that it is deployed without init data: its selector is as unknown as any other.
extern crate alloc;

mod authorization;
pub mod interface;
mod market;
mod storage;
mod transient;

use alloy_primitives::U256;
use authorization::{bits, borrow, cancel, withdraw};
use ballast_common::{
    abi::{nothing, one, Answer, Args, Word},
    error,
    program::{not_payable, unknown, Selector},
    signature::{domain, domain_separator},
};
use interface::IRights::*;

pub use storage::Rights;

ballast_common::program!(Rights, route, reentrant);

/// Of the EIP-712 domain.
const NAME: &str = "Ballast Rights";

/// Runs one call; `reentrant` if it came in while another runs. Then the market's call back alone is let in, which
/// proves itself.
pub fn route(_: &mut Rights, calldata: &[u8], reentrant: bool) -> Answer {
    not_payable()?;
    match calldata.split_first_chunk::<4>() {
        Some((selector, _)) if *selector == onBorrowCall::ID.to_be_bytes() => {
            market::called_back(calldata).and_then(nothing)
        }
        _ if reentrant => Err(error!(Locked)),
        Some((selector, arguments)) => operation(u32::from_be_bytes(*selector), Args::new(arguments)),
        None => unknown(),
    }
}

fn operation(selector: u32, mut a: Args) -> Answer {
    let word: U256 = match selector {
        borrowWithSignatureCall::ID => borrow(a)?,
        withdrawCollateralWithSignatureCall::ID => withdraw(a)?,
        usedNoncesCall::ID => bits(a.address()?.word(), a.uint()?).load(),
        DOMAIN_SEPARATORCall::ID => domain_separator(NAME),
        eip712DomainCall::ID => return domain(NAME),
        cancelNoncesCall::ID => {
            cancel(a.uint()?, a.uint()?);
            return nothing(());
        }
        _ => return unknown(),
    };
    one(word)
}
