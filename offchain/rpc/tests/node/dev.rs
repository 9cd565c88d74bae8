//! Methods for development.

use crate::support::{COUNTER, World, ether, send, to};
use alloy_network::TransactionBuilder;
use alloy_primitives::{Address, B256, U256};
use alloy_provider::Provider;
use serde_json::json;

async fn time(world: &World) -> u64 {
    world.reader().get_block_by_number(Default::default()).await.unwrap().unwrap().header.timestamp
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_is_returned_to_once() {
    let world = World::new().await;
    let client = world.wallet(0);
    let counter = world.deploy(COUNTER).await;
    let id = world.ask("evm_snapshot", json!([])).await;
    let later = send(&client, to(counter)).await;
    assert_eq!(world.ask("evm_revert", json!([id])).await, json!(true));
    assert_eq!(world.ask("evm_revert", json!([id])).await, json!(false));
    assert_eq!(client.get_block_number().await.unwrap(), 1);
    assert_eq!(client.get_storage_at(counter, U256::ZERO).await.unwrap(), U256::ZERO);
    assert!(client.get_transaction_receipt(later.transaction_hash).await.unwrap().is_none());
    assert!(client.get_block_by_hash(later.block_hash.unwrap()).await.unwrap().is_none());
    // The same transaction may come again.
    let again = to(counter).with_nonce(1);
    assert_eq!(send(&world.wallet(0), again).await.block_number, Some(2));
    assert!(client.get_code_at(counter).number(0).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn reset_returns_to_the_start() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    world.ask("evm_snapshot", json!([])).await;
    world.ask("anvil_reset", json!([])).await;
    assert_eq!(world.reader().get_block_number().await.unwrap(), 0);
    assert!(world.reader().get_code_at(counter).await.unwrap().is_empty());
    assert_eq!(world.reader().get_balance(world.address(0)).await.unwrap(), ether(1_000));
    assert_eq!(world.deploy(COUNTER).await, counter);
}

#[tokio::test(flavor = "multi_thread")]
async fn time_moves_as_it_is_told() {
    let world = World::new().await;
    let start = time(&world).await;
    world.ask("evm_increaseTime", json!([1_000])).await;
    world.ask("evm_mine", json!([])).await;
    let later = time(&world).await;
    assert!((1_000..1_060).contains(&(later - start)), "{start} to {later}");
    world.ask("evm_setNextBlockTimestamp", json!([later + 5_000])).await;
    send(&world.wallet(0), to(world.address(2))).await;
    assert_eq!(time(&world).await, later + 5_000);
    world.ask("evm_mine", json!([format!("{:#x}", later + 6_000)])).await;
    assert_eq!(time(&world).await, later + 6_000);
    world.ask("evm_mine", json!([])).await;
    assert!((later + 6_000..later + 6_060).contains(&time(&world).await));
    let (code, ..) = world.refused("evm_setNextBlockTimestamp", json!([start])).await;
    assert_eq!(code, -32_602);
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_are_mined_by_number() {
    let world = World::new().await;
    let start = time(&world).await;
    world.ask("hardhat_mine", json!(["0x64", "0x3c"])).await;
    assert_eq!(world.reader().get_block_number().await.unwrap(), 100);
    assert!((99 * 60..99 * 60 + 60).contains(&(time(&world).await - start)));
    let (code, ..) = world.refused("anvil_mine", json!([1_000_000])).await;
    assert_eq!(code, -32_005);
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_set() {
    let world = World::new().await;
    let (client, who) = (world.reader(), Address::repeat_byte(0x55));
    world.ask("anvil_setBalance", json!([who, "0x64"])).await;
    world.ask("hardhat_setNonce", json!([who, "0x7"])).await;
    world.ask("anvil_setCode", json!([who, "0x5f5ff3"])).await;
    world.ask("hardhat_setStorageAt", json!([who, "0x2", B256::repeat_byte(3)])).await;
    assert_eq!(client.get_balance(who).await.unwrap(), U256::from(100));
    assert_eq!(client.get_transaction_count(who).await.unwrap(), 7);
    assert_eq!(client.get_code_at(who).await.unwrap().as_ref(), [0x5F, 0x5F, 0xF3]);
    assert_eq!(client.get_storage_at(who, U256::from(2)).await.unwrap(), U256::from_be_bytes([3; 32]));
    // What is set belongs to the block it is set after.
    world.ask("evm_mine", json!([])).await;
    world.ask("anvil_setBalance", json!([who, "0x65"])).await;
    assert_eq!(client.get_balance(who).number(0).await.unwrap(), U256::from(100));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_part_of_any_account_can_be_played() {
    let world = World::new().await;
    let who = Address::repeat_byte(0x66);
    world.ask("anvil_setBalance", json!([who, ether(1)])).await;
    let params = json!([{ "from": who, "to": world.address(0), "value": "0x1" }]);
    assert_eq!(world.refused("eth_sendTransaction", params.clone()).await.1, "unknown account");
    world.ask("hardhat_impersonateAccount", json!([who])).await;
    let first = world.ask("eth_sendTransaction", params.clone()).await;
    let second = world.ask("eth_sendTransaction", params.clone()).await;
    assert_ne!(first, second);
    let receipt = world.ask("eth_getTransactionReceipt", json!([second])).await;
    assert_eq!((&receipt["from"], &receipt["status"]), (&json!(format!("{who:#x}")), &json!("0x1")));
    world.ask("anvil_stopImpersonatingAccount", json!([who])).await;
    assert_eq!(world.refused("eth_sendTransaction", params.clone()).await.1, "unknown account");
    world.ask("anvil_autoImpersonateAccount", json!([true])).await;
    world.ask("eth_sendTransaction", params).await;
    assert_eq!(world.reader().get_transaction_count(who).await.unwrap(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn mining_waits_while_it_is_switched_off() {
    let world = World::new().await;
    world.ask("evm_setAutomine", json!([false])).await;
    let pending = world.wallet(0).send_transaction(to(world.address(2)).with_value(U256::ONE)).await.unwrap();
    assert_eq!(world.reader().get_block_number().await.unwrap(), 0);
    world.ask("evm_setAutomine", json!([true])).await;
    assert_eq!(pending.get_receipt().await.unwrap().block_number, Some(1));
}
