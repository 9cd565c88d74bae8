//! What the suites share: a node on a free port, clients for it, and a few contracts.

use alloy_network::{EthereumWallet, TransactionBuilder};
use alloy_primitives::{Address, B256, Bytes, U256};
use alloy_provider::{Provider, ProviderBuilder};
use alloy_rpc_types_eth::{TransactionReceipt, TransactionRequest};
use alloy_signer_local::PrivateKeySigner;
use ballast_chain::{Chain, ChainConfig, init_code};
use ballast_rpc::{Config, Node, wall};
use serde_json::Value;

pub(crate) const BASE_FEE: u64 = 100_000_000;
/// Counts its calls in slot 0 and returns the count.
pub(crate) const COUNTER: &[u8] = &[0x5F, 0x54, 0x60, 1, 1, 0x80, 0x5F, 0x55, 0x5F, 0x52, 0x60, 0x20, 0x5F, 0xF3];
/// Logs two words of its calldata as topics.
pub(crate) const LOGGER: &[u8] = &[0x60, 0x20, 0x35, 0x5F, 0x35, 0x5F, 0x5F, 0xA2, 0];

/// A node, and someone with ether and a key.
pub(crate) struct World {
    pub(crate) node: Node,
    pub(crate) signers: Vec<PrivateKeySigner>,
}

pub(crate) fn ether(count: u64) -> U256 {
    U256::from(count) * U256::from(10).pow(U256::from(18))
}

pub(crate) fn signer(number: u8) -> PrivateKeySigner {
    PrivateKeySigner::from_bytes(&B256::repeat_byte(number)).unwrap()
}

/// A chain on which a number of signers are rich.
pub(crate) fn rich(signers: &[PrivateKeySigner]) -> Chain {
    let config = ChainConfig { base_fee: BASE_FEE, genesis_time: wall(), ..ChainConfig::default() };
    let mut chain = Chain::new(config);
    chain.record();
    signers.iter().for_each(|signer| chain.set_balance(signer.address(), ether(1_000)));
    chain
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The first two signers' keys are the node's too.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let signers: Vec<_> = (1..=4).map(signer).collect();
        Self::on(rich(&signers), signers, change).await
    }

    pub(crate) async fn on(chain: Chain, signers: Vec<PrivateKeySigner>, change: impl FnOnce(&mut Config)) -> Self {
        let keys = signers.iter().take(2).map(PrivateKeySigner::to_bytes).collect();
        let mut config = Config { keys, ..Config::default() };
        change(&mut config);
        let node = Node::start(chain, config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        Self { node, signers }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.node.address())
    }

    /// A client that signs for one of the signers and fills in what requests leave open.
    pub(crate) fn wallet(&self, number: usize) -> impl Provider + Clone + use<> {
        let wallet = EthereumWallet::from(self.signers[number].clone());
        ProviderBuilder::new().wallet(wallet).connect_http(self.url().parse().unwrap())
    }

    /// A client without a key.
    pub(crate) fn reader(&self) -> impl Provider + Clone + use<> {
        ProviderBuilder::default().connect_http(self.url().parse().unwrap())
    }

    pub(crate) fn address(&self, number: usize) -> Address {
        self.signers[number].address()
    }

    /// A request by name.
    pub(crate) async fn ask(&self, method: &'static str, params: Value) -> Value {
        self.reader().raw_request(method.into(), params).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The error that a request gives: code, text, data.
    pub(crate) async fn refused(&self, method: &'static str, params: Value) -> (i64, String, Option<Bytes>) {
        let answer: Result<Value, _> = self.reader().raw_request(method.into(), params).await;
        let error = answer.expect_err("the request should be refused");
        let payload = error.as_error_resp().unwrap_or_else(|| panic!("{error}"));
        (payload.code, payload.message.to_string(), payload.as_revert_data())
    }

    /// Deploys a contract with this runtime code, by the first signer.
    pub(crate) async fn deploy(&self, code: &[u8]) -> Address {
        let request = TransactionRequest::default().with_deploy_code(init_code(code));
        send(&self.wallet(0), request).await.contract_address.unwrap()
    }
}

pub(crate) async fn send(client: &impl Provider, request: TransactionRequest) -> TransactionReceipt {
    client.send_transaction(request).await.unwrap().get_receipt().await.unwrap()
}

pub(crate) fn to(address: Address) -> TransactionRequest {
    TransactionRequest::default().with_to(address)
}

/// Runtime code that reverts with data.
pub(crate) fn reverter(data: &[u8]) -> Vec<u8> {
    let len = u8::try_from(data.len()).unwrap();
    [&[0x60, len, 0x60, 10, 0x5F, 0x39, 0x60, len, 0x5F, 0xFD], data].concat()
}

/// Runtime code that calls another contract with all gas and fails if that does.
pub(crate) fn forwarder(target: Address) -> Vec<u8> {
    let tail = [0x5A, 0xF1, 0x15, 0x60, 0x21, 0x57, 0, 0x5B, 0x5F, 0x5F, 0xFD];
    [&[0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x73], target.as_slice(), &tail].concat()
}
