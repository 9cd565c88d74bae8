//! Transactions of every type, and what is refused in which words.

use crate::support::{BASE_FEE, COUNTER, World, ether, send};
use alloy_consensus::{SignableTransaction, TxEip1559, TxEip2930, TxEip7702, TxEnvelope, TxLegacy};
use alloy_eips::{
    eip2718::Encodable2718,
    eip2930::{AccessList, AccessListItem},
};
use alloy_network::{TransactionBuilder, TxSignerSync};
use alloy_primitives::{Address, B256, Signature, TxKind, U256};
use alloy_provider::Provider;
use alloy_signer_local::PrivateKeySigner;
use serde_json::{Value, json};

const CHAIN: u64 = 412_346;
const FEE: u128 = BASE_FEE as u128;

fn raw<T: SignableTransaction<Signature>>(mut tx: T, signer: &PrivateKeySigner) -> Value
where
    TxEnvelope: From<alloy_consensus::Signed<T>>,
{
    let signature = signer.sign_transaction_sync(&mut tx).unwrap();
    let envelope = TxEnvelope::from(tx.into_signed(signature));
    json!([format!("0x{}", alloy_primitives::hex::encode(envelope.encoded_2718()))])
}

fn legacy(nonce: u64, to: Address) -> TxLegacy {
    let (gas_price, gas_limit, value) = (FEE, 100_000, U256::from(7));
    TxLegacy { chain_id: Some(CHAIN), nonce, gas_price, gas_limit, to: TxKind::Call(to), value, ..TxLegacy::default() }
}

fn dynamic(nonce: u64, to: Address) -> TxEip1559 {
    TxEip1559 {
        chain_id: CHAIN,
        nonce,
        gas_limit: 100_000,
        max_fee_per_gas: 3 * FEE,
        max_priority_fee_per_gas: FEE,
        to: TxKind::Call(to),
        value: U256::from(7),
        ..TxEip1559::default()
    }
}

fn listed(nonce: u64, to: Address) -> TxEip2930 {
    let item = AccessListItem { address: to, storage_keys: vec![B256::ZERO] };
    TxEip2930 {
        chain_id: CHAIN,
        nonce,
        gas_price: 2 * FEE,
        gas_limit: 100_000,
        to: TxKind::Call(to),
        access_list: AccessList(vec![item]),
        ..TxEip2930::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_of_transaction_is_mined_at_the_base_fee() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    let signer = &world.signers[2];
    let before_155 = TxLegacy { chain_id: None, ..legacy(3, counter) };
    let all = [
        raw(legacy(0, counter), signer),
        raw(listed(1, counter), signer),
        raw(dynamic(2, counter), signer),
        raw(before_155, signer),
    ];
    for (at, (params, kind)) in all.into_iter().zip([0, 1, 2, 0]).enumerate() {
        let hash = world.ask("eth_sendRawTransaction", params).await;
        let receipt = world.ask("eth_getTransactionReceipt", json!([hash])).await;
        assert_eq!((&receipt["status"], &receipt["type"]), (&json!("0x1"), &json!(format!("0x{kind:x}"))));
        // Nobody can tip on Arbitrum, whatever is offered.
        assert_eq!(receipt["effectiveGasPrice"], json!(format!("{BASE_FEE:#x}")));
        let count = world.ask("eth_getStorageAt", json!([counter, "0x0", "latest"])).await;
        assert_eq!(count, json!(B256::from(U256::from(at + 1))));
    }
    let spent = ether(1_000) - world.reader().get_balance(signer.address()).await.unwrap();
    let used: u64 = [2, 3, 4, 5].len() as u64;
    assert!(spent > U256::from(used * 21_000 * BASE_FEE));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_refused_in_the_words_of_geth() {
    let world = World::new().await;
    let (signer, other) = (&world.signers[2], world.address(3));
    world.ask("eth_sendRawTransaction", raw(legacy(0, other), signer)).await;
    let foreign = TxLegacy { chain_id: Some(1), ..legacy(1, other) };
    let poor = TxLegacy { value: ether(2_000), ..legacy(1, other) };
    let tight = TxLegacy { gas_limit: 20_999, ..legacy(1, other) };
    let cheap = TxLegacy { gas_price: FEE - 1, ..legacy(1, other) };
    let greedy = TxLegacy { gas_limit: 60_000_000, ..legacy(1, other) };
    let upside_down = TxEip1559 { max_priority_fee_per_gas: 4 * FEE, ..dynamic(1, other) };
    let delegating = TxEip7702 { chain_id: CHAIN, nonce: 1, gas_limit: 100_000, ..TxEip7702::default() };
    let cases = [
        (raw(legacy(0, other), signer), "already known"),
        (raw(dynamic(0, other), signer), "nonce too low: next nonce 1, tx nonce 0"),
        (raw(foreign, signer), "invalid chain id for signer: have 1 want 412346"),
        (raw(poor, signer), "insufficient funds for gas * price + value"),
        (raw(tight, signer), "intrinsic gas too low"),
        (raw(cheap, signer), "max fee per gas less than block base fee"),
        (raw(greedy, signer), "exceeds block gas limit"),
        (raw(upside_down, signer), "max priority fee per gas higher than max fee per gas"),
        (raw(delegating, signer), "transaction type not supported"),
        (json!(["0xc0"]), "rlp: "),
        (json!(["0x"]), "rlp: "),
        (json!([format!("0x{}", "00".repeat(200_000))]), "oversized data"),
    ];
    for (params, text) in cases {
        let (code, message, _) = world.refused("eth_sendRawTransaction", params).await;
        assert_eq!(code, -32_000, "{message}");
        assert!(message.starts_with(text), "{message}, not {text}");
    }
    assert_eq!(world.reader().get_block_number().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_node_signs_for_its_own_accounts_alone() {
    let world = World::new().await;
    let (own, foreign) = (world.address(1), world.address(3));
    let hash = world.ask("eth_sendTransaction", json!([{ "from": own, "to": foreign, "value": "0x5" }])).await;
    let tx = world.ask("eth_getTransactionByHash", json!([hash])).await;
    let decoded: alloy_rpc_types_eth::Transaction = serde_json::from_value(tx).unwrap();
    assert_eq!(decoded.inner.recover_signer_of(), own);
    let (code, text, _) = world.refused("eth_sendTransaction", json!([{ "from": foreign, "to": own }])).await;
    assert_eq!((code, text.as_str()), (-32_000, "unknown account"));
}

trait Recovers {
    fn recover_signer_of(&self) -> Address;
}

impl Recovers for alloy_consensus::transaction::Recovered<TxEnvelope> {
    /// From the signature itself, not from what the node says.
    fn recover_signer_of(&self) -> Address {
        alloy_consensus::transaction::SignerRecoverable::recover_signer(self.inner()).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_tells_where_the_contract_is_and_a_failed_one_does_not() {
    let world = World::new().await;
    let counter = world.deploy(COUNTER).await;
    assert_eq!(counter, world.address(0).create(0));
    let failing =
        alloy_rpc_types_eth::TransactionRequest::default().with_deploy_code(vec![0xFE]).with_gas_limit(90_000);
    let receipt = send(&world.wallet(0), failing).await;
    assert!(!receipt.status());
    assert_eq!((receipt.gas_used, receipt.contract_address), (90_000, None));
}
