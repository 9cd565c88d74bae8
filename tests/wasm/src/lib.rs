//! Whole flows on the real WASM in the embedded chain: see `tests/`. Here is what they share.

mod books;
pub mod hostile;
mod lending;
mod plain;
mod random;

pub use books::check_token;
pub use hostile::Plain;
pub use lending::{Lending, typed};
pub use plain::{PLAIN_BORROW_BPS, PLAIN_LIQUIDATION_BPS};
pub use random::Random;

use alloy_sol_types::{SolCall, SolValue};
use ballast_chain::{Address, CachePolicy, Chain, ChainConfig, Receipt, Tx, U256};
use ballast_client::{Accounts, Artifacts, Client, Parameters, Protocol, account, interfaces::ILst};
use std::path::Path;

/// One ether, in wei.
pub const ETHER: u128 = 1_000_000_000_000_000_000;
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

/// blETH alone, seeded with one ether and wired.
pub struct Token {
    /// The chain.
    pub client: Client,
    /// The contract.
    pub lst: Address,
    /// Who governs.
    pub accounts: Accounts,
}

impl Token {
    /// Deploys it by StylusDeployer.
    pub fn deploy() -> Self {
        let (artifacts, accounts) = (artifacts(), Accounts::default());
        let mut client = Client { chain: chain() };
        for account in [accounts.owner, accounts.operators] {
            client.chain.set_balance(account, ether(1_000));
        }
        let owner = accounts.owner;
        let deployer = client.create(owner, artifacts.deployer.clone()).unwrap();
        let arguments = (owner, accounts.guardian, accounts.treasury).abi_encode_params();
        let lst = client.deploy_program(owner, deployer, &artifacts.lst, &arguments, ether(1)).unwrap();
        let wire = ILst::wireCall { oracle: accounts.oracle, operators: accounts.operators };
        client.send(owner, lst, wire).unwrap();
        Self { client, lst, accounts }
    }

    /// Stakes for a funded account.
    pub fn stake(&mut self, name: &str, wei: U256) -> Address {
        let actor = rich(&mut self.client, name, wei);
        self.client.pay(actor, self.lst, wei).unwrap();
        actor
    }

    /// Asks.
    pub fn view<C: SolCall>(&mut self, call: C) -> C::Return {
        self.client.view(self.lst, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE))
    }

    /// Sends, and must succeed.
    pub fn send<C: SolCall>(&mut self, from: Address, call: C) -> C::Return {
        self.client.send(from, self.lst, call).unwrap_or_else(|error| panic!("{}: {error}", C::SIGNATURE)).value
    }

    /// Reports what is with the validators now.
    pub fn report(&mut self, validators: U256) {
        let flows = self.view(ILst::flowsCall {});
        let call = ILst::applyReportCall {
            validatorsEther: validators,
            inFlightEther: U256::ZERO,
            sentEther: flows.sent,
            returnedEther: flows.returned,
        };
        self.send(self.accounts.oracle, call);
    }

    /// Sends raw calldata.
    pub fn raw(&mut self, from: Address, data: Vec<u8>, wei: U256) -> Receipt {
        self.client.chain.transact(Tx::call(from, self.lst, data).value(wei)).unwrap()
    }
}
