//! Accounts created by programs, and code that may or may not be deployed.

mod support;

use ballast_chain::alloy_primitives::{Address, keccak256};
use ballast_chain::{Halt, MAX_CODE_BYTES, Status, U256, init_code};
use support::{ALICE, SCRIPT, chain, deploy, deploy_code, evm, script::Script, send, word};

#[test]
fn a_program_creates_by_nonce() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    chain.set_balance(program, word(9));
    for nonce in 1..=2 {
        let receipt = send(&mut chain, program, Script::new().create(3, &init_code(evm::COUNTER)));
        let created = Address::from_slice(&receipt.output);
        assert_eq!(created, program.create(nonce));
        assert_eq!(chain.code(created).as_ref(), evm::COUNTER);
        assert_eq!(chain.balance(created), word(3));
    }
}

#[test]
fn a_program_creates_by_salt() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let init = init_code(evm::COUNTER);
    let receipt = send(&mut chain, program, Script::new().create2(0, 5, &init));
    let expected = program.create2(U256::from(5).to_be_bytes(), keccak256(&init));
    assert_eq!(Address::from_slice(&receipt.output), expected);
    // A second one collides; the address given is zero.
    let receipt = send(&mut chain, program, Script::new().create2(0, 5, &init));
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(Address::from_slice(&receipt.output), Address::ZERO);
}

#[test]
fn a_failed_creation_gives_zero_and_its_reason() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = send(&mut chain, program, Script::new().create(0, evm::WRITE_AND_REVERT));
    assert_eq!(Address::from_slice(&receipt.output), Address::ZERO);
    assert_eq!(chain.code(program.create(1)).len(), 0);
    // More value than there is.
    let receipt = send(&mut chain, program, Script::new().create(1, &init_code(evm::COUNTER)));
    assert_eq!(Address::from_slice(&receipt.output), Address::ZERO);
}

#[test]
fn a_program_can_deploy_a_program() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let code = chain.code(program);
    // As long as the script's memory allows.
    assert!(code.len() < 4_096);
    let receipt = send(&mut chain, program, Script::new().create(0, &init_code(&code)));
    let created = Address::from_slice(&receipt.output);
    // Equal code is active already.
    assert_eq!(send(&mut chain, created, Script::new().own_address()).output.as_ref(), created.as_slice());
}

#[test]
fn code_over_the_limit_is_refused() {
    let mut chain = chain();
    let deploy = |chain: &mut ballast_chain::Chain, bytes: usize| {
        let init = init_code(&vec![0; bytes]);
        chain.transact(ballast_chain::Tx::create(ALICE, init)).unwrap()
    };
    assert!(deploy(&mut chain, MAX_CODE_BYTES).is_success());
    assert!(matches!(deploy(&mut chain, MAX_CODE_BYTES + 1).status, Status::Halt(Halt::Evm(_))));
}

#[test]
fn code_that_starts_with_ef_is_refused_unless_it_is_a_programs() {
    let mut chain = chain();
    let deploy = |chain: &mut ballast_chain::Chain, code: &[u8]| {
        chain.transact(ballast_chain::Tx::create(ALICE, init_code(code))).unwrap()
    };
    for code in [&[0xEF][..], &[0xEF, 0x00, 0x01], &[0xEF, 0x01, 0x00, 0x00], &[0xEF, 0xF0, 0x00]] {
        let receipt = deploy(&mut chain, code);
        assert!(matches!(receipt.status, Status::Halt(Halt::Evm(_))), "{code:x?}");
        assert_eq!(receipt.gas_used, chain.config().default_gas_limit);
    }
    assert!(deploy(&mut chain, &[0xEF, 0xF0, 0x00, 0x00]).is_success());
    assert!(deploy(&mut chain, &[0xEF, 0xF0, 0x00, 0x00, 0xFF]).is_success());
}

#[test]
fn a_delegation_that_is_none_is_an_error_and_no_panic() {
    let mut chain = chain();
    for bytes in [vec![0xEF, 0x01], vec![0xEF, 0x01, 0x00], vec![0xEF, 0x01, 0x00, 1, 2, 3]] {
        assert!(chain.set_code(ALICE, bytes.into()).is_err());
    }
}

#[test]
fn a_program_called_through_a_delegation_runs_as_the_delegator() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let delegator = support::BOB;
    let designator = [&[0xEF, 0x01, 0x00], program.as_slice()].concat();
    chain.set_code(delegator, designator.into()).unwrap();
    let direct = send(&mut chain, delegator, Script::new().own_address());
    assert_eq!(direct.output.as_ref(), delegator.as_slice());
    let outer = deploy_code(&mut chain, &evm::forwarder());
    let through = send(&mut chain, outer, evm::forward(delegator, Script::new().own_address()));
    assert_eq!(through.output.as_ref(), delegator.as_slice());
    let call = Script::new().call(support::script::Kind::Call, delegator, 0, Script::new().own_address());
    assert_eq!(send(&mut chain, program, call).output.as_ref(), delegator.as_slice());
}
