//! Blocks, transactions, receipts and logs as clients want to read them.

use crate::{
    args::{json, quantity},
    block::{Block, Mined},
    error::{Answer, RpcError},
};
use alloy_consensus::{Transaction as _, TxEnvelope, transaction::Recovered};
use alloy_primitives::{B256, U256};
use alloy_rpc_types_eth::{Block as RpcBlock, BlockTransactions, Header, Log, Transaction, TransactionReceipt};
use serde_json::{Map, Value};

/// Adds fields of Arbitrum's own.
fn with(value: Value, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    match value {
        Value::Object(mut object) => {
            object.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
            Value::Object(object)
        }
        other => other,
    }
}

impl Block {
    fn arbitrum(&self) -> [(&'static str, Value); 3] {
        let root = Value::String(B256::ZERO.to_string());
        [("l1BlockNumber", quantity(self.parent_number)), ("sendCount", quantity(self.send_count)), ("sendRoot", root)]
    }

    fn rpc_header(&self) -> Header {
        let size = Some(U256::from(self.header.size()));
        Header { hash: self.hash, inner: self.header.clone(), total_difficulty: None, size }
    }

    /// The header alone.
    pub(crate) fn header_json(&self) -> Answer {
        Ok(with(json(self.rpc_header())?, self.arbitrum()))
    }

    /// The block, with whole transactions or their hashes.
    pub(crate) fn json(&self, full: bool) -> Answer {
        let transactions = match full {
            true => BlockTransactions::Full((0..self.txs.len()).filter_map(|at| self.rpc_tx(at)).collect()),
            false => BlockTransactions::Hashes(self.txs.iter().map(|mined| *mined.tx.tx_hash()).collect()),
        };
        let block = RpcBlock { header: self.rpc_header(), uncles: Vec::new(), transactions, withdrawals: None };
        Ok(with(json(block)?, self.arbitrum()))
    }

    fn rpc_tx(&self, at: usize) -> Option<Transaction> {
        self.txs.get(at).map(|mined| Transaction {
            inner: mined.tx.clone(),
            block_hash: Some(self.hash),
            block_number: Some(self.header.number),
            transaction_index: Some(at as u64),
            effective_gas_price: self.header.base_fee_per_gas.map(u128::from),
            block_timestamp: Some(self.header.timestamp),
        })
    }

    /// A transaction of the block, or null.
    pub(crate) fn tx_json(&self, at: usize) -> Answer {
        json(self.rpc_tx(at))
    }

    /// The logs of a transaction.
    pub(crate) fn logs_of(&self, at: usize) -> Vec<Log> {
        let Some(mined) = self.txs.get(at) else { return Vec::new() };
        let each = mined.receipt.logs.iter().zip(mined.first_log..).map(|(log, log_index)| Log {
            inner: log.clone(),
            block_hash: Some(self.hash),
            block_number: Some(self.header.number),
            block_timestamp: Some(self.header.timestamp),
            transaction_hash: Some(*mined.tx.tx_hash()),
            transaction_index: Some(at as u64),
            log_index: Some(log_index),
            removed: false,
        });
        each.collect()
    }

    /// All logs of the block.
    pub(crate) fn logs(&self) -> Vec<Log> {
        (0..self.txs.len()).flat_map(|at| self.logs_of(at)).collect()
    }

    /// A receipt, or null.
    pub(crate) fn receipt_json(&self, at: usize) -> Answer {
        let Some(mined) = self.txs.get(at) else { return Ok(Value::Null) };
        let receipt = json(self.rpc_receipt(at, mined))?;
        Ok(with(receipt, [("gasUsedForL1", quantity(0u8)), ("l1BlockNumber", quantity(self.parent_number))]))
    }

    fn rpc_receipt(&self, at: usize, mined: &Mined) -> TransactionReceipt {
        TransactionReceipt {
            inner: mined.envelope(self.logs_of(at)),
            transaction_hash: *mined.tx.tx_hash(),
            transaction_index: Some(at as u64),
            block_hash: Some(self.hash),
            block_number: Some(self.header.number),
            gas_used: mined.receipt.gas_used,
            effective_gas_price: self.header.base_fee_per_gas.unwrap_or_default().into(),
            blob_gas_used: None,
            blob_gas_price: None,
            from: mined.tx.signer(),
            to: mined.tx.to(),
            contract_address: mined.receipt.created.filter(|_| mined.receipt.is_success()),
        }
    }
}

/// A transaction that waits.
pub(crate) fn waiting_json(tx: &Recovered<TxEnvelope>) -> Result<Value, RpcError> {
    json(Transaction {
        inner: tx.clone(),
        block_hash: None,
        block_number: None,
        transaction_index: None,
        effective_gas_price: None,
        block_timestamp: None,
    })
}

/// An object from names and values.
pub(crate) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(Map::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
}
