//! What a transaction did, in the shapes of geth's and Nitro's tracers.

use crate::{
    args::{Args, json, quantity},
    block::executable,
    call::Overrides,
    error::{Answer, RpcError, output_of, refused},
    ledger::Ledger,
    views::object,
};
use alloy_eips::{BlockId, BlockNumberOrTag};
use alloy_primitives::{Address, B256, U256};
use alloy_rpc_types_eth::{BlockOverrides, state::StateOverride};
use ballast_chain::{ARBOS_STATE, Chain, Frame, Run, Setting, Trace, Tx};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Which tracer, and what alters the call.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Options {
    tracer: Option<String>,
    tracer_config: TracerConfig,
    state_overrides: Option<StateOverride>,
    block_overrides: Option<BlockOverrides>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TracerConfig {
    only_top_call: bool,
}

#[derive(Clone, Copy, Debug)]
enum Tracer {
    Call { only_top: bool },
    Prestate,
    Stylus,
}

impl Options {
    fn tracer(&self) -> Result<Tracer, RpcError> {
        match self.tracer.as_deref() {
            Some("callTracer") => Ok(Tracer::Call { only_top: self.tracer_config.only_top_call }),
            Some("prestateTracer") => Ok(Tracer::Prestate),
            Some("stylusTracer") => Ok(Tracer::Stylus),
            other => {
                let name = other.unwrap_or("the default one");
                Err(RpcError::params(format!(
                    "no such tracer: {name}; there are callTracer, prestateTracer and stylusTracer"
                )))
            }
        }
    }
}

/// A mined transaction, run again on the state before it.
pub(crate) fn trace_transaction(ledger: &mut Ledger, args: &Args) -> Answer {
    let tracer = args.maybe::<Options>(1)?.unwrap_or_default().tracer()?;
    let Some((block, index)) = ledger.place(&args.get::<B256>(0)?) else {
        return Err(RpcError::server("transaction not found"));
    };
    let header = &block.header;
    let (number, timestamp) = (header.number, header.timestamp);
    let Some(parent) = number.checked_sub(1) else { return Err(RpcError::server("genesis is not traceable")) };
    let setting = Setting { number, timestamp, ..ledger.chain.next_setting() };
    let mut txs: Vec<Tx> =
        block.txs.iter().take(index + 1).map(|mined| executable(&mined.tx, setting.base_fee)).collect();
    let Some(tx) = txs.pop() else { return Err(RpcError::server("transaction not found")) };
    ledger.chain.at(parent, |chain| {
        chain.set_time(timestamp);
        for earlier in txs {
            let from = earlier.from;
            chain.transact_in(earlier, &setting).map_err(|error| refused(&error, from))?;
        }
        traced(chain, tx, &setting, tracer)
    })?
}

/// A call that was never mined.
pub(crate) fn trace_call(ledger: &mut Ledger, args: &Args) -> Answer {
    let options: Options = args.maybe(2)?.unwrap_or_default();
    let tracer = options.tracer()?;
    let request = args.get(0)?;
    let id = args.maybe(1)?.unwrap_or(BlockId::Number(BlockNumberOrTag::Latest));
    let overrides = Overrides { state: options.state_overrides, block: options.block_overrides };
    let most = ledger.config.limits.gas;
    ledger.looking(id, overrides, |chain, setting| {
        let (tx, setting) = crate::call::requested(request, setting, most)?;
        traced(chain, tx, &setting, tracer)
    })
}

fn traced(chain: &mut Chain, tx: Tx, setting: &Setting, tracer: Tracer) -> Answer {
    let run = chain.call_in(tx.clone(), setting, true).map_err(|error| refused(&error, tx.from))?;
    if run.trace.as_ref().is_some_and(|trace| trace.is_cut) {
        return Err(RpcError::limit("the trace has too many bytes"));
    }
    match tracer {
        Tracer::Call { only_top } => Ok(top_call(&tx, &run, only_top)),
        Tracer::Prestate => Ok(before(chain, &run)),
        Tracer::Stylus => json(run.trace.unwrap_or_default()),
    }
}

/// The transaction's own frame, with its gas as the receipt counts it.
fn top_call(tx: &Tx, run: &Run, only_top: bool) -> Value {
    let empty = Trace::default();
    let frame = &run.trace.as_ref().unwrap_or(&empty).frame;
    let mut call = call(frame, only_top);
    call.insert("gas".into(), quantity(tx.gas_limit.unwrap_or_default()));
    call.insert("gasUsed".into(), quantity(run.receipt.gas_used));
    if let Err(error) = output_of(&run.receipt) {
        let reason = error.message.strip_prefix("execution reverted: ").map(str::to_owned);
        call.extend(reason.map(|reason| ("revertReason".into(), Value::String(reason))));
    }
    Value::Object(call)
}

fn call(frame: &Frame, only_top: bool) -> Map<String, Value> {
    let how = &frame.call;
    let text = |text: String| Value::String(text);
    let mut call = Map::new();
    let mut put = |name: &str, value: Value| call.insert(name.to_owned(), value);
    put("type", text(how.kind.to_owned()));
    put("from", text(format!("{:#x}", how.from)));
    put("to", text(format!("{:#x}", frame.address)));
    put("gas", quantity(frame.gas_limit));
    put("gasUsed", quantity(frame.gas_used));
    put("input", text(how.input.to_string()));
    if how.kind != "STATICCALL" {
        put("value", text(format!("{:#x}", how.value)));
    }
    if !how.output.is_empty() {
        put("output", text(how.output.to_string()));
    }
    if let Some(error) = &how.error {
        put("error", text(error.clone()));
    }
    let calls: Vec<Value> = frame.children().map(|child| Value::Object(self::call(child, false))).collect();
    if !only_top && !calls.is_empty() {
        put("calls", Value::Array(calls));
    }
    call
}

/// The accounts that a transaction looked at, as they were. ArbOS' own is not shown.
fn before(chain: &Chain, run: &Run) -> Value {
    let shown = run.touched.iter().filter(|(address, _)| *address != ARBOS_STATE);
    let accounts = shown.map(|(address, slots)| (format!("{address:#x}"), account(chain, *address, slots)));
    Value::Object(accounts.collect())
}

fn account(chain: &Chain, address: Address, slots: &[U256]) -> Value {
    let mut account = object([("balance", Value::String(format!("{:#x}", chain.balance(address))))]);
    let Some(fields) = account.as_object_mut() else { return account };
    if chain.nonce(address) > 0 {
        fields.insert("nonce".into(), chain.nonce(address).into());
    }
    let code = chain.code(address);
    if !code.is_empty() {
        fields.insert("code".into(), Value::String(code.to_string()));
    }
    let word = |word: U256| B256::from(word).to_string();
    let values = slots.iter().map(|slot| (*slot, chain.storage(address, *slot)));
    let storage: Map<String, Value> = values.map(|(slot, value)| (word(slot), Value::String(word(value)))).collect();
    if !storage.is_empty() {
        fields.insert("storage".into(), Value::Object(storage));
    }
    account
}
