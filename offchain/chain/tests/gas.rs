//! Gas across the border: the 64th that is kept, stipends, all or nothing at each limit.

mod support;

use ballast_chain::{Halt, Status, Step, Tx, U256};
use support::{
    ALICE, BOB, SCRIPT, Traced, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    trace, trace_tx, word,
};

/// Returns the gas it has, after the opcode that asks.
const GAS: &[u8] = &[0x5A, 0x5F, 0x52, 0x60, 0x20, 0x5F, 0xF3];
const INK: u64 = 10_000;

/// Ink of `call_contract` before the call: 8,400 + 3·5,040 + 59,673, and two reads of no bytes.
const CALL_HOSTIO: u64 = 83_193 + 2 * 16_381;

fn call(traced: &Traced) -> &Step {
    traced.steps("call_contract")[0]
}

#[test]
fn a_64th_stays_with_the_caller() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let gas = deploy_code(&mut chain, GAS);
    let script = Script::new().call(Kind::Call, gas, 0, []);
    let receipt = trace(&mut chain, program, script);
    let gas_left = (call(&receipt).start_ink - CALL_HOSTIO) / INK;
    // A cold account costs 2,600; the opcode has spent 2 when it answers.
    let expected = (gas_left - 2_600) * 63 / 64 - 2;
    assert_eq!(U256::from_be_slice(&receipt.output), word(expected));
}

#[test]
fn a_caller_may_ask_for_less() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let gas = deploy_code(&mut chain, GAS);
    let script = Script::new().call_with(Kind::Call, gas, 0, 5_000, []);
    let receipt = trace(&mut chain, program, script);
    assert_eq!(U256::from_be_slice(&receipt.output), word(4_998));
    // GAS 2, PUSH0 2, MSTORE 6, PUSH1 3, PUSH0 2, RETURN 0, and 2,600 for the cold account.
    assert_eq!(call(&receipt).ink(), CALL_HOSTIO + 2_615 * INK);
}

#[test]
fn value_brings_a_stipend_that_is_not_given_back() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let gas = deploy_code(&mut chain, GAS);
    chain.set_balance(program, word(10));
    let script = Script::new().call_with(Kind::Call, gas, 1, 0, []);
    let receipt = trace(&mut chain, program, script);
    assert_eq!(U256::from_be_slice(&receipt.output), word(2_298));
    // Cold 2,600, value 9,000, and the 15 that were used.
    assert_eq!(call(&receipt).ink(), CALL_HOSTIO + 11_615 * INK);
}

#[test]
fn a_new_account_costs_more() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    chain.set_balance(program, word(10));
    let cost = |chain: &mut ballast_chain::Chain, value: u64| {
        let script = Script::new().call(Kind::Call, BOB, value, []);
        let receipt = trace(chain, program, script);
        (call(&receipt).ink() - CALL_HOSTIO) / INK
    };
    assert_eq!(cost(&mut chain, 0), 2_600);
    assert_eq!(cost(&mut chain, 1), 2_600 + 9_000 + 25_000);
    assert_eq!(cost(&mut chain, 1), 2_600 + 9_000);
}

#[test]
fn precompiles_are_warm() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let identity = ballast_chain::address!("0000000000000000000000000000000000000004");
    let version = [0x05, 0x10, 0x38, 0xF2]; // arbOSVersion()
    let script =
        Script::new().call(Kind::Static, ballast_chain::ARB_SYS, 0, version).call(Kind::Static, identity, 0, []);
    let receipt = trace(&mut chain, program, script);
    // ArbOS' version is read for 800 and returned for 3; the identity of nothing costs 15.
    let gas: Vec<u64> = receipt.inks("static_call_contract").iter().map(|ink| (ink - CALL_HOSTIO) / INK).collect();
    assert_eq!(gas, [100 + 803, 100 + 15]);
}

#[test]
fn a_call_that_cannot_be_paid_takes_all_gas_and_fails() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = Script::new().call(Kind::Call, BOB, 0, []).status();
    let tx = |gas| Tx::call(ALICE, program, Vec::from(script.clone())).gas_limit(gas);
    let (_, full) = chain.trace_call(tx(1_000_000)).unwrap();
    let step = full.frame.steps.iter().find(|step| step.name == "call_contract").unwrap();
    // Just enough to reach the call, and not the 2,600 of its cold account.
    let before = 1_000_000 - (step.start_ink - CALL_HOSTIO) / INK;
    let receipt = trace_tx(&mut chain, tx(before + 2_000));
    assert!(matches!(receipt.status, Status::Halt(Halt::Evm(_))));
    assert!(call(&receipt).end_ink < INK, "less than one gas is left");
}

#[test]
fn a_child_that_halts_loses_its_gas_and_no_more() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let halting = deploy_code(&mut chain, evm::HALT);
    let script = Script::new().call_with(Kind::Call, halting, 0, 50_000, []).status();
    let receipt = trace(&mut chain, program, script);
    assert_eq!(receipt.output.as_ref(), 2u32.to_le_bytes());
    assert_eq!(call(&receipt).ink(), CALL_HOSTIO + 52_600 * INK);
}

#[test]
fn running_out_of_ink_takes_all_gas() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let tx = Tx::call(ALICE, program, Vec::from(Script::new().forever())).gas_limit(200_000);
    let receipt = chain.transact(tx).unwrap();
    assert!(matches!(receipt.status, Status::Halt(Halt::Evm(_))));
    assert_eq!(receipt.gas_used, 200_000);
    // Within a call it takes the child's gas, and the caller goes on.
    let script = Script::new().call_with(Kind::Call, program, 0, 40_000, Script::new().forever()).status();
    let receipt = chain.transact(Tx::call(ALICE, program, Vec::from(script))).unwrap();
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(receipt.output.as_ref(), 2u32.to_le_bytes());
}

#[test]
fn at_each_limit_all_is_done_or_nothing() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let inner = Script::new().store(2, 2).flush(true).call(Kind::Call, counter, 0, []).require();
    let script = Script::new()
        .store(1, 1)
        .flush(true)
        .call(Kind::Call, forwarder, 0, evm::forward(program, inner))
        .require()
        .log(&[1], b"done");
    let data = Vec::from(script);
    let start = chain.snapshot();
    let needed = chain.call(Tx::call(ALICE, program, data.clone())).unwrap().gas_used;

    let mut outcomes = [0, 0];
    for limit in (30_000..needed + 20_000).step_by(487) {
        let receipt = chain.transact(Tx::call(ALICE, program, data.clone()).gas_limit(limit)).unwrap();
        let done = receipt.is_success();
        outcomes[usize::from(done)] += 1;
        let written = U256::from(u8::from(done));
        assert_eq!(chain.storage(program, word(1)), written, "limit {limit}");
        assert_eq!(chain.storage(program, word(2)), written + written, "limit {limit}");
        assert_eq!(chain.storage(counter, U256::ZERO), written, "limit {limit}");
        assert_eq!(receipt.logs.len(), usize::from(done), "limit {limit}");
        assert!(receipt.gas_used <= limit);
        assert!(!done || receipt.gas_used == needed, "what is used does not depend on the limit");
        chain.restore(start).unwrap();
    }
    assert!(outcomes[0] > 100 && outcomes[1] > 10, "{outcomes:?}");
}

#[test]
fn returned_data_costs_at_least_the_evms_memory() {
    // 65,536 bytes are 2,048 words: 3·2,048 + 2,048² / 512 = 14,336 gas in the EVM. Ink for writing them twice
    // is 2·(16,381 + 55·65,504) = 720 gas and a bit, so the EVM's price holds.
    let wat = r#"(module
        (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
        (memory (export "memory") 1 1)
        (func (export "user_entrypoint") (param i32) (result i32)
            i32.const 0 i32.const 65536 call $write_result i32.const 0))"#;
    let mut chain = chain();
    let program = deploy(&mut chain, wat);
    let receipt = support::send(&mut chain, program, []);
    assert_eq!(receipt.gas_used, 21_000 + 14_336);
}
