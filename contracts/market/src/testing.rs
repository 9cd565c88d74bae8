//! For tests alone: the mocked host's clock stands still.

use crate::{book::Book, Market};

/// Moves every stored timestamp `seconds` back. That equals `seconds` passing: interest depends on differences alone.
/// Takes the contract only to be run in its context.
pub fn age(_: &mut Market, seconds: u32) {
    let mut book = Book::load();
    book.accrued_at = book.accrued_at.wrapping_sub(seconds);
    book.store();
}
