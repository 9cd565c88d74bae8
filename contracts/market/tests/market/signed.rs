//! A world with somebody who signs: a key, and what it signs, encoded and hashed by the library alone.

use crate::world::*;
use alloy_primitives::{Address, B256, U256};
use alloy_sol_types::{sol, Eip712Domain, SolStruct};
use ballast_test_support::sign;
use motsu::prelude::*;
use std::any::Any;

sol! {
    #[derive(Debug)]
    struct Permit {
        address owner;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }
}

pub(crate) struct Signed {
    /// Of an account with 50 gold and 50 ether's worth of supply shares.
    pub(crate) key: Account,
    pub(crate) owner: Address,
    _precompiles: Box<dyn Any>,
    pub(crate) w: World,
}

impl Signed {
    pub(crate) fn new() -> Self {
        let w = World::new();
        w.deposit(w.alice, 100);
        let key = Account::from_seed("the signer");
        let owner = key.address();
        w.let_take(owner);
        for token in [&w.gold, &w.weth] {
            token.sender(owner).mint(owner, ether(50));
        }
        w.supply_gold(owner, 50);
        w.deposit(owner, 50);
        Self { key, owner, _precompiles: Box::new(deploy_precompiles()), w }
    }

    pub(crate) fn sign(&self, signed: &impl SolStruct) -> Vec<u8> {
        sign(&self.key, self.digest(signed)).to_vec()
    }

    pub(crate) fn digest(&self, signed: &impl SolStruct) -> B256 {
        signed.eip712_signing_hash(&domain("Ballast Market", "1", 42_161, self.w.market.address()))
    }
}

pub(crate) fn domain(name: &'static str, version: &'static str, chain: u64, contract: Address) -> Eip712Domain {
    Eip712Domain::new(Some(name.into()), Some(version.into()), Some(U256::from(chain)), Some(contract), None)
}
