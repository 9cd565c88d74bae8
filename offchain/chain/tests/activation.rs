//! Activation through ArbWasm: its costs, its refusals, its end.

mod support;

use alloy_sol_types::{SolCall, SolError, SolEvent};
use ballast_chain::{
    ARB_WASM, ARB_WASM_CACHE, ActivationFault, Address, CachePolicy, Chain, ChainConfig, CodeError, DeployError, Halt,
    IArbWasm, IArbWasmCache, ProgramFault, Receipt, Status, Tx, U256, ValidationError, init_code, program_code,
};
use support::{
    ALICE, BOB, SCRIPT, chain, chain_with, deploy, deploy_code, ether, evm,
    script::{Kind, Script},
    send, trace,
};

const YEAR_SECS: u64 = 365 * 86_400;

/// Creates a program without activating it.
fn create(chain: &mut Chain, wasm: &[u8]) -> Address {
    chain.deploy_evm(ALICE, init_code(&program_code(wasm)), U256::ZERO).unwrap()
}

fn activation(program: Address) -> Vec<u8> {
    IArbWasm::activateProgramCall { program }.abi_encode()
}

fn reverted_with<E: SolError>(receipt: &Receipt) -> E {
    assert_eq!(receipt.status, Status::Revert);
    E::abi_decode(&receipt.output).unwrap()
}

#[test]
fn a_program_cannot_be_called_before() {
    let mut chain = chain();
    let program = create(&mut chain, &support::wasm(SCRIPT));
    assert_eq!(chain.program_info(program), None);
    let receipt = send(&mut chain, program, Script::new());
    assert_eq!(receipt.status, Status::Halt(Halt::Program(ProgramFault::NotActivated)));
    assert_eq!(receipt.gas_used, chain.config().default_gas_limit);
    // From bytecode it is a call that fails and loses its gas.
    let catcher = deploy_code(&mut chain, &evm::catcher());
    let receipt = send(&mut chain, catcher, evm::forward(program, Script::new()));
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(U256::from_be_slice(&receipt.output), U256::ZERO);
    assert!(chain.activate(ALICE, program).unwrap().is_success());
    assert!(send(&mut chain, program, Script::new()).is_success());
}

#[test]
fn activation_tells_what_it_did() {
    let mut chain = chain();
    let program = create(&mut chain, &support::wasm(SCRIPT));
    let before = chain.balance(ALICE);
    let receipt = chain.activate(ALICE, program).unwrap();
    let answer = IArbWasm::activateProgramCall::abi_decode_returns(&receipt.output).unwrap();
    assert_eq!(answer.version, 2);
    let [log] = &receipt.logs[..] else { panic!("{:?}", receipt.logs) };
    let event = IArbWasm::ProgramActivated::decode_log_data(&log.data).unwrap();
    assert_eq!(log.address, ARB_WASM);
    assert_eq!((event.program, event.version, event.dataFee), (program, 2, answer.dataFee));
    assert_eq!(event.codehash, chain.code_hash(program));
    // Of the ether that was sent along only the fee is gone.
    assert_eq!(chain.balance(ALICE), before - answer.dataFee);
    assert_eq!(chain.balance(chain.config().network_fee_account), answer.dataFee);
    assert_eq!(chain.balance(ARB_WASM), U256::ZERO);
}

#[test]
fn activation_gas_is_the_sum_of_its_parts() {
    let mut chain = chain();
    let wasm = support::wasm(SCRIPT);
    let info = ballast_chain::validate(&wasm).unwrap();
    let program = create(&mut chain, &wasm);
    let receipt = chain.activate(ALICE, program).unwrap();
    let data = activation(program);
    let zeros = data.iter().filter(|byte| **byte == 0).count() as u64;
    let intrinsic = 21_000 + 4 * zeros + 16 * (data.len() as u64 - zeros);
    // One word of arguments, two of results; ArbOS' version, the entry, the fee account: 800 each; parameters
    // 100; the module's hash and the entry: 20,000 each; the data fee reads five words and writes two; the event
    // has two topics and four words of data.
    let arbos = 3 + 6 + 3 * 800 + 100 + 2 * 20_000 + 5 * 800 + 2 * 20_000 + 375 * 3 + 8 * 128;
    assert_eq!(receipt.gas_used, intrinsic + 1_659_168 + arbos + info.activation_gas);
}

#[test]
fn the_data_fee_must_be_sent_along() {
    let mut chain = chain();
    let program = create(&mut chain, &support::wasm(SCRIPT));
    let before = chain.balance(ALICE);
    let receipt = chain.transact(Tx::call(ALICE, ARB_WASM, activation(program))).unwrap();
    let error: IArbWasm::ProgramInsufficientValue = reverted_with(&receipt);
    assert_eq!(error.have, U256::ZERO);
    assert_eq!(chain.balance(ALICE), before);
    assert_eq!(chain.program_info(program), None, "the activation is rolled back");

    let short = Tx::call(ALICE, ARB_WASM, activation(program)).value(error.want - U256::ONE);
    let receipt = chain.transact(short).unwrap();
    assert_eq!(reverted_with::<IArbWasm::ProgramInsufficientValue>(&receipt).have, error.want - U256::ONE);
    let exact = Tx::call(ALICE, ARB_WASM, activation(program)).value(error.want);
    assert!(chain.transact(exact).unwrap().is_success());
}

#[test]
fn a_contract_can_activate_and_call_in_one_transaction() {
    // As StylusDeployer does: one call of ArbWasm with value, one of the program.
    let mut chain = chain();
    let program = create(&mut chain, &support::wasm(SCRIPT));
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let tx = Tx::call(ALICE, forwarder, evm::forward(ARB_WASM, activation(program))).value(ether(1));
    let receipt = chain.transact(tx).unwrap();
    assert_eq!(receipt.status, Status::Success);
    // What is over goes to the contract that called.
    let answer = IArbWasm::activateProgramCall::abi_decode_returns(&receipt.output).unwrap();
    assert_eq!(chain.balance(forwarder), ether(1) - answer.dataFee);
    assert!(send(&mut chain, program, Script::new()).is_success());
}

#[test]
fn activation_does_not_warm_the_program() {
    let mut chain = chain();
    chain.set_cache_policy(CachePolicy::All);
    let program = create(&mut chain, &support::wasm(include_str!("programs/token.wat")));
    let script = deploy(&mut chain, SCRIPT);
    chain.set_balance(script, ether(1));
    let first = Script::new().call(Kind::Call, ARB_WASM, 1_000_000_000_000_000, activation(program)).require();
    let call = |script: Script| script.call(Kind::Call, program, 0, [0; 68]);
    let calls = trace(&mut chain, script, call(call(first))).inks("call_contract");
    let [_, cold, warm] = calls[..] else { panic!("{calls:?}") };
    assert!(cold - warm >= 2_500 * 10_000, "{calls:?}");
}

#[test]
fn a_revert_takes_the_activation_back() {
    let mut chain = chain();
    let program = create(&mut chain, &support::wasm(SCRIPT));
    let reverter = deploy_code(&mut chain, &evm::reverter());
    let tx = Tx::call(ALICE, reverter, evm::forward(ARB_WASM, activation(program))).value(ether(1));
    assert_eq!(chain.transact(tx).unwrap().status, Status::Revert);
    assert_eq!(chain.program_info(program), None);
}

#[test]
fn an_active_program_is_not_activated_again() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = chain.activate(ALICE, program).unwrap();
    reverted_with::<IArbWasm::ProgramUpToDate>(&receipt);
    // Equal code elsewhere is active at once.
    let twin = create(&mut chain, &support::wasm(SCRIPT));
    assert!(send(&mut chain, twin, Script::new()).is_success());
}

#[test]
fn what_is_no_program_is_refused() {
    let mut chain = chain();
    let contract = deploy_code(&mut chain, evm::COUNTER);
    for address in [contract, BOB] {
        let receipt = chain.activate(ALICE, address).unwrap();
        reverted_with::<IArbWasm::ProgramNotWasm>(&receipt);
    }
    // A dictionary that is not in use, and a module that is not compressed.
    for code in [vec![0xEF, 0xF0, 0, 7, 1], vec![0xEF, 0xF0, 0, 0, 0xFF, 0xFF]] {
        let broken = deploy_code(&mut chain, &code);
        let receipt = chain.activate(ALICE, broken).unwrap();
        assert_eq!(receipt.status, Status::Revert);
        assert!(receipt.output.is_empty());
    }
}

#[test]
fn an_invalid_module_costs_all_gas_and_is_named() {
    let mut chain = chain();
    let error = chain.deploy_program(ALICE, &support::wasm("(module)")).unwrap_err();
    let DeployError::Activation { receipt, .. } = error else { panic!("{error:?}") };
    let fault = ActivationFault::Module(ValidationError::MissingMemory);
    assert_eq!(receipt.status, Status::Halt(Halt::Activation(fault)));
    assert_eq!(receipt.gas_used, chain.config().default_gas_limit);
    assert_eq!(ActivationFault::Code(CodeError::NotProgram).to_string(), CodeError::NotProgram.to_string());
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut chain = chain();
    let bomb = program_code(&vec![0; 50_000_000]);
    assert!(bomb.len() < 1_000);
    let program = deploy_code(&mut chain, &bomb);
    assert_eq!(chain.activate(ALICE, program).unwrap().status, Status::Revert);
}

#[test]
fn a_program_expires_after_a_year() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    // The year counts from the full hour; genesis is on one.
    chain.advance(YEAR_SECS);
    assert!(send(&mut chain, program, Script::new()).is_success());
    chain.advance(1);
    let receipt = send(&mut chain, program, Script::new());
    let fault = ProgramFault::Expired { age_secs: YEAR_SECS + 1 };
    assert_eq!(receipt.status, Status::Halt(Halt::Program(fault)));
    assert!(chain.program_info(program).unwrap().is_expired);
    assert!(chain.activate(ALICE, program).unwrap().is_success());
    assert!(send(&mut chain, program, Script::new()).is_success());
}

#[test]
fn a_program_can_be_kept_alive_after_a_month() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let codehash = chain.code_hash(program);
    let keepalive = |chain: &mut Chain| {
        let data = IArbWasm::codehashKeepaliveCall { codehash }.abi_encode();
        chain.transact(Tx::call(ALICE, ARB_WASM, data).value(ether(1))).unwrap()
    };
    chain.advance(31 * 86_400 - 1);
    let error: IArbWasm::ProgramKeepaliveTooSoon = reverted_with(&keepalive(&mut chain));
    assert_eq!(error.ageInSeconds, 31 * 86_400 - 1);
    chain.advance(1);
    let receipt = keepalive(&mut chain);
    assert!(receipt.is_success());
    IArbWasm::ProgramLifetimeExtended::decode_log_data(&receipt.logs[0].data).unwrap();
    assert_eq!(chain.program_info(program).unwrap().age_secs, 0);
}

#[test]
fn arb_wasm_tells_what_it_knows() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let info = chain.program_info(program).unwrap();
    let ask = |chain: &mut Chain, data: Vec<u8>| chain.call(Tx::call(ALICE, ARB_WASM, data)).unwrap().output;
    let answer = ask(&mut chain, IArbWasm::programInitGasCall { program }.abi_encode());
    let gas = IArbWasm::programInitGasCall::abi_decode_returns(&answer).unwrap();
    assert_eq!((gas.gas, gas.gasWhenCached), (info.init_gas_uncached, info.init_gas_cached));
    let answer = ask(&mut chain, IArbWasm::programMemoryFootprintCall { program }.abi_encode());
    assert_eq!(U256::from_be_slice(&answer), U256::from(2));
    chain.advance(100);
    let answer = ask(&mut chain, IArbWasm::programTimeLeftCall { program }.abi_encode());
    assert_eq!(U256::from_be_slice(&answer), U256::from(YEAR_SECS - 100));
    let answer = ask(&mut chain, IArbWasm::stylusVersionCall {}.abi_encode());
    assert_eq!(U256::from_be_slice(&answer), U256::from(2));
    let unknown = chain.call(Tx::call(ALICE, ARB_WASM, IArbWasm::programVersionCall { program: BOB }.abi_encode()));
    reverted_with::<IArbWasm::ProgramNotActivated>(&unknown.unwrap());
}

#[test]
fn a_cached_program_starts_cheaper() {
    let mut chain = chain_with(ChainConfig { cache_managers: vec![BOB], ..ChainConfig::default() });
    let program = deploy(&mut chain, SCRIPT);
    let info = chain.program_info(program).unwrap();
    let gas = |chain: &mut Chain| send(chain, program, Script::new()).gas_used;
    let uncached = gas(&mut chain);
    let data = IArbWasmCache::cacheProgramCall { addr: program }.abi_encode();
    // Only a manager may.
    assert_eq!(chain.transact(Tx::call(ALICE, ARB_WASM_CACHE, data.clone())).unwrap().status, Status::Revert);
    assert_eq!(gas(&mut chain), uncached);
    assert!(chain.transact(Tx::call(BOB, ARB_WASM_CACHE, data)).unwrap().is_success());
    let cached = gas(&mut chain);
    assert_eq!(uncached - cached, info.init_gas_uncached - info.init_gas_cached);

    let codehash = chain.code_hash(program);
    let data = IArbWasmCache::evictCodehashCall { codehash }.abi_encode();
    assert!(chain.transact(Tx::call(BOB, ARB_WASM_CACHE, data)).unwrap().is_success());
    assert_eq!(gas(&mut chain), uncached);
    assert!(chain.set_cached(program, true));
    assert_eq!(gas(&mut chain), cached);
    chain.set_cache_policy(CachePolicy::None);
    assert_eq!(gas(&mut chain), uncached);
    chain.set_cached(program, false);
    chain.set_cache_policy(CachePolicy::All);
    assert_eq!(gas(&mut chain), cached);
    assert!(!chain.set_cached(BOB, true), "there is no program");
}
