//! Calls between programs and EVM contracts: state, identity, value, roll-back.

mod support;

use ballast_chain::{Address, Status, U256};
use support::{
    ALICE, BOB, SCRIPT, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    send, word,
};

fn output_word(receipt: &ballast_chain::Receipt) -> U256 {
    U256::from_be_slice(&receipt.output)
}

#[test]
fn a_program_keeps_what_it_flushed() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = send(&mut chain, program, Script::new().store(1, 7).flush(false).load(1));
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(output_word(&receipt), word(7));
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
        assert_eq!(output_word(&receipt), word(count));
    }
    assert_eq!(chain.storage(counter, U256::ZERO), word(3));
}

#[test]
fn a_revert_in_bytecode_rolls_back_the_program_it_called() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let reverter = deploy_code(&mut chain, &evm::reverter());
    let inner = evm::forward(program, Script::new().store(1, 7).flush(true));
    // The program calls bytecode, which calls the program again and reverts.
    let script = Script::new().store(2, 8).flush(true).call(Kind::Call, reverter, 0, inner).status();
    let receipt = send(&mut chain, program, script);
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(receipt.output.as_ref(), 2u32.to_le_bytes());
    assert_eq!(chain.storage(program, word(1)), U256::ZERO);
    assert_eq!(chain.storage(program, word(2)), word(8));
}

#[test]
fn a_revert_in_a_program_rolls_back_the_bytecode_it_called() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let catcher = deploy_code(&mut chain, &evm::catcher());
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let failing = Script::new().call(Kind::Call, counter, 0, []);
    for script in [failing.clone().revert(), failing.clone().trap(), failing.clone().exit(1)] {
        let receipt = send(&mut chain, catcher, evm::forward(program, script));
        assert_eq!(receipt.status, Status::Success);
        assert_eq!(output_word(&receipt), U256::ZERO, "the call failed");
        assert_eq!(chain.storage(counter, U256::ZERO), U256::ZERO);
    }
    let receipt = send(&mut chain, catcher, evm::forward(program, failing));
    assert_eq!(output_word(&receipt), U256::ONE);
    assert_eq!(chain.storage(counter, U256::ZERO), U256::ONE);
}

#[test]
fn revert_data_crosses_the_border() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let failing = deploy_code(&mut chain, evm::WRITE_AND_REVERT);
    let script = Script::new().call(Kind::Call, failing, 0, []).require();
    let receipt = send(&mut chain, forwarder, evm::forward(program, script));
    assert_eq!(receipt.status, Status::Revert);
    assert_eq!(output_word(&receipt), word(42));
    assert_eq!(chain.storage(failing, U256::ZERO), U256::ZERO);
}

#[test]
fn a_trap_reverts_without_data_and_keeps_gas() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = send(&mut chain, program, Script::new().own_address().trap());
    assert_eq!(receipt.status, Status::Revert);
    assert!(receipt.output.is_empty());
    assert!(receipt.gas_used < 100_000, "{}", receipt.gas_used);
}

#[test]
fn leaving_early_keeps_the_result() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = send(&mut chain, program, Script::new().own_address().exit(0).trap());
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(receipt.output.as_ref(), program.as_slice());
    let receipt = send(&mut chain, program, Script::new().own_address().exit(3).trap());
    assert_eq!(receipt.status, Status::Revert);
    assert_eq!(receipt.output.as_ref(), program.as_slice());
}

#[test]
fn each_kind_of_call_has_its_identity() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    let answer = |chain: &mut _, kind, inner_script: Script| {
        let script = Script::new().call(kind, inner, 0, inner_script).require();
        send(chain, outer, script).output.to_vec()
    };
    for kind in [Kind::Call, Kind::Static] {
        assert_eq!(answer(&mut chain, kind, Script::new().sender()), outer.as_slice());
        assert_eq!(answer(&mut chain, kind, Script::new().own_address()), inner.as_slice());
    }
    assert_eq!(answer(&mut chain, Kind::Delegate, Script::new().sender()), ALICE.as_slice());
    assert_eq!(answer(&mut chain, Kind::Delegate, Script::new().own_address()), outer.as_slice());
}

#[test]
fn a_delegate_call_writes_the_callers_storage() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let script = Script::new()
        .call(Kind::Delegate, inner, 0, Script::new().store(5, 6).flush(true))
        .require()
        .call(Kind::Delegate, counter, 0, [])
        .require();
    assert!(send(&mut chain, outer, script).is_success());
    assert_eq!(chain.storage(outer, word(5)), word(6));
    assert_eq!(chain.storage(outer, U256::ZERO), U256::ONE);
    assert_eq!(chain.storage(inner, word(5)), U256::ZERO);
    assert_eq!(chain.storage(counter, U256::ZERO), U256::ZERO);
}

#[test]
fn a_delegate_call_sees_the_callers_value() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    let script = Script::new().call(Kind::Delegate, inner, 0, Script::new().value());
    let tx = ballast_chain::Tx::call(ALICE, outer, Vec::from(script)).value(word(77));
    assert_eq!(output_word(&chain.transact(tx).unwrap()), word(77));
    assert_eq!(chain.balance(outer), word(77));
}

#[test]
fn a_static_call_may_change_nothing() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    let counter = deploy_code(&mut chain, evm::COUNTER);
    chain.set_balance(inner, word(100));
    let refused = [
        Script::new().store(1, 1).flush(true),
        Script::new().transient_store(1, 1),
        Script::new().log(&[1], b"x"),
        Script::new().create(0, &ballast_chain::init_code(evm::COUNTER)),
        Script::new().call(Kind::Call, BOB, 1, []).require(),
        Script::new().call(Kind::Call, counter, 0, []).require(),
    ];
    for (index, script) in refused.into_iter().enumerate() {
        let outer_script = Script::new().call(Kind::Static, inner, 0, script).status();
        let receipt = send(&mut chain, outer, outer_script);
        assert_eq!(receipt.output.as_ref(), 2u32.to_le_bytes(), "script {index}");
        assert!(receipt.logs.is_empty());
    }
    assert_eq!(chain.storage(inner, word(1)), U256::ZERO);
    assert_eq!(chain.storage(counter, U256::ZERO), U256::ZERO);
    assert_eq!(chain.balance(BOB), U256::ZERO);
    // Reading is allowed, and so is a flush of nothing.
    let reads = Script::new().load(1).flush(true).transient_load(1).balance(BOB);
    let receipt = send(&mut chain, outer, Script::new().call(Kind::Static, inner, 0, reads).status());
    assert_eq!(receipt.output.as_ref(), 0u32.to_le_bytes());
}

#[test]
fn value_moves_with_a_call_and_back_with_a_revert() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    chain.set_balance(outer, word(100));
    let paid = Script::new().call(Kind::Call, inner, 60, Script::new().value()).require();
    assert_eq!(output_word(&send(&mut chain, outer, paid)), word(60));
    assert_eq!((chain.balance(outer), chain.balance(inner)), (word(40), word(60)));

    let returned = Script::new().call(Kind::Call, inner, 10, Script::new().revert()).status();
    assert_eq!(send(&mut chain, outer, returned).output.as_ref(), 2u32.to_le_bytes());
    assert_eq!((chain.balance(outer), chain.balance(inner)), (word(40), word(60)));

    let too_much = Script::new().call(Kind::Call, inner, 41, []).status();
    assert_eq!(send(&mut chain, outer, too_much).output.as_ref(), 2u32.to_le_bytes());
    assert_eq!((chain.balance(outer), chain.balance(inner)), (word(40), word(60)));

    let to_nobody = Script::new().call(Kind::Call, BOB, 40, []).require().balance(BOB);
    assert_eq!(output_word(&send(&mut chain, outer, to_nobody)), word(40));
}

#[test]
fn logs_keep_their_order_and_go_with_a_revert() {
    let mut chain = chain();
    let outer = deploy(&mut chain, SCRIPT);
    let inner = deploy(&mut chain, SCRIPT);
    let script = Script::new()
        .log(&[1, 2], b"first")
        .call(Kind::Call, inner, 0, Script::new().log(&[3], b"lost").revert())
        .call(Kind::Call, inner, 0, Script::new().log(&[], b"second"))
        .log(&[1, 2, 3, 4], b"");
    let receipt = send(&mut chain, outer, script);
    assert_eq!(receipt.status, Status::Success);
    let seen: Vec<(Address, usize, &[u8])> =
        receipt.logs.iter().map(|log| (log.address, log.topics().len(), log.data.data.as_ref())).collect();
    assert_eq!(seen, [(outer, 2, b"first".as_slice()), (inner, 0, b"second"), (outer, 4, b"")]);
    assert_eq!(U256::from_be_bytes(receipt.logs[0].topics()[1].0), word(2));
}

#[test]
fn a_frame_knows_whether_its_account_is_open_below() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let twin = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let flag = |chain: &mut _, to, data: Vec<u8>| send(chain, to, data).output[0];
    let ask = Script::new().reentrant();
    assert_eq!(flag(&mut chain, program, ask.clone().into()), 0);
    assert_eq!(flag(&mut chain, forwarder, evm::forward(program, ask.clone())), 0);
    // Equal code in another account is no re-entry.
    let to_twin = Script::new().call(Kind::Call, twin, 0, ask.clone());
    assert_eq!(flag(&mut chain, program, to_twin.into()), 0);
    // Directly, statically and by way of bytecode.
    for kind in [Kind::Call, Kind::Static] {
        let again = Script::new().call(kind, program, 0, ask.clone());
        assert_eq!(flag(&mut chain, program, again.into()), 1);
    }
    let around = Script::new().call(Kind::Call, forwarder, 0, evm::forward(program, ask.clone()));
    assert_eq!(flag(&mut chain, program, around.into()), 1);
    // A delegate call runs as the caller and opens nothing; what it calls may come back.
    let delegated = Script::new().call(Kind::Delegate, twin, 0, ask.clone());
    assert_eq!(flag(&mut chain, program, delegated.into()), 0);
    let back = Script::new().call(Kind::Call, program, 0, ask.clone());
    let delegated = Script::new().call(Kind::Delegate, twin, 0, back);
    assert_eq!(flag(&mut chain, program, delegated.into()), 1);
    let into_twin = Script::new().call(Kind::Call, twin, 0, ask.clone());
    let delegated = Script::new().call(Kind::Delegate, twin, 0, into_twin);
    assert_eq!(flag(&mut chain, program, delegated.into()), 0);
    // And afterwards the account is closed again.
    let after = Script::new().call(Kind::Call, program, 0, []).reentrant();
    assert_eq!(flag(&mut chain, program, after.into()), 0);
}
