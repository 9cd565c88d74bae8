//! States that a chain keeps and to which it can return.

use crate::chain::Chain;
use thiserror::Error;

/// Names a state to which a chain can return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotId(usize);

/// There is no such snapshot, or the chain has returned to an earlier one since.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("no such snapshot")]
pub struct UnknownSnapshot;

impl Chain {
    /// Keeps the present state. Copies share accounts until one of them is written.
    pub fn snapshot(&mut self) -> SnapshotId {
        self.snapshots.push(self.present.clone());
        SnapshotId(self.snapshots.len() - 1)
    }

    /// Returns to a snapshot, clock included, and forgets those taken after it. It may be returned to again.
    ///
    /// # Errors
    ///
    /// If there is no such snapshot.
    pub fn restore(&mut self, id: SnapshotId) -> Result<(), UnknownSnapshot> {
        let moment = self.snapshots.get(id.0).ok_or(UnknownSnapshot)?;
        self.present = moment.clone();
        self.snapshots.truncate(id.0 + 1);
        Ok(())
    }

    /// Forgets a snapshot and those taken after it.
    pub fn forget(&mut self, id: SnapshotId) {
        self.snapshots.truncate(id.0);
    }
}
