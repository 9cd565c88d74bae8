//! How a node is run.

use alloy_primitives::B256;
use std::time::Duration;

/// What a node is run with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Keys of the accounts for which the node signs.
    pub keys: Vec<B256>,
    /// Time between blocks; `None` mines each transaction at once.
    pub block_time: Option<Duration>,
    /// Blocks before the last whose state can be asked for.
    pub history: usize,
    /// What one client may ask for.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self { keys: Vec::new(), block_time: None, history: 1_024, limits: Limits::default() }
    }
}

/// Bounds on what is asked, kept and answered.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of a request.
    pub request_bytes: u32,
    /// Most bytes of an answer.
    pub answer_bytes: u32,
    /// Most connections at a time.
    pub connections: u32,
    /// Most requests in a batch.
    pub batch: u32,
    /// Most subscriptions of a connection.
    pub subscriptions: u32,
    /// Messages kept for a connection that reads slowly.
    pub messages: u32,
    /// Requests that may wait for the chain.
    pub queue: usize,
    /// Most gas of a transaction, a call or an estimate.
    pub gas: u64,
    /// Most gas that the transactions of a block may ask for together, lest one block hold up everyone.
    pub block_gas: u64,
    /// Most bytes of a raw transaction.
    pub transaction_bytes: usize,
    /// Most transactions that may wait for their turn.
    pub pool: usize,
    /// Most blocks a query for logs may span.
    pub log_blocks: u64,
    /// Most logs a query may give.
    pub logs: usize,
    /// Most filters at a time; the one that was asked longest ago makes room.
    pub filters: usize,
    /// Most snapshots at a time.
    pub snapshots: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_bytes: 5 << 20,
            answer_bytes: 64 << 20,
            connections: 256,
            batch: 1_000,
            subscriptions: 64,
            messages: 256,
            queue: 1_024,
            gas: 50_000_000,
            block_gas: 2_000_000_000,
            transaction_bytes: 128 << 10,
            pool: 8_192,
            log_blocks: 10_000,
            logs: 10_000,
            filters: 1_000,
            snapshots: 256,
        }
    }
}
