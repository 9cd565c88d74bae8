//! Runs EVM bytecode opcode by opcode, and records what it buys at the prices of storage, accounts and logs.

use super::Ctx;
use crate::{host::price, trace::Purchase};
use alloy_primitives::{Address, U256};
use revm::{
    bytecode::opcode,
    interpreter::{
        FrameInput, GasTable, InstructionTable, Interpreter, InterpreterAction,
        interpreter::EthInterpreter,
        interpreter_types::{Jumps, LoopControl},
    },
};

type Machine = Interpreter<EthInterpreter>;

/// As [`Interpreter::run_plain`], watched.
pub(super) fn run(
    machine: &mut Machine,
    table: &InstructionTable<EthInterpreter, Ctx>,
    prices: &GasTable,
    ctx: &mut Ctx,
) -> InterpreterAction {
    let end = loop {
        let before = Before::of(machine, ctx);
        let step = machine.step(table, prices, ctx);
        before.record(machine, ctx);
        if let Err(end) = step {
            break end;
        }
    };
    if machine.bytecode.action().is_none() {
        machine.halt(end);
    }
    machine.take_next_action()
}

/// What is known of an opcode before it runs.
struct Before {
    opcode: u8,
    operands: [U256; 2],
    is_cold: bool,
    gas: u64,
}

impl Before {
    fn of(machine: &Machine, ctx: &Ctx) -> Self {
        let opcode = machine.bytecode.opcode();
        let operands = [0, 1].map(|at| machine.stack.peek(at).unwrap_or_default());
        let is_cold = match opcode {
            opcode::SLOAD | opcode::SSTORE => slot_is_cold(ctx, machine.input.target_address, operands[0]),
            _ => account(opcode, operands).is_some_and(|address| account_is_cold(ctx, address)),
        };
        Self { opcode, operands, is_cold, gas: machine.gas.remaining() }
    }

    fn record(self, machine: &mut Machine, ctx: &mut Ctx) {
        let Some(tracer) = &mut ctx.chain.tracer else { return };
        let (slot, is_cold) = (self.operands[0], self.is_cold);
        let spent = self.gas.saturating_sub(machine.gas.remaining());
        match self.opcode {
            opcode::SLOAD => tracer.bought(Purchase::Load { slot, is_cold }, spent),
            opcode::SSTORE => tracer.bought(Purchase::Store { slot, is_cold }, spent),
            opcode::TLOAD | opcode::TSTORE => tracer.bought(Purchase::Transient { slot }, spent),
            opcode::LOG0..=opcode::LOG4 => {
                let (topics, bytes) = (u32::from(self.opcode - opcode::LOG0), self.operands[1].saturating_to());
                tracer.bought(Purchase::Log { topics, bytes }, price::log_gas(topics, bytes).min(spent));
            }
            _ => {}
        }
        let Some(address) = account(self.opcode, self.operands) else { return };
        let access = if is_cold { price::COLD_ACCOUNT_GAS } else { price::WARM_GAS }.min(spent);
        tracer.bought(Purchase::Account { address, is_cold }, access);
        if let Some(InterpreterAction::NewFrame(FrameInput::Call(call))) = machine.bytecode.action()
            && call.transfers_value()
        {
            // The stipend is the child's to use and not this frame's to pay.
            let value = spent.saturating_sub(call.gas_limit).saturating_sub(access);
            tracer.bought(Purchase::Value, value);
        }
    }
}

/// The account that an opcode asks about or calls.
fn account(opcode: u8, operands: [U256; 2]) -> Option<Address> {
    let word = match opcode {
        opcode::BALANCE | opcode::EXTCODESIZE | opcode::EXTCODECOPY | opcode::EXTCODEHASH => operands[0],
        opcode::CALL | opcode::CALLCODE | opcode::DELEGATECALL | opcode::STATICCALL => operands[1],
        _ => return None,
    };
    Some(Address::from_word(word.into()))
}

fn account_is_cold(ctx: &Ctx, address: Address) -> bool {
    let journal = &ctx.journaled_state.inner;
    match journal.state.get(&address) {
        Some(account) if !account.is_cold_transaction_id(journal.transaction_id) => false,
        _ => journal.warm_addresses.is_cold(&address),
    }
}

fn slot_is_cold(ctx: &Ctx, address: Address, slot: U256) -> bool {
    let journal = &ctx.journaled_state.inner;
    let known = journal.state.get(&address).and_then(|account| account.storage.get(&slot));
    known.is_none_or(|slot| slot.is_cold_transaction_id(journal.transaction_id))
}
