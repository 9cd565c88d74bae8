//! Deployment and activation, and what is known about a program afterwards.

use crate::{
    chain::Chain,
    code::{init_code, program_code},
    precompiles::{ARB_WASM, IArbWasm},
    tx::{Receipt, Status, Tx, TxError},
};
use alloy_primitives::{Address, Bytes, U256};
use alloy_sol_types::SolCall;
use thiserror::Error;

/// Most wei sent along with an activation; what the data fee leaves comes back.
const MAX_DATA_FEE_WEI: u64 = 1_000_000_000_000_000_000;

/// Why a contract or program was not deployed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DeployError {
    /// The transaction was not executed.
    #[error(transparent)]
    Tx(#[from] TxError),
    /// The creation failed.
    #[error("creation failed: {0:?}")]
    Creation(Box<Receipt>),
    /// The program was created and could not be activated.
    #[error("activation of {address} failed: {:?}", receipt.status)]
    Activation {
        /// Where the program is.
        address: Address,
        /// What came of the activation.
        receipt: Box<Receipt>,
    },
}

/// A program that was deployed and activated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Where it is.
    pub address: Address,
    /// Size of its code, in bytes.
    pub code_bytes: usize,
    /// Gas of the creation.
    pub deploy_gas: u64,
    /// Gas of the activation; zero if equal code was active already.
    pub activation_gas: u64,
    /// Wei paid for the space of its machine code.
    pub data_fee_wei: U256,
}

/// What the chain keeps of an activated program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramInfo {
    /// Version of Stylus it was activated under.
    pub version: u16,
    /// Gas of a call before its first instruction, when it is cached.
    pub init_gas_cached: u64,
    /// Gas of a call before its first instruction, when it is not.
    pub init_gas_uncached: u64,
    /// Pages of memory it starts with.
    pub footprint_pages: u16,
    /// Estimate of its machine code's size, in bytes.
    pub asm_bytes: u32,
    /// Seconds since it was activated, counted from the full hour.
    pub age_secs: u64,
    /// Whether it must be activated again before it can be called.
    pub is_expired: bool,
    /// Whether it is in the cache.
    pub is_cached: bool,
}

impl Chain {
    /// Creates a contract from init code.
    ///
    /// # Errors
    ///
    /// [`DeployError::Creation`] with the receipt if the init code fails.
    pub fn deploy_evm(
        &mut self,
        from: Address,
        init_code: impl Into<Bytes>,
        value: U256,
    ) -> Result<Address, DeployError> {
        let receipt = self.transact(Tx::create(from, init_code).value(value))?;
        match receipt.created {
            Some(address) if receipt.is_success() => Ok(address),
            _ => Err(DeployError::Creation(Box::new(receipt))),
        }
    }

    /// Compresses a module, creates an account with it and activates it. A program that is active already, by
    /// another account with equal code, is only created.
    ///
    /// # Errors
    ///
    /// [`DeployError`], with the receipt of the transaction that failed.
    pub fn deploy_program(&mut self, from: Address, wasm: &[u8]) -> Result<Deployed, DeployError> {
        let code = program_code(wasm);
        let creation = self.transact(Tx::create(from, init_code(&code)))?;
        let Some(address) = creation.created.filter(|_| creation.is_success()) else {
            return Err(DeployError::Creation(Box::new(creation)));
        };
        let mut deployed = Deployed {
            address,
            code_bytes: code.len(),
            deploy_gas: creation.gas_used,
            activation_gas: 0,
            data_fee_wei: U256::ZERO,
        };
        if self.program_info(address).is_some_and(|info| !info.is_expired) {
            return Ok(deployed);
        }
        let receipt = self.activate(from, address)?;
        if receipt.status != Status::Success {
            return Err(DeployError::Activation { address, receipt: Box::new(receipt) });
        }
        deployed.activation_gas = receipt.gas_used;
        if let Ok(answer) = IArbWasm::activateProgramCall::abi_decode_returns(&receipt.output) {
            deployed.data_fee_wei = answer.dataFee;
        }
        Ok(deployed)
    }

    /// Activates the program at an address by a transaction to ArbWasm, with as much wei for the data fee as
    /// the sender has, up to one ether. What is over comes back.
    ///
    /// # Errors
    ///
    /// If the transaction is not valid.
    pub fn activate(&mut self, from: Address, program: Address) -> Result<Receipt, TxError> {
        let data = IArbWasm::activateProgramCall { program }.abi_encode();
        let value = self.balance(from).min(U256::from(MAX_DATA_FEE_WEI));
        self.transact(Tx::call(from, ARB_WASM, data).value(value))
    }

    /// What is known about the program at an address; `None` if none was ever activated there.
    pub fn program_info(&self, address: Address) -> Option<ProgramInfo> {
        let program = self.program(address)?;
        let params = &self.config().stylus;
        let init_gas_cached = params.cached_init_gas(program.cached_cost);
        Some(ProgramInfo {
            version: program.version,
            init_gas_cached,
            init_gas_uncached: init_gas_cached + params.init_gas(program.init_cost),
            footprint_pages: program.footprint,
            asm_bytes: program.asm_estimate_kb.saturating_mul(1_024),
            age_secs: program.age_secs(self.now()),
            is_expired: program.check_active(self.now(), params).is_err(),
            is_cached: program.cached,
        })
    }

    /// Puts the program at an address into the cache or takes it out, without a transaction. Gives false if
    /// there is no program.
    pub fn set_cached(&mut self, address: Address, cached: bool) -> bool {
        let Some(program) = self.program(address) else {
            return false;
        };
        self.set_program(address, crate::program::Program { cached, ..program });
        true
    }
}
