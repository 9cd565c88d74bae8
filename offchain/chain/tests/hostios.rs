//! Hostios that the other suites do not come by: what they answer and what they cost.

mod support;

use ballast_chain::{Chain, ChainConfig, Receipt, Status, U256};
use support::{ALICE, BOB, Traced, chain, chain_with, deploy, deploy_code, evm, trace, word};

/// Runs `body` and returns 32 bytes from address 0.
fn run_on(chain: &mut Chain, imports: &str, body: &str, input: &[u8]) -> Traced {
    let wat = format!(
        r#"(module {imports}
            (import "vm_hooks" "read_args" (func $read_args (param i32)))
            (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
            (memory (export "memory") 1 1)
            (func (export "user_entrypoint") (param $len i32) (result i32)
                (call $read_args (i32.const 0)) {body}
                (call $write_result (i32.const 0) (i32.const 32)) i32.const 0))"#
    );
    let program = deploy(chain, &wat);
    let receipt = trace(chain, program, input);
    assert_eq!(receipt.status, Status::Success);
    receipt
}

fn import(name: &str, ty: &str) -> String {
    format!(r#"(import "vm_hooks" "{name}" (func $f {ty}))"#)
}

fn ink(receipt: &Traced, name: &str) -> u64 {
    receipt.inks(name)[0]
}

fn output(receipt: &Receipt) -> U256 {
    U256::from_be_slice(&receipt.output)
}

#[test]
fn arithmetic_on_words() {
    let max = U256::MAX;
    let (two, three) = (word(2), word(3));
    // Name, operands, result, ink: 8,400 and 5,040 for each pointer counted, and the operation.
    let cases = [
        ("math_div", vec![max, three], max / three, 43_520),
        ("math_div", vec![max, U256::ZERO], U256::ZERO, 43_520),
        ("math_mod", vec![max, two], U256::ONE, 43_520),
        ("math_mod", vec![max, U256::ZERO], U256::ZERO, 43_520),
        // 3,000 and 17,500 for each byte of the exponent and one more.
        ("math_pow", vec![two, word(255)], U256::ONE << 255, 23_520 + 3_000 + 35_000),
        ("math_pow", vec![three, U256::ZERO], U256::ONE, 23_520 + 3_000 + 17_500),
        ("math_pow", vec![two, max], U256::ZERO, 23_520 + 3_000 + 33 * 17_500),
        ("math_add_mod", vec![max, max, word(10)], word(0), 49_560),
        ("math_add_mod", vec![max, max, U256::ZERO], U256::ZERO, 49_560),
        ("math_mul_mod", vec![max, max, word(7)], word(1), 52_660),
        ("math_mul_mod", vec![max, max, U256::ZERO], U256::ZERO, 52_660),
    ];
    for (name, operands, result, price) in cases {
        let params = "i32 ".repeat(operands.len());
        let arguments: String = (0..operands.len()).map(|index| format!("(i32.const {})", 32 * index)).collect();
        let input: Vec<u8> = operands.iter().flat_map(|word| word.to_be_bytes::<32>()).collect();
        let imports = import(name, &format!("(param {params})"));
        let receipt = run_on(&mut chain(), &imports, &format!("(call $f {arguments})"), &input);
        assert_eq!((output(&receipt), ink(&receipt, name)), (result, price), "{name} {operands:?}");
    }
}

#[test]
fn the_block_and_the_transaction() {
    let config = ChainConfig { base_fee: 7, ..ChainConfig::default() };
    let words = [
        ("block_basefee", word(7)),
        ("tx_gas_price", word(7)),
        ("block_coinbase", U256::from_be_slice(config.coinbase.as_slice()) << 96),
        ("tx_origin", U256::from_be_slice(ALICE.as_slice()) << 96),
        ("msg_sender", U256::from_be_slice(ALICE.as_slice()) << 96),
    ];
    for (name, expected) in words {
        let mut chain = chain_with(config.clone());
        let receipt = run_on(&mut chain, &import(name, "(param i32)"), "(call $f (i32.const 0))", &[]);
        assert_eq!((output(&receipt), ink(&receipt, name)), (expected, 13_440), "{name}");
    }
    let numbers = [
        ("block_number", config.parent_block),
        ("block_timestamp", config.genesis_time),
        ("block_gas_limit", config.block_gas_limit),
        ("chainid", config.chain_id),
    ];
    for (name, expected) in numbers {
        let body = "(i64.store (i32.const 0) (call $f))";
        let receipt = run_on(&mut chain_with(config.clone()), &import(name, "(result i64)"), body, &[]);
        let answer = u64::from_le_bytes(receipt.output[..8].try_into().unwrap());
        assert_eq!((answer, ink(&receipt, name)), (expected, 8_400), "{name}");
    }
    let body = "(i32.store (i32.const 0) (call $f))";
    let receipt = run_on(&mut chain(), &import("tx_ink_price", "(result i32)"), body, &[]);
    assert_eq!(receipt.output[..4], 10_000u32.to_le_bytes());
}

#[test]
fn hashing_pays_by_the_word_over_two() {
    for (bytes, words) in [(0, 0), (32, 0), (64, 0), (65, 1), (96, 1), (128, 2)] {
        let body = format!("(call $f (i32.const 1000) (i32.const {bytes}) (i32.const 0))");
        let receipt = run_on(&mut chain(), &import("native_keccak256", "(param i32 i32 i32)"), &body, &[]);
        let hash = ballast_chain::alloy_primitives::keccak256(vec![0; bytes]);
        assert_eq!(receipt.output.as_ref(), hash.as_slice());
        assert_eq!(ink(&receipt, "native_keccak256"), 121_800 + 21_000 * words, "{bytes} bytes");
    }
}

#[test]
fn arguments_and_results_pay_by_the_byte_over_a_word() {
    let receipt = run_on(&mut chain(), "", "", &[0; 100]);
    assert_eq!(ink(&receipt, "read_args"), 8_400 + 5_040 + 30 * 68);
    assert_eq!(ink(&receipt, "write_result"), 8_400 + 2 * 16_381);
}

#[test]
fn logs_pay_as_in_the_evm() {
    let body = "(call $f (i32.const 0) (i32.const 74) (i32.const 2))";
    let receipt = run_on(&mut chain(), &import("emit_log", "(param i32 i32 i32)"), body, &[]);
    // 375·3 and 8·10 gas; reading 74 bytes.
    let price = 68_073 + (16_381 + 55 * 42) + (3 * 375 + 80) * 10_000;
    assert_eq!(ink(&receipt, "emit_log"), price);
    assert_eq!(receipt.logs[0].data.data.len(), 10);
}

#[test]
fn accounts_are_cold_once() {
    let mut chain = chain();
    chain.set_balance(BOB, word(5));
    let body = "(call $f (i32.const 0) (i32.const 32)) (call $f (i32.const 0) (i32.const 0))";
    let receipt = run_on(&mut chain, &import("account_balance", "(param i32 i32)"), body, BOB.as_slice());
    assert_eq!(output(&receipt), word(5));
    let prices: Vec<u64> = receipt.inks("account_balance").iter().map(|ink| ink - 78_153).collect();
    assert_eq!(prices, [26_000_000, 1_000_000]);
}

#[test]
fn the_last_code_is_at_hand() {
    let mut chain = chain();
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let imports = r#"(import "vm_hooks" "account_code_size" (func $size (param i32) (result i32)))
        (import "vm_hooks" "account_code" (func $code (param i32 i32 i32 i32) (result i32)))"#;
    let body = "(i32.store (i32.const 64) (call $size (i32.const 0)))
        (i32.store (i32.const 68) (call $code (i32.const 0) (i32.const 2) (i32.const 100) (i32.const 0)))";
    let receipt = run_on(&mut chain, imports, body, counter.as_slice());
    assert_eq!(receipt.output[..evm::COUNTER.len() - 2], evm::COUNTER[2..]);
    // The size: a cold account and 700 for its code. The code then costs its hostio and the copy alone.
    assert_eq!(ink(&receipt, "account_code_size"), 68_073 + 3_300 * 10_000);
    assert_eq!(ink(&receipt, "account_code"), 68_073 + 5_040);
}

#[test]
fn the_hash_of_nobodys_code_is_zero() {
    let mut chain = chain();
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let hash = |chain: &mut Chain, of: &[u8]| {
        let body = "(call $f (i32.const 0) (i32.const 0))";
        output(&run_on(chain, &import("account_codehash", "(param i32 i32)"), body, of))
    };
    assert_eq!(hash(&mut chain, BOB.as_slice()), U256::ZERO);
    let expected = ballast_chain::alloy_primitives::keccak256(evm::COUNTER);
    assert_eq!(hash(&mut chain, counter.as_slice()), U256::from_be_bytes(expected.0));
}

#[test]
fn return_data_is_read_in_parts() {
    let mut chain = chain();
    let failing = deploy_code(&mut chain, evm::WRITE_AND_REVERT);
    let imports = r#"
        (import "vm_hooks" "static_call_contract" (func $call (param i32 i32 i32 i64 i32) (result i32)))
        (import "vm_hooks" "delegate_call_contract" (func $delegate (param i32 i32 i32 i64 i32) (result i32)))
        (import "vm_hooks" "return_data_size" (func $size (result i32)))
        (import "vm_hooks" "read_return_data" (func $read (param i32 i32 i32) (result i32)))"#;
    // The call leaves 32 bytes that end in 42.
    let body = "(drop (call $size))
        (drop (call $delegate (i32.const 0) (i32.const 0) (i32.const 0) (i64.const -1) (i32.const 100)))
        (memory.fill (i32.const 0) (i32.const 0) (i32.const 32))
        (i32.store8 (i32.const 0) (call $size))
        (i32.store8 (i32.const 1) (i32.load (i32.const 100)))
        (i32.store8 (i32.const 2) (call $read (i32.const 8) (i32.const 30) (i32.const 9)))
        (i32.store8 (i32.const 3) (call $read (i32.const 16) (i32.const 32) (i32.const 9)))
        (i32.store8 (i32.const 4) (call $read (i32.const 16) (i32.const -1) (i32.const -1)))";
    let receipt = run_on(&mut chain, imports, body, failing.as_slice());
    assert_eq!(receipt.output[..5], [32, 32, 2, 0, 0]);
    assert_eq!(receipt.output[8..10], [0, 42]);
    assert_eq!(receipt.output[16..], [0; 16]);
}
