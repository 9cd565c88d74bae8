//! For tests alone: the mocked host's clock stands still.

use crate::{storage::Vesting, Lst};

/// Moves every stored timestamp `seconds` back. That equals `seconds` passing: all that moves with the clock depends
/// on its distance to a stored timestamp. Takes the contract only to be run in its context.
pub fn age(_: &mut Lst, seconds: u64) {
    let mut vesting = Vesting::load();
    vesting.starts_at -= seconds;
    vesting.store();
}
