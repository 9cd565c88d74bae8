//! Subscriptions over WebSocket.

use crate::{
    args::{Args, json},
    error::RpcError,
    feed::{Feed, News},
};
use alloy_rpc_types_eth::Filter;
use jsonrpsee::{
    PendingSubscriptionSink, SubscriptionMessage, SubscriptionSink,
    core::{SubscriptionError, traits::IdProvider},
    types::{Params, SubscriptionId},
};
use serde_json::Value;
use std::{
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::sync::broadcast::error::RecvError;

/// What is subscribed to.
#[derive(Clone, Debug)]
enum Kind {
    Heads,
    Logs(Box<Filter>),
    Accepted,
}

impl Kind {
    fn parse(params: &Params<'_>) -> Result<Self, RpcError> {
        let args = Args::parse(params)?;
        match args.get::<String>(0)?.as_str() {
            "newHeads" => Ok(Self::Heads),
            "logs" => Ok(Self::Logs(Box::new(args.maybe(1)?.unwrap_or_default()))),
            "newPendingTransactions" => Ok(Self::Accepted),
            other => Err(RpcError::params(format!("no \"{other}\" subscription in eth namespace"))),
        }
    }

    fn select(&self, news: &News) -> Result<Vec<Value>, RpcError> {
        match (self, news) {
            (Self::Heads, News::Block { header, .. }) => Ok(vec![header.clone()]),
            (Self::Logs(filter), News::Block { logs, .. }) => {
                logs.iter().filter(|log| filter.matches(&log.inner)).map(json).collect()
            }
            (Self::Accepted, News::Accepted(hash)) => Ok(vec![json(hash)?]),
            _ => Ok(Vec::new()),
        }
    }
}

/// Serves a subscription until its client leaves or falls too far behind.
pub(crate) async fn subscribe(
    params: Params<'static>,
    pending: PendingSubscriptionSink,
    feed: Feed,
) -> Result<(), SubscriptionError> {
    let kind = match Kind::parse(&params) {
        Ok(kind) => kind,
        Err(error) => {
            pending.reject(error).await;
            return Ok(());
        }
    };
    let mut news = feed.listen();
    let sink = pending.accept().await?;
    loop {
        let next = tokio::select! {
            () = sink.closed() => return Ok(()),
            next = news.recv() => next,
        };
        match next {
            Ok(news) => send(&sink, kind.select(&news)?).await?,
            // Better no subscription than one with a gap that nobody sees.
            Err(RecvError::Lagged(missed)) => return Err(format!("{missed} notifications were missed").into()),
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

async fn send(sink: &SubscriptionSink, values: Vec<Value>) -> Result<(), SubscriptionError> {
    for value in values {
        let message = SubscriptionMessage::from(serde_json::value::to_raw_value(&value)?);
        sink.send(message).await?;
    }
    Ok(())
}

/// Gives ids in hex, as wallets expect, that nobody guesses.
#[derive(Debug, Default)]
pub(crate) struct HexIds {
    given: AtomicU64,
    secret: RandomState,
}

impl IdProvider for HexIds {
    fn next_id(&self) -> SubscriptionId<'static> {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        let (high, low) = (self.secret.hash_one(count), self.secret.hash_one((count, "low")));
        SubscriptionId::Str(format!("{high:#018x}{low:016x}").into())
    }
}
