//! What is asked of the chain.

use crate::{
    args::{Args, json, quantity},
    call::Overrides,
    error::{Answer, RpcError},
    ledger::Ledger,
    views::waiting_json,
};
use alloy_eips::{BlockId, BlockNumberOrTag};
use alloy_primitives::{Address, B256, Bytes, U64, U256, keccak256};
use alloy_rpc_types_eth::FeeHistory;
use ballast_chain::Chain;
use serde_json::Value;

/// Most blocks of a history of fees, as in geth.
const FEE_BLOCKS: u64 = 1_024;
/// Most percentiles of it, likewise.
const FEE_PERCENTILES: usize = 100;

pub(crate) fn client_version(_: &mut Ledger, _: &Args) -> Answer {
    Ok(format!("ballast/v{}", env!("CARGO_PKG_VERSION")).into())
}

pub(crate) fn sha3(_: &mut Ledger, args: &Args) -> Answer {
    json(keccak256(args.get::<Bytes>(0)?))
}

pub(crate) fn net_version(ledger: &mut Ledger, _: &Args) -> Answer {
    Ok(ledger.chain.config().chain_id.to_string().into())
}

pub(crate) fn yes(_: &mut Ledger, _: &Args) -> Answer {
    Ok(true.into())
}

pub(crate) fn no(_: &mut Ledger, _: &Args) -> Answer {
    Ok(false.into())
}

pub(crate) fn zero(_: &mut Ledger, _: &Args) -> Answer {
    Ok(quantity(0u8))
}

pub(crate) fn chain_id(ledger: &mut Ledger, _: &Args) -> Answer {
    Ok(quantity(ledger.chain.config().chain_id))
}

pub(crate) fn block_number(ledger: &mut Ledger, _: &Args) -> Answer {
    Ok(quantity(ledger.head().header.number))
}

pub(crate) fn accounts(ledger: &mut Ledger, _: &Args) -> Answer {
    json(ledger.keys.addresses())
}

pub(crate) fn gas_price(ledger: &mut Ledger, _: &Args) -> Answer {
    Ok(quantity(ledger.chain.config().base_fee))
}

/// The base fee and fill of blocks; tips are zero, as nobody can give one.
pub(crate) fn fee_history(ledger: &mut Ledger, args: &Args) -> Answer {
    let count = args.number(0)?.min(FEE_BLOCKS);
    let newest: BlockNumberOrTag = args.get(1)?;
    let percentiles: Vec<f64> = args.maybe(2)?.unwrap_or_default();
    if percentiles.len() > FEE_PERCENTILES {
        return Err(RpcError::params(format!("over the query limit of {FEE_PERCENTILES} percentiles")));
    }
    let last = ledger.number_of(newest);
    if ledger.block(last).is_none() {
        return Err(RpcError::server("request beyond head block"));
    }
    let oldest_block = (last + 1).saturating_sub(count);
    let blocks = (oldest_block..=last).filter_map(|number| ledger.block(number)).take(count as usize);
    let headers: Vec<_> = blocks.map(|block| &block.header).collect();
    let fee = u128::from(ledger.chain.config().base_fee);
    json(FeeHistory {
        base_fee_per_gas: vec![fee; headers.len() + 1],
        gas_used_ratio: headers.iter().map(|header| header.gas_used as f64 / header.gas_limit as f64).collect(),
        reward: (!percentiles.is_empty()).then(|| vec![vec![0; percentiles.len()]; headers.len()]),
        oldest_block,
        ..FeeHistory::default()
    })
}

/// Looks at a kept state; the id stands behind the other parameters.
fn state<T>(ledger: &mut Ledger, args: &Args, at: usize, look: impl FnOnce(&Chain) -> T) -> Result<T, RpcError> {
    let id = args.maybe(at)?.unwrap_or_default();
    ledger.looking(id, Overrides::default(), |chain, _| Ok(look(chain)))
}

pub(crate) fn balance(ledger: &mut Ledger, args: &Args) -> Answer {
    let address: Address = args.get(0)?;
    json(state(ledger, args, 1, |chain| chain.balance(address))?)
}

pub(crate) fn code(ledger: &mut Ledger, args: &Args) -> Answer {
    let address: Address = args.get(0)?;
    json(state(ledger, args, 1, |chain| chain.code(address))?)
}

pub(crate) fn storage(ledger: &mut Ledger, args: &Args) -> Answer {
    let (address, slot): (Address, U256) = (args.get(0)?, args.get(1)?);
    json(B256::from(state(ledger, args, 2, |chain| chain.storage(address, slot))?))
}

pub(crate) fn transaction_count(ledger: &mut Ledger, args: &Args) -> Answer {
    let address: Address = args.get(0)?;
    if args.maybe(1)? == Some(BlockId::Number(BlockNumberOrTag::Pending)) {
        return Ok(quantity(ledger.pending_nonce(address)));
    }
    Ok(quantity(state(ledger, args, 1, |chain| chain.nonce(address))?))
}

pub(crate) fn call(ledger: &mut Ledger, args: &Args) -> Answer {
    let overrides = Overrides { state: args.maybe(2)?, block: args.maybe(3)? };
    let id = args.maybe(1)?.unwrap_or_default();
    json(ledger.call(args.get(0)?, id, overrides)?)
}

pub(crate) fn estimate_gas(ledger: &mut Ledger, args: &Args) -> Answer {
    Ok(quantity(ledger.estimate(args.get(0)?, args.maybe(1)?, args.maybe(2)?)?))
}

pub(crate) fn create_access_list(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.access_list(args.get(0)?, args.maybe(1)?.unwrap_or_default())
}

pub(crate) fn send_transaction(ledger: &mut Ledger, args: &Args) -> Answer {
    json(ledger.send(args.get(0)?)?)
}

fn found(ledger: &Ledger, args: &Args) -> Result<Option<u64>, RpcError> {
    Ok(ledger.find(args.get(0)?).map(|block| block.header.number))
}

fn block_at(ledger: &Ledger, number: Option<u64>) -> Option<&crate::block::Block> {
    ledger.block(number?)
}

pub(crate) fn block(ledger: &mut Ledger, args: &Args) -> Answer {
    let full = args.maybe(1)?.unwrap_or(false);
    block_at(ledger, found(ledger, args)?).map_or(Ok(Value::Null), |block| block.json(full))
}

pub(crate) fn block_transaction_count(ledger: &mut Ledger, args: &Args) -> Answer {
    let block = block_at(ledger, found(ledger, args)?);
    Ok(block.map_or(Value::Null, |block| quantity(block.txs.len() as u64)))
}

pub(crate) fn block_receipts(ledger: &mut Ledger, args: &Args) -> Answer {
    let Some(block) = block_at(ledger, found(ledger, args)?) else { return Ok(Value::Null) };
    (0..block.txs.len()).map(|at| block.receipt_json(at)).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

pub(crate) fn transaction_in_block(ledger: &mut Ledger, args: &Args) -> Answer {
    let index: U64 = args.get(1)?;
    let block = block_at(ledger, found(ledger, args)?);
    block.map_or(Ok(Value::Null), |block| block.tx_json(index.to()))
}

pub(crate) fn transaction(ledger: &mut Ledger, args: &Args) -> Answer {
    let hash: B256 = args.get(0)?;
    if let Some(tx) = ledger.pool.get(&hash) {
        return waiting_json(tx);
    }
    ledger.place(&hash).map_or(Ok(Value::Null), |(block, at)| block.tx_json(at))
}

pub(crate) fn receipt(ledger: &mut Ledger, args: &Args) -> Answer {
    let place = ledger.place(&args.get(0)?);
    place.map_or(Ok(Value::Null), |(block, at)| block.receipt_json(at))
}

/// No block has uncles.
pub(crate) fn uncle_count(ledger: &mut Ledger, args: &Args) -> Answer {
    let block = block_at(ledger, found(ledger, args)?);
    Ok(block.map_or(Value::Null, |_| quantity(0u8)))
}
