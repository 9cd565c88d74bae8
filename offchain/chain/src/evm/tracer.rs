//! Records a transaction while it runs.

use super::Evm;
use crate::trace::{Bought, Frame, ProgramRun, Purchase, Step};
use alloy_primitives::{Address, Bytes};
use revm::{
    context::CreateScheme,
    handler::FrameResult,
    interpreter::{CallScheme, FrameInput},
};

/// The frames that are open, and the transaction's own once it is done.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    open: Vec<(&'static str, Frame)>,
    pub(crate) done: Option<Frame>,
}

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

    pub(crate) fn enter(&mut self, input: &FrameInput) {
        let (name, frame) = match input {
            FrameInput::Call(call) => {
                let (address, runs_as) = (call.bytecode_address, call.target_address);
                let frame = Frame { address, runs_as, gas_limit: call.gas_limit, ..Frame::default() };
                (call_name(call.scheme), frame)
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
        self.open.push((name, frame));
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
        let Some(frame) = self.top() else { return };
        let bought: u64 = frame.bought.iter().skip(mark.bought).map(|bought| bought.gas).sum();
        let within: u64 = frame.steps.iter().skip(mark.steps).flat_map(|step| &step.frame).map(|f| f.gas_used).sum();
        let mut done = step(hostio.name, None);
        if hostio.name.ends_with("call_contract") {
            let called = if frame.steps.len() > mark.steps { frame.steps.pop() } else { None };
            let address = hostio.args.get(..20).map(Address::from_slice).unwrap_or_default();
            let unmade = Frame { address, runs_as: address, ..Frame::default() };
            done.frame = Some(called.and_then(|step| step.frame).unwrap_or(unmade));
        }
        frame.steps.push(Step {
            args: hostio.args.into(),
            outs: hostio.outs.into(),
            start_ink: hostio.start_ink,
            end_ink: hostio.end_ink,
            evm_gas: bought.saturating_add(within),
            is_complete: hostio.is_complete,
            ..done
        });
    }
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
