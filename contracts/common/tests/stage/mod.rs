//! A contract in whose place a test acts.

use alloy_primitives::{address, Address, U256};
use ballast_common::abi::{malformed, Answer};
use ballast_test_support::alone;
use motsu::prelude::*;
use std::{any::Any, sync::MutexGuard};
use stylus_sdk::prelude::*;

/// Does nothing by itself.
#[storage]
pub(crate) struct Actor {}

ballast_common::program!(Actor, route);

fn route(_: &mut Actor, _: &[u8]) -> Answer {
    Err(malformed())
}

/// Where the example of EIP-712 has its contract.
pub(crate) const HERE: Address = address!("CcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC");

pub(crate) struct Stage {
    pub(crate) here: Contract<Actor>,
    _precompiles: Box<dyn Any>,
    _alone: MutexGuard<'static, ()>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let alone = alone();
        Self { here: Contract::new_at(HERE), _precompiles: Box::new(deploy_precompiles()), _alone: alone }
    }

    /// Does something as the contract, called by somebody.
    pub(crate) fn by<T>(&self, caller: Address, act: impl FnOnce() -> T) -> T {
        let _in_context: &mut Actor = &mut self.here.sender(caller);
        act()
    }
}

pub(crate) const ALICE: Address = Address::repeat_byte(1);
pub(crate) const BOB: Address = Address::repeat_byte(2);

pub(crate) fn n(number: u64) -> U256 {
    U256::from(number)
}
