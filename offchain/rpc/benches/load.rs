//! What a node bears: signed transfers of blETH over HTTP, and calls to the market meanwhile and alone.
//!
//! Client and node share this process, and so the machine's cores. `cargo bench -p ballast-rpc`; it needs what
//! `scripts/build-wasm` and `scripts/build-solidity` make.

use alloy_consensus::{SignableTransaction, TxEip1559, TxEnvelope};
use alloy_eips::eip2718::Encodable2718;
use alloy_network::TxSignerSync;
use alloy_primitives::{Address, B256, U256, hex};
use alloy_signer_local::PrivateKeySigner;
use alloy_sol_types::SolCall;
use ballast_chain::{Chain, ChainConfig};
use ballast_client::{
    Accounts, Artifacts, Parameters, Protocol,
    interfaces::{ILst, IMarket},
};
use ballast_rpc::{Config, Node, wall};
use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const SENDERS: u8 = 16;
const TRANSFERS: u64 = 1_000;
const CALLS: usize = 5_000;
const BASE_FEE: u64 = 100_000_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One connection that is kept open.
struct Client(TcpStream, Vec<u8>);

impl Client {
    async fn open(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self(stream, vec![0; 65_536]))
    }

    /// Posts a request; fails unless it is answered with a result.
    async fn post(&mut self, request: &[u8]) -> Result<(), Failure> {
        self.0.write_all(request).await?;
        let mut len = 0;
        loop {
            let read = self.0.read(&mut self.1[len..]).await?;
            len += read;
            let text = std::str::from_utf8(&self.1[..len])?;
            let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.ends_with('}'));
            if whole && text.contains("\"result\"") {
                return Ok(());
            }
            if whole || read == 0 {
                return Err(text.to_owned().into());
            }
        }
    }
}

fn request(method: &str, params: &str) -> Vec<u8> {
    let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":[{params}]}}"#);
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length:";
    format!("{head} {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn transfer(signer: &PrivateKeySigner, token: Address, nonce: u64) -> Result<Vec<u8>, Failure> {
    let call = ILst::transferCall { to: Address::repeat_byte(0xB0), value: U256::from(1_000 + nonce) };
    let mut tx = TxEip1559 {
        chain_id: ChainConfig::default().chain_id,
        nonce,
        gas_limit: 200_000,
        max_fee_per_gas: u128::from(BASE_FEE),
        to: token.into(),
        input: call.abi_encode().into(),
        ..TxEip1559::default()
    };
    let signature = signer.sign_transaction_sync(&mut tx)?;
    let raw = hex::encode(TxEnvelope::from(tx.into_signed(signature)).encoded_2718());
    Ok(request("eth_sendRawTransaction", &format!("\"0x{raw}\"")))
}

/// The protocol, and senders who hold blETH.
fn protocol(signers: &[PrivateKeySigner]) -> Result<Protocol, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let config = ChainConfig { base_fee: BASE_FEE, genesis_time: wall(), ..ChainConfig::default() };
    let artifacts = Artifacts::load(&root)?;
    let mut protocol = Protocol::deploy(Chain::new(config), &artifacts, Accounts::default(), &Parameters::default())?;
    let ether = U256::from(10).pow(U256::from(18));
    for signer in signers {
        protocol.client.chain.set_balance(signer.address(), ether * U256::from(100));
        let stake = ILst::submitCall { referral: Address::ZERO };
        protocol.client.send_value(signer.address(), protocol.at.lst, ether, stake)?;
    }
    Ok(protocol)
}

/// All senders at once, each over a connection of his own; gives transfers per second.
async fn send_all(node: SocketAddr, all: Vec<Vec<Vec<u8>>>) -> Result<f64, Failure> {
    let count: usize = all.iter().map(Vec::len).sum();
    let start = Instant::now();
    let mut tasks = Vec::new();
    for requests in all {
        tasks.push(tokio::spawn(async move {
            let mut client = Client::open(node).await?;
            for request in requests {
                client.post(&request).await?;
            }
            Ok::<(), Failure>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

/// Times calls one after the other.
async fn time_calls(node: SocketAddr, call: Vec<u8>, count: usize) -> Result<Vec<Duration>, Failure> {
    let mut client = Client::open(node).await?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let start = Instant::now();
        client.post(&call).await?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times)
}

fn print(what: &str, times: &[Duration]) {
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!("{what}: p50 {:?}, p99 {:?}, worst {:?} of {}", at(50), at(99), at(100), times.len());
}

fn resident_mb() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or_default() / 256
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let signers = (1..=SENDERS).map(|number| PrivateKeySigner::from_bytes(&B256::repeat_byte(number)));
    let signers: Vec<PrivateKeySigner> = signers.collect::<Result<_, _>>()?;
    let Protocol { client, at, .. } = protocol(&signers)?;
    let nonces: Vec<u64> = signers.iter().map(|signer| client.chain.nonce(signer.address())).collect();
    let node = Node::start(client.chain, Config::default(), "127.0.0.1:0".parse()?).await?;
    let health = IMarket::accountHealthCall { account: signers[0].address() }.abi_encode();
    let call = request("eth_call", &format!(r#"{{"to":"{}","data":"0x{}"}},"latest""#, at.market, hex::encode(health)));
    time_calls(node.address(), call.clone(), CALLS / 10).await?;
    print("eth_call accountHealth", &time_calls(node.address(), call.clone(), CALLS).await?);

    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1);
    for round in 0..rounds {
        let mut all = Vec::new();
        for (signer, nonce) in signers.iter().zip(&nonces) {
            let first = nonce + round * TRANSFERS;
            all.push(
                (first..first + TRANSFERS).map(|nonce| transfer(signer, at.lst, nonce)).collect::<Result<_, _>>()?,
            );
        }
        let meanwhile = tokio::spawn(time_calls(node.address(), call.clone(), CALLS / 10));
        let rate = send_all(node.address(), all).await?;
        println!("{rate:.0} transfers per second, {} MB in use", resident_mb());
        print("eth_call meanwhile", &meanwhile.await??);
    }
    Ok(())
}
