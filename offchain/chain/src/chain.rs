//! The chain: accounts, a clock, and a block for each transaction.

use crate::{
    config::ChainConfig,
    evm::{Ctx, Evm, SPEC, Tracer, TxScope},
    history::History,
    pages::Pages,
    precompiles::{ARB_SYS, ARB_WASM, ARB_WASM_CACHE},
    program::ARBOS_STATE,
    setting::{Run, Setting, slots_of},
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
        transaction::{AccessList, AccessListItem},
    },
    handler::{EthFrame, Handler, MainnetHandler},
    interpreter::interpreter::EthInterpreter,
    primitives::TxKind,
};
use std::{convert::Infallible, sync::Arc};

type Execution = MainnetHandler<Evm, EVMError<Infallible>, EthFrame<EthInterpreter>>;

#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) state: State,
    pub(crate) history: History,
    pub(crate) block_number: u64,
    pub(crate) now: u64,
}

/// A chain in memory.
#[derive(Debug)]
pub struct Chain {
    config: ChainConfig,
    stylus: Arc<crate::params::StylusParams>,
    cache_managers: Arc<Vec<Address>>,
    pub(crate) present: Moment,
    pub(crate) snapshots: Vec<Moment>,
    pub(crate) mined: Option<Vec<(Tx, Receipt)>>,
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
            present: Moment { state, history: History::default(), block_number: 0, now },
            snapshots: Vec::new(),
            mined: None,
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
        self.reach(self.present.block_number + 1);
    }

    /// Begins a block, unless it is the present one.
    fn reach(&mut self, number: u64) {
        if number > self.present.block_number {
            self.present.history.next_block(&mut self.present.state);
            self.present.block_number = number;
        }
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
        let setting = self.next_setting();
        let run = self.run_in(tx, &setting, commit, tracer)?;
        Ok((run.receipt, run.trace))
    }

    /// The same in a block of the caller's making.
    pub(crate) fn run_in(
        &mut self,
        tx: Tx,
        setting: &Setting,
        commit: bool,
        tracer: Option<Box<Tracer>>,
    ) -> Result<Run, TxError> {
        let tx = self.completed(tx, setting);
        let recorded = (commit && self.mined.is_some()).then(|| tx.clone());
        let env = self.tx_env(tx);
        let gas_limit = env.gas_limit;
        let mut evm = Evm::new(self.context(env, setting, tracer));
        let result = Execution::default().run(&mut evm);
        let mut ctx = evm.into_ctx();
        let changes = ctx.journaled_state.finalize();
        self.present.state = std::mem::take(&mut ctx.journaled_state.database);
        let result = result?;
        let touched = if commit { Vec::new() } else { slots_of(&changes) };
        if commit {
            self.reach(setting.number);
            self.present.state.commit(changes);
        }
        let ink_price = self.stylus.ink_price.max(1).into();
        let trace = ctx.chain.tracer.take().and_then(|tracer| {
            let frame = tracer.done?;
            let intrinsic_gas = gas_limit - frame.gas_limit;
            Some(Trace { intrinsic_gas, ink_price, frame, is_cut: tracer.is_cut })
        });
        let receipt = self.receipt(result, ctx.chain, setting);
        if let (Some(tx), Some(mined)) = (recorded, &mut self.mined) {
            mined.push((tx, receipt.clone()));
        }
        Ok(Run { receipt, trace, touched })
    }

    fn tx_env(&self, tx: Tx) -> TxEnv {
        TxEnv {
            caller: tx.from,
            gas_limit: tx.gas_limit.unwrap_or_default(),
            gas_price: tx.gas_price.unwrap_or_default(),
            kind: tx.to.map_or(TxKind::Create, TxKind::Call),
            value: tx.value,
            data: tx.data,
            nonce: tx.nonce.unwrap_or_default(),
            chain_id: Some(self.config.chain_id),
            // Whether there is a list decides; prices are the same for every type.
            tx_type: u8::from(!tx.access_list.is_empty()),
            access_list: access_list(tx.access_list),
            ..TxEnv::default()
        }
    }

    fn context(&mut self, tx: TxEnv, setting: &Setting, tracer: Option<Box<Tracer>>) -> Ctx {
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
            number: U256::from(self.parent_block_at(setting.timestamp)),
            beneficiary: setting.coinbase,
            timestamp: U256::from(setting.timestamp),
            gas_limit: self.config.block_gas_limit,
            basefee: setting.base_fee,
            // Arbitrum has no randomness to offer; the opcode gives 1.
            prevrandao: Some(B256::with_last_byte(1)),
            ..BlockEnv::default()
        };
        let scope = TxScope {
            params: self.stylus.clone(),
            cache_policy: self.config.cache_policy,
            cache_managers: self.cache_managers.clone(),
            network_fee_account: self.config.network_fee_account,
            block_number: setting.number,
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

    fn receipt(&self, result: ExecutionResult, scope: TxScope, setting: &Setting) -> Receipt {
        let gas_used = result.tx_gas_used();
        let mut receipt = Receipt {
            status: Status::Success,
            gas_used,
            gas_refunded: 0,
            output: Bytes::new(),
            logs: Vec::new(),
            created: None,
            block_number: setting.number,
            timestamp: setting.timestamp,
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

fn access_list(list: Vec<(Address, Vec<B256>)>) -> AccessList {
    AccessList(list.into_iter().map(|(address, storage_keys)| AccessListItem { address, storage_keys }).collect())
}
