//! Traces: every part of a transaction's gas is told, and nothing changes by telling.

mod support;

use ballast_chain::{ARB_SYS, Address, Bought, Chain, Frame, Purchase, Status, Tx};
use support::{
    ALICE, BOB, SCRIPT, chain, deploy, deploy_code, evm,
    script::{Kind, Script},
    send, trace, trace_tx, word,
};

const INK: u64 = 10_000;

/// Loads, stores, logs, transient slots, calls of every kind, ether, a precompile, a creation.
fn everything(chain: &mut Chain) -> (Address, Script) {
    let program = deploy(chain, SCRIPT);
    let counter = deploy_code(chain, evm::COUNTER);
    let forwarder = deploy_code(chain, &evm::forwarder());
    chain.set_balance(program, word(1_000));
    let inner = Script::new().load(1).load(2).log(&[1, 2], b"inner");
    let script = Script::new()
        .load(1)
        .store(1, 5)
        .store(2, 6)
        .flush(true)
        .load(1)
        .log(&[7], b"some data")
        .transient_store(3, 4)
        .call(Kind::Call, counter, 0, [])
        .call(Kind::Delegate, counter, 0, [])
        .call(Kind::Static, program, 0, inner.clone())
        .call(Kind::Call, forwarder, 3, evm::forward(program, inner))
        .call(Kind::Call, BOB, 5, [])
        .call(Kind::Static, ARB_SYS, 0, [0x05, 0x10, 0x38, 0xF2])
        .create(0, &ballast_chain::init_code(evm::COUNTER))
        .balance(ALICE);
    (program, script)
}

/// What a frame and those within paid is what they say they used.
fn assert_sums(frame: &Frame) {
    let within: u64 = frame.children().map(|child| child.gas_used).sum();
    let bought: u64 = frame.bought.iter().map(|bought| bought.gas).sum();
    match frame.program {
        Some(run) => {
            let ink = run.start_ink - run.end_ink;
            assert_eq!(frame.gas_used, run.start_gas + run.page_gas + ink.div_ceil(INK));
            assert_eq!(frame.gas_limit, run.start_gas + run.page_gas + run.start_ink / INK);
            let evm_gas: u64 = frame.steps.iter().map(|step| step.evm_gas).sum();
            assert_eq!(evm_gas, bought + within);
            assert!(frame.steps.iter().all(|step| step.ink() >= step.evm_gas * INK));
            let left = frame.steps.iter().fold(run.start_ink, |left, step| {
                let is_told = !step.name.starts_with("evm_");
                assert!(!is_told || step.start_ink <= left, "{}", step.name);
                if is_told { step.end_ink } else { left }
            });
            assert_eq!(left, run.end_ink, "user_returned comes last");
        }
        None => assert!(frame.gas_used >= bought + within, "{frame:?}"),
    }
    frame.children().for_each(assert_sums);
}

#[test]
fn the_parts_add_up() {
    let mut chain = chain();
    let (program, script) = everything(&mut chain);
    let data = Vec::from(script);
    let intrinsic = data.iter().fold(21_000, |gas, byte| gas + if *byte == 0 { 4 } else { 16 });
    let traced = trace(&mut chain, program, data);
    assert_eq!(traced.status, Status::Success);
    assert_eq!((traced.trace.intrinsic_gas, traced.trace.ink_price), (intrinsic, INK));
    assert_eq!(traced.gas_used, intrinsic + traced.trace.frame.gas_used - traced.gas_refunded);
    assert_sums(&traced.trace.frame);
    let names: Vec<_> = traced.trace.frame.all_steps().iter().map(|step| step.name).collect();
    for name in ["evm_call_contract", "static_call_contract", "evm_create1", "create1", "account_balance"] {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn a_trace_changes_nothing() {
    let mut chain = chain();
    let (program, script) = everything(&mut chain);
    let snapshot = chain.snapshot();
    let called = chain.trace_call(Tx::call(ALICE, program, Vec::from(script.clone()))).unwrap();
    let traced = trace(&mut chain, program, script.clone());
    assert_eq!(called.1, traced.trace);
    let (block, slot) = (chain.block_number(), chain.storage(program, word(2)));
    chain.restore(snapshot).unwrap();
    assert_eq!(send(&mut chain, program, script), traced.receipt);
    assert_eq!((chain.block_number(), chain.storage(program, word(2))), (block, slot));
}

#[test]
fn a_halt_loses_what_the_parts_leave() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let script = Script::new().load(1).call_with(Kind::Call, program, 0, 40_000, Script::new().forever());
    let traced = trace(&mut chain, program, script);
    let child = traced.trace.frame.children().next().unwrap();
    assert_eq!((child.gas_limit, child.gas_used), (40_000, 40_000));
    let run = child.program.unwrap();
    assert_eq!((run.start_gas + run.page_gas + run.start_ink / INK, run.end_ink), (40_000, 0));
    assert!(child.steps.iter().all(|step| step.name != "user_returned"));
    assert_eq!(traced.gas_used, traced.trace.intrinsic_gas + traced.trace.frame.gas_used);
}

#[test]
fn purchases_tell_slots_accounts_and_logs() {
    let mut chain = chain();
    let program = deploy(&mut chain, SCRIPT);
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let script = Script::new().load(1).store(1, 5).flush(true).load(1).log(&[7], b"some data");
    let script = script.call(Kind::Call, counter, 0, []).call(Kind::Call, counter, 0, []);
    let traced = trace(&mut chain, program, script);
    let load = |slot, is_cold, gas| Bought { what: Purchase::Load { slot: word(slot), is_cold }, gas };
    let store = |slot, is_cold, gas| Bought { what: Purchase::Store { slot: word(slot), is_cold }, gas };
    let account = |is_cold, gas| Bought { what: Purchase::Account { address: counter, is_cold }, gas };
    let log = Bought { what: Purchase::Log { topics: 1, bytes: 9 }, gas: 750 + 72 };
    let frame = &traced.trace.frame;
    let own = [load(1, true, 2_100), store(1, false, 20_000), load(1, false, 100), log];
    assert_eq!(frame.bought[..4], own);
    assert_eq!(frame.bought[4..], [account(true, 2_600), account(false, 100)]);
    let within: Vec<&Frame> = frame.children().collect();
    assert_eq!(within[0].bought, [load(0, true, 2_100), store(0, false, 20_000)]);
    assert_eq!(within[1].bought, [load(0, false, 100), store(0, false, 100)]);
    // PUSH1, PUSH0, ADD, DUP1, PUSH0, then PUSH0, MSTORE of a first word, PUSH1, PUSH0, RETURN.
    assert_eq!(within[0].gas_used, 22_100 + 3 + 2 + 3 + 3 + 2 + 2 + 6 + 3 + 2);
}

#[test]
fn bytecode_tells_what_it_calls() {
    let mut chain = chain();
    let forwarder = deploy_code(&mut chain, &evm::forwarder());
    let counter = deploy_code(&mut chain, evm::COUNTER);
    let tx = Tx::call(ALICE, forwarder, evm::forward(BOB, [])).value(word(1));
    let sent = trace_tx(&mut chain, tx).trace.frame;
    let account = |address, is_cold, gas| Bought { what: Purchase::Account { address, is_cold }, gas };
    // The stipend comes off the 9,000; Bob is new.
    let value = Bought { what: Purchase::Value, gas: 9_000 - 2_300 + 25_000 };
    assert_eq!(sent.bought, [account(BOB, true, 2_600), value]);
    let called = trace(&mut chain, forwarder, evm::forward(counter, [])).trace.frame;
    assert_eq!(called.bought, [account(counter, true, 2_600)]);
    assert_eq!(called.children().next().unwrap().runs_as, counter);
}
