//! Filters that clients poll.

use alloy_primitives::B256;
use alloy_rpc_types_eth::Filter;
use std::collections::{HashMap, VecDeque};

/// Accepted transactions that are kept for filters.
const ACCEPTED: usize = 16_384;

/// What a filter lets through.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Logs(Box<Filter>),
    Blocks,
    Accepted,
}

/// A filter, and up to where its owner has seen.
#[derive(Clone, Debug)]
pub(crate) struct Poll {
    pub(crate) kind: Kind,
    /// The next block, or the next accepted transaction.
    pub(crate) next: u64,
    asked: u64,
}

/// All filters.
#[derive(Debug)]
pub(crate) struct Filters {
    most: usize,
    polls: HashMap<u64, Poll>,
    made: u64,
    asked: u64,
    accepted: VecDeque<B256>,
    forgotten: u64,
}

impl Filters {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, polls: HashMap::new(), made: 0, asked: 0, accepted: VecDeque::new(), forgotten: 0 }
    }

    /// Adds a filter; where there are too many, the one asked longest ago goes.
    pub(crate) fn add(&mut self, kind: Kind, next_block: u64) -> u64 {
        if self.polls.len() >= self.most
            && let Some(stale) = self.polls.iter().min_by_key(|(_, poll)| poll.asked).map(|(id, _)| *id)
        {
            self.polls.remove(&stale);
        }
        let next = match kind {
            Kind::Accepted => self.forgotten + self.accepted.len() as u64,
            Kind::Logs(_) | Kind::Blocks => next_block,
        };
        self.made += 1;
        self.asked += 1;
        self.polls.insert(self.made, Poll { kind, next, asked: self.asked });
        self.made
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Poll> {
        self.polls.get(&id)
    }

    /// Notes up to where a filter's owner has seen.
    pub(crate) fn saw(&mut self, id: u64, next: u64) {
        self.asked += 1;
        if let Some(poll) = self.polls.get_mut(&id) {
            poll.next = next;
            poll.asked = self.asked;
        }
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        self.polls.remove(&id).is_some()
    }

    /// Notes that a transaction was accepted.
    pub(crate) fn accept(&mut self, hash: B256) {
        self.accepted.push_back(hash);
        if self.accepted.len() > ACCEPTED {
            self.accepted.pop_front();
            self.forgotten += 1;
        }
    }

    /// Transactions accepted since, and where to go on.
    pub(crate) fn accepted_since(&self, next: u64) -> (Vec<B256>, u64) {
        let seen = next.saturating_sub(self.forgotten) as usize;
        let hashes = self.accepted.iter().skip(seen).copied().collect();
        (hashes, self.forgotten + self.accepted.len() as u64)
    }

    /// Blocks after one are gone: nobody has seen them.
    pub(crate) fn rewind(&mut self, next_block: u64) {
        let of_blocks = self.polls.values_mut().filter(|poll| !matches!(poll.kind, Kind::Accepted));
        of_blocks.for_each(|poll| poll.next = poll.next.min(next_block));
    }
}
