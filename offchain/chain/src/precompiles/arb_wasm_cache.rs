//! ArbWasmCache: which programs start at the price of a cached one.
//!
//! Source: `precompiles/ArbWasmCache.go` and `SetProgramCached` in `arbos/programs/programs.go` of
//! OffchainLabs/nitro.

use super::{
    ARB_WASM_CACHE, Answer, Request,
    arb_wasm::IArbWasm::{ProgramExpired, ProgramNeedsUpgrade},
    burner::{Failure, PARAMS_GAS, READ_GAS},
};
use crate::program::{Program, slot};
use alloy_primitives::B256;
use alloy_sol_types::{SolCall, SolInterface, sol};

sol! {
    /// The interface of ArbWasmCache.
    #[derive(Debug)]
    interface IArbWasmCache {
        event UpdateProgramCache(address indexed manager, bytes32 indexed codehash, bool cached);

        function isCacheManager(address manager) external view returns (bool isManager);
        function allCacheManagers() external view returns (address[] managers);
        function cacheProgram(address addr) external;
        function evictCodehash(bytes32 codehash) external;
        function codehashIsCached(bytes32 codehash) external view returns (bool cached);
    }
}

use IArbWasmCache::{IArbWasmCacheCalls as Calls, *};

pub(super) fn call(request: &mut Request<'_>, input: &[u8]) -> Answer {
    let call = Calls::abi_decode(input).map_err(|_| Failure::Unknown)?;
    request.require_no_value()?;
    request.burner.burn(READ_GAS)?;
    match call {
        Calls::isCacheManager(call) => {
            request.burner.burn(READ_GAS)?;
            let known = request.ctx.chain.cache_managers.contains(&call.manager);
            Ok(isCacheManagerCall::abi_encode_returns(&known))
        }
        Calls::allCacheManagers(_) => {
            let managers = request.ctx.chain.cache_managers.to_vec();
            request.burner.burn(READ_GAS * (1 + managers.len() as u64))?;
            Ok(allCacheManagersCall::abi_encode_returns(&managers))
        }
        Calls::codehashIsCached(call) => {
            let program = Program::from_word(request.load(slot(call.codehash))?);
            Ok(codehashIsCachedCall::abi_encode_returns(&program.cached))
        }
        Calls::cacheProgram(call) => {
            request.burner.burn(READ_GAS)?;
            let (code_hash, _) = request.code_of(call.addr);
            set_cached(request, code_hash, true)
        }
        Calls::evictCodehash(call) => set_cached(request, call.codehash, false),
    }
}

fn set_cached(request: &mut Request<'_>, codehash: B256, cached: bool) -> Answer {
    request.require_writable()?;
    request.burner.burn(READ_GAS)?;
    if !request.ctx.chain.cache_managers.contains(&request.caller) {
        return Err(Failure::OutOfGas);
    }
    request.burner.burn(PARAMS_GAS)?;
    let params = request.ctx.chain.params.clone();
    let mut program = Program::from_word(request.load(slot(codehash))?);
    if cached && program.version != params.version {
        let (version, stylus) = (program.version, params.version);
        return Err(Failure::error(ProgramNeedsUpgrade { version, stylusVersion: stylus }));
    }
    let age = program.age_secs(request.now());
    if cached && age > params.expiry_secs() {
        return Err(Failure::error(ProgramExpired { ageInSeconds: age }));
    }
    if program.cached == cached {
        return Ok(Vec::new());
    }
    let manager = request.caller;
    request.emit(ARB_WASM_CACHE, &UpdateProgramCache { manager, codehash, cached })?;
    // Nitro charges the program's init cost for putting it into the cache or taking it out.
    request.burner.burn(program.init_cost.into())?;
    request.burner.burn(READ_GAS)?;
    program.cached = cached;
    request.store(slot(codehash), program.to_word())?;
    Ok(Vec::new())
}
