//! Queries for logs in all their forms, and filters that are polled.

use crate::support::{LOGGER, World, send, to};
use alloy_network::TransactionBuilder;
use alloy_primitives::{Address, B256, U256};
use alloy_provider::Provider;
use alloy_rpc_types_eth::{Filter, Log};
use serde_json::{Value, json};

fn word(number: u64) -> B256 {
    B256::from(U256::from(number))
}

async fn log(world: &World, contract: Address, topics: [u64; 2]) {
    let data: Vec<u8> = topics.iter().flat_map(|topic| word(*topic).0).collect();
    send(&world.wallet(0), to(contract).with_input(data)).await;
}

/// Two contracts that log in blocks 3 to 6.
async fn logged() -> (World, Address, Address) {
    let world = World::new().await;
    let (one, two) = (world.deploy(LOGGER).await, world.deploy(LOGGER).await);
    for (contract, topics) in [(one, [1, 10]), (one, [2, 10]), (two, [1, 20]), (two, [3, 10])] {
        log(&world, contract, topics).await;
    }
    (world, one, two)
}

/// The blocks of what a query finds.
async fn blocks(world: &World, query: Value) -> Vec<u64> {
    let logs: Vec<Log> = serde_json::from_value(world.ask("eth_getLogs", json!([query])).await).unwrap();
    logs.iter().map(|log| log.block_number.unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_query_finds_what_it_names() {
    let (world, one, two) = logged().await;
    let hash = world.reader().get_block_by_number(4.into()).await.unwrap().unwrap().header.hash;
    let cases = [
        (json!({ "fromBlock": "earliest" }), vec![3, 4, 5, 6]),
        (json!({}), vec![6]),
        (json!({ "fromBlock": "0x4", "toBlock": "0x5" }), vec![4, 5]),
        (json!({ "fromBlock": "0x0", "toBlock": "0xfff" }), vec![3, 4, 5, 6]),
        (json!({ "fromBlock": "0x0", "address": one }), vec![3, 4]),
        (json!({ "fromBlock": "0x0", "address": [one, two] }), vec![3, 4, 5, 6]),
        (json!({ "fromBlock": "0x0", "address": [] }), vec![3, 4, 5, 6]),
        (json!({ "fromBlock": "0x0", "topics": [word(1)] }), vec![3, 5]),
        (json!({ "fromBlock": "0x0", "topics": [[word(1), word(3)]] }), vec![3, 5, 6]),
        (json!({ "fromBlock": "0x0", "topics": [null, word(10)] }), vec![3, 4, 6]),
        (json!({ "fromBlock": "0x0", "topics": [[], word(10)], "address": two }), vec![6]),
        (json!({ "fromBlock": "0x0", "topics": [word(1), word(10)] }), vec![3]),
        (json!({ "fromBlock": "0x0", "topics": [word(1), null, word(0)] }), vec![]),
        (json!({ "blockHash": hash }), vec![4]),
        (json!({ "blockHash": hash, "address": two }), vec![]),
    ];
    for (query, expected) in cases {
        assert_eq!(blocks(&world, query.clone()).await, expected, "{query}");
    }
    let filter = Filter::new().from_block(0).address(two).topic1(word(20));
    let logs = world.reader().get_logs(&filter).await.unwrap();
    assert_eq!((logs.len(), logs[0].topics()), (1, [word(1), word(20)].as_slice()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_makes_no_sense_is_refused() {
    let (world, ..) = logged().await;
    let cases = [
        (json!({ "fromBlock": "0x5", "toBlock": "0x4" }), -32_602),
        (json!({ "blockHash": B256::repeat_byte(1) }), -32_000),
        (json!({ "blockHash": B256::repeat_byte(1), "fromBlock": "0x1" }), -32_602),
        (json!({ "topics": ["0x12"] }), -32_602),
        (json!("all"), -32_602),
    ];
    for (query, code) in cases {
        assert_eq!(world.refused("eth_getLogs", json!([query])).await.0, code, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_bounded_in_blocks_and_in_logs() {
    let world = World::with(|config| config.limits.logs = 2).await;
    let contract = world.deploy(LOGGER).await;
    for topic in 0..3 {
        log(&world, contract, [topic, 0]).await;
    }
    let (code, text, _) = world.refused("eth_getLogs", json!([{ "fromBlock": "0x0" }])).await;
    assert_eq!((code, text.as_str()), (-32_005, "query returned more than 2 results"));
    world.ask("anvil_mine", json!([10_000])).await;
    let (code, text, _) = world.refused("eth_getLogs", json!([{ "fromBlock": "0x4" }])).await;
    assert_eq!((code, text.as_str()), (-32_005, "query exceeds max block range 10000"));
    let started = std::time::Instant::now();
    assert_eq!(blocks(&world, json!({ "fromBlock": "0x5", "topics": [word(9)] })).await, [0u64; 0]);
    assert!(started.elapsed().as_secs() < 5, "10,000 blocks took {:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_tells_each_thing_once() {
    let (world, one, two) = logged().await;
    let client = world.reader();
    let logs = client.new_filter(&Filter::new().address(one)).await.unwrap();
    let heads = client.new_block_filter().await.unwrap();
    let accepted = client.new_pending_transactions_filter(false).await.unwrap();
    log(&world, one, [7, 7]).await;
    log(&world, two, [7, 7]).await;
    let found: Vec<Log> = client.get_filter_changes(logs).await.unwrap();
    assert_eq!(found.iter().map(|log| log.block_number).collect::<Vec<_>>(), [Some(7)]);
    assert_eq!(client.get_filter_changes::<B256>(heads).await.unwrap().len(), 2);
    assert_eq!(client.get_filter_changes::<B256>(accepted).await.unwrap().len(), 2);
    for filter in [heads, accepted] {
        assert!(client.get_filter_changes::<B256>(filter).await.unwrap().is_empty());
    }
    assert!(client.get_filter_changes::<Log>(logs).await.unwrap().is_empty());
    let all = client.new_filter(&Filter::new().from_block(0).address(one)).await.unwrap();
    assert_eq!(client.get_filter_logs(all).await.unwrap().len(), 3);
    assert!(client.uninstall_filter(logs).await.unwrap());
    assert!(!client.uninstall_filter(logs).await.unwrap());
    let (code, text, _) = world.refused("eth_getFilterChanges", json!([logs])).await;
    assert_eq!((code, text.as_str()), (-32_000, "filter not found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_filter_asked_longest_ago_makes_room() {
    let world = World::with(|config| config.limits.filters = 2).await;
    let client = world.reader();
    let first = client.new_block_filter().await.unwrap();
    let second = client.new_block_filter().await.unwrap();
    client.get_filter_changes::<B256>(first).await.unwrap();
    client.new_block_filter().await.unwrap();
    assert!(client.get_filter_changes::<B256>(first).await.is_ok());
    assert!(client.get_filter_changes::<B256>(second).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_bounded_in_bytes() {
    let world = World::with(|config| config.limits.answer_bytes = 20_000).await;
    // LOG0 of 6,000 bytes of memory.
    let contract = world.deploy(&[0x61, 0x17, 0x70, 0x5F, 0xA0]).await;
    send(&world.wallet(0), to(contract)).await;
    assert_eq!(blocks(&world, json!({ "fromBlock": "0x0" })).await, [2]);
    send(&world.wallet(0), to(contract)).await;
    let (code, text, _) = world.refused("eth_getLogs", json!([{ "fromBlock": "0x0" }])).await;
    assert_eq!((code, text.as_str()), (-32_005, "query returned more than 20000 bytes"));
}
