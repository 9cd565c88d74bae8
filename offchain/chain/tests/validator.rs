//! What is refused as a program, and by which name.

mod support;

use ballast_chain::{ValidationError as Error, validate};
use support::wasm;

const ENTRY: &str = r#"(func (export "user_entrypoint") (param i32) (result i32) i32.const 0)"#;
const MEMORY: &str = r#"(memory (export "memory") 1 1)"#;

/// The verdict on a module of these fields.
fn verdict(fields: &str) -> Result<ballast_chain::WasmInfo, Error> {
    validate(&wasm(&format!("(module {fields})")))
}

/// The verdict on a module that has an entrypoint and a memory beside these fields.
fn with_basics(fields: &str) -> Result<ballast_chain::WasmInfo, Error> {
    verdict(&format!("{fields} {MEMORY} {ENTRY}"))
}

/// The verdict on a module with a further function.
fn with_body(body: &str) -> Result<ballast_chain::WasmInfo, Error> {
    with_basics(&format!("(func {body})"))
}

fn is_malformed(result: Result<ballast_chain::WasmInfo, Error>) -> bool {
    matches!(result, Err(Error::Malformed(_)))
}

#[test]
fn the_least_program_is_accepted() {
    let info = with_basics("").unwrap();
    assert_eq!((info.functions, info.type_values, info.globals, info.memory_pages), (1, 2, 4, 1));
}

#[test]
fn what_is_no_module_is_refused() {
    assert!(is_malformed(validate(b"")));
    assert!(is_malformed(validate(b"\0asm")));
    assert!(is_malformed(validate(b"\0asm\x02\0\0\0")));
    let mut cut = wasm(&format!("(module {MEMORY} {ENTRY})"));
    cut.truncate(cut.len() - 1);
    assert!(is_malformed(validate(&cut)));
}

#[test]
fn a_module_over_the_limit_is_refused() {
    let padded = |bytes: usize| with_basics(&format!(r#"(@custom "x" "{}")"#, "y".repeat(bytes)));
    assert!(padded(130_000).is_ok());
    assert!(matches!(padded(131_072), Err(Error::TooLarge { limit: 131_072, .. })));
}

#[test]
fn floats_are_refused() {
    for body in [
        "f32.const 1 drop",
        "f64.const 1 f64.const 2 f64.add drop",
        "i32.const 0 f32.load drop",
        "i32.const 1 f64.convert_i32_s drop",
        "(local f32)",
    ] {
        assert!(is_malformed(with_body(body)), "{body}");
    }
    assert!(is_malformed(with_basics("(func (param f64))")));
}

#[test]
fn other_proposals_are_refused() {
    for body in [
        "v128.const i64x2 0 0 drop",
        "i32.const 0 i32.atomic.load drop",
        "return_call 0",
        "ref.null func drop",
        "i32.const 1 i32.const 2 i32.const 3 select (result i32) drop",
        "(block (result i32 i32) i32.const 1 i32.const 2) drop drop",
        "i32.const 0 (loop (param i32) drop)",
    ] {
        assert!(is_malformed(with_body(body)), "{body}");
    }
    assert!(is_malformed(with_basics("(func (result i32 i32) i32.const 1 i32.const 2)")));
    assert!(is_malformed(with_basics("(tag)")));
    assert!(is_malformed(with_basics("(global i32 (i32.add (i32.const 1) (i32.const 2)))")));
    assert!(is_malformed(verdict(&format!(r#"(memory (export "memory") i64 1 1) {ENTRY}"#))));
}

#[test]
fn bulk_memory_is_copy_and_fill_alone() {
    assert!(with_body("i32.const 0 i32.const 0 i32.const 0 memory.copy").is_ok());
    assert!(with_body("i32.const 0 i32.const 0 i32.const 0 memory.fill").is_ok());
    let table = "(table 1 1 funcref) (func i32.const 0 i32.const 0 i32.const 0 table.copy)";
    assert_eq!(with_basics(table), Err(Error::UnsupportedOpcode("TableCopy".into())));
    // The opcodes for passive data come with a section that counts it.
    let passive = r#"(data $d "x") (func i32.const 0 i32.const 0 i32.const 1 memory.init $d)"#;
    assert_eq!(with_basics(passive), Err(Error::UnsupportedSection("DataCountSection".into())));
}

#[test]
fn imports_must_be_hostios() {
    let import = |module: &str, name: &str, ty: &str| with_basics(&format!(r#"(import "{module}" "{name}" {ty})"#));
    assert!(import("vm_hooks", "msg_value", "(func (param i32))").is_ok());
    let unknown = Error::UnknownModule { module: "env".into(), name: "abort".into() };
    assert_eq!(import("env", "abort", "(func)"), Err(unknown));
    assert!(matches!(import("console", "log_i32", "(func (param i32))"), Err(Error::UnknownModule { .. })));
    let unknown = Error::UnknownHostio("storage_store_bytes32".into());
    assert_eq!(import("vm_hooks", "storage_store_bytes32", "(func)"), Err(unknown));
    let memory = Error::ImportNotFunction("m".into());
    assert_eq!(verdict(&format!(r#"(import "vm_hooks" "m" (memory 1 1)) {ENTRY}"#)), Err(memory));
    assert_eq!(import("vm_hooks", "g", "(global i32)"), Err(Error::ImportNotFunction("g".into())));
}

#[test]
fn hostios_must_have_their_type() {
    let result = with_basics(r#"(import "vm_hooks" "evm_gas_left" (func (result i32)))"#);
    let expected =
        Error::HostioType { name: "evm_gas_left".into(), expected: "() -> i64".into(), found: "() -> i32".into() };
    assert_eq!(result, Err(expected));
}

#[test]
fn the_entrypoint_must_be_there_and_of_its_type() {
    assert_eq!(verdict(MEMORY), Err(Error::MissingEntrypoint));
    let other_kind = r#"(memory (export "memory") (export "user_entrypoint") 1 1)"#;
    assert_eq!(verdict(other_kind), Err(Error::MissingEntrypoint));
    for ty in ["", "(param i32)", "(result i32)", "(param i64) (result i32)", "(param i32) (result i64)"] {
        let body = if ty.contains("result") { "unreachable" } else { "" };
        let entry = format!(r#"(func (export "user_entrypoint") {ty} {body})"#);
        assert_eq!(verdict(&format!("{MEMORY} {entry}")), Err(Error::EntrypointType), "{ty}");
    }
}

#[test]
fn the_memory_must_be_there_and_exported() {
    assert_eq!(verdict(ENTRY), Err(Error::MissingMemory));
    assert_eq!(verdict(&format!("(memory 1 1) {ENTRY}")), Err(Error::MissingMemory));
    let other_name = format!(r#"(memory (export "mem") 1 1) {ENTRY}"#);
    assert_eq!(verdict(&other_name), Err(Error::MissingMemory));
    // A second memory is a proposal of its own.
    assert!(is_malformed(verdict(&format!("(memory 1 1) {MEMORY} {ENTRY}"))));
}

#[test]
fn memory_that_can_grow_must_be_paid_for() {
    let hook = r#"(import "vm_hooks" "pay_for_memory_grow" (func (param i32)))"#;
    for size in ["1", "1 2"] {
        let memory = format!(r#"(memory (export "memory") {size})"#);
        assert_eq!(verdict(&format!("{memory} {ENTRY}")), Err(Error::MissingMemoryHook), "{size}");
        assert!(verdict(&format!("{hook} {memory} {ENTRY}")).is_ok(), "{size}");
    }
}

#[test]
fn memory_must_start_small() {
    let memory = |pages: u32| verdict(&format!(r#"(memory (export "memory") {pages} {pages}) {ENTRY}"#));
    assert_eq!(memory(128).unwrap().memory_pages, 128);
    assert_eq!(memory(129), Err(Error::MemoryTooLarge { pages: 129, limit: 128 }));
    assert_eq!(memory(65_536), Err(Error::MemoryTooLarge { pages: 65_536, limit: 128 }));
}

#[test]
fn start_functions_are_refused() {
    assert_eq!(with_basics("(func $s) (start $s)"), Err(Error::StartFunction));
}

#[test]
fn names_are_checked() {
    let import = r#"(import "vm_hooks" "msg_value" (func (param i32)))"#;
    for name in ["msg_value", "my__msg_value"] {
        let fields = format!(r#"{import} (func (export "{name}"))"#);
        assert_eq!(with_basics(&fields), Err(Error::ExportsImport("msg_value".into())), "{name}");
    }
    let reserved = with_basics(r#"(func (export "stylus_ink_left"))"#);
    assert_eq!(reserved, Err(Error::ReservedName("stylus_ink_left".into())));
    let long = |bytes: usize| with_basics(&format!(r#"(func (export "{}"))"#, "n".repeat(bytes)));
    assert!(long(512).is_ok());
    assert_eq!(long(513), Err(Error::NameTooLong { bytes: 513, limit: 512 }));
}

#[test]
fn globals_must_be_constants() {
    assert!(with_basics("(global i64 (i64.const 1)) (global (mut i32) (i32.const 1))").is_ok());
    let derived = "(global $a i32 (i32.const 1)) (global i32 (global.get $a))";
    assert!(with_basics(derived).is_err());
}

#[test]
fn segments_must_fit() {
    assert!(with_basics(r#"(data (i32.const 65535) "x")"#).is_ok());
    assert_eq!(with_basics(r#"(data (i32.const 65535) "xy")"#), Err(Error::SegmentBounds("data")));
    assert_eq!(with_basics(r#"(data (i32.const -1) "x")"#), Err(Error::SegmentBounds("data")));
    let element = |at: u32| with_basics(&format!("(table 2 2 funcref) (elem (i32.const {at}) $f) (func $f)"));
    assert!(element(1).is_ok());
    assert_eq!(element(2), Err(Error::SegmentBounds("element")));
}

#[test]
fn counts_are_limited() {
    let too_many = |result: Result<_, Error>| match result {
        Err(Error::TooMany { what, count, limit }) => (what, count, limit),
        other => panic!("{other:?}"),
    };
    let repeat = |field: &str, count: usize| with_basics(&field.repeat(count));

    assert!(repeat("(func)", 4_095).is_ok());
    assert_eq!(too_many(repeat("(func)", 4_096)), ("functions", 4_097, 4_096));
    assert!(repeat(r#"(data (i32.const 0) "")"#, 128).is_ok());
    assert_eq!(too_many(repeat(r#"(data (i32.const 0) "")"#, 129)), ("data segments", 129, 128));
    let table = |count: u32| with_basics(&format!("(table {count} {count} funcref)"));
    assert!(table(4_096).is_ok());
    assert_eq!(too_many(table(4_097)), ("table entries", 4_097, 4_096));
    let locals = |count: usize| with_body(&format!("(local {})", "i32 ".repeat(count)));
    assert!(locals(348).is_ok());
    assert_eq!(too_many(locals(349)), ("locals", 349, 348));
    let exports = |count: usize| {
        let exports: String = (0..count).map(|index| format!(r#"(export "e{index}")"#)).collect();
        with_basics(&format!("(func {exports})"))
    };
    assert!(exports(1_022).is_ok());
    assert_eq!(too_many(exports(1_023)), ("exports", 1_025, 1_024));
    let segment = "(elem (i32.const 0) $f)";
    let elements = |count: usize| with_basics(&format!("(table 1 1 funcref) (func $f) {}", segment.repeat(count)));
    assert!(elements(128).is_ok());
    assert_eq!(too_many(elements(129)), ("element segments", 129, 128));
}

#[test]
fn the_limit_on_opcodes_counts_the_meters() {
    // A function without calls is one block: 12 opcodes of the meter, 12 at entry for the stack, 5 at the exit,
    // and its own `end`.
    let nops = |count: usize| with_body(&"nop ".repeat(count));
    assert!(nops(65_536 - 30).is_ok());
    let what = "opcodes in a function";
    assert_eq!(nops(65_536 - 29), Err(Error::TooMany { what, count: 65_537, limit: 65_536 }));
}

#[test]
fn frames_are_limited() {
    let deep =
        |operands: usize| with_body(&format!("{} {}", "i32.const 1 ".repeat(operands), "drop ".repeat(operands)));
    assert!(deep(4_096).is_ok());
    assert_eq!(deep(4_097), Err(Error::TooManyOperands { count: 4_097, limit: 4_096 }));
}

#[test]
fn costs_follow_from_what_the_module_holds() {
    // Two functions of (i32) -> i32 and (i64, i64) -> (); 100 bytes of data in a segment with a header of 5.
    let data = "d".repeat(100);
    let fields = format!(r#"(data (i32.const 0) "{data}") (func (param i64 i64)) {MEMORY} {ENTRY}"#);
    let module = wasm(&format!("(module {fields})"));
    let info = validate(&module).unwrap();
    let bytes = module.len() as u64;
    assert_eq!((info.functions, info.type_values, info.data_bytes), (2, 4, 105));
    // Globals 4·1.628 = 6, segments 105·0.75244 = 79, one page 5; the rest is below one.
    assert_eq!(info.cached_cost, 6 + 79 + 5);
    // 2·8.252 = 16, 4·1.059 = 4, bytes·0.1286.
    assert_eq!(u64::from(info.init_cost), 16 + 4 + bytes * 1_286 / 10_000);
    assert_eq!(info.init_gas_cached, 352 + 90);
    assert_eq!(info.init_gas_uncached, 352 + 90 + 8_832 + u64::from(info.init_cost));
    // 512,000 + 2·996.829 + 4·11.416 + bytes·6.2628.
    assert_eq!(u64::from(info.asm_estimate), 512_000 + 1_993 + 45 + bytes * 62_628 / 10_000);
    // Each body is one block: its own opcodes (1 and 2) and 29 of the meters'. In microseconds: bytes·0.31733,
    // 2·0.17263 = 0, 100·0.17376 = 17, one page 2,217, 61·0.535 = 32; 28 gas each.
    assert_eq!(info.opcodes, 61);
    assert_eq!(info.activation_gas, 28 * (bytes * 31_733 / 100_000 + 17 + 2_217 + 32));
}
