//! The way of a transaction into a block.

use crate::{
    error::{RpcError, too_poor},
    feed::News,
    keys::Unsigned,
    ledger::Ledger,
};
use alloy_consensus::{Transaction, TxEnvelope, transaction::Recovered, transaction::SignerRecoverable};
use alloy_eips::eip2718::Decodable2718;
use alloy_primitives::{Address, B256, Bytes, U256};
use alloy_rpc_types_eth::TransactionRequest;

/// Decodes a signed transaction and finds who signed it. This is most of the work of a transfer, and needs no chain.
pub(crate) fn decode(raw: &Bytes, most: usize) -> Result<Recovered<TxEnvelope>, RpcError> {
    if raw.len() > most {
        let text = format!("oversized data: transaction size {}, limit {most}", raw.len());
        return Err(RpcError::server(text));
    }
    let mut rest = raw.as_ref();
    let tx = TxEnvelope::decode_2718(&mut rest).map_err(|error| RpcError::server(format!("rlp: {error}")))?;
    if !rest.is_empty() {
        return Err(RpcError::server("rlp: input contains more than one value"));
    }
    if matches!(tx, TxEnvelope::Eip4844(_) | TxEnvelope::Eip7702(_)) {
        return Err(RpcError::server("transaction type not supported"));
    }
    let from = tx.recover_signer().map_err(|_| RpcError::server("invalid sender"))?;
    Ok(Recovered::new_unchecked(tx, from))
}

impl Ledger {
    /// Accepts a transaction: mines it, or lets it wait for its turn.
    pub(crate) fn submit(&mut self, tx: Recovered<TxEnvelope>) -> Result<B256, RpcError> {
        let (hash, from, nonce) = (*tx.tx_hash(), tx.signer(), tx.nonce());
        if self.knows(&hash) {
            return Err(RpcError::server("already known"));
        }
        self.check(&tx)?;
        if !self.is_instant || nonce > self.chain.nonce(from) {
            self.pool.add(tx, self.config.limits.pool)?;
            self.accepted(hash);
            return Ok(hash);
        }
        if let Some(error) = self.mine(vec![tx]).pop() {
            return Err(error);
        }
        self.accepted(hash);
        // Those of this sender that only waited for this one.
        let mut next = nonce + 1;
        while let Some(tx) = self.pool.take(from, next) {
            self.mine(vec![tx]);
            next += 1;
        }
        Ok(hash)
    }

    fn accepted(&mut self, hash: B256) {
        self.filters.accept(hash);
        self.feed.tell(News::Accepted(hash));
    }

    /// Refuses what could never be mined, in the words of geth.
    fn check(&self, tx: &Recovered<TxEnvelope>) -> Result<(), RpcError> {
        let (from, config) = (tx.signer(), self.chain.config());
        if let Some(id) = tx.chain_id().filter(|id| *id != config.chain_id) {
            let text = format!("invalid chain id for signer: have {id} want {}", config.chain_id);
            return Err(RpcError::server(text));
        }
        if tx.gas_limit() > self.config.limits.gas {
            return Err(RpcError::server("exceeds block gas limit"));
        }
        self.check_fees(tx)?;
        let (next, nonce) = (self.chain.nonce(from), tx.nonce());
        if nonce < next {
            return Err(RpcError::server(format!("nonce too low: next nonce {next}, tx nonce {nonce}")));
        }
        let gas = U256::from(tx.gas_limit()).saturating_mul(U256::from(tx.max_fee_per_gas()));
        let (cost, balance) = (gas.saturating_add(tx.value()), self.chain.balance(from));
        if cost > balance { Err(too_poor(balance, cost)) } else { Ok(()) }
    }

    fn check_fees(&self, tx: &Recovered<TxEnvelope>) -> Result<(), RpcError> {
        let (from, most, base) = (tx.signer(), tx.max_fee_per_gas(), self.chain.config().base_fee);
        if let Some(tip) = tx.max_priority_fee_per_gas().filter(|tip| *tip > most) {
            return Err(RpcError::server(format!(
                "max priority fee per gas higher than max fee per gas: address {from}, maxPriorityFeePerGas: {tip}, \
                 maxFeePerGas: {most}"
            )));
        }
        if most < u128::from(base) {
            return Err(RpcError::server(format!(
                "max fee per gas less than block base fee: address {from}, maxFeePerGas: {most}, baseFee: {base}"
            )));
        }
        Ok(())
    }

    /// Fills in what a request leaves open, signs it and submits it.
    pub(crate) fn send(&mut self, mut request: TransactionRequest) -> Result<B256, RpcError> {
        let from = request.from.ok_or_else(|| RpcError::params("missing from"))?;
        if request.gas.is_none() {
            request.gas = Some(self.estimate(request.clone(), None, None)?);
        }
        let tx = self.filled(request, from)?;
        let signed = self.keys.sign(tx, from)?;
        self.submit(signed)
    }

    fn filled(&self, mut request: TransactionRequest, from: Address) -> Result<Unsigned, RpcError> {
        let config = self.chain.config();
        request.nonce.get_or_insert_with(|| self.pending_nonce(from));
        request.chain_id.get_or_insert(config.chain_id);
        request.to.get_or_insert_default();
        request.normalize_input();
        if request.gas_price.is_none() {
            request.max_fee_per_gas.get_or_insert(u128::from(config.base_fee) * 2);
            request.max_priority_fee_per_gas.get_or_insert(0);
        }
        request.build_typed_tx().map_err(|_| RpcError::params("the transaction's fields do not go together"))
    }
}
