//! Methods for development, under the names that anvil and Hardhat use.

use crate::{
    args::{Args, quantity},
    error::{Answer, RpcError, refused},
    ledger::{Kept, Ledger},
};
use alloy_primitives::{Address, Bytes, U256};
use serde_json::Value;

/// Most blocks that one request mines.
const MOST_BLOCKS: u64 = 10_000;

pub(crate) fn snapshot(ledger: &mut Ledger, _: &Args) -> Answer {
    if ledger.kept.len() > ledger.config.limits.snapshots {
        return Err(RpcError::limit(format!("more than {} snapshots", ledger.config.limits.snapshots)));
    }
    let (id, chain) = (ledger.next_kept, ledger.chain.snapshot());
    let (clock, last) = (ledger.clock, ledger.head().header.number);
    ledger.next_kept += 1;
    ledger.kept.push(Kept { id, chain, clock, last });
    Ok(quantity(id))
}

/// Returns to a snapshot. It and those after it can be used no more.
pub(crate) fn revert(ledger: &mut Ledger, args: &Args) -> Answer {
    let id = args.number(0)?;
    let Some(at) = ledger.kept.iter().position(|kept| kept.id == id && id > 0) else { return Ok(false.into()) };
    let kept = ledger.kept[at];
    return_to(ledger, kept)?;
    ledger.kept.truncate(at);
    ledger.chain.forget(kept.chain);
    Ok(true.into())
}

fn return_to(ledger: &mut Ledger, kept: Kept) -> Result<(), RpcError> {
    ledger.chain.restore(kept.chain).map_err(|error| RpcError::server(error.to_string()))?;
    ledger.clock = kept.clock;
    ledger.truncate(kept.last);
    ledger.filters.rewind(kept.last + 1);
    ledger.pool.clear();
    Ok(())
}

/// Returns to how the node began.
pub(crate) fn reset(ledger: &mut Ledger, _: &Args) -> Answer {
    let first = ledger.kept[0];
    return_to(ledger, first)?;
    ledger.kept.truncate(1);
    Ok(Value::Null)
}

/// Mines blocks, the first of all that waits; some seconds apart if a second number says so.
pub(crate) fn mine(ledger: &mut Ledger, args: &Args) -> Answer {
    let count = if args.maybe::<Value>(0)?.is_some() { args.number(0)? } else { 1 };
    let interval = if args.maybe::<Value>(1)?.is_some() { args.number(1)? } else { 0 };
    if count > MOST_BLOCKS {
        return Err(RpcError::limit(format!("more than {MOST_BLOCKS} blocks")));
    }
    for at in 0..count {
        if at > 0 && interval > 0 {
            ledger.clock.advance(interval);
        }
        ledger.mine_ready();
    }
    Ok(Value::Null)
}

/// Mines one block, at a time that may be named.
pub(crate) fn evm_mine(ledger: &mut Ledger, args: &Args) -> Answer {
    if args.maybe::<Value>(0)?.is_some_and(|value| !value.is_object()) {
        let last = ledger.head().header.timestamp;
        ledger.clock.set_next(args.number(0)?, last)?;
    }
    ledger.mine_ready();
    Ok("0x0".into())
}

pub(crate) fn increase_time(ledger: &mut Ledger, args: &Args) -> Answer {
    Ok(ledger.clock.advance(args.number(0)?).into())
}

pub(crate) fn set_next_timestamp(ledger: &mut Ledger, args: &Args) -> Answer {
    let last = ledger.head().header.timestamp;
    ledger.clock.set_next(args.number(0)?, last)?;
    Ok(Value::Null)
}

pub(crate) fn set_time(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.clock.jump(args.number(0)?);
    Ok(Value::Null)
}

pub(crate) fn set_balance(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.chain.set_balance(args.get(0)?, args.get(1)?);
    Ok(true.into())
}

pub(crate) fn set_nonce(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.chain.set_nonce(args.get(0)?, args.number(1)?);
    Ok(true.into())
}

pub(crate) fn set_code(ledger: &mut Ledger, args: &Args) -> Answer {
    let (address, code): (Address, Bytes) = (args.get(0)?, args.get(1)?);
    ledger.chain.set_code(address, code).map_err(|error| refused(&error, address))?;
    Ok(true.into())
}

pub(crate) fn set_storage(ledger: &mut Ledger, args: &Args) -> Answer {
    let (slot, value): (U256, U256) = (args.get(1)?, args.get(2)?);
    ledger.chain.set_storage(args.get(0)?, slot, value);
    Ok(true.into())
}

pub(crate) fn impersonate(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.keys.played.insert(args.get(0)?);
    Ok(true.into())
}

pub(crate) fn stop_impersonating(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.keys.played.remove(&args.get::<Address>(0)?);
    Ok(true.into())
}

pub(crate) fn auto_impersonate(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.keys.plays_all = args.get(0)?;
    Ok(Value::Null)
}

pub(crate) fn automine(ledger: &mut Ledger, _: &Args) -> Answer {
    Ok(ledger.is_instant.into())
}

/// Whether transactions are mined at once. When it is switched on, what waits is mined.
pub(crate) fn set_automine(ledger: &mut Ledger, args: &Args) -> Answer {
    ledger.is_instant = args.get(0)?;
    if ledger.is_instant && ledger.pool.len() > 0 {
        ledger.mine_ready();
    }
    Ok(true.into())
}
