//! What the suites share: accounts, programs, scripts, EVM bytecode.
#![allow(dead_code)]

pub(crate) mod evm;
pub(crate) mod script;

use ballast_chain::{Address, Chain, ChainConfig, Receipt, Tx, U256, address};

pub(crate) const ALICE: Address = address!("00000000000000000000000000000000000a11ce");
pub(crate) const BOB: Address = address!("0000000000000000000000000000000000000b0b");

/// The program that runs scripts.
pub(crate) const SCRIPT: &str = include_str!("../programs/script.wat");

pub(crate) fn ether(count: u64) -> U256 {
    U256::from(count) * U256::from(10).pow(U256::from(18))
}

/// A chain on which Alice is rich.
pub(crate) fn chain() -> Chain {
    chain_with(ChainConfig::default())
}

pub(crate) fn chain_with(config: ChainConfig) -> Chain {
    let mut chain = Chain::new(config);
    chain.set_balance(ALICE, ether(1_000));
    chain
}

pub(crate) fn wasm(wat: &str) -> Vec<u8> {
    wat::parse_str(wat).unwrap()
}

/// Deploys and activates a program given as text.
pub(crate) fn deploy(chain: &mut Chain, wat: &str) -> Address {
    chain.deploy_program(ALICE, &wasm(wat)).unwrap().address
}

/// Deploys a contract with this runtime code.
pub(crate) fn deploy_code(chain: &mut Chain, code: &[u8]) -> Address {
    chain.deploy_evm(ALICE, ballast_chain::init_code(code), U256::ZERO).unwrap()
}

/// Alice sends data to an account.
pub(crate) fn send(chain: &mut Chain, to: Address, data: impl Into<Vec<u8>>) -> Receipt {
    chain.transact(Tx::call(ALICE, to, data.into())).unwrap()
}

pub(crate) fn word(value: u64) -> U256 {
    U256::from(value)
}
