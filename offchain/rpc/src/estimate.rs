//! The least gas with which a transaction succeeds, found by running it.

use crate::{
    args::json,
    call::{Overrides, requested},
    error::{Answer, RpcError, output_of, refused},
    ledger::Ledger,
    views::object,
};
use alloy_eips::{
    BlockId, BlockNumberOrTag,
    eip2930::{AccessList, AccessListItem},
};
use alloy_primitives::{Address, B256, U256};
use alloy_rpc_types_eth::{TransactionRequest, state::StateOverride};
use ballast_chain::{ARBOS_STATE, Chain, Receipt, Setting, Status, Tx, TxError};
use serde_json::Value;

/// Gas of a transaction that does nothing.
const LEAST_GAS: u64 = 21_000;

fn run(chain: &mut Chain, tx: &Tx, gas: u64, setting: &Setting) -> Result<Receipt, TxError> {
    chain.call_in(Tx { gas_limit: Some(gas), ..tx.clone() }, setting, false).map(|run| run.receipt)
}

/// Halves the span between a limit that fails and one that suffices until they are neighbours. A call keeps a
/// 64th of the gas back from what it calls, so what suffices may be far above what is used.
fn least(chain: &mut Chain, tx: &Tx, most: u64, setting: &Setting) -> Result<u64, RpcError> {
    let receipt = run(chain, tx, most, setting).map_err(|error| refused(&error, tx.from))?;
    if receipt.status != Status::Success {
        let is_out_of_gas = output_of(&receipt).is_err_and(|error| error.message == "out of gas");
        let exceeded = || RpcError::server(format!("gas required exceeds allowance ({most})"));
        return Err(if is_out_of_gas { exceeded() } else { output_of(&receipt).err().unwrap_or_else(exceeded) });
    }
    let succeeds = |chain: &mut Chain, gas| run(chain, tx, gas, setting).is_ok_and(|receipt| receipt.is_success());
    let (mut fails, mut enough) = (LEAST_GAS - 1, most);
    // Most need what they use before refunds, or a little more.
    let used = receipt.gas_used + receipt.gas_refunded;
    for guess in [used, used + used / 32] {
        if fails < guess && guess < enough {
            match succeeds(chain, guess) {
                true => enough = guess,
                false => fails = guess,
            }
        }
    }
    if enough == used && used > LEAST_GAS && !succeeds(chain, used - 1) {
        return Ok(used);
    }
    while fails + 1 < enough {
        let middle = fails + (enough - fails) / 2;
        match succeeds(chain, middle) {
            true => enough = middle,
            false => fails = middle,
        }
    }
    Ok(enough)
}

impl Ledger {
    /// The least gas limit with which a request succeeds, in the next block unless another is named.
    pub(crate) fn estimate(
        &mut self,
        mut request: TransactionRequest,
        id: Option<BlockId>,
        state: Option<StateOverride>,
    ) -> Result<u64, RpcError> {
        let limit = self.config.limits.gas;
        let id = id.unwrap_or(BlockId::Number(BlockNumberOrTag::Pending));
        let price = request.gas_price.or(request.max_fee_per_gas).unwrap_or_default();
        let most = request.gas.take().map_or(limit, |gas| gas.min(limit));
        self.looking(id, Overrides { state, block: None }, |chain, setting| {
            let (tx, setting) = requested(request, setting, most)?;
            least(chain, &tx, affordable(chain, &tx, price, most), &setting)
        })
    }

    /// The accounts and slots that a request looks at, with the gas it uses when it names them.
    pub(crate) fn access_list(&mut self, request: TransactionRequest, id: BlockId) -> Answer {
        let coinbase = self.chain.config().coinbase;
        let (tx, first) = self.simulate(request.clone(), id, Overrides::default(), false)?;
        let items = first.touched.into_iter().filter(|(address, slots)| is_listed(&tx, coinbase, *address, slots));
        let mut list: Vec<AccessListItem> = items.map(|(address, slots)| item(address, slots)).collect();
        list.sort_by_key(|item| item.address);
        let list = AccessList(list);
        let (_, run) = self.simulate(
            TransactionRequest { access_list: Some(list.clone()), ..request },
            id,
            Overrides::default(),
            false,
        )?;
        let used = crate::args::quantity(run.receipt.gas_used);
        let mut answer = object([("accessList", json(list)?), ("gasUsed", used)]);
        if let (Err(error), Some(fields)) = (output_of(&run.receipt), answer.as_object_mut()) {
            fields.insert("error".into(), Value::String(error.message));
        }
        Ok(answer)
    }
}

/// The gas that the sender can pay for at a price.
fn affordable(chain: &Chain, tx: &Tx, price: u128, most: u64) -> u64 {
    let left = chain.balance(tx.from).saturating_sub(tx.value);
    left.checked_div(U256::from(price)).map_or(most, |gas| gas.saturating_to::<u64>().min(most))
}

/// What is warm without being listed stays out: sender, receiver, who makes the block, precompiles, ArbOS.
fn is_listed(tx: &Tx, coinbase: Address, address: Address, slots: &[U256]) -> bool {
    let is_precompile = address.as_slice()[..18].iter().all(|byte| *byte == 0);
    let is_warm = [tx.from, coinbase].contains(&address) || Some(address) == tx.to || is_precompile;
    address != ARBOS_STATE && (!slots.is_empty() || !is_warm)
}

fn item(address: Address, mut slots: Vec<U256>) -> AccessListItem {
    slots.sort();
    AccessListItem { address, storage_keys: slots.into_iter().map(B256::from).collect() }
}
