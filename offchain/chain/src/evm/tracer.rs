//! Records a transaction while it runs.

use super::{Ctx, Evm};
use crate::trace::{Bought, Call, Frame, ProgramRun, Purchase, Step};
use alloy_primitives::{Address, Bytes};
use revm::{
    context::CreateScheme,
    handler::FrameResult,
    interpreter::{CallScheme, FrameInput, InstructionResult},
};

/// The frames that are open, and the transaction's own once it is done.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    open: Vec<(&'static str, Frame)>,
    pub(crate) done: Option<Frame>,
    /// Bytes kept so far: a transaction can pass the same memory on a thousand times.
    kept: usize,
    pub(crate) is_cut: bool,
}

/// Bytes beyond which a trace keeps no more.
const MOST_BYTES: usize = 128 << 20;

/// Where a hostio began in its frame's record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mark {
    steps: usize,
    bought: usize,
}

/// A hostio that ended.
pub(crate) struct Hostio {
    pub(crate) name: &'static str,
    pub(crate) args: Vec<u8>,
    pub(crate) outs: Vec<u8>,
    pub(crate) start_ink: u64,
    pub(crate) end_ink: u64,
    pub(crate) is_complete: bool,
}

impl Tracer {
    fn top(&mut self) -> Option<&mut Frame> {
        self.open.last_mut().map(|(_, frame)| frame)
    }

    /// The bytes, or none if that would be too many.
    fn keep(&mut self, bytes: Bytes) -> Bytes {
        if self.kept.saturating_add(bytes.len()) > MOST_BYTES {
            self.is_cut = true;
            return Bytes::new();
        }
        self.kept += bytes.len();
        bytes
    }

    pub(crate) fn enter(&mut self, input: &FrameInput, how: Call) {
        let how = Call { input: self.keep(how.input.clone()), ..how };
        let (name, frame) = match input {
            FrameInput::Call(call) => {
                let (address, runs_as) = (call.bytecode_address, call.target_address);
                (call_name(call.scheme), Frame { address, runs_as, gas_limit: call.gas_limit, ..Frame::default() })
            }
            FrameInput::Create(create) => {
                let name = match create.scheme() {
                    CreateScheme::Create2 { .. } => "evm_create2",
                    _ => "evm_create1",
                };
                (name, Frame { gas_limit: create.gas_limit(), ..Frame::default() })
            }
            FrameInput::Empty => ("evm_call_contract", Frame::default()),
        };
        self.open.push((name, Frame { call: how, ..frame }));
    }

    /// A creation learns its address when its frame is made.
    pub(crate) fn runs_as(&mut self, account: Address) {
        if let Some((name, frame)) = self.open.last_mut()
            && name.starts_with("evm_create")
        {
            frame.address = account;
            frame.runs_as = account;
        }
    }

    pub(crate) fn exit(&mut self, result: &FrameResult) {
        let Some((name, mut frame)) = self.open.pop() else { return };
        let gas = result.gas();
        let left = if result.instruction_result().is_ok_or_revert() { gas.remaining() } else { 0 };
        frame.gas_used = frame.gas_limit.saturating_sub(left);
        frame.call.output = self.keep(result.output().into_data());
        frame.call.error = failure(&result.instruction_result());
        match self.top() {
            Some(parent) => parent.steps.push(step(name, Some(frame))),
            None => self.done = Some(frame),
        }
    }

    pub(crate) fn bought(&mut self, what: Purchase, gas: u64) {
        if let Some(frame) = self.top() {
            frame.bought.push(Bought { what, gas });
        }
    }

    fn mark(&mut self) -> Mark {
        self.top().map_or_else(Mark::default, |frame| Mark { steps: frame.steps.len(), bought: frame.bought.len() })
    }

    /// A call takes the frame that it ran into its own step, as in Nitro.
    fn hostio(&mut self, mark: Mark, hostio: Hostio) {
        let (args, outs) = (self.keep(hostio.args.into()), self.keep(hostio.outs.into()));
        let Some(frame) = self.top() else { return };
        let bought: u64 = frame.bought.iter().skip(mark.bought).map(|bought| bought.gas).sum();
        let within: u64 = frame.steps.iter().skip(mark.steps).flat_map(|step| &step.frame).map(|f| f.gas_used).sum();
        let mut done = step(hostio.name, None);
        if hostio.name.ends_with("call_contract") {
            let called = if frame.steps.len() > mark.steps { frame.steps.pop() } else { None };
            let address = args.get(..20).map(Address::from_slice).unwrap_or_default();
            let unmade = Frame { address, runs_as: address, ..Frame::default() };
            done.frame = Some(called.and_then(|step| step.frame).unwrap_or(unmade));
        }
        frame.steps.push(Step {
            args,
            outs,
            start_ink: hostio.start_ink,
            end_ink: hostio.end_ink,
            evm_gas: bought.saturating_add(within),
            is_complete: hostio.is_complete,
            ..done
        });
    }
}

/// How a frame is called.
pub(crate) fn how(input: &FrameInput, ctx: &Ctx) -> Call {
    match input {
        FrameInput::Call(call) => {
            let (kind, from) = match call.scheme {
                CallScheme::Call => ("CALL", call.caller),
                CallScheme::CallCode => ("CALLCODE", call.caller),
                CallScheme::StaticCall => ("STATICCALL", call.caller),
                // Its caller is the caller's own; whoever runs it made it.
                CallScheme::DelegateCall => ("DELEGATECALL", call.target_address),
            };
            let (value, input) = (call.call_value(), call.input.bytes(ctx));
            Call { kind, from, value, input, ..Call::default() }
        }
        FrameInput::Create(create) => {
            let kind = match create.scheme() {
                CreateScheme::Create2 { .. } => "CREATE2",
                _ => "CREATE",
            };
            let (from, value, input) = (create.caller(), create.value(), create.init_code().clone());
            Call { kind, from, value, input, ..Call::default() }
        }
        FrameInput::Empty => Call::default(),
    }
}

/// Why a frame failed, in the words of geth.
fn failure(result: &InstructionResult) -> Option<String> {
    let words = match result {
        ok if ok.is_ok() => return None,
        InstructionResult::Revert => "execution reverted",
        InstructionResult::CallTooDeep => "max call depth exceeded",
        InstructionResult::OutOfFunds => "insufficient balance for transfer",
        InstructionResult::InvalidFEOpcode => "invalid opcode: INVALID",
        InstructionResult::InvalidJump => "invalid jump destination",
        InstructionResult::StateChangeDuringStaticCall => "write protection",
        InstructionResult::CreateCollision => "contract address collision",
        InstructionResult::CreateContractSizeLimit => "max code size exceeded",
        InstructionResult::OutOfGas | InstructionResult::MemoryOOG => "out of gas",
        other => return Some(format!("{other:?}")),
    };
    Some(words.to_owned())
}

fn call_name(scheme: CallScheme) -> &'static str {
    match scheme {
        CallScheme::Call | CallScheme::CallCode => "evm_call_contract",
        CallScheme::DelegateCall => "evm_delegate_call_contract",
        CallScheme::StaticCall => "evm_static_call_contract",
    }
}

fn step(name: &'static str, frame: Option<Frame>) -> Step {
    let (args, outs) = (Bytes::new(), Bytes::new());
    Step { name, args, outs, start_ink: 0, end_ink: 0, frame, evm_gas: 0, is_complete: true }
}

impl Evm {
    pub(crate) fn tracer(&mut self) -> Option<&mut Tracer> {
        self.scope_mut().tracer.as_deref_mut()
    }

    pub(crate) fn is_traced(&self) -> bool {
        self.inner().ctx.chain.tracer.is_some()
    }

    /// Where a hostio begins.
    pub(crate) fn mark(&mut self) -> Mark {
        self.tracer().map_or_else(Mark::default, Tracer::mark)
    }

    pub(crate) fn bought(&mut self, what: Purchase, gas: u64) {
        if let Some(tracer) = self.tracer() {
            tracer.bought(what, gas);
        }
    }

    pub(crate) fn record(&mut self, mark: Mark, hostio: Hostio) {
        if let Some(tracer) = self.tracer() {
            tracer.hostio(mark, hostio);
        }
    }

    /// A program begins: what it paid to start, and the bytes it is called with.
    pub(crate) fn program_begins(&mut self, run: ProgramRun, input_len: u32) {
        let Some(frame) = self.tracer().and_then(Tracer::top) else { return };
        frame.program = Some(run);
        let args = Bytes::copy_from_slice(&input_len.to_be_bytes());
        let (start_ink, end_ink) = (run.start_ink, run.start_ink);
        frame.steps.push(Step { args, start_ink, end_ink, ..step("user_entrypoint", None) });
    }

    /// It ends, with a status if it came to return one.
    pub(crate) fn program_ends(&mut self, ink: u64, status: Option<u32>) {
        let Some(frame) = self.tracer().and_then(Tracer::top) else { return };
        if let Some(run) = &mut frame.program {
            run.end_ink = ink;
        }
        if let Some(status) = status {
            let outs = Bytes::copy_from_slice(&status.to_be_bytes());
            frame.steps.push(Step { outs, start_ink: ink, end_ink: ink, ..step("user_returned", None) });
        }
    }
}
