//! Calls as a client makes them: encoded by the published interface, routed, decoded.

use alloy_sol_types::{SolCall, SolError};
use ballast_common::Revert;
use motsu::prelude::*;
use stylus_sdk::{abi::Router, prelude::*};

/// A contract that can be asked by the calls of its published interface.
pub trait Ask {
    /// Encodes `call`, runs it through the contract's router, and decodes the answer.
    fn ask<C: SolCall>(&mut self, call: C) -> Result<C::Return, Revert>;

    /// Sends ether with empty calldata.
    fn send(&mut self) -> Result<(), Revert>;
}

impl<P> Ask for P
where
    P: Router<P, Storage = P> + TopLevelStorage + ValueDenier,
{
    fn ask<C: SolCall>(&mut self, call: C) -> Result<C::Return, Revert> {
        let data = call.abi_encode();
        let answer = P::route(self, u32::from_be_bytes(C::SELECTOR), &data[4..])
            .unwrap_or_else(|| panic!("{} is not routed", C::SIGNATURE))
            .map_err(Revert::new)?;
        Ok(C::abi_decode_returns(&answer, true).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE)))
    }

    fn send(&mut self) -> Result<(), Revert> {
        P::receive(self).expect("receives ether").map_err(Revert::new)
    }
}

/// The typed error of a call that must fail; what it wrote is rolled back.
#[track_caller]
pub fn ask_error<E: SolError, T: core::fmt::Debug>(result: Result<T, Revert>) -> E {
    let revert = match result.motsu_res() {
        Ok(value) => panic!("{} expected, but it answered {value:?}", E::SIGNATURE),
        Err(revert) => revert,
    };
    E::abi_decode(revert.data(), true)
        .unwrap_or_else(|_| panic!("{} expected, but it reverted with {revert:?}", E::SIGNATURE))
}
