//! ArbWasm: activation of programs, and what is known about them.
//!
//! Source: `precompiles/ArbWasm.go` and `arbos/programs/programs.go` of OffchainLabs/nitro.

use super::{
    ARB_WASM, Answer, Request,
    burner::{Failure, PARAMS_GAS, READ_GAS, sure},
    data_fee,
};
use crate::{
    code::{CodeError, module_of},
    evm::ActivationFault,
    params::StylusParams,
    program::{Program, ProgramFault, hours, slot},
    wasm::{WasmInfo, analyse, engine},
};
use alloy_primitives::{Address, B256, U256, keccak256};
use alloy_sol_types::{SolCall, SolInterface, sol};
use revm::context::JournalTr;

/// Gas of an activation, before the module is looked at.
const ACTIVATION_GAS: u64 = 1_659_168;

sol! {
    /// The interface of ArbWasm.
    #[derive(Debug)]
    interface IArbWasm {
        event ProgramActivated(
            bytes32 indexed codehash, bytes32 moduleHash, address program, uint256 dataFee, uint16 version
        );
        event ProgramLifetimeExtended(bytes32 indexed codehash, uint256 dataFee);

        error ProgramNotWasm();
        error ProgramNotActivated();
        error ProgramNeedsUpgrade(uint16 version, uint16 stylusVersion);
        error ProgramExpired(uint64 ageInSeconds);
        error ProgramUpToDate();
        error ProgramKeepaliveTooSoon(uint64 ageInSeconds);
        error ProgramInsufficientValue(uint256 have, uint256 want);

        function activateProgram(address program) external payable returns (uint16 version, uint256 dataFee);
        function codehashKeepalive(bytes32 codehash) external payable;
        function stylusVersion() external view returns (uint16 version);
        function codehashVersion(bytes32 codehash) external view returns (uint16 version);
        function codehashAsmSize(bytes32 codehash) external view returns (uint32 size);
        function programVersion(address program) external view returns (uint16 version);
        function programInitGas(address program) external view returns (uint64 gas, uint64 gasWhenCached);
        function programMemoryFootprint(address program) external view returns (uint16 footprint);
        function programTimeLeft(address program) external view returns (uint64 secs);
        function inkPrice() external view returns (uint32 price);
        function maxStackDepth() external view returns (uint32 depth);
        function freePages() external view returns (uint16 pages);
        function pageGas() external view returns (uint16 gas);
        function pageRamp() external view returns (uint64 ramp);
        function pageLimit() external view returns (uint16 limit);
        function minInitGas() external view returns (uint64 gas, uint64 cached);
        function initCostScalar() external view returns (uint64 percent);
        function expiryDays() external view returns (uint16 _days);
        function keepaliveDays() external view returns (uint16 _days);
    }
}

use IArbWasm::{IArbWasmCalls as Calls, *};

/// The ramp is fixed; `arbos/programs/params.go` only keeps it for show.
const PAGE_RAMP: u64 = 620_674_314;

pub(super) fn call(request: &mut Request<'_>, input: &[u8]) -> Answer {
    let call = Calls::abi_decode(input).map_err(|_| Failure::Unknown)?;
    // The version of ArbOS is read before anything else.
    request.burner.burn(READ_GAS)?;
    match call {
        Calls::activateProgram(call) => return activate(request, call.program),
        Calls::codehashKeepalive(call) => return keepalive(request, call.codehash),
        _ => request.require_no_value()?,
    }
    request.burner.burn(PARAMS_GAS)?;
    view(request, call)
}

/// What is known about a program.
fn view(request: &mut Request<'_>, call: Calls) -> Answer {
    let params = request.ctx.chain.params.clone();
    let answer = match call {
        Calls::codehashVersion(call) => {
            let program = active(request, call.codehash)?;
            codehashVersionCall::abi_encode_returns(&program.version)
        }
        Calls::codehashAsmSize(call) => {
            let program = active(request, call.codehash)?;
            let bytes = program.asm_estimate_kb.saturating_mul(1_024);
            codehashAsmSizeCall::abi_encode_returns(&bytes)
        }
        Calls::programVersion(call) => {
            let program = active_at(request, call.program)?;
            programVersionCall::abi_encode_returns(&program.version)
        }
        Calls::programInitGas(call) => {
            let program = active_at(request, call.program)?;
            let gas_when_cached = params.cached_init_gas(program.cached_cost);
            let gas = params.init_gas(program.init_cost) + gas_when_cached;
            (gas, gas_when_cached).encode()
        }
        Calls::programMemoryFootprint(call) => {
            let program = active_at(request, call.program)?;
            programMemoryFootprintCall::abi_encode_returns(&program.footprint)
        }
        Calls::programTimeLeft(call) => {
            let program = active_at(request, call.program)?;
            let left = params.expiry_secs().saturating_sub(program.age_secs(request.now()));
            programTimeLeftCall::abi_encode_returns(&left)
        }
        call => return parameter(&params, &call),
    };
    Ok(answer)
}

/// A parameter of Stylus.
fn parameter(params: &StylusParams, call: &Calls) -> Answer {
    let answer = match call {
        Calls::stylusVersion(_) => u64::from(params.version),
        Calls::inkPrice(_) => params.ink_price.into(),
        Calls::maxStackDepth(_) => params.max_stack_depth.into(),
        Calls::freePages(_) => params.free_pages.into(),
        Calls::pageGas(_) => params.page_gas.into(),
        Calls::pageRamp(_) => PAGE_RAMP,
        Calls::pageLimit(_) => params.page_limit.into(),
        Calls::initCostScalar(_) => u64::from(params.init_cost_scalar) * 2,
        Calls::expiryDays(_) => params.expiry_days.into(),
        Calls::keepaliveDays(_) => params.keepalive_days.into(),
        Calls::minInitGas(_) => {
            let gas = u64::from(params.min_init_gas) * 128;
            return Ok((gas, u64::from(params.min_cached_init_gas) * 32).encode());
        }
        _ => return Err(Failure::Unknown),
    };
    Ok(U256::from(answer).to_be_bytes::<32>().to_vec())
}

/// Two integers, as the ABI encodes them.
trait EncodePair {
    fn encode(self) -> Vec<u8>;
}

impl EncodePair for (u64, u64) {
    fn encode(self) -> Vec<u8> {
        [U256::from(self.0), U256::from(self.1)].map(|word| word.to_be_bytes::<32>()).concat()
    }
}

fn active_at(request: &mut Request<'_>, program: Address) -> Result<Program, Failure> {
    request.burner.burn(READ_GAS)?;
    let (code_hash, _) = request.code_of(program);
    active(request, code_hash)
}

fn active(request: &mut Request<'_>, code_hash: B256) -> Result<Program, Failure> {
    let program = Program::from_word(request.load(slot(code_hash))?);
    let params = request.ctx.chain.params.clone();
    match program.check_active(request.now(), &params) {
        Ok(()) => Ok(program),
        Err(ProgramFault::NeedsUpgrade { version, stylus_version }) => {
            let stylus = stylus_version;
            Err(Failure::error(ProgramNeedsUpgrade { version, stylusVersion: stylus }))
        }
        Err(ProgramFault::Expired { age_secs }) => Err(Failure::error(ProgramExpired { ageInSeconds: age_secs })),
        Err(_) => Err(Failure::error(ProgramNotActivated {})),
    }
}

fn activate(request: &mut Request<'_>, address: Address) -> Answer {
    request.require_writable()?;
    request.burner.burn(ACTIVATION_GAS)?;
    let params = request.ctx.chain.params.clone();
    request.burner.burn(PARAMS_GAS)?;

    let (code_hash, code) = request.code_of(address);
    let previous = Program::from_word(request.load(slot(code_hash))?);
    if previous.version == params.version && !previous.is_expired(request.now(), &params) {
        return Err(Failure::error(ProgramUpToDate {}));
    }
    let info = examine(request, &code, code_hash)?;

    let module_hash = keccak256([b"module".as_slice(), code_hash.as_slice()].concat());
    request.store(module_hash.into(), module_hash.into())?;
    let fee = data_fee::charge(request, info.asm_estimate)?;
    let program = Program {
        version: params.version,
        init_cost: info.init_cost,
        cached_cost: info.cached_cost,
        footprint: info.memory_pages,
        activated_at_hours: hours(request.now()),
        asm_estimate_kb: info.asm_estimate.div_ceil(1_024),
        cached: previous.cached,
    };
    request.store(slot(code_hash), program.to_word())?;
    let data_fee = pay_data_fee(request, fee)?;
    let version = params.version;
    request.emit(
        ARB_WASM,
        &ProgramActivated {
            codehash: code_hash,
            moduleHash: module_hash,
            program: address,
            dataFee: data_fee,
            version,
        },
    )?;
    Ok(activateProgramCall::abi_encode_returns(&activateProgramReturn { version, dataFee: data_fee }))
}

/// Validates and compiles a program's module, and pays for it.
fn examine(request: &mut Request<'_>, code: &[u8], code_hash: B256) -> Result<WasmInfo, Failure> {
    let params = request.ctx.chain.params.clone();
    let wasm = module_of(code, params.max_wasm_bytes).map_err(|error| {
        request.ctx.chain.activation_fault = Some(ActivationFault::Code(error));
        match error {
            CodeError::NotProgram => Failure::error(ProgramNotWasm {}),
            _ => Failure::Reverted(Vec::new()),
        }
    })?;

    let page_limit = params.page_limit.saturating_sub(request.ctx.chain.pages.open);
    let mut invalid = |error| {
        request.ctx.chain.activation_fault = Some(ActivationFault::Module(error));
        Failure::Activation
    };
    let info = analyse(&wasm, &params, page_limit).map_err(&mut invalid)?;
    engine::compiled(code_hash, || Ok(wasm)).map_err(&mut invalid)?;
    // Nitro takes running out here for a failed activation.
    request.burner.burn(info.activation_gas).map_err(|_| Failure::Activation)?;
    Ok(info)
}

fn keepalive(request: &mut Request<'_>, code_hash: B256) -> Answer {
    request.require_writable()?;
    request.burner.burn(PARAMS_GAS)?;
    let mut program = active(request, code_hash)?;
    let params = request.ctx.chain.params.clone();
    let age = program.age_secs(request.now());
    if age < params.keepalive_secs() {
        return Err(Failure::error(ProgramKeepaliveTooSoon { ageInSeconds: age }));
    }
    let fee = data_fee::charge(request, program.asm_estimate_kb.saturating_mul(1_024))?;
    program.activated_at_hours = hours(request.now());
    request.store(slot(code_hash), program.to_word())?;
    let data_fee = pay_data_fee(request, fee)?;
    request.emit(ARB_WASM, &ProgramLifetimeExtended { codehash: code_hash, dataFee: data_fee })?;
    Ok(Vec::new())
}

/// Passes the fee on to the network, and what is over back to the caller.
fn pay_data_fee(request: &mut Request<'_>, fee: u64) -> Result<U256, Failure> {
    let fee = U256::from(fee);
    let have = request.value;
    let Some(rest) = have.checked_sub(fee) else {
        return Err(Failure::error(ProgramInsufficientValue { have, want: fee }));
    };
    request.burner.burn(READ_GAS)?;
    let (network, caller) = (request.ctx.chain.network_fee_account, request.caller);
    let journal = &mut request.ctx.journaled_state;
    sure(journal.transfer(ARB_WASM, network, fee));
    sure(journal.transfer(ARB_WASM, caller, rest));
    Ok(fee)
}
