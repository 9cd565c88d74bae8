//! For tests alone: the mocked host's clock stands still.

use crate::{storage::Notice, totals::Totals, Backstop};
use alloy_primitives::Address;

/// Moves an account's notice `seconds` back. That equals `seconds` passing: leaving depends on differences alone.
/// Takes the contract only to be run in its context.
pub fn age(_: &mut Backstop, account: Address, seconds: u32) {
    let epoch = Totals::load().epoch;
    let notice = Notice::load(account, epoch);
    Notice { given: notice.given.wrapping_sub(seconds), ..notice }.store(account, epoch);
}
