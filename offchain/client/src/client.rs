//! Typed calls on an embedded chain.

use crate::{errors::describe, interfaces::IStylusDeployer, signer::Signer};
use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_chain::{Address, Bytes, Chain, Log, Receipt, Status, Tx, TxError, U256, init_code, program_code};
use thiserror::Error;

/// Covers the data fee of an activation, a tenth of an ether; what is over comes back.
const DATA_FEE_WEI: u64 = 100_000_000_000_000_000;

/// A chain and typed ways to call its contracts.
pub struct Client {
    /// The chain.
    pub chain: Chain,
}

/// What came of a typed transaction.
pub struct Done<T> {
    /// The decoded answer.
    pub value: T,
    /// The receipt.
    pub receipt: Receipt,
}

/// Why a call did not do what it was to do.
#[derive(Debug, Error)]
pub enum CallError {
    /// It was not executed.
    #[error(transparent)]
    Tx(#[from] TxError),
    /// It reverted.
    #[error("{}", describe(&receipt.output))]
    Reverted {
        /// With the revert data as output.
        receipt: Box<Receipt>,
    },
    /// It was stopped and lost its gas.
    #[error("halted: {:?}", receipt.status)]
    Halted {
        /// With the reason as status.
        receipt: Box<Receipt>,
    },
    /// It answered what its interface does not know.
    #[error("answer does not decode: {0}")]
    Answer(Bytes),
}

impl CallError {
    /// The typed error it reverted with, if that is an `E`.
    pub fn typed<E: SolError>(&self) -> Option<E> {
        match self {
            Self::Reverted { receipt } => E::abi_decode(&receipt.output).ok(),
            _ => None,
        }
    }
}

impl Client {
    /// Sends a typed call as a transaction.
    pub fn send<C: SolCall>(&mut self, from: Address, to: Address, call: C) -> Result<Done<C::Return>, CallError> {
        self.send_value(from, to, U256::ZERO, call)
    }

    /// The same with ether.
    pub fn send_value<C: SolCall>(
        &mut self,
        from: Address,
        to: Address,
        wei: U256,
        call: C,
    ) -> Result<Done<C::Return>, CallError> {
        let receipt = self.chain.transact(Tx::call(from, to, call.abi_encode()).value(wei))?;
        decode::<C>(receipt)
    }

    /// Sends ether with empty calldata.
    pub fn pay(&mut self, from: Address, to: Address, wei: U256) -> Result<Receipt, CallError> {
        let receipt = self.chain.transact(Tx::call(from, to, Bytes::new()).value(wei))?;
        succeeded(receipt)
    }

    /// Creates and activates a program without a constructor by StylusDeployer.
    pub fn deploy_stateless(&mut self, from: Address, deployer: Address, wasm: &[u8]) -> Result<Address, CallError> {
        self.deploy_by(from, deployer, wasm, Bytes::new(), U256::ZERO)
    }

    /// Creates and activates a program, and calls it with `init_data` unless there is none.
    pub(crate) fn deploy_by(
        &mut self,
        from: Address,
        deployer: Address,
        wasm: &[u8],
        init_data: Bytes,
        init_value: U256,
    ) -> Result<Address, CallError> {
        let call = IStylusDeployer::deployCall {
            bytecode: init_code(&program_code(wasm)).into(),
            initData: init_data,
            initValue: init_value,
            salt: Default::default(),
        };
        let done = self.send_value(from, deployer, init_value + U256::from(DATA_FEE_WEI), call)?;
        Ok(done.value)
    }

    /// Asks without changing anything.
    pub fn view<C: SolCall>(&mut self, to: Address, call: C) -> Result<C::Return, CallError> {
        let receipt = self.chain.call(Tx::call(Address::ZERO, to, call.abi_encode()))?;
        decode::<C>(receipt).map(|done| done.value)
    }

    /// The first event of a type that `emitter` logged.
    pub fn event<E: SolEvent>(logs: &[Log], emitter: Address) -> Option<E> {
        logs.iter().filter(|log| log.address == emitter).find_map(|log| E::decode_log(log).ok().map(|log| log.data))
    }
}

fn succeeded(receipt: Receipt) -> Result<Receipt, CallError> {
    match receipt.status {
        Status::Success => Ok(receipt),
        Status::Revert => Err(CallError::Reverted { receipt: Box::new(receipt) }),
        Status::Halt(_) => Err(CallError::Halted { receipt: Box::new(receipt) }),
    }
}

fn decode<C: SolCall>(receipt: Receipt) -> Result<Done<C::Return>, CallError> {
    let receipt = succeeded(receipt)?;
    match C::abi_decode_returns(&receipt.output) {
        Ok(value) => Ok(Done { value, receipt }),
        Err(_) => Err(CallError::Answer(receipt.output)),
    }
}

/// The account of this name's key.
pub fn account(name: &str) -> Address {
    Signer::new(name).address()
}
