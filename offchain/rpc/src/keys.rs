//! Accounts for which the node signs, and those whose part it plays.

use crate::error::RpcError;
use alloy_consensus::{EthereumTypedTransaction, SignableTransaction, TxEnvelope, transaction::Recovered};
use alloy_primitives::{Address, B256, Signature, U256, keccak256};
use k256::ecdsa::SigningKey;
use std::collections::HashSet;

/// A transaction that is not yet signed.
pub(crate) type Unsigned = EthereumTypedTransaction<alloy_consensus::TxEip4844Variant>;

/// Who may send without a signature of his own.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    own: Vec<(Address, SigningKey)>,
    pub(crate) played: HashSet<Address>,
    pub(crate) plays_all: bool,
}

impl Keys {
    /// Keys that are none are left out.
    pub(crate) fn new(keys: &[B256]) -> Self {
        let own = keys.iter().filter_map(|key| SigningKey::from_slice(key.as_slice()).ok());
        let own = own.map(|key| (Address::from_public_key(key.verifying_key()), key)).collect();
        Self { own, ..Self::default() }
    }

    pub(crate) fn addresses(&self) -> Vec<Address> {
        self.own.iter().map(|(address, _)| *address).collect()
    }

    /// Signs for an account of the node's; for one that it plays it makes up a signature.
    pub(crate) fn sign(&self, tx: Unsigned, from: Address) -> Result<Recovered<TxEnvelope>, RpcError> {
        if let Some((_, key)) = self.own.iter().find(|(address, _)| *address == from) {
            let hash = tx.signature_hash();
            let signed = key.sign_prehash_recoverable(hash.as_slice());
            let signature = signed.map_err(|error| RpcError::server(error.to_string()))?;
            let tx = TxEnvelope::new_unhashed(tx, Signature::from(signature));
            return Ok(Recovered::new_unchecked(tx, from));
        }
        if self.plays_all || self.played.contains(&from) {
            return Ok(unsigned(tx, from));
        }
        Err(RpcError::server("unknown account"))
    }
}

/// A transaction that nobody signed. Where a signature belongs it names its sender, so that no two have one hash.
pub(crate) fn unsigned(tx: Unsigned, from: Address) -> Recovered<TxEnvelope> {
    let sender = U256::from_be_slice(from.as_slice());
    let signature = Signature::new(sender, U256::ONE, false);
    let hash = keccak256([tx.signature_hash().as_slice(), from.as_slice()].concat());
    Recovered::new_unchecked(TxEnvelope::new_unchecked(tx, signature, hash), from)
}
