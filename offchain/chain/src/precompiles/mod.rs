//! The precompiles of Ethereum, and those of ArbOS that tools and programs need.
//!
//! Source: `precompiles/precompile.go` and `precompiles/context.go` of OffchainLabs/nitro.

mod arb_sys;
mod arb_wasm;
mod arb_wasm_cache;
mod burner;
mod data_fee;

use crate::evm::Ctx;
use alloy_primitives::{Address, Bytes, address};
pub use arb_sys::IArbSys;
pub use arb_wasm::IArbWasm;
pub use arb_wasm_cache::IArbWasmCache;
use burner::{Burner, Failure};
use revm::{
    context::Cfg,
    handler::{EthPrecompiles, PrecompileProvider},
    interpreter::{CallInputs, CallScheme, Gas, InstructionResult, InterpreterResult},
    primitives::{AddressSet, hardfork::SpecId},
};

/// ArbSys: the chain itself, and messages to its parent.
pub const ARB_SYS: Address = address!("0000000000000000000000000000000000000064");
/// ArbWasm: activation of programs, and what is known about them.
pub const ARB_WASM: Address = address!("0000000000000000000000000000000000000071");
/// ArbWasmCache: which programs start at the price of a cached one.
pub const ARB_WASM_CACHE: Address = address!("0000000000000000000000000000000000000072");

/// Gas for each word of arguments and of results.
const COPY_WORD_GAS: u64 = 3;

/// A call of a precompile of ArbOS.
pub(crate) struct Request<'a> {
    pub(crate) ctx: &'a mut Ctx,
    pub(crate) burner: Burner,
    pub(crate) caller: Address,
    pub(crate) value: alloy_primitives::U256,
    pub(crate) is_static: bool,
}

/// What a precompile gives back: its encoded result.
pub(crate) type Answer = Result<Vec<u8>, Failure>;

/// All precompiles of the chain.
#[derive(Debug)]
pub(crate) struct Precompiles {
    ethereum: EthPrecompiles,
    warm: AddressSet,
}

impl Precompiles {
    pub(crate) fn new(spec: SpecId) -> Self {
        let ethereum = EthPrecompiles::new(spec);
        let mut warm = ethereum.warm_addresses().clone();
        warm.extend([ARB_SYS, ARB_WASM, ARB_WASM_CACHE]);
        Self { ethereum, warm }
    }
}

impl PrecompileProvider<Ctx> for Precompiles {
    type Output = InterpreterResult;

    fn set_spec(&mut self, _: <<Ctx as revm::context::ContextTr>::Cfg as Cfg>::Spec) -> bool {
        false
    }

    fn run(&mut self, ctx: &mut Ctx, inputs: &CallInputs) -> Result<Option<InterpreterResult>, String> {
        let method = match inputs.bytecode_address {
            ARB_SYS => arb_sys::call,
            ARB_WASM => arb_wasm::call,
            ARB_WASM_CACHE => arb_wasm_cache::call,
            _ => return self.ethereum.run(ctx, inputs),
        };
        Ok(Some(run(ctx, inputs, method)))
    }

    fn warm_addresses(&self) -> &AddressSet {
        &self.warm
    }
}

fn run(ctx: &mut Ctx, inputs: &CallInputs, method: fn(&mut Request<'_>, &[u8]) -> Answer) -> InterpreterResult {
    let input = inputs.input.bytes(ctx);
    let mut request = Request {
        ctx,
        burner: Burner::new(inputs.gas_limit),
        caller: inputs.caller,
        value: inputs.value.get(),
        is_static: inputs.is_static,
    };
    // Acting as another account, a precompile would have none of its powers.
    let answer = match inputs.scheme {
        CallScheme::Call | CallScheme::StaticCall => answer(&mut request, &input, method),
        CallScheme::DelegateCall | CallScheme::CallCode => Err(Failure::Unknown),
    };
    let (result, output, left) = match answer {
        Ok(output) => (InstructionResult::Return, output, request.burner.left()),
        Err(Failure::Reverted(output)) => (InstructionResult::Revert, output, request.burner.left()),
        Err(Failure::Unknown) => (InstructionResult::Revert, Vec::new(), 0),
        Err(Failure::OutOfGas) => (InstructionResult::Revert, Vec::new(), 0),
        Err(Failure::Activation) => (InstructionResult::PrecompileError, Vec::new(), 0),
    };
    let mut gas = Gas::new(inputs.gas_limit);
    gas.set_remaining(left);
    InterpreterResult { result, output: Bytes::from(output), gas }
}

fn answer(request: &mut Request<'_>, input: &[u8], method: fn(&mut Request<'_>, &[u8]) -> Answer) -> Answer {
    let words = |bytes: usize| COPY_WORD_GAS * bytes.div_ceil(32) as u64;
    let arguments = input.len().checked_sub(4).ok_or(Failure::Unknown)?;
    request.burner.burn(words(arguments))?;
    let answer = method(request, input);
    if let Ok(output) | Err(Failure::Reverted(output)) = &answer {
        request.burner.burn(words(output.len()))?;
    }
    answer
}
