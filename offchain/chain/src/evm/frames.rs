//! Which frames run as EVM bytecode and which as programs.

use super::{Ctx, Evm, access::sure, steps, tracer};
use crate::{code::is_program, precompiles::Precompiles, trace::Call};
use revm::{
    context::FrameStack,
    handler::{
        EthFrame, EvmTr, FrameInitOrResult, FrameResult, ItemOrResult,
        evm::{ContextDbError, FrameInitResult},
        instructions::EthInstructions,
    },
    interpreter::{
        CallScheme, FrameInput, InstructionResult, InterpreterAction, InterpreterResult, interpreter::EthInterpreter,
        interpreter_action::FrameInit,
    },
};

/// Stack that a program's frame and its hostios may need on the host.
const STACK_RED_ZONE: usize = 512 * 1024;
/// Stack that is added where less than that is left, so that nesting is bounded by gas and depth alone.
const STACK_SEGMENT: usize = 8 * 1024 * 1024;

type Frame = EthFrame<EthInterpreter>;
type DbError = ContextDbError<Ctx>;

impl EvmTr for Evm {
    type Context = Ctx;
    type Instructions = EthInstructions<EthInterpreter, Ctx>;
    type Precompiles = Precompiles;
    type Frame = Frame;

    fn all(&self) -> (&Ctx, &Self::Instructions, &Precompiles, &FrameStack<Frame>) {
        self.inner().all()
    }

    fn all_mut(&mut self) -> (&mut Ctx, &mut Self::Instructions, &mut Precompiles, &mut FrameStack<Frame>) {
        self.inner_mut().all_mut()
    }

    fn frame_init(&mut self, init: FrameInit) -> Result<FrameInitResult<'_, Frame>, DbError> {
        let span = span(&init.frame_input);
        if self.tracer().is_some_and(|tracer| !tracer.is_cut) {
            let how = tracer::how(&init.frame_input, &self.inner().ctx);
            if let Some(tracer) = self.tracer() {
                tracer.enter(&init.frame_input, how);
            }
        } else if let Some(tracer) = self.tracer() {
            tracer.enter(&init.frame_input, Call::default());
        }
        let inner = self.inner_mut();
        let opened = match inner.frame_init(init)? {
            ItemOrResult::Item(frame) => {
                // A creation learns its address here.
                span.unwrap_or(Some(frame.interpreter.input.target_address))
            }
            ItemOrResult::Result(result) => {
                if let Some(tracer) = &mut inner.ctx.chain.tracer {
                    tracer.exit(&result);
                }
                return Ok(ItemOrResult::Result(result));
            }
        };
        if let (Some(tracer), Some(account)) = (&mut inner.ctx.chain.tracer, opened) {
            tracer.runs_as(account);
        }
        inner.ctx.chain.spans.push(opened);
        Ok(ItemOrResult::Item(inner.frame_stack.get()))
    }

    fn frame_run(&mut self) -> Result<FrameInitOrResult<Frame>, DbError> {
        let frame = self.inner_mut().frame_stack.get();
        let is_call = matches!(frame.input, FrameInput::Call(_));
        if is_call && is_program(frame.interpreter.bytecode.original_byte_slice()) {
            return stacker::maybe_grow(STACK_RED_ZONE, STACK_SEGMENT, || self.run_program_frame());
        }
        self.run_bytecode_frame()
    }

    fn frame_return_result(&mut self, result: FrameResult) -> Result<Option<FrameResult>, DbError> {
        let inner = self.inner_mut();
        if inner.frame_stack.get().is_finished() {
            inner.ctx.chain.spans.pop();
        }
        inner.frame_return_result(result)
    }
}

/// The account a frame will run as: `None` within if it opens no span, `None` without if it is not yet known.
fn span(input: &FrameInput) -> Option<Option<alloy_primitives::Address>> {
    match input {
        FrameInput::Call(call) => match call.scheme {
            CallScheme::Call | CallScheme::StaticCall => Some(Some(call.target_address)),
            CallScheme::DelegateCall | CallScheme::CallCode => Some(None),
        },
        FrameInput::Create(_) | FrameInput::Empty => None,
    }
}

impl Evm {
    fn run_bytecode_frame(&mut self) -> Result<FrameInitOrResult<Frame>, DbError> {
        let inner = self.inner_mut();
        let frame = inner.frame_stack.get();
        let instructions = &inner.instruction;
        let (table, prices) = (instructions.instruction_table(), instructions.gas_table());
        let action = if inner.ctx.chain.tracer.is_some() {
            steps::run(&mut frame.interpreter, table, prices, &mut inner.ctx)
        } else {
            frame.interpreter.run_plain(table, prices, &mut inner.ctx)
        };
        let action = match frame.input {
            FrameInput::Create(_) => refuse_foreign_code(action),
            _ => action,
        };
        finish(frame, &mut inner.ctx, action)
    }

    fn run_program_frame(&mut self) -> Result<FrameInitOrResult<Frame>, DbError> {
        let result = self.run_program();
        let inner = self.inner_mut();
        let frame = inner.frame_stack.get();
        finish(frame, &mut inner.ctx, InterpreterAction::Return(result))
    }

    /// Runs a frame above the present one until it ends. Its result is not put into the present frame, which
    /// is a program's and has no place for it.
    pub(super) fn run_child(&mut self, frame_input: FrameInput) -> FrameResult {
        let parent = self.inner_mut().frame_stack.get();
        let init =
            FrameInit { depth: parent.depth + 1, memory: parent.interpreter.memory.new_child_context(), frame_input };
        let result = sure_frame(self.run_until_done(init));
        self.inner_mut().frame_stack.get().interpreter.memory.free_child_context();
        result
    }

    fn run_until_done(&mut self, init: FrameInit) -> Result<FrameResult, DbError> {
        if let ItemOrResult::Result(result) = self.frame_init(init)? {
            return Ok(result);
        }
        let child = self.inner().frame_stack.index();
        loop {
            let result = match self.frame_run()? {
                ItemOrResult::Item(init) => match self.frame_init(init)? {
                    ItemOrResult::Item(_) => continue,
                    ItemOrResult::Result(result) => result,
                },
                ItemOrResult::Result(result) => {
                    if self.inner().frame_stack.index() == child {
                        self.inner_mut().frame_stack.pop();
                        self.scope_mut().spans.pop();
                        return Ok(result);
                    }
                    result
                }
            };
            self.frame_return_result(result)?;
        }
    }
}

/// Code that starts with EF may be deployed only if it is a program's, EIP-3541 with Arbitrum's exception.
fn refuse_foreign_code(action: InterpreterAction) -> InterpreterAction {
    match action {
        InterpreterAction::Return(InterpreterResult { result, output, gas })
            if result.is_ok() && output.first() == Some(&0xEF) && !is_program(&output) =>
        {
            let result = InstructionResult::CreateContractStartingWithEF;
            InterpreterAction::Return(InterpreterResult { result, output, gas })
        }
        other => other,
    }
}

fn finish(frame: &mut Frame, ctx: &mut Ctx, action: InterpreterAction) -> Result<FrameInitOrResult<Frame>, DbError> {
    let next = frame.process_next_action::<_, DbError>(ctx, action)?;
    if let ItemOrResult::Result(result) = &next {
        frame.set_finished(true);
        if let Some(tracer) = &mut ctx.chain.tracer {
            tracer.exit(result);
        }
    }
    Ok(next)
}

/// The state is in memory, so the one error left is a precompile's own, and none raises it.
fn sure_frame(result: Result<FrameResult, DbError>) -> FrameResult {
    match result {
        Ok(result) => result,
        Err(DbError::Db(error)) => sure(Err(error)),
        Err(DbError::Custom(message)) => unreachable!("no precompile aborts: {message}"),
    }
}
