//! Transactions that wait for their turn, and many senders at once.

use crate::support::{BASE_FEE, World, ether, rich, send, signer, to};
use alloy_network::TransactionBuilder;
use alloy_primitives::{Address, U256};
use alloy_provider::Provider;
use serde_json::json;
use std::time::Duration;

fn priced(to: Address, nonce: u64, fee: u128) -> alloy_rpc_types_eth::TransactionRequest {
    let request = self::to(to).with_value(U256::ONE).with_nonce(nonce).with_gas_limit(21_000);
    request.with_max_fee_per_gas(fee).with_max_priority_fee_per_gas(0)
}

const FEE: u128 = BASE_FEE as u128 * 2;

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_in_the_nonces_is_waited_for() {
    let world = World::new().await;
    let (client, bob) = (world.wallet(0), Address::repeat_byte(0xB0));
    let late = client.send_transaction(priced(bob, 1, FEE)).await.unwrap();
    let waiting = client.get_transaction_by_hash(*late.tx_hash()).await.unwrap().unwrap();
    assert_eq!(waiting.block_number, None);
    assert!(client.get_transaction_receipt(*late.tx_hash()).await.unwrap().is_none());
    let dearer = client.send_transaction(priced(bob, 1, FEE * 11 / 10)).await.unwrap();
    let cheap = client.send_transaction(priced(bob, 1, FEE * 11 / 10 + 1)).await;
    assert!(cheap.unwrap_err().to_string().contains("replacement transaction underpriced"));
    assert!(client.get_transaction_by_hash(*late.tx_hash()).await.unwrap().is_none());
    send(&client, priced(bob, 0, FEE)).await;
    assert_eq!(dearer.get_receipt().await.unwrap().block_number, Some(2));
    assert_eq!(client.get_balance(bob).await.unwrap(), U256::from(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pool_has_an_end() {
    let world = World::with(|config| config.limits.pool = 3).await;
    let client = world.wallet(0);
    for nonce in 5..8 {
        let _ = client.send_transaction(priced(Address::ZERO, nonce, FEE)).await.unwrap();
    }
    let over = client.send_transaction(priced(Address::ZERO, 8, FEE)).await;
    assert!(over.unwrap_err().to_string().contains("txpool is full"));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_block_time_many_share_a_block() {
    let world = World::with(|config| config.block_time = Some(Duration::from_millis(400))).await;
    let (client, bob) = (world.wallet(0), Address::repeat_byte(0xB0));
    let mut sent = Vec::new();
    for nonce in 0..3 {
        sent.push(client.send_transaction(priced(bob, nonce, FEE)).await.unwrap());
    }
    let who = world.address(0);
    assert_eq!(world.ask("eth_getTransactionCount", json!([who, "pending"])).await, json!("0x3"));
    let mut receipts = Vec::new();
    for pending in sent {
        receipts.push(pending.get_receipt().await.unwrap());
    }
    let places: Vec<_> = receipts.iter().map(|receipt| receipt.transaction_index.unwrap()).collect();
    let blocks: Vec<_> = receipts.iter().map(|receipt| receipt.block_number.unwrap()).collect();
    // They may straddle a tick, and are in order anyway.
    assert!(blocks.is_sorted() && (blocks[0] != blocks[2] || places == [0, 1, 2]), "{blocks:?} {places:?}");
    assert_eq!(receipts[2].inner.cumulative_gas_used() % 21_000, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_into_a_block_is_in_the_next() {
    let world = World::with(|config| config.limits.block_gas = 50_000).await;
    world.ask("evm_setAutomine", json!([false])).await;
    for nonce in 0..3 {
        let _ = world.wallet(0).send_transaction(priced(Address::ZERO, nonce, FEE)).await.unwrap();
    }
    for expected in [2, 3, 3] {
        world.ask("evm_mine", json!([])).await;
        assert_eq!(world.reader().get_transaction_count(world.address(0)).await.unwrap(), expected);
    }
    assert_eq!(world.ask("eth_getBlockTransactionCountByNumber", json!(["0x2"])).await, json!("0x1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_clients_at_once_lose_nothing() {
    const CLIENTS: u8 = 64;
    const EACH: u64 = 10;
    let signers: Vec<_> = (1..=CLIENTS).map(signer).collect();
    let world = World::on(rich(&signers), signers, |_| ()).await;
    let bob = Address::repeat_byte(0xB0);
    let mut tasks = Vec::new();
    for number in 0..usize::from(CLIENTS) {
        let client = world.wallet(number);
        tasks.push(tokio::spawn(async move {
            // The last first, so that all but one wait in the pool.
            for nonce in (0..EACH).rev() {
                let _ = client.send_transaction(priced(bob, nonce, FEE)).await.unwrap();
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let client = world.reader();
    assert_eq!(client.get_balance(bob).await.unwrap(), U256::from(u64::from(CLIENTS) * EACH));
    assert_eq!(client.get_block_number().await.unwrap(), u64::from(CLIENTS) * EACH);
    for signer in &world.signers {
        assert_eq!(client.get_transaction_count(signer.address()).await.unwrap(), EACH);
    }
    assert!(client.get_balance(world.address(63)).await.unwrap() < ether(1_000));
}
