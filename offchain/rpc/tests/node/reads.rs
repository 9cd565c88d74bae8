//! Blocks, transactions, receipts, accounts and fees.

use crate::support::{BASE_FEE, COUNTER, World, ether, send, to};
use alloy_consensus::BlockHeader;
use alloy_network::TransactionBuilder;
use alloy_primitives::U256;
use alloy_provider::Provider;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_says_what_it_is() {
    let world = World::new().await;
    let client = world.reader();
    assert_eq!(client.get_chain_id().await.unwrap(), 412_346);
    assert_eq!(client.get_net_version().await.unwrap(), 412_346);
    assert_eq!(client.get_block_number().await.unwrap(), 0);
    assert_eq!(client.get_accounts().await.unwrap(), [world.address(0), world.address(1)]);
    assert_eq!(client.get_gas_price().await.unwrap(), u128::from(BASE_FEE));
    assert_eq!(client.get_max_priority_fee_per_gas().await.unwrap(), 0);
    assert!(client.get_client_version().await.unwrap().starts_with("ballast/v"));
    assert_eq!(world.ask("eth_syncing", json!([])).await, json!(false));
    assert_eq!(world.ask("net_listening", json!([])).await, json!(true));
    assert_eq!(world.ask("net_peerCount", json!([])).await, json!("0x0"));
    let empty = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";
    assert_eq!(world.ask("web3_sha3", json!(["0x"])).await, json!(empty));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_is_found_by_number_hash_and_tag() {
    let world = World::new().await;
    let client = world.wallet(0);
    let receipt = send(&client, to(world.address(2)).with_value(ether(1))).await;
    let block = client.get_block_by_number(1.into()).full().await.unwrap().unwrap();
    assert_eq!(client.get_block_by_hash(block.header.hash).full().await.unwrap().unwrap(), block);
    assert_eq!(client.get_block_by_number(Default::default()).full().await.unwrap().unwrap(), block);
    // A client that hashes the header finds the hash it was told.
    assert_eq!(block.header.inner.hash_slow(), block.header.hash);
    let genesis = client.get_block_by_number(0.into()).await.unwrap().unwrap();
    assert_eq!(block.header.parent_hash(), genesis.header.hash);
    assert_eq!((block.header.gas_used(), receipt.gas_used), (21_000, 21_000));
    assert_eq!(receipt.block_hash, Some(block.header.hash));
    assert!(client.get_block_by_number(2.into()).await.unwrap().is_none());
    assert_eq!(world.ask("eth_getBlockTransactionCountByNumber", json!(["0x1"])).await, json!("0x1"));
    let raw = world.ask("eth_getBlockByNumber", json!(["0x1", false])).await;
    assert!(raw["l1BlockNumber"].is_string() && raw["sendCount"].is_string() && raw["sendRoot"].is_string());
    assert_eq!(raw["transactions"], json!([receipt.transaction_hash]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_is_found_by_hash_and_place() {
    let world = World::new().await;
    let client = world.wallet(0);
    let receipt = send(&client, to(world.address(2)).with_value(ether(1))).await;
    let tx = client.get_transaction_by_hash(receipt.transaction_hash).await.unwrap().unwrap();
    assert_eq!(tx.inner.signer(), world.address(0));
    assert_eq!((tx.block_number, tx.transaction_index), (Some(1), Some(0)));
    let raw = world.ask("eth_getTransactionByHash", json!([receipt.transaction_hash])).await;
    let hash = raw["blockHash"].clone();
    assert_eq!(world.ask("eth_getTransactionByBlockNumberAndIndex", json!(["0x1", "0x0"])).await, raw);
    assert_eq!(world.ask("eth_getTransactionByBlockHashAndIndex", json!([hash, "0x0"])).await, raw);
    assert!(world.ask("eth_getTransactionByBlockNumberAndIndex", json!(["0x1", "0x1"])).await.is_null());
    assert_eq!(client.get_block_receipts(1.into()).await.unwrap().unwrap(), vec![receipt.clone()]);
    assert_eq!(receipt.effective_gas_price, u128::from(BASE_FEE));
    assert!(client.get_transaction_receipt(hash_of(9)).await.unwrap().is_none());
}

fn hash_of(byte: u8) -> alloy_primitives::B256 {
    alloy_primitives::B256::repeat_byte(byte)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_seen_at_any_kept_block() {
    let world = World::new().await;
    let client = world.wallet(0);
    let counter = world.deploy(COUNTER).await;
    send(&client, to(counter)).await;
    send(&client, to(counter).with_value(U256::from(5))).await;
    for (block, count, wei) in [(1, 0, 0), (2, 1, 0), (3, 2, 5)] {
        assert_eq!(client.get_storage_at(counter, U256::ZERO).number(block).await.unwrap(), U256::from(count));
        assert_eq!(client.get_balance(counter).number(block).await.unwrap(), U256::from(wei));
        assert_eq!(client.get_transaction_count(world.address(0)).number(block).await.unwrap(), block);
    }
    assert!(client.get_code_at(counter).number(0).await.unwrap().is_empty());
    assert_eq!(client.get_code_at(counter).await.unwrap().as_ref(), COUNTER);
    let hash = client.get_block_by_number(2.into()).await.unwrap().unwrap().header.hash;
    assert_eq!(client.get_storage_at(counter, U256::ZERO).hash(hash).await.unwrap(), U256::ONE);
    let (code, text, _) = world.refused("eth_getBalance", json!([counter, "0x9"])).await;
    assert_eq!((code, text.as_str()), (-32_000, "header not found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_is_no_longer_kept_is_an_error_that_says_so() {
    let world = World::with(|config| config.history = 3).await;
    world.ask("anvil_mine", json!(["0xa"])).await;
    let who = world.address(0);
    let (code, text, _) = world.refused("eth_getBalance", json!([who, "0x6"])).await;
    assert_eq!(code, -32_000);
    assert_eq!(text, "the state of block 6 is not kept: the oldest is that of block 7, the last that of 10");
    assert_eq!(world.reader().get_balance(who).number(7).await.unwrap(), ether(1_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn fees_have_a_history() {
    let world = World::new().await;
    world.ask("anvil_mine", json!(["0x5"])).await;
    let fees = world.reader().get_fee_history(3, Default::default(), &[10.0, 90.0]).await.unwrap();
    assert_eq!((fees.oldest_block, fees.base_fee_per_gas.len(), fees.gas_used_ratio.len()), (3, 4, 3));
    assert!(fees.base_fee_per_gas.iter().all(|fee| *fee == u128::from(BASE_FEE)));
    assert_eq!(fees.reward, Some(vec![vec![0, 0]; 3]));
    let (code, ..) = world.refused("eth_feeHistory", json!(["0x1", "0x9", []])).await;
    assert_eq!(code, -32_000);
}
