//! The chain: accounts, a clock, and a block for each transaction.

use crate::{
    config::ChainConfig,
    evm::{Ctx, Evm, SPEC, Tracer, TxScope},
    pages::Pages,
    precompiles::{ARB_SYS, ARB_WASM, ARB_WASM_CACHE},
    program::ARBOS_STATE,
    state::State,
    trace::Trace,
    tx::{Halt, Receipt, Status, Tx, TxError},
};
use alloy_primitives::{Address, B256, Bytes, U256};
use revm::{
    Context, DatabaseCommit, Journal,
    bytecode::Bytecode,
    context::{
        BlockEnv, CfgEnv, JournalTr, TxEnv,
        result::{EVMError, ExecutionResult, HaltReason, Output},
    },
    handler::{EthFrame, Handler, MainnetHandler},
    interpreter::interpreter::EthInterpreter,
    primitives::TxKind,
};
use std::{convert::Infallible, sync::Arc};
use thiserror::Error;

/// Seconds between the parent chain's blocks.
const PARENT_BLOCK_SECS: u64 = 12;

type Execution = MainnetHandler<Evm, EVMError<Infallible>, EthFrame<EthInterpreter>>;

/// Names a state to which a chain can return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotId(usize);

/// There is no such snapshot, or the chain has returned to an earlier one since.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("no such snapshot")]
pub struct UnknownSnapshot;

#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) state: State,
    block_number: u64,
    now: u64,
}

/// A chain in memory.
#[derive(Debug)]
pub struct Chain {
    config: ChainConfig,
    stylus: Arc<crate::params::StylusParams>,
    cache_managers: Arc<Vec<Address>>,
    pub(crate) present: Moment,
    snapshots: Vec<Moment>,
}

impl Default for Chain {
    fn default() -> Self {
        Self::new(ChainConfig::default())
    }
}

impl Chain {
    /// A chain without accounts, but for those of ArbOS.
    pub fn new(config: ChainConfig) -> Self {
        let mut state = State::default();
        // ArbOS' precompiles hold one invalid opcode, so that Solidity finds code before it calls them.
        for precompile in [ARB_SYS, ARB_WASM, ARB_WASM_CACHE] {
            state.set_code(precompile, Bytecode::new_legacy(Bytes::from_static(&[0xFE])));
            state.account_mut(precompile).nonce = 1;
        }
        state.account_mut(ARBOS_STATE).nonce = 1;
        let now = config.genesis_time;
        Self {
            stylus: Arc::new(config.stylus.clone()),
            cache_managers: Arc::new(config.cache_managers.clone()),
            config,
            present: Moment { state, block_number: 0, now },
            snapshots: Vec::new(),
        }
    }

    /// What the chain was made with.
    pub fn config(&self) -> &ChainConfig {
        &self.config
    }

    /// Which programs start at the price of a cached one, from here on.
    pub fn set_cache_policy(&mut self, policy: crate::CachePolicy) {
        self.config.cache_policy = policy;
    }

    /// Unix time of the next block, in seconds.
    pub fn now(&self) -> u64 {
        self.present.now
    }

    /// Moves the clock. Time runs only when it is told to.
    pub fn set_time(&mut self, timestamp: u64) {
        self.present.now = timestamp;
    }

    /// Moves the clock on by `secs`.
    pub fn advance(&mut self, secs: u64) {
        self.present.now = self.present.now.saturating_add(secs);
    }

    /// Number of the last block.
    pub fn block_number(&self) -> u64 {
        self.present.block_number
    }

    /// Mines a block without transactions.
    pub fn mine(&mut self) {
        self.present.block_number += 1;
    }

    /// Keeps the present state. Copies share accounts until one of them is written.
    pub fn snapshot(&mut self) -> SnapshotId {
        self.snapshots.push(self.present.clone());
        SnapshotId(self.snapshots.len() - 1)
    }

    /// Returns to a snapshot, clock included, and forgets those taken after it. It may be returned to again.
    ///
    /// # Errors
    ///
    /// If there is no such snapshot.
    pub fn restore(&mut self, id: SnapshotId) -> Result<(), UnknownSnapshot> {
        let moment = self.snapshots.get(id.0).ok_or(UnknownSnapshot)?;
        self.present = moment.clone();
        self.snapshots.truncate(id.0 + 1);
        Ok(())
    }

    /// Executes a transaction in a block of its own.
    ///
    /// # Errors
    ///
    /// If the transaction is not valid; then no block is mined. A revert is no error: the receipt tells.
    pub fn transact(&mut self, tx: Tx) -> Result<Receipt, TxError> {
        let (receipt, _) = self.execute(tx, true, None)?;
        Ok(receipt)
    }

    /// Executes a transaction on the next block and forgets it.
    ///
    /// # Errors
    ///
    /// If the transaction is not valid.
    pub fn call(&mut self, tx: Tx) -> Result<Receipt, TxError> {
        let (receipt, _) = self.execute(tx, false, None)?;
        Ok(receipt)
    }

    /// Executes a transaction; with a tracer it also tells what that did.
    pub(crate) fn execute(
        &mut self,
        tx: Tx,
        commit: bool,
        tracer: Option<Box<Tracer>>,
    ) -> Result<(Receipt, Option<Trace>), TxError> {
        let env = self.tx_env(tx);
        let gas_limit = env.gas_limit;
        let mut evm = Evm::new(self.context(env, tracer));
        let result = Execution::default().run(&mut evm);
        let mut ctx = evm.into_ctx();
        let changes = ctx.journaled_state.finalize();
        self.present.state = std::mem::take(&mut ctx.journaled_state.database);
        let result = result?;
        if commit {
            self.present.state.commit(changes);
            self.present.block_number = ctx.chain.block_number;
        }
        let frame = ctx.chain.tracer.take().and_then(|tracer| tracer.done);
        let ink_price = self.stylus.ink_price.max(1).into();
        let trace = frame.map(|frame| Trace { intrinsic_gas: gas_limit - frame.gas_limit, ink_price, frame });
        Ok((self.receipt(result, ctx.chain), trace))
    }

    fn tx_env(&self, tx: Tx) -> TxEnv {
        TxEnv {
            caller: tx.from,
            gas_limit: tx.gas_limit.unwrap_or(self.config.default_gas_limit),
            gas_price: tx.gas_price.unwrap_or(self.config.base_fee.into()),
            kind: tx.to.map_or(TxKind::Create, TxKind::Call),
            value: tx.value,
            data: tx.data,
            nonce: tx.nonce.unwrap_or_else(|| self.nonce(tx.from)),
            chain_id: Some(self.config.chain_id),
            ..TxEnv::default()
        }
    }

    /// The parent's block of a time, counted from genesis.
    fn parent_block(&self) -> u64 {
        let since = self.present.now.saturating_sub(self.config.genesis_time);
        self.config.parent_block + since / PARENT_BLOCK_SECS
    }

    fn context(&mut self, tx: TxEnv, tracer: Option<Box<Tracer>>) -> Ctx {
        let mut cfg = CfgEnv::default();
        cfg.set_spec_and_mainnet_gas_params(SPEC);
        cfg.chain_id = self.config.chain_id;
        cfg.limit_contract_code_size = Some(crate::params::MAX_CODE_BYTES);
        cfg.tx_gas_limit_cap = Some(u64::MAX);
        // The frames make the exception for programs.
        cfg.disable_eip3541 = true;
        // Whoever holds the chain may send from any account, contracts included.
        cfg.disable_eip3607 = true;
        // The floor on calldata's gas is not switched on on Arbitrum.
        cfg.disable_eip7623 = true;
        let block = BlockEnv {
            number: U256::from(self.parent_block()),
            beneficiary: self.config.coinbase,
            timestamp: U256::from(self.present.now),
            gas_limit: self.config.block_gas_limit,
            basefee: self.config.base_fee,
            // Arbitrum has no randomness to offer; the opcode gives 1.
            prevrandao: Some(B256::with_last_byte(1)),
            ..BlockEnv::default()
        };
        let scope = TxScope {
            params: self.stylus.clone(),
            cache_policy: self.config.cache_policy,
            cache_managers: self.cache_managers.clone(),
            network_fee_account: self.config.network_fee_account,
            block_number: self.present.block_number + 1,
            pages: Pages::default(),
            tracer,
            ..TxScope::default()
        };
        let state = std::mem::take(&mut self.present.state);
        let mut ctx: Context<BlockEnv, TxEnv, CfgEnv, State, Journal<State>, ()> = Context::new(state, SPEC);
        ctx.block = block;
        ctx.tx = tx;
        ctx.with_cfg(cfg).with_chain(scope)
    }

    fn receipt(&self, result: ExecutionResult, scope: TxScope) -> Receipt {
        let gas_used = result.tx_gas_used();
        let mut receipt = Receipt {
            status: Status::Success,
            gas_used,
            gas_refunded: 0,
            output: Bytes::new(),
            logs: Vec::new(),
            created: None,
            block_number: scope.block_number,
            timestamp: self.present.now,
        };
        match result {
            ExecutionResult::Success { output, logs, gas, .. } => {
                receipt.logs = logs;
                receipt.gas_refunded = gas.final_refunded();
                match output {
                    Output::Call(output) => receipt.output = output,
                    Output::Create(output, created) => {
                        receipt.output = output;
                        receipt.created = created;
                    }
                }
            }
            ExecutionResult::Revert { output, .. } => {
                receipt.status = Status::Revert;
                receipt.output = output;
            }
            ExecutionResult::Halt { reason, .. } => {
                let fault = scope.fault.map(Halt::Program);
                let activation = scope.activation_fault.map(Halt::Activation);
                let halt = match reason {
                    HaltReason::NotActivated | HaltReason::StackOverflow => fault,
                    HaltReason::PrecompileError => activation,
                    _ => None,
                };
                receipt.status = Status::Halt(halt.unwrap_or(Halt::Evm(reason)));
            }
        }
        receipt
    }
}
