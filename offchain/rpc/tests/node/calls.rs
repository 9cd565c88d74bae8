//! Calls, estimates and what callers alter.

use crate::support::{BASE_FEE, COUNTER, World, ether, forwarder, reverter, send, to};
use alloy_network::TransactionBuilder;
use alloy_primitives::{Address, B256, Bytes, U256};
use alloy_provider::Provider;
use alloy_rpc_types_eth::{
    BlockOverrides, TransactionRequest,
    state::{AccountOverride, StateOverridesBuilder},
};
use serde_json::{Value, json};

/// `Error("no")` as Solidity encodes it.
fn reason() -> Vec<u8> {
    let mut data = vec![0x08, 0xC3, 0x79, 0xA0];
    for word in [U256::from(32), U256::from(2)] {
        data.extend(word.to_be_bytes::<32>());
    }
    data.extend(b"no");
    data.resize(100, 0);
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_sees_the_block_it_names_and_leaves_nothing_behind() {
    let world = World::new().await;
    let client = world.wallet(0);
    let counter = world.deploy(COUNTER).await;
    send(&client, to(counter)).await;
    for (block, count) in [(1, 1), (2, 2)] {
        let output = client.call(to(counter)).block(block.into()).await.unwrap();
        assert_eq!(U256::from_be_slice(&output), U256::from(count));
    }
    assert_eq!(client.get_storage_at(counter, U256::ZERO).await.unwrap(), U256::ONE);
    let hash = client.get_block_by_number(1.into()).await.unwrap().unwrap().header.hash;
    let by_hash = json!([{ "to": counter }, { "blockHash": hash }]);
    assert_eq!(world.ask("eth_call", by_hash).await, json!(B256::from(U256::ONE)));
}

#[tokio::test(flavor = "multi_thread")]
async fn revert_data_reaches_the_client() {
    let world = World::new().await;
    let typed = [vec![1, 2, 3, 4], vec![9; 32]].concat();
    let cases = [(reason(), "execution reverted: no"), (typed, "execution reverted"), (vec![], "execution reverted")];
    for (data, text) in cases {
        let contract = world.deploy(&reverter(&data)).await;
        for method in ["eth_call", "eth_estimateGas"] {
            let (code, message, got) = world.refused(method, json!([{ "to": contract }])).await;
            assert_eq!((code, message.as_str(), got), (3, text, Some(Bytes::from(data.clone()))), "{method}");
        }
    }
    let halting = world.deploy(&[0xFE]).await;
    let (code, ..) = world.refused("eth_call", json!([{ "to": halting }])).await;
    assert_eq!(code, -32_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_suffices_and_one_less_does_not() {
    let world = World::new().await;
    let client = world.wallet(0);
    let counter = world.deploy(COUNTER).await;
    // Each keeps a 64th of the gas back from the next, and uses less than that itself.
    let near = world.deploy(&forwarder(counter)).await;
    let far = world.deploy(&forwarder(near)).await;
    let creation = TransactionRequest::default().with_deploy_code(ballast_chain::init_code(COUNTER));
    let requests = [to(world.address(3)).with_value(ether(1)), to(counter), to(near), to(far), creation];
    for request in requests {
        let gas = client.estimate_gas(request.clone()).await.unwrap();
        let less = send(&client, request.clone().with_gas_limit(gas).with_nonce(nonce(&world).await)).await;
        assert!(less.status(), "{gas} suffice for {request:?}");
        let gas = client.estimate_gas(request.clone()).await.unwrap();
        let short = request.clone().with_gas_limit(gas - 1).with_nonce(nonce(&world).await);
        match client.send_transaction(short).await {
            Ok(sent) => assert!(!sent.get_receipt().await.unwrap().status(), "{gas} less one for {request:?}"),
            Err(error) => assert!(error.to_string().contains("intrinsic gas too low"), "{error}"),
        }
    }
}

async fn nonce(world: &World) -> u64 {
    world.reader().get_transaction_count(world.address(0)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_is_bound_by_the_limit_and_by_what_the_sender_can_pay() {
    let world = World::with(|config| config.limits.gas = 1_000_000).await;
    // JUMPDEST, PUSH0, JUMP: it never ends.
    let endless = world.deploy(&[0x5B, 0x5F, 0x56]).await;
    let (code, text, _) = world.refused("eth_estimateGas", json!([{ "to": endless }])).await;
    assert_eq!((code, text.as_str()), (-32_000, "gas required exceeds allowance (1000000)"));
    let (_, text, _) = world.refused("eth_call", json!([{ "to": endless }])).await;
    assert_eq!(text, "out of gas");
    let pauper = Address::repeat_byte(0x77);
    world.ask("anvil_setBalance", json!([pauper, U256::from(BASE_FEE) * U256::from(30_000)])).await;
    let price = U256::from(BASE_FEE);
    let request = json!([{ "from": pauper, "to": endless, "gasPrice": price }]);
    let (_, text, _) = world.refused("eth_estimateGas", request).await;
    assert_eq!(text, "gas required exceeds allowance (30000)");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_may_alter_state_and_block() {
    let world = World::new().await;
    let client = world.reader();
    let counter = world.deploy(COUNTER).await;
    let with = |account: AccountOverride| StateOverridesBuilder::default().append(counter, account).build();
    let slots = |value: u64| [(B256::ZERO, B256::from(U256::from(value)))].into_iter().collect();
    let diff = with(AccountOverride { state_diff: Some(slots(41)), ..Default::default() });
    assert_eq!(U256::from_be_slice(&client.call(to(counter)).overrides(diff).await.unwrap()), U256::from(42));
    let state = with(AccountOverride { state: Some(Default::default()), ..Default::default() });
    assert_eq!(U256::from_be_slice(&client.call(to(counter)).overrides(state).await.unwrap()), U256::ONE);
    // SELFBALANCE; NUMBER is the parent's, TIMESTAMP is the block's.
    let code = Bytes::from(vec![0x47, 0x5F, 0x52, 0x42, 0x60, 0x20, 0x52, 0x60, 0x40, 0x5F, 0xF3]);
    let account = AccountOverride { code: Some(code), balance: Some(ether(5)), ..Default::default() };
    let block = BlockOverrides { time: Some(3_000_000_000), ..Default::default() };
    let call = client.call(to(counter)).overrides(with(account)).with_block_overrides(block);
    let output = call.await.unwrap();
    let words: Vec<U256> = output.chunks(32).map(U256::from_be_slice).collect();
    assert_eq!(words, [ether(5), U256::from(3_000_000_000u64)]);
    assert_eq!(client.get_code_at(counter).await.unwrap().as_ref(), COUNTER);
    let both = json!([{ "to": counter }, "latest", { counter.to_string(): { "state": {}, "stateDiff": {} } }]);
    assert_eq!(world.refused("eth_call", both).await.0, -32_602);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_list_names_what_a_transaction_touches() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    let far = world.deploy(&forwarder(counter)).await;
    let answer = world.ask("eth_createAccessList", json!([{ "from": world.address(0), "to": far }])).await;
    let expected = json!([{ "address": counter, "storageKeys": [B256::ZERO] }]);
    assert_eq!(lower(&answer["accessList"]), lower(&expected));
    assert!(answer.get("error").is_none());
}

fn lower(value: &Value) -> String {
    value.to_string().to_lowercase()
}
