//! News for those who subscribed.

use alloy_primitives::B256;
use alloy_rpc_types_eth::Log;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::broadcast;

/// News that may wait for a slow reader; who falls further behind is dropped.
const WAITING: usize = 1_024;

/// Something happened.
#[derive(Debug)]
pub(crate) enum News {
    /// A block was made.
    Block {
        /// Its header as clients read it.
        header: Value,
        /// All its logs.
        logs: Vec<Log>,
    },
    /// A transaction was accepted.
    Accepted(B256),
}

/// Where news are told.
#[derive(Clone, Debug)]
pub(crate) struct Feed(broadcast::Sender<Arc<News>>);

impl Feed {
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(WAITING))
    }

    pub(crate) fn is_heard(&self) -> bool {
        self.0.receiver_count() > 0
    }

    pub(crate) fn tell(&self, news: News) {
        // Nobody may be listening.
        let _ = self.0.send(Arc::new(news));
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<News>> {
        self.0.subscribe()
    }
}
