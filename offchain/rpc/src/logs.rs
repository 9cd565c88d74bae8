//! Queries for logs, and filters.

use crate::{
    args::{Args, json, quantity},
    error::{Answer, RpcError},
    filters::Kind,
    ledger::Ledger,
};
use alloy_eips::BlockNumberOrTag;
use alloy_primitives::B256;
use alloy_rpc_types_eth::{Filter, FilterBlockOption, Log};
use serde_json::Value;

impl Ledger {
    /// The logs that a filter lets through.
    pub(crate) fn logs(&self, filter: &Filter) -> Result<Vec<Log>, RpcError> {
        let last = self.head().header.number;
        let (from, to) = match filter.block_option {
            FilterBlockOption::AtBlockHash(hash) => {
                let block = self.block_by_hash(&hash).ok_or_else(|| RpcError::server("unknown block"))?;
                (block.header.number, block.header.number)
            }
            FilterBlockOption::Range { from_block, to_block } => {
                let number = |tag: Option<BlockNumberOrTag>| tag.map_or(last, |tag| self.number_of(tag));
                (number(from_block), number(to_block))
            }
        };
        if from > to {
            return Err(RpcError::params("invalid block range params"));
        }
        self.logs_in(filter, from, to.min(last))
    }

    fn logs_in(&self, filter: &Filter, from: u64, to: u64) -> Result<Vec<Log>, RpcError> {
        let limits = &self.config.limits;
        if to.saturating_sub(from) >= limits.log_blocks {
            return Err(RpcError::limit(format!("query exceeds max block range {}", limits.log_blocks)));
        }
        let (mut found, mut bytes) = (Vec::new(), 0);
        let blocks = (from..=to).filter_map(|number| self.block(number));
        for block in blocks.filter(|block| filter.matches_bloom(block.header.logs_bloom)) {
            let fitting = block.logs().into_iter().filter(|log| filter.matches(&log.inner));
            found.extend(fitting.inspect(|log| bytes += log.inner.data.data.len()));
            if found.len() > limits.logs {
                return Err(RpcError::limit(format!("query returned more than {} results", limits.logs)));
            }
            // In JSON each byte takes two.
            if bytes > limits.answer_bytes as usize / 2 {
                return Err(RpcError::limit(format!("query returned more than {} bytes", limits.answer_bytes)));
            }
        }
        Ok(found)
    }

    fn filter(&mut self, kind: Kind) -> Answer {
        let next = self.head().header.number + 1;
        Ok(quantity(self.filters.add(kind, next)))
    }
}

pub(crate) fn get_logs(ledger: &mut Ledger, args: &Args) -> Answer {
    json(ledger.logs(&args.get(0)?)?)
}

pub(crate) fn new_filter(ledger: &mut Ledger, args: &Args) -> Answer {
    let filter: Filter = args.get(0)?;
    ledger.filter(Kind::Logs(Box::new(filter)))
}

pub(crate) fn new_block_filter(ledger: &mut Ledger, _: &Args) -> Answer {
    ledger.filter(Kind::Blocks)
}

pub(crate) fn new_pending_filter(ledger: &mut Ledger, _: &Args) -> Answer {
    ledger.filter(Kind::Accepted)
}

pub(crate) fn uninstall_filter(ledger: &mut Ledger, args: &Args) -> Answer {
    Ok(ledger.filters.remove(args.number(0)?).into())
}

/// All logs of a filter, whatever its owner has seen.
pub(crate) fn filter_logs(ledger: &mut Ledger, args: &Args) -> Answer {
    match ledger.filters.get(args.number(0)?).map(|poll| &poll.kind) {
        Some(Kind::Logs(filter)) => json(ledger.logs(filter)?),
        _ => Err(RpcError::server("filter not found")),
    }
}

/// What is new since the owner asked last.
pub(crate) fn filter_changes(ledger: &mut Ledger, args: &Args) -> Answer {
    let id = args.number(0)?;
    let poll = ledger.filters.get(id).ok_or_else(|| RpcError::server("filter not found"))?;
    let last = ledger.head().header.number;
    let (found, next): (Value, u64) = match &poll.kind {
        Kind::Accepted => {
            let (hashes, next) = ledger.filters.accepted_since(poll.next);
            (json(hashes)?, next)
        }
        Kind::Blocks => {
            let blocks = ledger.blocks.iter().skip(poll.next as usize);
            (json(blocks.map(|block| block.hash).collect::<Vec<B256>>())?, last + 1)
        }
        Kind::Logs(filter) => {
            // Who has not asked for long gets what is nearest to now.
            let from = poll.next.max((last + 1).saturating_sub(ledger.config.limits.log_blocks));
            let bound = match filter.block_option {
                FilterBlockOption::Range { to_block: Some(BlockNumberOrTag::Number(to)), .. } => to.min(last),
                _ => last,
            };
            let from = filter.get_from_block().map_or(from, |first| from.max(first));
            (json(if from > bound { Vec::new() } else { ledger.logs_in(filter, from, bound)? })?, last + 1)
        }
    };
    ledger.filters.saw(id, next);
    Ok(found)
}
