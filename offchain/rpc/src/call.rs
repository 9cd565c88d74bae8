//! Calls that change nothing: at any kept block, on a state that the caller alters.

use crate::{
    error::{RpcError, output_of, refused},
    ledger::Ledger,
};
use alloy_eips::{BlockId, BlockNumberOrTag};
use alloy_primitives::{Address, B256, Bytes, U256};
use alloy_rpc_types_eth::{
    BlockOverrides, TransactionRequest,
    state::{AccountOverride, StateOverride},
};
use ballast_chain::{Chain, Run, Setting, Tx};

/// What a call may alter before it runs.
#[derive(Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) state: Option<StateOverride>,
    pub(crate) block: Option<BlockOverrides>,
}

impl Ledger {
    /// A block's setting; that of the pending one is the next block's, on the last one's state.
    pub(crate) fn setting(&self, id: BlockId) -> Result<(u64, Setting), RpcError> {
        if id == BlockId::Number(BlockNumberOrTag::Pending) {
            return Ok((self.head().header.number, self.next_setting()));
        }
        let header = &self.find(id).ok_or_else(|| RpcError::server("header not found"))?.header;
        let (number, timestamp) = (header.number, header.timestamp);
        Ok((number, Setting { number, timestamp, ..self.chain.next_setting() }))
    }

    /// Lets `look` see the chain after a block, as the caller altered it.
    pub(crate) fn looking<T>(
        &mut self,
        id: BlockId,
        overrides: Overrides,
        look: impl FnOnce(&mut Chain, Setting) -> Result<T, RpcError>,
    ) -> Result<T, RpcError> {
        let (number, setting) = self.setting(id)?;
        let setting = overrides.block.map_or(setting, |block| altered(setting, &block));
        let state = overrides.state.unwrap_or_default();
        self.chain.at(number, |chain| {
            chain.set_time(setting.timestamp);
            for (address, account) in state {
                alter(chain, address, account)?;
            }
            look(chain, setting)
        })?
    }

    /// Executes a request and forgets it.
    pub(crate) fn simulate(
        &mut self,
        request: TransactionRequest,
        id: BlockId,
        overrides: Overrides,
        traced: bool,
    ) -> Result<(Tx, Run), RpcError> {
        let most = self.config.limits.gas;
        self.looking(id, overrides, |chain, setting| {
            let (tx, setting) = requested(request, setting, most)?;
            let run = chain.call_in(tx.clone(), &setting, traced).map_err(|error| refused(&error, tx.from))?;
            Ok((tx, run))
        })
    }

    /// What a call returns.
    pub(crate) fn call(
        &mut self,
        request: TransactionRequest,
        id: BlockId,
        overrides: Overrides,
    ) -> Result<Bytes, RpcError> {
        let (_, run) = self.simulate(request, id, overrides, false)?;
        output_of(&run.receipt).cloned()
    }
}

/// A request as the chain takes it. Who names no price pays nothing, and sees no base fee.
pub(crate) fn requested(request: TransactionRequest, setting: Setting, most: u64) -> Result<(Tx, Setting), RpcError> {
    let price = request.gas_price.or(request.max_fee_per_gas).unwrap_or_default();
    let setting = if price == 0 { Setting { base_fee: 0, ..setting } } else { setting };
    let from = request.from.unwrap_or_default();
    if price < u128::from(setting.base_fee) {
        return Err(RpcError::server(format!(
            "max fee per gas less than block base fee: address {from}, maxFeePerGas: {price}, baseFee: {}",
            setting.base_fee
        )));
    }
    let data = match request.input.try_into_unique_input() {
        Ok(data) => data.unwrap_or_default(),
        Err(error) => return Err(RpcError::params(error.to_string())),
    };
    let list = request.access_list.map(|list| list.0).unwrap_or_default();
    let tx = Tx {
        from,
        to: request.to.and_then(|to| to.to().copied()),
        value: request.value.unwrap_or_default(),
        data,
        gas_limit: Some(request.gas.unwrap_or(most).min(most)),
        gas_price: Some(setting.base_fee.into()),
        nonce: None,
        access_list: list.into_iter().map(|item| (item.address, item.storage_keys)).collect(),
    };
    Ok((tx, setting))
}

fn altered(setting: Setting, block: &BlockOverrides) -> Setting {
    Setting {
        number: block.number.map_or(setting.number, |number| number.saturating_to()),
        timestamp: block.time.unwrap_or(setting.timestamp),
        base_fee: block.base_fee.map_or(setting.base_fee, |fee| fee.saturating_to()),
        coinbase: block.coinbase.unwrap_or(setting.coinbase),
    }
}

fn alter(chain: &mut Chain, address: Address, account: AccountOverride) -> Result<(), RpcError> {
    if let Some(balance) = account.balance {
        chain.set_balance(address, balance);
    }
    if let Some(nonce) = account.nonce {
        chain.set_nonce(address, nonce);
    }
    if let Some(code) = account.code {
        chain.set_code(address, code).map_err(|error| refused(&error, address))?;
    }
    if account.state.is_some() && account.state_diff.is_some() {
        return Err(RpcError::params(format!("account {address} has both 'state' and 'stateDiff'")));
    }
    if account.state.is_some() {
        chain.clear_storage(address);
    }
    for (slot, value) in account.state.or(account.state_diff).unwrap_or_default() {
        set(chain, address, slot, value);
    }
    Ok(())
}

fn set(chain: &mut Chain, address: Address, slot: B256, value: B256) {
    chain.set_storage(address, slot.into(), U256::from_be_bytes(value.0));
}
