//! What tracers show.

use crate::support::{COUNTER, World, forwarder, reverter, rich, send, signer, to};
use alloy_network::TransactionBuilder;
use alloy_primitives::U256;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_call_tracer_shows_each_frame() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    let outer = world.deploy(&forwarder(counter)).await;
    let receipt = send(&world.wallet(0), to(outer)).await;
    // What comes later must not show.
    send(&world.wallet(0), to(counter)).await;
    let params = json!([receipt.transaction_hash, { "tracer": "callTracer" }]);
    let trace = world.ask("debug_traceTransaction", params).await;
    assert_eq!((&trace["type"], &trace["gasUsed"]), (&json!("CALL"), &json!(format!("{:#x}", receipt.gas_used))));
    let inner = &trace["calls"][0];
    assert_eq!(inner["to"], json!(format!("{counter:#x}")));
    assert_eq!(inner["from"], json!(format!("{outer:#x}")));
    assert_eq!(inner["output"], json!(alloy_primitives::B256::from(U256::ONE)));
    let top = json!([receipt.transaction_hash, { "tracer": "callTracer", "tracerConfig": { "onlyTopCall": true } }]);
    assert!(world.ask("debug_traceTransaction", top).await.get("calls").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_frame_says_why() {
    let world = World::new().await;
    let failing = world.deploy(&reverter(&[1, 2, 3, 4])).await;
    let outer = world.deploy(&forwarder(failing)).await;
    let trace = world.ask("debug_traceCall", json!([{ "to": outer }, "latest", { "tracer": "callTracer" }])).await;
    assert_eq!(trace["error"], "execution reverted");
    let inner = &trace["calls"][0];
    assert_eq!((&inner["error"], &inner["output"]), (&json!("execution reverted"), &json!("0x01020304")));
    let created = json!([{ "data": "0xfe" }, "latest", { "tracer": "callTracer" }]);
    let trace = world.ask("debug_traceCall", created).await;
    assert_eq!((&trace["type"], &trace["error"]), (&json!("CREATE"), &json!("invalid opcode: INVALID")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prestate_tracer_shows_what_was_there() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    send(&world.wallet(0), to(counter)).await;
    let receipt = send(&world.wallet(0), to(counter).with_value(U256::from(3))).await;
    let params = json!([receipt.transaction_hash, { "tracer": "prestateTracer" }]);
    let before = world.ask("debug_traceTransaction", params).await;
    let account = &before[format!("{counter:#x}")];
    let zero = alloy_primitives::B256::ZERO;
    assert_eq!(account["storage"], json!({ zero.to_string(): alloy_primitives::B256::from(U256::ONE) }));
    assert_eq!(account["balance"], "0x0");
    assert_eq!(before[format!("{:#x}", world.address(0))]["nonce"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stylus_tracer_lists_hostios_with_their_ink() {
    let signers: Vec<_> = (1..=2).map(signer).collect();
    let mut chain = rich(&signers);
    let wasm = wat::parse_str(include_str!("../../../chain/tests/programs/token.wat")).unwrap();
    let token = chain.deploy_program(signers[0].address(), &wasm).unwrap().address;
    let world = World::on(chain, signers, |_| ()).await;
    // Mints to the second signer: a selector, whom, how much.
    let mut data = vec![1, 0, 0, 0];
    data.extend(world.address(1).into_word());
    data.extend(U256::from(9).to_be_bytes::<32>());
    let receipt = send(&world.wallet(0), to(token).with_input(data)).await;
    assert!(receipt.status());
    let params = json!([receipt.transaction_hash, { "tracer": "stylusTracer" }]);
    let trace = world.ask("debug_traceTransaction", params).await;
    let steps = trace.as_array().unwrap();
    let names: Vec<_> = steps.iter().map(|step| step["name"].as_str().unwrap()).collect();
    assert_eq!((names[0], names[names.len() - 1]), ("user_entrypoint", "user_returned"));
    assert!(names.contains(&"read_args") && names.contains(&"storage_cache_bytes32"), "{names:?}");
    let ink = |step: &serde_json::Value, field: &str| step[field].as_u64().unwrap();
    assert!(steps.iter().all(|step| ink(step, "startInk") >= ink(step, "endInk")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_tracer_or_transaction_is_refused() {
    let world = World::new().await;
    let hash = alloy_primitives::B256::repeat_byte(7);
    let (code, text, _) = world.refused("debug_traceTransaction", json!([hash, { "tracer": "callTracer" }])).await;
    assert_eq!((code, text.as_str()), (-32_000, "transaction not found"));
    assert_eq!(world.refused("debug_traceTransaction", json!([hash, { "tracer": "4byte" }])).await.0, -32_602);
}

/// A loop that passes 900 KB of memory on until its gas is gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_trace_is_bounded() {
    let world = World::new().await;
    // JUMPDEST; CALL(gas 0, to 0x7777, no value, memory 0 to 900,000, nothing back); POP; JUMP 0
    let code = [0x5B, 0x5F, 0x5F, 0x62, 0x0D, 0xBB, 0xA0, 0x5F, 0x5F, 0x61, 0x77, 0x77, 0x5F, 0xF1, 0x50, 0x5F, 0x56];
    let looping = world.deploy(&code).await;
    let params = json!([{ "to": looping }, "latest", { "tracer": "callTracer" }]);
    let (code, text, _) = world.refused("debug_traceCall", params).await;
    assert_eq!((code, text.as_str()), (-32_005, "the trace has too many bytes"));
}
