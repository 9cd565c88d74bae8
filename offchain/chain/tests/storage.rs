//! The storage cache of a program, by gas and by effect.

mod support;

use ballast_chain::{Address, Bought, Chain, Purchase, Status, U256};
use support::{
    SCRIPT, Traced, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    send, trace, word,
};

/// Load and cache: 8,400 and two pointers of 5,040.
const SLOT_HOSTIO: u64 = 18_480;
/// Flush: 8,400 and 59,673.
const FLUSH: u64 = 68_073;
const GAS: u64 = 10_000;

fn traced(chain: &mut Chain, to: Address, script: Script) -> Traced {
    let receipt = trace(chain, to, script);
    assert_eq!(receipt.status, Status::Success);
    receipt
}

fn ink(receipt: &Traced, name: &str) -> Vec<u64> {
    receipt.inks(name)
}

#[test]
fn a_slot_is_cold_once_and_then_free() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = traced(&mut chain, program, Script::new().load(1).load(1).load(2));
    // 2,100 for the cold slot and 59,673 / 10,000 = 5 for asking.
    let cold = SLOT_HOSTIO + 2_105 * GAS;
    assert_eq!(ink(&receipt, "storage_load_bytes32"), [cold, SLOT_HOSTIO, cold]);
}

#[test]
fn a_cleared_cache_reads_a_warm_slot() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = traced(&mut chain, program, Script::new().load(1).flush(true).load(1));
    let prices = [SLOT_HOSTIO + 2_105 * GAS, SLOT_HOSTIO + 105 * GAS];
    assert_eq!(ink(&receipt, "storage_load_bytes32"), prices);
}

#[test]
fn many_reads_and_writes_cost_more() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = (0..130).fold(Script::new(), |script, _| script.load(1).store(1, 1));
    let receipt = traced(&mut chain, program, script);
    let reads: Vec<u64> = ink(&receipt, "storage_load_bytes32");
    let extra = |count: usize, from: usize, to: usize, gas: u64, all: &[u64]| {
        assert_eq!(all[from..to], vec![SLOT_HOSTIO + gas * GAS; count]);
    };
    extra(31, 1, 32, 0, &reads);
    extra(96, 32, 128, 2, &reads);
    extra(2, 128, 130, 10, &reads);
    let writes = ink(&receipt, "storage_cache_bytes32");
    extra(8, 0, 8, 0, &writes);
    extra(56, 8, 64, 7, &writes);
    extra(66, 64, 130, 10, &writes);
}

#[test]
fn a_flush_pays_as_sstore() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let price = |chain: &mut Chain, script: Script| ink(&traced(chain, program, script), "storage_flush_cache")[0];
    // A cold slot that was zero: 2,100 + 20,000.
    assert_eq!(price(&mut chain, Script::new().store(1, 5).flush(false)), FLUSH + 22_100 * GAS);
    // A warm slot that was not: 2,900.
    assert_eq!(price(&mut chain, Script::new().load(1).store(1, 6).flush(false)), FLUSH + 2_900 * GAS);
    // The value that is there already: the cache knows it after a load, and nothing is written.
    assert_eq!(price(&mut chain, Script::new().load(1).store(1, 6).flush(false)), FLUSH);
    // It does not know without: 2,100 + 100.
    assert_eq!(price(&mut chain, Script::new().store(1, 6).flush(false)), FLUSH + 2_200 * GAS);
    // Nothing to write.
    assert_eq!(price(&mut chain, Script::new().flush(true)), FLUSH);
}

#[test]
fn only_dirty_slots_are_written_again() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = Script::new().store(1, 5).flush(false).store(2, 5).flush(false).store(1, 6).flush(false);
    let prices = ink(&traced(&mut chain, program, script), "storage_flush_cache");
    // The third is a slot written before in the same transaction: 100.
    assert_eq!(prices, [FLUSH + 22_100 * GAS, FLUSH + 22_100 * GAS, FLUSH + 100 * GAS]);
}

#[test]
fn the_trace_tells_each_slot_of_a_flush() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let receipt = traced(&mut chain, program, Script::new().store(9, 1).store(4, 1).flush(false));
    let stored = |slot| Bought { what: Purchase::Store { slot: word(slot), is_cold: true }, gas: 22_100 };
    assert_eq!(receipt.trace.frame.bought, [stored(4), stored(9)]);
}

#[test]
fn clearing_a_slot_is_refunded() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    chain.set_storage(program, word(1), word(5));
    let receipt = send(&mut chain, program, Script::new().store(1, 0).flush(false));
    assert_eq!(receipt.gas_refunded, 4_800);
    assert_eq!(chain.storage(program, word(1)), U256::ZERO);
}

#[test]
fn a_refund_is_lost_with_the_frame_that_earned_it() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let child = deploy(&mut chain, &format!("{SCRIPT} ;; another account with equal code"));
    chain.set_storage(child, word(1), word(5));
    let clearing = Script::new().store(1, 0).flush(false);
    let kept = Script::new().call(Kind::Call, child, 0, clearing.clone());
    let snapshot = chain.snapshot();
    assert_eq!(send(&mut chain, program, kept).gas_refunded, 4_800);
    chain.restore(snapshot).unwrap();
    let lost = Script::new().call(Kind::Call, child, 0, clearing.revert());
    assert_eq!(send(&mut chain, program, lost).gas_refunded, 0);
    assert_eq!(chain.storage(child, word(1)), word(5));
    // And the same of bytecode.
    for (code, refund) in [(evm::CLEAR, 4_800), (evm::CLEAR_AND_REVERT, 0)] {
        let contract = deploy_code(&mut chain, code);
        chain.set_storage(contract, U256::ZERO, word(5));
        let receipt = send(&mut chain, program, Script::new().call(Kind::Call, contract, 0, []));
        assert_eq!(receipt.gas_refunded, refund);
    }
}

#[test]
fn a_call_does_not_see_what_was_not_flushed() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let read_back =
        |script: Script| script.call(Kind::Call, forwarder, 0, evm::forward(program, Script::new().load(1))).require();
    let unflushed = send(&mut chain, program, read_back(Script::new().store(1, 7)));
    assert_eq!(U256::from_be_slice(&unflushed.output), U256::ZERO);
    let flushed = send(&mut chain, program, read_back(Script::new().store(1, 7).flush(true)));
    assert_eq!(U256::from_be_slice(&flushed.output), word(7));
}

#[test]
fn a_stale_cache_hides_what_a_call_wrote() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let write = evm::forward(program, Script::new().store(1, 9).flush(true));
    let stale = Script::new().load(1).call(Kind::Call, forwarder, 0, write.clone()).load(1);
    let receipt = send(&mut chain, program, stale);
    assert_eq!(U256::from_be_slice(&receipt.output), U256::ZERO);
    assert_eq!(chain.storage(program, word(1)), word(9));
    let write = evm::forward(program, Script::new().store(1, 8).flush(true));
    let fresh = Script::new().load(1).flush(true).call(Kind::Call, forwarder, 0, write).load(1);
    let receipt = send(&mut chain, program, fresh);
    assert_eq!(U256::from_be_slice(&receipt.output), word(8));
}

#[test]
fn transient_storage_lasts_for_the_transaction() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let inner = evm::forward(program, Script::new().transient_load(3));
    let script = Script::new().transient_store(3, 4).call(Kind::Call, forwarder, 0, inner).require();
    let receipt = traced(&mut chain, program, script);
    assert_eq!(U256::from_be_slice(&receipt.output), word(4));
    // 8,400 + 2·5,040 + 59,673, and 100 gas.
    assert_eq!(ink(&receipt, "transient_store_bytes32"), [78_153 + 100 * GAS]);
    assert_eq!(ink(&receipt, "transient_load_bytes32"), [78_153 + 100 * GAS]);
    let later = send(&mut chain, program, Script::new().transient_load(3));
    assert_eq!(U256::from_be_slice(&later.output), U256::ZERO);
}

#[test]
fn transient_storage_rolls_back() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let catcher = deploy_code(&mut chain, &evm::catcher());
    let inner = evm::forward(program, Script::new().transient_store(3, 4).revert());
    let script = Script::new().call(Kind::Call, catcher, 0, inner).require().transient_load(3);
    let receipt = send(&mut chain, program, script);
    assert_eq!(receipt.status, Status::Success);
    assert_eq!(U256::from_be_slice(&receipt.output), U256::ZERO);
}
