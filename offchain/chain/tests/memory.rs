//! Pages of memory: free for the first two of a transaction, shared by all programs that are open.

mod support;

use ballast_chain::{CachePolicy, Chain, Halt, Status};
use support::{
    SCRIPT, chain, deploy,
    script::{Kind, Script},
    send, trace,
};

/// A program that starts with `pages`.
fn sized(pages: u32) -> String {
    format!(
        r#"(module (memory (export "memory") {pages} {pages})
            (func (export "user_entrypoint") (param i32) (result i32) i32.const 0))"#
    )
}

/// Gas of a call, without what the transaction and the program's start cost.
fn page_gas(chain: &mut Chain, pages: u32) -> u64 {
    chain.set_cache_policy(CachePolicy::All);
    let program = deploy(chain, &sized(pages));
    let start = chain.program_info(program).unwrap().init_gas_cached;
    send(chain, program, []).gas_used - 21_000 - start - 1
}

#[test]
fn a_program_pays_for_what_it_starts_with() {
    let mut chain = chain();
    // 1,000 gas from the third page on; the ramp is 1 up to page 5, 8 at 16 and 31,873,999 at 128.
    for (pages, gas) in [(0, 0), (2, 0), (3, 1_000), (5, 3_000), (16, 14_007)] {
        assert_eq!(page_gas(&mut chain, pages), gas, "{pages} pages");
    }
}

#[test]
fn the_largest_memory_is_dear() {
    let mut chain = chain();
    let program = deploy(&mut chain, &sized(128));
    let tx = |gas| ballast_chain::Tx::call(support::ALICE, program, vec![]).gas_limit(gas);
    let receipt = chain.transact(tx(40_000_000)).unwrap();
    assert!(receipt.gas_used > 31_873_998 + 126_000);
    assert!(receipt.gas_used < 31_873_998 + 126_000 + 40_000);
    let short = chain.transact(tx(31_900_000)).unwrap();
    assert!(matches!(short.status, Status::Halt(Halt::Evm(_))));
}

#[test]
fn open_programs_share_the_free_pages() {
    let mut chain = chain();
    chain.set_cache_policy(CachePolicy::All);
    // The script has two pages of its own, so a program of one page is the third.
    let script = deploy(&mut chain, SCRIPT);
    let one = deploy(&mut chain, &sized(1));
    let none = deploy(&mut chain, &sized(0));
    let cost = |chain: &mut Chain, calls: &[_]| {
        let calls = calls.iter().fold(Script::new(), |script, to| script.call(Kind::Call, *to, 0, []));
        let receipt = trace(chain, script, calls);
        assert!(receipt.is_success());
        receipt.inks("call_contract").iter().map(|ink| ink / 10_000).collect::<Vec<_>>()
    };
    let start = |chain: &Chain, program| chain.program_info(program).unwrap().init_gas_cached;
    let free = cost(&mut chain, &[none])[0];
    let difference = start(&chain, one) - start(&chain, none);
    let paid = cost(&mut chain, &[one; 8]);
    assert_eq!(paid[0], free + difference + 1_000);
    // The page was given back and is opened again; the account is warm by now.
    assert_eq!(paid[1..], [paid[0] - 2_500; 7]);
}

#[test]
fn growth_fails_beyond_the_maximum_and_is_paid_all_the_same() {
    let wat = r#"(module
        (import "vm_hooks" "pay_for_memory_grow" (func (param i32)))
        (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
        (memory (export "memory") 1 3)
        (func (export "user_entrypoint") (param i32) (result i32)
            (i32.store (i32.const 0) (memory.grow (i32.const 3)))
            (i32.store (i32.const 4) (memory.grow (i32.const 2)))
            (i32.store (i32.const 8) (memory.size))
            (call $write_result (i32.const 0) (i32.const 12))
            i32.const 0))"#;
    let mut chain = chain();
    let program = deploy(&mut chain, wat);
    let receipt = trace(&mut chain, program, []);
    let answers: Vec<i32> =
        receipt.output.chunks(4).map(|bytes| i32::from_le_bytes(bytes.try_into().unwrap())).collect();
    assert_eq!(answers, [-1, 1, 3]);
    let paid: Vec<u64> = receipt.inks("pay_for_memory_grow").iter().map(|ink| ink / 10_000).collect();
    // Pages 2 to 4: two are paid. Pages 5 and 6, by the count of what was paid for: 2,000 and 1 of the ramp.
    assert_eq!(paid, [2_000, 2_001]);
}
