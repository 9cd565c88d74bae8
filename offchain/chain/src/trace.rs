//! What a transaction's programs asked of the host, for profiles by ink and slot.

use alloy_primitives::{Address, U256};

/// One hostio, with the ink it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostioRecord {
    /// Depth of the calling program's frame, 0 for the transaction's own.
    pub depth: usize,
    /// The account as which the program runs.
    pub address: Address,
    /// The hostio.
    pub name: &'static str,
    /// Ink left before it.
    pub ink_before: u64,
    /// Ink it cost, with all that a call or creation spent within.
    pub ink: u64,
    /// The slot it touched, or the account it asked about or called.
    pub subject: Subject,
}

/// What a hostio was about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nothing in particular.
    #[default]
    None,
    /// A slot of storage, permanent or transient.
    Slot(U256),
    /// Another account.
    Account(Address),
}
