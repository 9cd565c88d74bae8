//! The meter against sums worked out by hand from Nitro's price list.
//!
//! A program asks for its ink twice. What is missing between the two answers, less the 8,400 of the question
//! itself, is the price of the opcodes between them: the rest of the block that begins after the first question,
//! up to and with the block that ends with the second.

mod support;

use ballast_chain::{CachePolicy, Chain, Status};
use support::{Traced, chain, deploy, send, trace};

const HOSTIO: u64 = 8_400;

/// A program that runs `body` between the two questions; `rest` is further functions.
fn program(memory: &str, locals: &str, body: &str, rest: &str) -> String {
    format!(
        r#"(module
            (import "vm_hooks" "evm_ink_left" (func $ink (result i64)))
            (import "vm_hooks" "pay_for_memory_grow" (func (param i32)))
            (memory (export "memory") {memory})
            {rest}
            (func (export "user_entrypoint") (param i32) (result i32) {locals}
                call $ink drop
                {body}
                call $ink drop
                i32.const 0))"#
    )
}

fn run(chain: &mut Chain, wat: &str) -> Traced {
    let program = deploy(chain, wat);
    let receipt = trace(chain, program, []);
    assert_eq!(receipt.status, Status::Success);
    receipt
}

/// Ink between the two questions, hostios in between included.
fn ink_of(memory: &str, locals: &str, body: &str, rest: &str) -> u64 {
    let receipt = run(&mut chain(), &program(memory, locals, body, rest));
    let questions = receipt.steps("evm_ink_left");
    assert_eq!(questions.len(), 2);
    assert!(questions.iter().all(|question| question.ink() == HOSTIO));
    questions[0].end_ink - questions[1].start_ink
}

#[test]
fn a_straight_line() {
    // drop 9, const 1, const 1, add 70, drop 9, call 3,800, and 2,450 for the block.
    assert_eq!(ink_of("1 1", "", "i32.const 1 i32.const 2 i32.add drop", ""), 6_340);
}

#[test]
fn a_loop() {
    let body = "i32.const 10 local.set 1
        loop  local.get 1 i32.const 1 i32.sub local.tee 1  br_if 0  end";
    // drop 9, const 1, local.set 210, loop 1, block 2,450                        =  2,671
    // ten times: get 75, const 1, sub 70, tee 75, br_if 765, block 2,450 = 3,436 = 34,360
    // end 1, block 2,450                                                         =  2,451
    // call 3,800, block 2,450                                                    =  6,250
    assert_eq!(ink_of("1 1", "(local i32)", body, ""), 2_671 + 34_360 + 2_451 + 6_250);
}

#[test]
fn a_call() {
    let square = "(func $square (param i32) (result i32) local.get 0 local.get 0 i32.mul)";
    // drop 9, const 1, call 3,800, block 2,450                 = 6,260
    // get 75, get 75, mul 160, end 1, block 2,450              = 2,761
    // drop 9, call 3,800, block 2,450                          = 6,259
    assert_eq!(ink_of("1 1", "", "i32.const 3 call $square drop", square), 6_260 + 2_761 + 6_259);
}

#[test]
fn an_indirect_call() {
    let rest = "(type $binary (func (param i32 i64) (result i64)))
        (table 1 1 funcref) (elem (i32.const 0) $second)
        (func $second (type $binary) local.get 1)";
    // drop 9, const 1, const 1, const 1, call_indirect 13,610 + 2·650, block 2,450 = 17,372
    // get 75, end 1, block 2,450                                                    =  2,526
    // drop 9, call 3,800, block 2,450                                               =  6,259
    let body = "i32.const 3 i64.const 4 i32.const 0 call_indirect (type $binary) drop";
    assert_eq!(ink_of("1 1", "", body, rest), 17_372 + 2_526 + 6_259);
}

#[test]
fn branches() {
    let body = "i32.const 0 if nop else nop end
        block block i32.const 1 br_table 0 1 0 end end";
    // drop 9, const 1, if 765, block 2,450                                          = 3,225
    // else branch: nop 1, end 1, block 2,450                                        = 2,452
    // block 1, block 1, const 1, br_table 2,400 + 2·325, block 2,450                = 5,503
    // The branch by 1 leaves both blocks, so neither end is passed.
    // call 3,800, block 2,450                                                       = 6,250
    assert_eq!(ink_of("1 1", "", body, ""), 3_225 + 2_452 + 5_503 + 6_250);
}

#[test]
fn arithmetic() {
    let body = "i64.const 100 i64.const 7 i64.div_u  i64.const 3 i64.mul  i64.popcnt  i64.eqz drop
        i32.const 100 i32.const 7 i32.rem_s  i32.clz  i32.popcnt  i32.extend8_s  i64.extend_i32_u
        i64.const 9 i64.rotl  i32.wrap_i64  i32.const 5 i32.lt_u
        i32.const 1 i32.const 2 select drop";
    // The select takes (lt_u, 1, 2).
    // i64: 1 + 1 + 1,270 + 1 + 160 + 6,000 + 225 + 9                               = 7,667
    // i32: 1 + 1 + 1,120 + 210 + 2,650 + 100 + 100                                 = 4,182
    // then: 1 + 100 + 100 + 1 + 170                                                = 372
    // select: 1 + 1 + 1,250 + 9                                                    = 1,261
    // drop 9, call 3,800, block 2,450                                              = 6,259
    assert_eq!(ink_of("1 1", "", body, ""), 7_667 + 4_182 + 372 + 1_261 + 6_259);
}

#[test]
fn memory_access() {
    let body = "i32.const 0 i32.const 7 i32.store  i32.const 0 i64.const 7 i64.store16
        i32.const 0 i32.load8_u drop  i32.const 0 i64.load drop  memory.size drop";
    // 1 + 1 + 825, 1 + 1 + 950, 1 + 670 + 9, 1 + 680 + 9, 3,000 + 9                = 6,158
    // drop 9, call 3,800, block 2,450                                              = 6,259
    assert_eq!(ink_of("1 1", "", body, ""), 6_158 + 6_259);
}

#[test]
fn bulk_memory_by_the_byte() {
    let body = "i32.const 200 i32.const 0 i32.const 100 memory.copy
        i32.const 0 i32.const 0 i32.const 33 memory.fill";
    // copy: 3 + 950 + 100·100 = 10,953; fill: 3 + 950 + 33·100 = 4,253
    // drop 9, call 3,800, block 2,450                                              = 6,259
    assert_eq!(ink_of("1 1", "", body, ""), 10_953 + 4_253 + 6_259);
}

#[test]
fn globals() {
    let rest = "(global $g (mut i64) (i64.const 1))";
    // get 225, set 575; drop 9, call 3,800, block 2,450                            = 6,259
    assert_eq!(ink_of("1 1", "", "global.get $g global.set $g", rest), 225 + 575 + 6_259);
}

#[test]
fn growth_within_the_free_pages_costs_the_opcode_alone() {
    // const 1, grow 8,050, drop 9; drop 9, call 3,800, block 2,450                 = 6,259
    assert_eq!(ink_of("1 4", "", "i32.const 1 memory.grow drop", ""), 8_060 + 6_259);
}

#[test]
fn growth_by_no_page_pays_the_hostio() {
    // The hostio asks for 8,400 only where it opens nothing.
    assert_eq!(ink_of("1 4", "", "i32.const 0 memory.grow drop", ""), 8_060 + HOSTIO + 6_259);
}

#[test]
fn growth_beyond_the_free_pages_pays_by_the_page() {
    // Pages 3 to 6 at 1,000 gas each, and 2 - 1 gas of the ramp, which is 1 up to page 5 and 2 at page 6.
    let pages = 4_001 * 10_000;
    assert_eq!(ink_of("1 9", "", "i32.const 5 memory.grow drop", ""), 8_060 + pages + 6_259);
}

#[test]
fn a_whole_transaction() {
    let mut chain = chain();
    let wat = r#"(module (memory (export "memory") 0 0)
        (func (export "user_entrypoint") (param i32) (result i32) i32.const 0))"#;
    let program = deploy(&mut chain, wat);
    let bytes = support::wasm(wat).len() as u64;
    // Cached cost: 4 globals of the meter · 1.628 = 6; all else is below one. Scaled by 100 %.
    let cached = 352 + 6;
    // Init cost: 1 function · 8.252 = 8, 2 type values · 1.059 = 2, bytes · 0.1286.
    let uncached = 8_832 + 8 + 2 + bytes * 1_286 / 10_000;
    // const 1, end 1, block 2,450: less than one gas, which is rounded up.
    let run = 1;
    assert_eq!(send(&mut chain, program, []).gas_used, 21_000 + cached + uncached + run);
    chain.set_cache_policy(CachePolicy::All);
    assert_eq!(send(&mut chain, program, []).gas_used, 21_000 + cached + run);
    // Four zero bytes and one other: 4·4 + 16 gas of calldata.
    assert_eq!(send(&mut chain, program, [0, 0, 1, 0, 0]).gas_used, 21_032 + cached + run);
}

#[test]
fn the_stack_ends_where_the_frames_are_used_up() {
    // Each frame needs 2 operands of the meter's own and 4 words. Of 22,000 words the entrypoint takes 6, and
    // a frame opens while more than 6 are left: 3,665 more fit.
    let wat = r#"(module
        (import "vm_hooks" "read_args" (func $read_args (param i32)))
        (memory (export "memory") 1 1)
        (func $down (param i32)
            local.get 0 if local.get 0 i32.const 1 i32.sub call $down end)
        (func (export "user_entrypoint") (param i32) (result i32)
            i32.const 0 call $read_args i32.const 0 i32.load call $down i32.const 0))"#;
    let mut chain = chain();
    let program = deploy(&mut chain, wat);
    assert!(send(&mut chain, program, 3_664u32.to_le_bytes()).is_success());
    let deeper = send(&mut chain, program, 3_665u32.to_le_bytes());
    let fault = ballast_chain::ProgramFault::OutOfStack;
    assert_eq!(deeper.status, Status::Halt(ballast_chain::Halt::Program(fault)));
    assert_eq!(deeper.gas_used, chain.config().default_gas_limit);
}
