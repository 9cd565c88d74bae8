//! The time of the next block.

use crate::error::RpcError;
use std::time::{SystemTime, UNIX_EPOCH};

/// The wall's clock, moved, and for one block perhaps set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    ahead_secs: i64,
    next: Option<u64>,
}

/// Unix time, in seconds.
pub fn wall() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl Clock {
    /// The time of a block after one of `last`. It never runs back; blocks may share a second.
    pub(crate) fn peek(&self, last: u64) -> u64 {
        self.next.unwrap_or_else(|| wall().saturating_add_signed(self.ahead_secs)).max(last)
    }

    /// The same, and that block is made.
    pub(crate) fn take(&mut self, last: u64) -> u64 {
        let time = self.peek(last);
        if self.next.take().is_some() {
            self.jump(time);
        }
        time
    }

    /// Moves on by seconds; gives by how many it is ahead in all.
    pub(crate) fn advance(&mut self, secs: u64) -> i64 {
        self.ahead_secs = self.ahead_secs.saturating_add(i64::try_from(secs).unwrap_or(i64::MAX));
        self.ahead_secs
    }

    /// Sets the time now.
    pub(crate) fn jump(&mut self, to: u64) {
        self.ahead_secs = i64::try_from(i128::from(to) - i128::from(wall())).unwrap_or(i64::MAX);
    }

    /// Sets the time of the next block, from which time then runs on.
    pub(crate) fn set_next(&mut self, to: u64, last: u64) -> Result<(), RpcError> {
        if to < last {
            return Err(RpcError::params(format!("timestamp {to} is before that of the last block, {last}")));
        }
        self.next = Some(to);
        Ok(())
    }
}
