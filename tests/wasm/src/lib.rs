//! Whole flows on the real WASM in the embedded chain: see `tests/`. Here is what they share.

mod books;
pub mod hostile;
pub mod indexer;
mod lending;
mod plain;
mod random;
pub mod signed;
pub mod suites;
mod token;
mod whole;

pub use books::check_token;
pub use hostile::Plain;
pub use lending::{Lending, typed};
pub use plain::{PLAIN_BORROW_BPS, PLAIN_LIQUIDATION_BPS};
pub use random::Random;
pub use token::Token;
pub use whole::{OnChain, assert_whole_or_nothing};

use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, U256};
use ballast_client::{Accounts, Artifacts, Client, Parameters, Protocol, account};
use std::path::Path;

/// One ether, in wei.
pub const ETHER: u128 = 1_000_000_000_000_000_000;
/// Seconds.
pub const DAY: u64 = 86_400;
/// All there is.
pub const ALL: U256 = U256::MAX;

/// Whole ethers in wei.
pub fn ether(amount: u64) -> U256 {
    U256::from(amount) * U256::from(ETHER)
}

/// Shares at the genesis rate of so many wei.
pub fn genesis_shares(wei: U256) -> U256 {
    wei * U256::from(1_000_000_000)
}

/// What was built. Tests need `scripts/build-wasm` and `scripts/build-solidity` to have run.
pub fn artifacts() -> Artifacts {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Artifacts::load(&root).unwrap_or_else(|error| panic!("{error}"))
}

/// A chain on which all programs are cached.
pub fn chain() -> Chain {
    Chain::new(ChainConfig { cache_policy: CachePolicy::All, ..ChainConfig::default() })
}

/// The protocol as the demo deploys it.
pub fn protocol() -> Protocol {
    protocol_with(&Parameters::default())
}

/// The protocol with parameters of the test's own.
pub fn protocol_with(parameters: &Parameters) -> Protocol {
    Protocol::deploy(chain(), &artifacts(), Accounts::default(), parameters).unwrap_or_else(|error| panic!("{error}"))
}

/// Someone with ether.
pub fn rich(client: &mut Client, name: &str, wei: U256) -> Address {
    let actor = account(name);
    client.chain.set_balance(actor, wei);
    actor
}
