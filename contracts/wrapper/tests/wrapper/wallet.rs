//! An account that is a contract (ERC-1271).

use alloy_primitives::{keccak256, B256, U256};
use alloy_sol_types::sol;
use ballast_common::{
    abi::{malformed, words, Answer, Args},
    program::{dispatch, Call, Selector},
    slot::Slot,
};
use stylus_sdk::prelude::*;

sol! {
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
}

/// Takes one signature for one digest, and what it says to others is a test's choice.
#[storage]
pub(crate) struct Wallet {}

const DIGEST: Slot = Slot::at(0);
const SIGNATURE_HASH: Slot = Slot::at(1);
const REFUSAL: Slot = Slot::at(2);

impl Wallet {
    /// From now on takes this signature for this digest.
    pub(crate) fn accept(&mut self, digest: B256, signature: &[u8]) {
        DIGEST.store(digest.into());
        SIGNATURE_HASH.store(keccak256(signature).into());
    }

    /// What it answers to others.
    pub(crate) fn refuse_with(&mut self, word: U256) {
        REFUSAL.store(word);
    }
}

fn route(wallet: &mut Wallet, calldata: &[u8]) -> Answer {
    match dispatch(wallet, calldata)? {
        Call::Function(isValidSignatureCall::ID, mut a) => answer(&mut a),
        _ => Err(malformed()),
    }
}

fn answer(a: &mut Args) -> Answer {
    let (digest, signature) = (a.uint()?, a.bytes()?);
    let hash: U256 = keccak256(signature).into();
    if digest == DIGEST.load() && hash == SIGNATURE_HASH.load() {
        return words(&[U256::from(isValidSignatureCall::ID) << 224]);
    }
    words(&[REFUSAL.load()])
}

ballast_common::program!(Wallet, route);
