//! Transactions that wait: for an earlier nonce, or for the next block.

use crate::error::RpcError;
use alloy_consensus::{Transaction, TxEnvelope, transaction::Recovered};
use alloy_primitives::{Address, B256};
use std::collections::{BTreeMap, HashMap};

type Signed = Recovered<TxEnvelope>;

/// By sender and nonce, each with the order in which it came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    senders: HashMap<Address, BTreeMap<u64, (u64, Signed)>>,
    places: HashMap<B256, (Address, u64)>,
    came: u64,
}

impl Pool {
    pub(crate) fn get(&self, hash: &B256) -> Option<&Signed> {
        let (sender, nonce) = self.places.get(hash)?;
        self.senders.get(sender)?.get(nonce).map(|(_, tx)| tx)
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The first nonce from `next` on that no waiting transaction has.
    pub(crate) fn next_nonce(&self, sender: Address, next: u64) -> u64 {
        let Some(waiting) = self.senders.get(&sender) else { return next };
        (next..).find(|nonce| !waiting.contains_key(nonce)).unwrap_or(next)
    }

    /// Adds a transaction. It replaces one of the same nonce if it offers a tenth more.
    pub(crate) fn add(&mut self, tx: Signed, most: usize) -> Result<(), RpcError> {
        let (sender, nonce) = (tx.signer(), tx.nonce());
        let waiting = self.senders.get(&sender).and_then(|waiting| waiting.get(&nonce));
        match waiting {
            Some((_, old)) => {
                if tx.max_fee_per_gas() < old.max_fee_per_gas().saturating_add(old.max_fee_per_gas() / 10) {
                    return Err(RpcError::server("replacement transaction underpriced"));
                }
                self.places.remove(old.tx_hash());
            }
            None if self.len() >= most => return Err(RpcError::server("txpool is full")),
            None => {}
        }
        self.came += 1;
        self.places.insert(*tx.tx_hash(), (sender, nonce));
        self.senders.entry(sender).or_default().insert(nonce, (self.came, tx));
        Ok(())
    }

    /// Takes a sender's transaction of a nonce.
    pub(crate) fn take(&mut self, sender: Address, nonce: u64) -> Option<Signed> {
        let waiting = self.senders.get_mut(&sender)?;
        let (_, tx) = waiting.remove(&nonce)?;
        if waiting.is_empty() {
            self.senders.remove(&sender);
        }
        self.places.remove(tx.tx_hash());
        Some(tx)
    }

    /// Takes what can be mined, in the order in which it came as far as nonces allow.
    pub(crate) fn take_ready(&mut self, nonce_of: impl Fn(Address) -> u64) -> Vec<Signed> {
        let mut ready = Vec::new();
        let senders: Vec<Address> = self.senders.keys().copied().collect();
        for sender in senders {
            let (mut nonce, mut after) = (nonce_of(sender), 0);
            while let Some((came, _)) = self.senders.get(&sender).and_then(|waiting| waiting.get(&nonce)) {
                after = after.max(*came);
                ready.extend(self.take(sender, nonce).map(|tx| (after, nonce, tx)));
                nonce += 1;
            }
        }
        ready.sort_by_key(|(came, nonce, _)| (*came, *nonce));
        ready.into_iter().map(|(_, _, tx)| tx).collect()
    }

    /// Forgets a sender's transactions below a nonce, which can never be mined.
    pub(crate) fn drop_stale(&mut self, nonce_of: impl Fn(Address) -> u64) {
        let stale: Vec<(Address, u64)> =
            self.places.values().filter(|(sender, nonce)| *nonce < nonce_of(*sender)).copied().collect();
        for (sender, nonce) in stale {
            self.take(sender, nonce);
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
