//! A trace as JSON: what Nitro's `stylusTracer` answers for the same calls, as `cargo stylus` reads it.

mod support;

use ballast_chain::{Address, Tx};
use serde_json::{Value, json};
use support::{
    ALICE, BOB, SCRIPT, Traced, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    trace, trace_tx, word,
};

/// Ink depends on code; it must be there and must not grow, and the rest is compared.
fn without_ink(steps: Value) -> Value {
    let Value::Array(steps) = steps else { panic!("no array: {steps}") };
    let each = steps.into_iter().map(|mut step| {
        let keys = step.as_object_mut().unwrap();
        let [start, end] = ["startInk", "endInk"].map(|key| keys.remove(key).unwrap().as_u64().unwrap());
        assert!(start >= end, "{start} {end}");
        if let Some(inner) = keys.get_mut("steps") {
            *inner = without_ink(inner.take());
        }
        step
    });
    Value::Array(each.collect())
}

fn told(traced: &Traced) -> Value {
    without_ink(serde_json::to_value(&traced.trace).unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn step(name: &str, args: &str, outs: &str) -> Value {
    json!({ "name": name, "args": format!("0x{args}"), "outs": format!("0x{outs}") })
}

fn with_steps(mut step: Value, address: Address, steps: Value) -> Value {
    step["address"] = json!(format!("{address:#x}"));
    step["steps"] = steps;
    step
}

/// The steps of a script: what it asked for, between what every script asks for.
fn run_of(script: &Script, asked: &[Value], result: &str, status: u32) -> Value {
    let data = Vec::from(script.clone());
    let mut steps =
        vec![step("user_entrypoint", &hex(&(data.len() as u32).to_be_bytes()), ""), step("read_args", "", &hex(&data))];
    steps.extend_from_slice(asked);
    steps.push(step("write_result", result, ""));
    steps.push(step("user_returned", "", &hex(&status.to_be_bytes())));
    Value::Array(steps)
}

/// A word in hex.
fn w(value: u64) -> String {
    hex(&word(value).to_be_bytes::<32>())
}

#[test]
fn storage_and_logs() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = Script::new().store(1, 5).flush(true).load(1).transient_store(2, 6).log(&[7], b"ab").transient_load(2);
    let asked = [
        step("storage_cache_bytes32", &(w(1) + &w(5)), ""),
        step("storage_flush_cache", "01", ""),
        step("storage_load_bytes32", &w(1), &w(5)),
        step("transient_store_bytes32", &(w(2) + &w(6)), ""),
        step("emit_log", &("00000001".to_owned() + &w(7) + "6162"), ""),
        step("transient_load_bytes32", &w(2), &w(6)),
    ];
    let traced = trace(&mut chain, program, script.clone());
    assert_eq!(told(&traced), run_of(&script, &asked, &w(6), 0));
}

#[test]
fn numbers_words_and_addresses() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = Script::new().sender().value().own_address().reentrant().balance(BOB).gas_left().exit(3);
    chain.set_balance(BOB, word(9));
    let traced = trace(&mut chain, program, script);
    let left = hex(&u64::from_le_bytes(traced.output[..8].try_into().unwrap()).to_be_bytes());
    let steps = told(&traced);
    let asked = [
        step("msg_sender", "", &hex(ALICE.as_slice())),
        step("msg_value", "", &w(0)),
        step("contract_address", "", &hex(program.as_slice())),
        step("msg_reentrant", "", "00000000"),
        step("account_balance", &hex(BOB.as_slice()), &w(9)),
        step("evm_gas_left", "", &left),
        step("write_result", &hex(&traced.output), ""),
        step("exit_early", "00000003", ""),
        step("user_returned", "", "00000003"),
    ];
    assert_eq!(steps.as_array().unwrap()[2..], asked);
}

#[test]
fn calls_hold_the_steps_of_what_they_call() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let inner = Script::new().load(4);
    let call =
        Script::new().call(Kind::Static, program, 0, inner.clone()).call_with(Kind::Call, counter, 0, 99_999, []);
    let asked = [
        with_steps(
            step(
                "static_call_contract",
                &(hex(program.as_slice()) + "ffffffffffffffff" + &hex(&Vec::from(inner.clone()))),
                "0000002000",
            ),
            program,
            run_of(&inner, &[step("storage_load_bytes32", &w(4), &w(0))], &w(0), 0),
        ),
        step("return_data_size", "", "00000020"),
        step("read_return_data", "0000000000000020", &w(0)),
        with_steps(
            step("call_contract", &(hex(counter.as_slice()) + "000000000001869f" + &w(0)), "0000002000"),
            counter,
            json!([]),
        ),
        step("return_data_size", "", "00000020"),
        step("read_return_data", "0000000000000020", &w(1)),
    ];
    let traced = trace(&mut chain, program, call.clone());
    assert_eq!(told(&traced), run_of(&call, &asked, &w(1), 0));
}

#[test]
fn calls_by_bytecode_and_creations_are_named_evm() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let code = ballast_chain::init_code(evm::COUNTER);
    let inner = Script::new().create(0, &code);
    let traced = trace(&mut chain, forwarder, evm::forward(program, inner.clone()));
    let created = Address::from_slice(&traced.output);
    let asked = [
        with_steps(step("evm_create1", "", ""), created, json!([])),
        step("create1", &(w(0) + &hex(&code)), &(hex(created.as_slice()) + "00000000")),
    ];
    let run = run_of(&inner, &asked, &hex(created.as_slice()), 0);
    assert_eq!(told(&traced), json!([with_steps(step("evm_call_contract", "", ""), program, run)]));
}

#[test]
fn what_ends_a_program_is_not_told() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let inner = Script::new().log(&[], b"in a static call");
    let call = Script::new().call(Kind::Static, program, 0, inner.clone());
    let traced = trace_tx(&mut chain, Tx::call(ALICE, program, Vec::from(call)));
    let steps = told(&traced);
    let inner_steps = steps[2]["steps"].as_array().unwrap();
    assert_eq!(steps[2]["outs"], "0x0000000002");
    let names: Vec<_> = inner_steps.iter().map(|step| step["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["user_entrypoint", "read_args"]);
    // It is there all the same, with its ink.
    let frame = traced.trace.frame.children().next().unwrap();
    assert!(frame.steps.iter().any(|step| step.name == "emit_log" && !step.is_complete && step.ink() > 0));
}
