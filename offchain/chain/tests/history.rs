//! Looking back at earlier blocks, and running in blocks of one's own making.

mod support;

use ballast_chain::{Chain, Setting, StateGone, Tx, U256};
use support::{ALICE, BOB, SCRIPT, chain, deploy, deploy_code, ether, evm, script::Script, send, word};

/// Everything these tests write.
fn seen(chain: &Chain, contracts: [ballast_chain::Address; 2]) -> (u64, u64, U256, U256, U256, U256) {
    let [counter, program] = contracts;
    let slots = (chain.storage(counter, U256::ZERO), chain.storage(program, word(1)));
    (chain.block_number(), chain.nonce(ALICE), chain.balance(ALICE), chain.balance(BOB), slots.0, slots.1)
}

#[test]
fn every_kept_block_is_seen_as_it_was() {
    let mut chain = chain();
    let contracts = [deploy_code(&mut chain, evm::COUNTER), deploy(&mut chain, SCRIPT)];
    chain.keep_history(32);
    let mut were = vec![seen(&chain, contracts)];
    for round in 0..6u64 {
        send(&mut chain, contracts[0], []);
        were.push(seen(&chain, contracts));
        // Back to zero in odd rounds, which takes the slot away.
        send(&mut chain, contracts[1], Script::new().store(1, round % 2).flush(true));
        were.push(seen(&chain, contracts));
        chain.transact(Tx::call(ALICE, BOB, vec![]).value(word(round))).unwrap();
        were.push(seen(&chain, contracts));
    }
    let now = seen(&chain, contracts);
    for was in were.iter().rev().chain(&were) {
        let then = chain.at(was.0, |chain| seen(chain, contracts)).unwrap();
        assert_eq!(then, *was);
        assert_eq!(seen(&chain, contracts), now);
    }
}

#[test]
fn what_is_done_while_looking_is_undone() {
    let mut chain = chain();
    let contracts = [deploy_code(&mut chain, evm::COUNTER), deploy(&mut chain, SCRIPT)];
    chain.keep_history(8);
    let first = chain.block_number();
    send(&mut chain, contracts[0], []);
    let before = seen(&chain, contracts);
    let created = chain.at(first, |chain| {
        chain.set_balance(BOB, ether(7));
        chain.clear_storage(contracts[0]);
        send(chain, contracts[0], []);
        deploy_code(chain, evm::COUNTER)
    });
    assert_eq!(seen(&chain, contracts), before);
    assert!(chain.code(created.unwrap()).is_empty());
    assert_eq!(chain.at(first, |chain| chain.storage(contracts[0], U256::ZERO)), Ok(U256::ZERO));
}

#[test]
fn what_is_set_between_blocks_belongs_to_the_last_one() {
    let mut chain = chain();
    chain.keep_history(8);
    chain.mine();
    chain.set_balance(BOB, word(5));
    chain.mine();
    chain.set_balance(BOB, word(6));
    let balances = [0, 1, 2].map(|number| chain.at(number, |chain| chain.balance(BOB)).unwrap());
    assert_eq!(balances, [word(0), word(5), word(6)]);
}

#[test]
fn older_states_and_later_ones_are_refused() {
    let mut chain = chain();
    chain.keep_history(2);
    (0..5).for_each(|_| chain.mine());
    assert_eq!(chain.oldest_state(), 3);
    for number in [2, 6] {
        assert_eq!(chain.at(number, |_| ()), Err(StateGone { number, oldest: 3, last: 5 }));
    }
    assert_eq!(chain.at(3, |chain| chain.block_number()), Ok(3));
}

#[test]
fn many_transactions_share_a_block() {
    let mut chain = chain();
    chain.keep_history(8);
    let setting = Setting { timestamp: chain.now() + 9, ..chain.next_setting() };
    chain.record();
    for _ in 0..3 {
        let receipt = chain.transact_in(Tx::call(ALICE, BOB, vec![]).value(word(1)), &setting).unwrap();
        assert_eq!((receipt.block_number, receipt.timestamp), (setting.number, setting.timestamp));
    }
    assert_eq!(chain.block_number(), setting.number);
    let nonces: Vec<_> = chain.take_record().into_iter().map(|(tx, _)| tx.nonce).collect();
    assert_eq!(nonces, [Some(0), Some(1), Some(2)]);
    assert_eq!(chain.at(setting.number - 1, |chain| chain.balance(BOB)), Ok(U256::ZERO));
}

#[test]
fn a_snapshot_brings_the_past_back_too() {
    let mut chain = chain();
    chain.keep_history(8);
    chain.set_balance(BOB, word(1));
    chain.mine();
    let id = chain.snapshot();
    chain.set_balance(BOB, word(2));
    (0..3).for_each(|_| chain.mine());
    chain.restore(id).unwrap();
    chain.set_balance(BOB, word(3));
    assert_eq!(chain.at(0, |chain| chain.balance(BOB)), Ok(word(1)));
    assert_eq!(chain.balance(BOB), word(3));
    assert!(chain.at(2, |_| ()).is_err());
}

#[test]
fn an_access_list_makes_warm_what_it_pays_for() {
    let mut chain = chain();
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let setting = chain.next_setting();
    let plain = chain.call_in(Tx::call(ALICE, counter, vec![]), &setting, false).unwrap();
    let (_, slots) = plain.touched.iter().find(|(address, _)| *address == counter).unwrap();
    assert_eq!(slots.as_slice(), [U256::ZERO]);
    let access_list = vec![(counter, vec![Default::default()])];
    let listed = Tx { access_list, ..Tx::call(ALICE, counter, vec![]) };
    let listed = chain.call_in(listed, &setting, false).unwrap();
    // 2,400 for the account and 1,900 for the slot, which then costs 100 to read, not 2,100.
    assert_eq!(listed.receipt.gas_used, plain.receipt.gas_used + 2_400 + 1_900 - 2_000);
}
