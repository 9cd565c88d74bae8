//! What the suites share: accounts, programs, scripts, EVM bytecode.
#![allow(dead_code)]

pub(crate) mod evm;
pub(crate) mod script;

use ballast_chain::{Address, Chain, ChainConfig, Receipt, Step, Trace, Tx, U256, address};

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

/// What came of a transaction, and how.
pub(crate) struct Traced {
    pub(crate) receipt: Receipt,
    pub(crate) trace: Trace,
}

impl std::ops::Deref for Traced {
    type Target = Receipt;

    fn deref(&self) -> &Receipt {
        &self.receipt
    }
}

impl Traced {
    /// The hostios of a name, in the order in which they ended.
    pub(crate) fn steps(&self, name: &str) -> Vec<&Step> {
        self.trace.frame.all_steps().into_iter().filter(|step| step.name == name).collect()
    }

    pub(crate) fn inks(&self, name: &str) -> Vec<u64> {
        self.steps(name).into_iter().map(Step::ink).collect()
    }
}

/// Alice sends data to an account, traced.
pub(crate) fn trace(chain: &mut Chain, to: Address, data: impl Into<Vec<u8>>) -> Traced {
    trace_tx(chain, Tx::call(ALICE, to, data.into()))
}

pub(crate) fn trace_tx(chain: &mut Chain, tx: Tx) -> Traced {
    let (receipt, trace) = chain.trace(tx).unwrap();
    Traced { receipt, trace }
}

pub(crate) fn word(value: u64) -> U256 {
    U256::from(value)
}
