//! Blocks and the transactions in them.

use alloy_consensus::{
    EMPTY_OMMER_ROOT_HASH, Eip658Value, Header, Receipt as Logged, ReceiptEnvelope, ReceiptWithBloom, Transaction,
    TxEnvelope, TxType,
    proofs::{calculate_receipt_root, calculate_transaction_root},
    transaction::Recovered,
};
use alloy_primitives::{B64, B256, Bloom, U256};
use ballast_chain::{ARBOS_STATE, Chain, Log, Receipt, Setting, Tx};

/// The slot of ArbOS' state that counts messages to the parent chain.
const SENT_SLOT: U256 = U256::from_limbs([2, 0, 0, 0]);
/// The version of ArbOS whose rules the chain follows.
const ARBOS_VERSION: u64 = 51;

/// A transaction in a block.
#[derive(Clone, Debug)]
pub(crate) struct Mined {
    pub(crate) tx: Recovered<TxEnvelope>,
    pub(crate) receipt: Receipt,
    /// Gas used in the block, this transaction's included.
    pub(crate) cumulative_gas: u64,
    /// Index in the block of its first log.
    pub(crate) first_log: u64,
}

/// A block.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) header: Header,
    pub(crate) hash: B256,
    /// The parent chain's block.
    pub(crate) parent_number: u64,
    /// Messages sent to the parent chain so far.
    pub(crate) send_count: u64,
    pub(crate) txs: Vec<Mined>,
}

impl Mined {
    /// What the block's root of receipts commits to, with the logs as they are asked for.
    pub(crate) fn envelope<L>(&self, logs: Vec<L>) -> ReceiptEnvelope<L> {
        let status = Eip658Value::Eip658(self.receipt.is_success());
        let receipt = Logged { status, cumulative_gas_used: self.cumulative_gas, logs };
        let with_bloom = ReceiptWithBloom { receipt, logs_bloom: self.receipt.logs.iter().collect::<Bloom>() };
        match self.tx.tx_type() {
            TxType::Legacy => ReceiptEnvelope::Legacy(with_bloom),
            TxType::Eip2930 => ReceiptEnvelope::Eip2930(with_bloom),
            TxType::Eip1559 => ReceiptEnvelope::Eip1559(with_bloom),
            TxType::Eip4844 => ReceiptEnvelope::Eip4844(with_bloom),
            TxType::Eip7702 => ReceiptEnvelope::Eip7702(with_bloom),
        }
    }
}

impl Block {
    /// Seals what was executed. There is no trie of the state; its root is that of an empty one.
    pub(crate) fn seal(
        chain: &Chain,
        parent: B256,
        setting: &Setting,
        done: Vec<(Recovered<TxEnvelope>, Receipt)>,
    ) -> Self {
        let txs = accumulate(done);
        let encoded: Vec<&TxEnvelope> = txs.iter().map(|mined| mined.tx.inner()).collect();
        let receipts: Vec<ReceiptEnvelope<Log>> =
            txs.iter().map(|mined| mined.envelope(mined.receipt.logs.clone())).collect();
        let parent_number = chain.parent_block_at(setting.timestamp);
        let send_count: u64 = chain.storage(ARBOS_STATE, SENT_SLOT).saturating_to();
        let header = Header {
            parent_hash: parent,
            ommers_hash: EMPTY_OMMER_ROOT_HASH,
            beneficiary: setting.coinbase,
            transactions_root: calculate_transaction_root(&encoded),
            receipts_root: calculate_receipt_root(&receipts),
            logs_bloom: txs.iter().flat_map(|mined| &mined.receipt.logs).collect(),
            difficulty: U256::ONE,
            number: setting.number,
            gas_limit: chain.config().block_gas_limit,
            gas_used: txs.last().map_or(0, |mined| mined.cumulative_gas),
            timestamp: setting.timestamp,
            // Nitro keeps the root of the tree of messages here, which this chain does not build.
            extra_data: B256::ZERO.into(),
            mix_hash: mix(send_count, parent_number),
            nonce: B64::with_last_byte(1),
            base_fee_per_gas: Some(chain.config().base_fee),
            ..Header::default()
        };
        Self { hash: header.hash_slow(), header, parent_number, send_count, txs }
    }
}

fn accumulate(done: Vec<(Recovered<TxEnvelope>, Receipt)>) -> Vec<Mined> {
    let (mut cumulative_gas, mut first_log) = (0, 0);
    let each = done.into_iter().map(|(tx, receipt)| {
        cumulative_gas += receipt.gas_used;
        let mined = Mined { tx, cumulative_gas, first_log, receipt };
        first_log += mined.receipt.logs.len() as u64;
        mined
    });
    each.collect()
}

/// What Nitro keeps in the field for randomness.
fn mix(send_count: u64, parent_number: u64) -> B256 {
    let mut mix = [0u8; 32];
    mix[..8].copy_from_slice(&send_count.to_be_bytes());
    mix[8..16].copy_from_slice(&parent_number.to_be_bytes());
    mix[16..24].copy_from_slice(&ARBOS_VERSION.to_be_bytes());
    mix.into()
}

/// A signed transaction as the chain takes it. Whatever it offers it pays the base fee: Arbitrum takes no tip.
pub(crate) fn executable(tx: &Recovered<TxEnvelope>, base_fee: u64) -> Tx {
    let list = tx.access_list().map(|list| list.iter().map(|item| (item.address, item.storage_keys.clone())).collect());
    Tx {
        from: tx.signer(),
        to: tx.to(),
        value: tx.value(),
        data: tx.input().clone(),
        gas_limit: Some(tx.gas_limit()),
        gas_price: Some(base_fee.into()),
        nonce: Some(tx.nonce()),
        access_list: list.unwrap_or_default(),
    }
}
