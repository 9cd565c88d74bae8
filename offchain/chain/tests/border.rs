//! Calls between programs and EVM contracts: state, value, roll-back.

mod support;

use ballast_chain::{Status, U256};
use support::{
    ALICE, SCRIPT, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    send, word,
};

#[test]
fn a_program_keeps_what_it_flushed() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = send(&mut chain, program, Script::new().store(1, 7).flush(false).load(1));
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(U256::from_be_slice(&receipt.output), word(7));
    assert_eq!(chain.storage(program, word(1)), word(7));
}

#[test]
fn a_program_loses_what_it_did_not_flush() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    assert!(send(&mut chain, program, Script::new().store(1, 7)).is_success());
    assert_eq!(chain.storage(program, word(1)), U256::ZERO);
}

#[test]
fn bytecode_calls_a_program_that_calls_bytecode() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let script = Script::new().call(Kind::Call, counter, 0, []).require();
    for count in 1..=3 {
        let receipt = send(&mut chain, forwarder, evm::forward(program, script.clone()));
        assert_eq!(receipt.status, Status::Success);
        assert_eq!(U256::from_be_slice(&receipt.output), word(count));
    }
    assert_eq!(chain.storage(counter, U256::ZERO), word(3));
    let _ = ALICE;
}
