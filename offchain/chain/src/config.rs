//! How a chain is made.

use crate::{evm::CachePolicy, params::StylusParams};
use alloy_primitives::{Address, address};

/// What a chain is made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainConfig {
    /// Id of the chain.
    pub chain_id: u64,
    /// Unix time of the first block, in seconds.
    pub genesis_time: u64,
    /// Number of the parent chain's block at that time; it counts on every twelve seconds. The EVM and
    /// programs see the parent's number as theirs.
    pub parent_block: u64,
    /// Gas limit of a block.
    pub block_gas_limit: u64,
    /// Gas limit of a transaction that names none.
    pub default_gas_limit: u64,
    /// Wei each gas costs. Zero keeps balances in tests simple.
    pub base_fee: u64,
    /// Who is paid for blocks.
    pub coinbase: Address,
    /// Who is paid the data fee of activations.
    pub network_fee_account: Address,
    /// Which programs start at the price of a cached one.
    pub cache_policy: CachePolicy,
    /// Who may put programs into the cache.
    pub cache_managers: Vec<Address>,
    /// The parameters of Stylus.
    pub stylus: StylusParams,
}

impl Default for ChainConfig {
    /// The id of a Nitro development chain, the year 2025, no fees.
    fn default() -> Self {
        Self {
            chain_id: 412_346,
            genesis_time: 1_735_689_600,
            parent_block: 21_525_890,
            block_gas_limit: 1 << 50,
            default_gas_limit: 32_000_000,
            base_fee: 0,
            coinbase: address!("a4b000000000000000000073657175656e636572"),
            network_fee_account: address!("00000000000000000000000000000000000fee01"),
            cache_policy: CachePolicy::default(),
            cache_managers: Vec::new(),
            stylus: StylusParams::default(),
        }
    }
}
