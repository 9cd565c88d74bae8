//! Hostile programs and code: they may fail, and nothing else.

mod support;

use ballast_chain::{Halt, ProgramFault, Receipt, Status, Tx, is_program, module_of, validate};
use support::{
    ALICE, SCRIPT, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    send,
};

/// Runs one call of a hostio with arguments that point outside of one page of memory.
fn probe(import: &str, call: &str) -> Receipt {
    let wat = format!(
        r#"(module (import "vm_hooks" {import}) (memory (export "memory") 1 1)
            (func (export "user_entrypoint") (param i32) (result i32) {call} i32.const 0))"#
    );
    let mut chain = chain();
    let program = deploy(&mut chain, &wat);
    chain.transact(Tx::call(ALICE, program, vec![1; 64]).gas_limit(1 << 40)).unwrap()
}

#[test]
fn pointers_out_of_bounds_trap() {
    let far = "(i32.const 0x7ffffff0)";
    let last = "(i32.const -1)";
    let edge = "(i32.const 65505)";
    let cases = [
        (r#""read_args" (func $f (param i32))"#, format!("(call $f {edge})")),
        (r#""read_args" (func $f (param i32))"#, format!("(call $f {last})")),
        (r#""write_result" (func $f (param i32 i32))"#, format!("(call $f {far} (i32.const 1))")),
        (r#""write_result" (func $f (param i32 i32))"#, format!("(call $f (i32.const 0) {last})")),
        (r#""msg_sender" (func $f (param i32))"#, format!("(call $f {last})")),
        (r#""msg_value" (func $f (param i32))"#, format!("(call $f {edge})")),
        (r#""storage_load_bytes32" (func $f (param i32 i32))"#, format!("(call $f {far} (i32.const 0))")),
        (r#""storage_load_bytes32" (func $f (param i32 i32))"#, format!("(call $f (i32.const 0) {edge})")),
        (r#""storage_cache_bytes32" (func $f (param i32 i32))"#, format!("(call $f {far} (i32.const 0))")),
        (
            r#""native_keccak256" (func $f (param i32 i32 i32))"#,
            format!("(call $f {edge} (i32.const 64) (i32.const 0))"),
        ),
        (r#""native_keccak256" (func $f (param i32 i32 i32))"#, format!("(call $f {last} {last} {last})")),
        (r#""emit_log" (func $f (param i32 i32 i32))"#, format!("(call $f {far} (i32.const 32) (i32.const 1))")),
        (
            r#""emit_log" (func $f (param i32 i32 i32))"#,
            "(call $f (i32.const 0) (i32.const 31) (i32.const 1))".to_owned(),
        ),
        (
            r#""emit_log" (func $f (param i32 i32 i32))"#,
            "(call $f (i32.const 0) (i32.const 320) (i32.const 5))".to_owned(),
        ),
        (r#""emit_log" (func $f (param i32 i32 i32))"#, format!("(call $f (i32.const 0) (i32.const 0) {last})")),
        (
            r#""account_code" (func $f (param i32 i32 i32 i32) (result i32))"#,
            format!("(drop (call $f {far} {last} {last} {last}))"),
        ),
        (
            r#""call_contract" (func $f (param i32 i32 i32 i32 i64 i32) (result i32))"#,
            format!("(drop (call $f {far} {last} (i32.const 9) {last} (i64.const -1) {last}))"),
        ),
        (
            r#""call_contract" (func $f (param i32 i32 i32 i32 i64 i32) (result i32))"#,
            format!("(drop (call $f (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i64.const -1) {last}))"),
        ),
        (
            r#""create2" (func $f (param i32 i32 i32 i32 i32 i32))"#,
            format!("(call $f {far} (i32.const 1) {far} {far} {far} {far})"),
        ),
        (r#""math_mul_mod" (func $f (param i32 i32 i32))"#, format!("(call $f {far} {far} {far})")),
    ];
    for (import, call) in cases {
        let receipt = probe(import, &call);
        assert_eq!(receipt.status, Status::Revert, "{import} {call}");
        assert!(receipt.output.is_empty());
    }
}

#[test]
fn lengths_at_the_very_end_are_in_bounds() {
    let receipt = probe(r#""write_result" (func $f (param i32 i32))"#, "(call $f (i32.const 65535) (i32.const 1))");
    assert_eq!((receipt.status, receipt.output.len()), (Status::Success, 1));
    let receipt = probe(r#""write_result" (func $f (param i32 i32))"#, "(call $f (i32.const 65536) (i32.const 0))");
    assert_eq!((receipt.status, receipt.output.len()), (Status::Success, 0));
}

#[test]
fn traps_of_every_kind_revert() {
    for body in [
        "unreachable",
        "(drop (i32.div_u (i32.const 1) (i32.const 0)))",
        "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))",
        "(drop (i64.rem_u (i64.const 1) (i64.const 0)))",
        "(drop (i32.load (i32.const 65536)))",
        "(i64.store (i32.const 65529) (i64.const 1))",
        "(call_indirect (i32.const 0))",
        "(call_indirect (i32.const 7))",
        "(memory.copy (i32.const 0) (i32.const 65530) (i32.const 7))",
        "(memory.fill (i32.const 65530) (i32.const 0) (i32.const 7))",
    ] {
        let wat = format!(
            r#"(module (memory (export "memory") 1 1) (table 2 2 funcref)
                (func (export "user_entrypoint") (param i32) (result i32) {body} i32.const 0))"#
        );
        let mut chain = chain();
        let program = deploy(&mut chain, &wat);
        assert_eq!(send(&mut chain, program, []).status, Status::Revert, "{body}");
    }
}

#[test]
fn endless_recursion_is_out_of_stack() {
    let wat = r#"(module (memory (export "memory") 1 1)
        (func $down (local i64 i64 i64 i64 i64 i64 i64 i64) call $down)
        (func (export "user_entrypoint") (param i32) (result i32) call $down i32.const 0))"#;
    let mut chain = chain();
    let program = deploy(&mut chain, wat);
    let fault = ProgramFault::OutOfStack;
    assert_eq!(send(&mut chain, program, []).status, Status::Halt(Halt::Program(fault)));
}

#[test]
fn programs_nest_as_deep_as_their_memory_allows() {
    // Each frame calls itself once more with all its gas; the deepest call fails and all others go on. No gas
    // pays for a 129th page. The test's thread has the stack that Rust gives it.
    let wat = r#"(module
        (import "vm_hooks" "contract_address" (func $self (param i32)))
        (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
        (import "vm_hooks" "read_return_data" (func $read (param i32 i32 i32) (result i32)))
        (import "vm_hooks" "write_result" (func $write (param i32 i32)))
        (memory (export "memory") 1 1)
        (func (export "user_entrypoint") (param i32) (result i32)
            (call $self (i32.const 0))
            (drop (call $call (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 64) (i64.const -1) (i32.const 100)))
            (drop (call $read (i32.const 128) (i32.const 0) (i32.const 4)))
            (i32.store (i32.const 128) (i32.add (i32.load (i32.const 128)) (i32.const 1)))
            (call $write (i32.const 128) (i32.const 4))
            i32.const 0))"#;
    let mut chain = chain();
    chain.set_cache_policy(ballast_chain::CachePolicy::All);
    let program = deploy(&mut chain, wat);
    let receipt = chain.transact(Tx::call(ALICE, program, vec![]).gas_limit(1 << 50)).unwrap();
    assert_eq!(receipt.status, Status::Success);
    let depth = u32::from_le_bytes(receipt.output.as_ref().try_into().unwrap());
    assert_eq!(depth, 128);
}

#[test]
fn mixed_frames_nest_too() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let mut data: Vec<u8> = Script::new().reentrant().into();
    for _ in 0..60 {
        let script = Script::new().call(Kind::Call, forwarder, 0, evm::forward(program, data)).require();
        data = script.into();
    }
    let receipt = chain.transact(Tx::call(ALICE, program, data).gas_limit(1 << 40)).unwrap();
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(receipt.output.as_ref(), 1u32.to_le_bytes());
}

#[test]
fn bytes_that_are_no_module_are_refused_without_a_panic() {
    let module = support::wasm(SCRIPT);
    // Each byte of a valid module, changed in three ways; and the module cut at each length.
    let (mut accepted, mut cut) = (0, 0);
    for at in 0..module.len() {
        for flip in [0x01, 0x40, 0xFF] {
            let mut bytes = module.clone();
            bytes[at] ^= flip;
            accepted += usize::from(validate(&bytes).is_ok());
        }
        // Names come last and may be missing.
        cut += usize::from(validate(&module[..at]).is_ok());
    }
    assert!(accepted > 0, "some changes only change constants");
    assert_eq!(cut, 1);
}

#[test]
fn what_the_validator_accepts_compiles_and_runs() {
    // The same changes, deployed: a program may do anything but take the chain down.
    let module = support::wasm(include_str!("programs/token.wat"));
    let mut chain = chain();
    let mut ran = 0;
    for at in (0..module.len()).step_by(3) {
        let mut bytes = module.clone();
        bytes[at] ^= 0x01;
        if validate(&bytes).is_err() {
            continue;
        }
        let Ok(deployed) = chain.deploy_program(ALICE, &bytes) else { panic!("byte {at} is valid") };
        chain.transact(Tx::call(ALICE, deployed.address, vec![0; 68]).gas_limit(1_000_000)).unwrap();
        ran += 1;
    }
    assert!(ran > 20, "{ran}");
}

#[test]
fn code_that_is_no_program_gives_no_module() {
    for code in [&[][..], &[0xEF], &[0xEF, 0xF0, 0x00], &[0x60, 0x00], &[0xEF, 0x00, 0x00, 0x00]] {
        assert!(!is_program(code));
        assert!(module_of(code, 1_000).is_err());
    }
    for code in [&[0xEF, 0xF0, 0x00, 0x00][..], &[0xEF, 0xF0, 0x00, 0x01, 0x00], &[0xEF, 0xF0, 0x00, 0x00, 0xAA]] {
        assert!(is_program(code));
        assert!(module_of(code, 1_000).is_err(), "{code:x?}");
    }
}

#[test]
fn init_code_that_looks_like_a_program_is_not_run_as_one() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let code = chain.code(program);
    let receipt = chain.transact(Tx::create(ALICE, code)).unwrap();
    assert!(matches!(receipt.status, Status::Halt(Halt::Evm(_))));
    assert_eq!(receipt.created, None);
}
