//! What a transaction keeps beside the journal.

use super::tracer::Tracer;
use crate::{
    code::CodeError,
    pages::Pages,
    params::StylusParams,
    program::{Program, ProgramFault},
    wasm::ValidationError,
};
use alloy_primitives::Address;
use std::sync::Arc;
use thiserror::Error;

/// Why an activation found no program.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ActivationFault {
    /// The code holds no module.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The module is not accepted as a program.
    #[error(transparent)]
    Module(#[from] ValidationError),
}

/// Which programs start at the price of a cached one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CachePolicy {
    /// Those that a cache manager put in the cache, as on a real chain.
    #[default]
    Listed,
    /// All, as if each had won a place in the cache.
    All,
    /// None, whatever the cache manager says.
    None,
}

impl CachePolicy {
    pub(crate) fn is_cached(self, program: &Program) -> bool {
        match self {
            Self::Listed => program.cached,
            Self::All => true,
            Self::None => false,
        }
    }
}

/// The state of a transaction that does not roll back with its frames.
#[derive(Debug, Default)]
pub(crate) struct TxScope {
    pub(crate) params: Arc<StylusParams>,
    pub(crate) cache_policy: CachePolicy,
    pub(crate) cache_managers: Arc<Vec<Address>>,
    /// Number of this chain's block; the EVM's own block number is that of the parent chain.
    pub(crate) block_number: u64,
    pub(crate) pages: Pages,
    /// For each open frame the account it runs as; a delegate call opens no span of its own.
    pub(crate) spans: Vec<Option<Address>>,
    /// The last fault of a program that was not its own doing.
    pub(crate) fault: Option<ProgramFault>,
    /// Why the last activation failed, where the EVM only sees that it did.
    pub(crate) activation_fault: Option<ActivationFault>,
    /// Who is paid the data fee of activations.
    pub(crate) network_fee_account: Address,
    /// Only where the transaction is traced.
    pub(crate) tracer: Option<Box<Tracer>>,
}

impl TxScope {
    /// True if more than one span of this account is open.
    pub(crate) fn is_reentrant(&self, address: Address) -> bool {
        self.spans.iter().filter(|span| **span == Some(address)).count() > 1
    }
}
