//! Runs the program of the top frame.
//!
//! Source: `CallProgram` in `arbos/programs/programs.go` and `run_main` in `crates/stylus/src/run.rs` of
//! OffchainLabs/nitro.

use super::{Evm, access::sure};
use crate::{
    code::module_of,
    host::{self, Escape, Host, Invocation, Meter},
    program::{ARBOS_STATE, Program, ProgramFault, slot},
    trace::ProgramRun,
    wasm::{
        ValidationError,
        engine::{Compiled, compiled},
        middleware::{INK_EXHAUSTED, INK_LEFT, STACK_LEFT},
    },
};
use alloy_primitives::{B256, Bytes};
use revm::{
    context::JournalTr,
    interpreter::{Gas, InstructionResult, InterpreterResult},
};
use std::sync::Arc;
use wasmer::{FunctionEnv, Global, Imports, Instance, RuntimeError, Store, Value};
use wasmer_types::TrapCode;

/// How a program ended, with the gas it left.
struct Ended {
    result: InstructionResult,
    output: Bytes,
    gas_left: u64,
    refund: i64,
}

impl Ended {
    /// All gas is gone, as after an exceptional halt of the EVM.
    fn halted(result: InstructionResult) -> Self {
        Self { result, output: Bytes::new(), gas_left: 0, refund: 0 }
    }
}

impl Ended {
    /// A trap reverts without data and keeps what gas is left; only a program that used up its ink or its stack
    /// loses all.
    fn of(exit: Exit, output: Bytes, gas_left: u64, refund: i64) -> Self {
        match exit {
            Exit::Returned(0) => Self { result: InstructionResult::Return, output, gas_left, refund },
            Exit::Returned(_) => Self { result: InstructionResult::Revert, output, gas_left, refund: 0 },
            Exit::Trapped => Self { result: InstructionResult::Revert, output: Bytes::new(), gas_left, refund: 0 },
            Exit::OutOfInk => Self::halted(InstructionResult::OutOfGas),
            Exit::OutOfStack => Self::halted(InstructionResult::StackOverflow),
        }
    }
}

/// How a program's own run ended.
enum Exit {
    Returned(u32),
    Trapped,
    OutOfInk,
    OutOfStack,
}

impl Exit {
    fn status(&self) -> Option<u32> {
        match self {
            Self::Returned(status) => Some(*status),
            Self::Trapped | Self::OutOfInk | Self::OutOfStack => None,
        }
    }
}

impl Evm {
    /// Runs the program of the top frame and gives what the frame returns.
    pub(super) fn run_program(&mut self) -> InterpreterResult {
        let inner = self.inner_mut();
        let frame = inner.frame_stack.get();
        let interpreter = &mut frame.interpreter;
        let gas = interpreter.gas.remaining();
        let limit = interpreter.gas.limit();
        let code_hash = interpreter.bytecode.get_or_calculate_hash();
        let code = interpreter.bytecode.original_bytes();
        let input = &interpreter.input;
        let invocation = Invocation {
            address: input.target_address,
            caller: input.caller_address,
            value: input.call_value,
            input: input.input.bytes(&inner.ctx),
            is_static: interpreter.runtime_flag.is_static,
            is_reentrant: inner.ctx.chain.is_reentrant(input.target_address),
        };

        let ended = self.start(code_hash, code, invocation, gas);
        let mut left = Gas::new(limit);
        left.set_remaining(ended.gas_left);
        left.record_refund(ended.refund);
        InterpreterResult { result: ended.result, output: ended.output, gas: left }
    }

    fn start(&mut self, code_hash: B256, code: Bytes, call: Invocation, gas: u64) -> Ended {
        let program = self.load_program(code_hash);
        let now = self.block().timestamp.saturating_to();
        let scope = self.scope_mut();
        if let Err(fault) = program.check_active(now, &scope.params) {
            scope.fault = Some(fault);
            return Ended::halted(InstructionResult::NotActivated);
        }
        let params = scope.params.clone();
        let page_gas = scope.pages.cost(&params, program.footprint);
        let mut start_gas = params.cached_init_gas(program.cached_cost);
        if !scope.cache_policy.is_cached(&program) {
            start_gas = start_gas.saturating_add(params.init_gas(program.init_cost));
        }
        let Some(left) = gas.checked_sub(page_gas.saturating_add(start_gas)) else {
            return Ended::halted(InstructionResult::OutOfGas);
        };

        let open = scope.pages.open;
        scope.pages.add(program.footprint);
        let start_ink = params.gas_to_ink(left);
        let run = ProgramRun { start_gas, page_gas, start_ink, end_ink: start_ink };
        self.program_begins(run, call.input.len() as u32);
        let limit = params.max_wasm_bytes;
        let module = compiled(code_hash, || {
            module_of(&code, limit).map_err(|error| ValidationError::Malformed(error.to_string()))
        });
        let ended = match module {
            Ok(module) => self.run_module(&module, call, left),
            Err(_) => self.unstartable(),
        };
        self.scope_mut().pages.open = open;
        charge_return_data(ended, gas)
    }

    fn unstartable(&mut self) -> Ended {
        self.scope_mut().fault = Some(ProgramFault::Unstartable);
        Ended::halted(InstructionResult::NotActivated)
    }

    /// The program with this code hash, or an empty one.
    fn load_program(&mut self, code_hash: B256) -> Program {
        let journal = &mut self.ctx_mut().journaled_state;
        sure(journal.load_account(ARBOS_STATE));
        Program::from_word(sure(journal.sload(ARBOS_STATE, slot(code_hash))).data)
    }

    fn run_module(&mut self, module: &Arc<Compiled>, call: Invocation, gas: u64) -> Ended {
        let params = self.scope_mut().params.clone();
        let input_len = call.input.len() as u32;
        let mut store = Store::new(module.engine.clone());
        let host = Host::new(self.lend(), call, u64::from(params.ink_price.max(1)));
        let env = FunctionEnv::new(&mut store, host);

        let ended = match instantiate(module, &mut store, &env) {
            None => None,
            Some(program) => {
                program.meter.set(&mut store, params.gas_to_ink(gas));
                let depth = Value::I32(params.max_stack_depth as i32);
                let _ = program.stack.set(&mut store, depth);
                let exit = program.run(&mut store, input_len);
                Some((exit, program.meter.ink(&mut store)))
            }
        };
        let host = env.as_mut(&mut store);
        self.take_back(&mut host.evm);
        let output = Bytes::from(std::mem::take(&mut host.output));
        let refund = host.refund;
        let Some((exit, ink)) = ended else {
            return self.unstartable();
        };
        self.program_ends(ink, exit.status());

        if matches!(exit, Exit::OutOfStack) {
            self.scope_mut().fault = Some(ProgramFault::OutOfStack);
        }
        Ended::of(exit, output, params.ink_to_gas(ink), refund)
    }
}

/// A program with its counters at hand.
struct Instantiated {
    instance: Instance,
    meter: Meter,
    stack: Global,
}

fn instantiate(module: &Compiled, store: &mut Store, env: &FunctionEnv<Host>) -> Option<Instantiated> {
    let mut imports = Imports::new();
    for name in &module.hostios {
        imports.define(host::MODULE, name, host::define(name, store, env)?);
    }
    let instance = Instance::new(store, &module.module, &imports).ok()?;
    let global = |name| instance.exports.get_global(name).ok().cloned();
    let meter = Meter { ink: global(INK_LEFT)?, exhausted: global(INK_EXHAUSTED)? };
    let stack = global(STACK_LEFT)?;
    let memory = instance.exports.get_memory("memory").ok()?.clone();
    let host = env.as_mut(store);
    host.meter = Some(meter.clone());
    host.memory = Some(memory);
    Some(Instantiated { instance, meter, stack })
}

impl Instantiated {
    fn run(&self, store: &mut Store, input_len: u32) -> Exit {
        let main = self.instance.exports.get_typed_function::<u32, u32>(store, host::ENTRYPOINT);
        let error = match main.map(|main| main.call(store, input_len)) {
            Ok(Ok(status)) => return Exit::Returned(status),
            Ok(Err(error)) => error,
            // The validator has seen the entrypoint.
            Err(_) => return Exit::Trapped,
        };
        self.why(store, error)
    }

    fn why(&self, store: &mut Store, error: RuntimeError) -> Exit {
        if self.stack.get(store) == Value::I32(0) {
            return Exit::OutOfStack;
        }
        if self.meter.is_exhausted(store) {
            return Exit::OutOfInk;
        }
        match error.downcast::<Escape>() {
            Ok(Escape::OutOfInk) => Exit::OutOfInk,
            Ok(Escape::Exit(status)) => Exit::Returned(status),
            Ok(Escape::Memory(_) | Escape::Refused(_)) => Exit::Trapped,
            Err(error) => match error.to_trap() {
                Some(TrapCode::StackOverflow) => Exit::OutOfStack,
                _ => Exit::Trapped,
            },
        }
    }
}

/// Returning data costs at least what the EVM takes for the memory it would lie in.
fn charge_return_data(mut ended: Ended, starting_gas: u64) -> Ended {
    if ended.output.is_empty() {
        return ended;
    }
    let words = ended.output.len().div_ceil(32) as u64;
    let cost = words * 3 + words * words / 512;
    match starting_gas.checked_sub(cost) {
        Some(most) => {
            ended.gas_left = ended.gas_left.min(most);
            ended
        }
        None => Ended::halted(InstructionResult::OutOfGas),
    }
}
