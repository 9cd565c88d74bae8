//! Calls and creations that a program asks for.
//!
//! Source: `doCall` and `create` in `arbos/programs/api.go` of OffchainLabs/nitro, and `WasmCallCost` in
//! `core/vm/operations_acl_arbitrum.go` of OffchainLabs/go-ethereum.

use super::{Evm, access::sure};
use crate::{
    host::{Invocation, price},
    trace::Purchase,
};
use alloy_primitives::{Address, B256, Bytes, U256};
use revm::{
    bytecode::Bytecode,
    context::{CreateScheme, JournalTr},
    handler::FrameResult,
    interpreter::{CallInput, CallInputs, CallScheme, CallValue, CreateInputs, FrameInput, InstructionResult},
};

/// Gas on top for a call that transfers value.
const VALUE_GAS: u64 = 9_000;
/// Gas on top for a transfer to an account that does not exist.
const NEW_ACCOUNT_GAS: u64 = 25_000;
/// Gas that comes with value.
const STIPEND_GAS: u64 = 2_300;
/// Gas of a creation, before its init code runs.
const CREATE_GAS: u64 = 32_000;
/// Gas for each word of init code that is hashed for an address.
const KECCAK_WORD_GAS: u64 = 6;
/// What a program sees of a call that failed in any way.
const FAILED: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallKind {
    Call,
    Delegate,
    Static,
}

#[derive(Debug)]
pub(crate) struct ChildCall {
    pub(crate) kind: CallKind,
    pub(crate) to: Address,
    pub(crate) input: Bytes,
    pub(crate) value: U256,
    pub(crate) gas_left: u64,
    pub(crate) gas_wanted: u64,
}

#[derive(Debug)]
pub(crate) struct ChildCreate {
    pub(crate) init_code: Bytes,
    pub(crate) value: U256,
    pub(crate) salt: Option<U256>,
    pub(crate) gas_left: u64,
}

/// How a call or creation ended, for the program that asked for it.
#[derive(Debug, Default)]
pub(crate) struct ChildOutcome {
    /// 0 on success.
    pub(crate) status: u32,
    pub(crate) gas_cost: u64,
    pub(crate) refund: i64,
    pub(crate) return_data: Bytes,
    pub(crate) created: Option<Address>,
}

impl ChildOutcome {
    fn failed(gas_cost: u64) -> Self {
        Self { status: FAILED, gas_cost, ..Self::default() }
    }
}

/// A child's gas: what is left of it, unless it halted, and its refund, if it succeeded.
struct Settled {
    gas_left: u64,
    refund: i64,
}

fn settle(result: InstructionResult, gas: &revm::interpreter::Gas) -> Settled {
    Settled {
        gas_left: if result.is_ok_or_revert() { gas.remaining() } else { 0 },
        refund: if result.is_ok() { gas.refunded() } else { 0 },
    }
}

impl Evm {
    /// Runs a call.
    pub(crate) fn call(&mut self, parent: &Invocation, call: ChildCall) -> ChildOutcome {
        let transfers = !call.value.is_zero();
        if parent.is_static && transfers {
            return ChildOutcome::failed(0);
        }
        let target = match self.load_target(call.to, transfers, call.gas_left) {
            Some(target) => target,
            None => return ChildOutcome::failed(call.gas_left),
        };
        // All but a 64th of what is left, rounded down; the stipend is not the parent's to pay.
        let most = (call.gas_left - target.gas) * 63 / 64;
        let stipend = if transfers { STIPEND_GAS } else { 0 };
        let gas = most.min(call.gas_wanted) + stipend;

        let inputs = call_inputs(parent, &call, target.code, gas);
        let result = self.run_child(FrameInput::Call(Box::new(inputs)));
        let status = result.instruction_result();
        let settled = settle(status, result.gas());
        ChildOutcome {
            status: if status.is_ok() { 0 } else { FAILED },
            gas_cost: target.gas + gas.saturating_sub(settled.gas_left),
            refund: settled.refund,
            return_data: result.interpreter_result().output.clone(),
            created: None,
        }
    }

    /// Runs a creation; errors where it ends the program that asked for it.
    pub(crate) fn create(&mut self, parent: &Invocation, create: ChildCreate) -> Result<ChildOutcome, &'static str> {
        if parent.is_static {
            return Err("creation in a static call");
        }
        let words = create.init_code.len().div_ceil(32) as u64;
        let hashing = if create.salt.is_some() { KECCAK_WORD_GAS * words } else { 0 };
        let base = CREATE_GAS + hashing;
        let available = create.gas_left.checked_sub(base).ok_or("out of gas for a creation")?;
        let kept = available / 64;
        let gas = available - kept;

        let scheme = match create.salt {
            Some(salt) => CreateScheme::Create2 { salt },
            None => CreateScheme::Create,
        };
        let inputs = CreateInputs::new(parent.address, scheme, create.value, create.init_code, gas, 0);
        let result = self.run_child(FrameInput::Create(Box::new(inputs)));
        let status = result.instruction_result();
        let settled = settle(status, result.gas());
        let created = match &result {
            FrameResult::Create(outcome) if status.is_ok() => outcome.address,
            _ => None,
        };
        // What was created is no return data; only a revert's reason is.
        let return_data = match status {
            InstructionResult::Revert => result.interpreter_result().output.clone(),
            _ => Bytes::new(),
        };
        Ok(ChildOutcome {
            status: 0,
            gas_cost: create.gas_left - (settled.gas_left + kept),
            refund: settled.refund,
            return_data,
            created,
        })
    }

    /// Loads the account to call; gives its code and what the call costs before it runs. `None` if the gas
    /// does not suffice, in which case the account is loaded all the same.
    fn load_target(&mut self, to: Address, transfers: bool, gas_left: u64) -> Option<Target> {
        let journal = &mut self.ctx_mut().journaled_state;
        let load = sure(journal.load_account_with_code(to));
        let mut gas = if load.is_cold { price::COLD_ACCOUNT_GAS } else { price::WARM_GAS };
        let mut code = code_of(load.data);
        if transfers {
            gas += VALUE_GAS;
            gas += if load.data.is_empty() { NEW_ACCOUNT_GAS } else { 0 };
        }
        if gas > gas_left {
            return None;
        }
        let is_cold = load.is_cold;
        if let Some(delegate) = code.1.eip7702_address() {
            code = code_of(sure(journal.load_account_with_code(delegate)).data);
        }
        let access = if is_cold { price::COLD_ACCOUNT_GAS } else { price::WARM_GAS };
        self.bought(Purchase::Account { address: to, is_cold }, access);
        if transfers {
            self.bought(Purchase::Value, gas - access);
        }
        Some(Target { gas, code })
    }
}

struct Target {
    gas: u64,
    code: (B256, Bytecode),
}

fn code_of(account: &revm::state::Account) -> (B256, Bytecode) {
    (account.info.code_hash, account.info.code.clone().unwrap_or_default())
}

fn call_inputs(parent: &Invocation, call: &ChildCall, known_bytecode: (B256, Bytecode), gas_limit: u64) -> CallInputs {
    let (scheme, target_address, caller, value) = match call.kind {
        CallKind::Call => (CallScheme::Call, call.to, parent.address, CallValue::Transfer(call.value)),
        CallKind::Static => (CallScheme::StaticCall, call.to, parent.address, CallValue::Transfer(U256::ZERO)),
        CallKind::Delegate => {
            let value = CallValue::Apparent(parent.value);
            (CallScheme::DelegateCall, parent.address, parent.caller, value)
        }
    };
    CallInputs {
        input: CallInput::Bytes(call.input.clone()),
        return_memory_offset: 0..0,
        gas_limit,
        reservoir: 0,
        bytecode_address: call.to,
        known_bytecode,
        target_address,
        caller,
        value,
        scheme,
        is_static: parent.is_static || call.kind == CallKind::Static,
        charged_new_account_state_gas: false,
    }
}
