//! The server: HTTP and WebSocket on one port.

use crate::{
    actor::Handle,
    args::Args,
    config::{Config, Limits},
    error::RpcError,
    feed::Feed,
    ledger::Ledger,
    methods::METHODS,
    submit::decode,
    subscribe::{HexIds, subscribe},
};
use ballast_chain::Chain;
use jsonrpsee::{
    RpcModule,
    core::RegisterMethodError,
    server::{BatchRequestConfig, PingConfig, Server, ServerConfig, ServerHandle},
    types::ErrorObjectOwned,
};
use std::{io, net::SocketAddr, time::Duration};
use thiserror::Error;
use tokio::time::MissedTickBehavior;
use tower_http::cors::CorsLayer;

/// Why a node did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address cannot be listened on, or there is no thread to be had.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Two methods have one name.
    #[error(transparent)]
    Methods(#[from] RegisterMethodError),
}

/// A node that is running. It stops when this is dropped.
#[derive(Debug)]
pub struct Node {
    address: SocketAddr,
    server: ServerHandle,
}

impl Node {
    /// Serves a chain at an address; port 0 takes any that is free. Must be called within a tokio runtime.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on.
    pub async fn start(chain: Chain, config: Config, address: SocketAddr) -> Result<Self, StartError> {
        let feed = Feed::new();
        let (limits, block_time) = (config.limits, config.block_time);
        let chain = Handle::start(Ledger::new(chain, config, feed.clone()), limits.queue)?;
        if let Some(period) = block_time {
            tokio::spawn(keep_mining(chain.clone(), period));
        }
        let server = Server::builder()
            .set_config(settings(&limits))
            .set_http_middleware(tower::ServiceBuilder::new().layer(open_to_pages()))
            .build(address)
            .await?;
        let address = server.local_addr()?;
        Ok(Self { address, server: server.start(module(chain, feed, limits)?) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it has stopped.
    pub async fn stopped(self) {
        self.server.stopped().await;
    }
}

/// Pages of any origin may ask, as browsers' wallets and local apps do.
fn open_to_pages() -> CorsLayer {
    CorsLayer::permissive().allow_private_network(true)
}

fn settings(limits: &Limits) -> ServerConfig {
    ServerConfig::builder()
        .max_request_body_size(limits.request_bytes)
        .max_response_body_size(limits.answer_bytes)
        .max_connections(limits.connections)
        .max_subscriptions_per_connection(limits.subscriptions)
        .set_batch_request_config(BatchRequestConfig::Limit(limits.batch))
        .set_message_buffer_capacity(limits.messages)
        .set_id_provider(HexIds::default())
        .set_tcp_no_delay(true)
        .enable_ws_ping(PingConfig::default())
        .build()
}

async fn keep_mining(chain: Handle, period: Duration) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let mined = chain.run(|ledger| {
            ledger.mine_ready();
            Ok(())
        });
        if mined.await.is_err() {
            return;
        }
    }
}

fn module(chain: Handle, feed: Feed, limits: Limits) -> Result<RpcModule<Handle>, RegisterMethodError> {
    let mut module = RpcModule::new(chain);
    for &(name, method) in METHODS {
        module.register_async_method(name, move |params, chain, _| async move {
            let args = Args::parse(&params)?;
            chain.run(move |ledger| method(ledger, &args)).await.map_err(ErrorObjectOwned::from)
        })?;
    }
    module.register_async_method("eth_sendRawTransaction", move |params, chain, _| async move {
        let tx = decode(&Args::parse(&params)?.get(0)?, limits.transaction_bytes)?;
        let hash = chain.run(|ledger| ledger.submit(tx)).await;
        hash.map_err(|error: RpcError| ErrorObjectOwned::from(error))
    })?;
    module.register_subscription(
        "eth_subscribe",
        "eth_subscription",
        "eth_unsubscribe",
        move |params, sink, _, _| subscribe(params, sink, feed.clone()),
    )?;
    Ok(module)
}
