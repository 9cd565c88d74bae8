//! The clock, blocks, snapshots, and calls that leave nothing behind.

mod support;

use alloy_sol_types::SolCall;
use ballast_chain::{ARB_SYS, Chain, IArbSys, Tx, TxError, U256, UnknownSnapshot};
use support::{ALICE, BOB, SCRIPT, chain, deploy, deploy_code, ether, evm, script::Script, send, word};

#[test]
fn a_snapshot_brings_everything_back() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let counter = deploy_code(&mut chain, evm::COUNTER);
    send(&mut chain, counter, []);
    let (block, now, nonce) = (chain.block_number(), chain.now(), chain.nonce(ALICE));
    let id = chain.snapshot();
    for _ in 0..2 {
        chain.advance(1_000);
        send(&mut chain, counter, []);
        send(&mut chain, program, Script::new().store(1, 2).flush(true));
        chain.set_balance(BOB, word(5));
        let late = deploy_code(&mut chain, evm::HALT);
        assert_eq!(chain.storage(counter, U256::ZERO), word(2));
        chain.restore(id).unwrap();
        assert_eq!(chain.storage(counter, U256::ZERO), word(1));
        assert_eq!(chain.storage(program, word(1)), U256::ZERO);
        assert_eq!(chain.balance(BOB), U256::ZERO);
        assert!(chain.code(late).is_empty());
        assert_eq!((chain.block_number(), chain.now(), chain.nonce(ALICE)), (block, now, nonce));
    }
}

#[test]
fn an_earlier_snapshot_forgets_later_ones() {
    let mut chain = chain();
    let first = chain.snapshot();
    let second = chain.snapshot();
    chain.restore(first).unwrap();
    assert_eq!(chain.restore(second), Err(UnknownSnapshot));
    assert_eq!(chain.restore(first), Ok(()));
}

#[test]
fn each_transaction_has_its_block_and_time_stands_still() {
    let mut chain = chain();
    let first = chain.transact(Tx::call(ALICE, BOB, vec![])).unwrap();
    let second = chain.transact(Tx::call(ALICE, BOB, vec![])).unwrap();
    assert_eq!((first.block_number, second.block_number), (1, 2));
    assert_eq!(first.timestamp, second.timestamp);
    chain.advance(7);
    assert_eq!(chain.transact(Tx::call(ALICE, BOB, vec![])).unwrap().timestamp, first.timestamp + 7);
    chain.mine();
    assert_eq!(chain.block_number(), 4);
}

#[test]
fn contracts_see_the_parents_block_and_ask_arb_sys_for_ours() {
    let mut chain = chain();
    // NUMBER, TIMESTAMP, CHAINID
    let code = [0x43, 0x5F, 0x52, 0x42, 0x60, 0x20, 0x52, 0x46, 0x60, 0x40, 0x52, 0x60, 0x60, 0x5F, 0xF3];
    let contract = deploy_code(&mut chain, &code);
    chain.advance(25);
    let output = send(&mut chain, contract, []).output;
    let words: Vec<U256> = output.chunks(32).map(U256::from_be_slice).collect();
    let config = chain.config();
    assert_eq!(words, [word(config.parent_block + 2), word(chain.now()), word(config.chain_id)]);
    let data = IArbSys::arbBlockNumberCall {}.abi_encode();
    let answer = send(&mut chain, ARB_SYS, data);
    assert_eq!(U256::from_be_slice(&answer.output), word(answer.block_number));
}

#[test]
fn a_call_leaves_nothing_behind() {
    let mut chain = chain();
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let (block, nonce) = (chain.block_number(), chain.nonce(ALICE));
    let receipt = chain.call(Tx::call(ALICE, counter, vec![]).value(word(3))).unwrap();
    assert_eq!(U256::from_be_slice(&receipt.output), U256::ONE);
    assert_eq!(chain.storage(counter, U256::ZERO), U256::ZERO);
    assert_eq!((chain.block_number(), chain.nonce(ALICE)), (block, nonce));
    assert_eq!(chain.balance(ALICE), ether(1_000));
}

#[test]
fn an_invalid_transaction_is_an_error_and_no_block() {
    let mut chain = chain();
    let block = chain.block_number();
    let poor = chain.transact(Tx::call(BOB, ALICE, vec![]).value(word(1)));
    assert!(matches!(poor, Err(TxError::Invalid(_))));
    let stale = chain.transact(Tx { nonce: Some(9), ..Tx::call(ALICE, BOB, vec![]) });
    assert!(matches!(stale, Err(TxError::Invalid(_))));
    let short = chain.transact(Tx::call(ALICE, BOB, vec![]).gas_limit(20_999));
    assert!(matches!(short, Err(TxError::Invalid(_))));
    assert_eq!(chain.block_number(), block);
    assert_eq!(chain.balance(ALICE), ether(1_000));
}

#[test]
fn ether_leaves_through_arb_sys() {
    let mut chain = chain();
    let data = IArbSys::withdrawEthCall { destination: BOB }.abi_encode();
    let receipt = chain.transact(Tx::call(ALICE, ARB_SYS, data.clone()).value(ether(3))).unwrap();
    assert!(receipt.is_success());
    assert_eq!(chain.balance(ALICE), ether(997));
    assert_eq!(chain.balance(ARB_SYS), U256::ZERO);
    use alloy_sol_types::SolEvent;
    let event = IArbSys::L2ToL1Tx::decode_log_data(&receipt.logs[0].data).unwrap();
    assert_eq!((event.caller, event.destination, event.callvalue), (ALICE, BOB, ether(3)));
    assert_eq!(event.position, U256::ZERO);
    let second = chain.transact(Tx::call(ALICE, ARB_SYS, data)).unwrap();
    assert_eq!(U256::from_be_slice(&second.output), U256::ONE);
}

#[test]
fn a_contract_may_send_a_transaction() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let other = deploy_code(&mut chain, evm::COUNTER);
    let data: Vec<u8> = Script::new().sender().into();
    let receipt = chain.transact(Tx::call(other, program, data)).unwrap();
    assert_eq!(receipt.output.as_ref(), other.as_slice());
}

#[test]
fn a_chain_can_move_between_threads() {
    fn assert_send<T: Send>(_: &T) {}
    let chain = Chain::default();
    assert_send(&chain);
}
