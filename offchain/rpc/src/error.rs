//! Errors with the codes, texts and data that clients know from geth.

use alloy_primitives::Bytes;
use alloy_sol_types::{Panic, Revert, SolError};
use ballast_chain::{Address, Halt, Receipt, StateGone, Status, TxError, U256};
use jsonrpsee::types::ErrorObjectOwned;
use serde_json::Value;
use thiserror::Error;

/// What a method answers.
pub(crate) type Answer = Result<Value, RpcError>;

/// Why a request was refused.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{message}")]
pub struct RpcError {
    /// The JSON-RPC code.
    pub code: i32,
    /// In words.
    pub message: String,
    /// Revert data, in hex.
    pub data: Option<Value>,
}

impl RpcError {
    fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// A parameter is not of its form.
    pub(crate) fn params(message: impl Into<String>) -> Self {
        Self::new(-32_602, message)
    }

    /// The request is of its form and cannot be served.
    pub(crate) fn server(message: impl Into<String>) -> Self {
        Self::new(-32_000, message)
    }

    /// The request asks for more than the node gives.
    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self::new(-32_005, message)
    }

    /// Code 3, with the reason where it is a string or a panic, and the data for clients to decode.
    pub(crate) fn reverted(output: &Bytes) -> Self {
        let reason = match (Revert::abi_decode(output), Panic::abi_decode(output)) {
            (Ok(revert), _) => format!(": {}", revert.reason),
            (_, Ok(panic)) => format!(": {panic}"),
            _ => String::new(),
        };
        let data = Some(Value::String(output.to_string()));
        Self { code: 3, message: format!("execution reverted{reason}"), data }
    }
}

impl From<RpcError> for ErrorObjectOwned {
    fn from(error: RpcError) -> Self {
        Self::owned(error.code, error.message, error.data)
    }
}

impl From<StateGone> for RpcError {
    fn from(gone: StateGone) -> Self {
        Self::server(gone.to_string())
    }
}

/// Why the chain did not execute a transaction.
pub(crate) fn refused(error: &TxError, from: Address) -> RpcError {
    // The variants carry numbers that only their text gives away in full; geth's words go first.
    let text = error.to_string();
    let words = match error {
        TxError::Invalid(invalid) => {
            let name = format!("{invalid:?}");
            match name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default() {
                "LackOfFundForMaxFee" | "OverflowPaymentInTransaction" => "insufficient funds for gas * price + value",
                "CallGasCostMoreThanGasLimit" | "GasFloorMoreThanGasLimit" => "intrinsic gas too low",
                "CreateInitCodeSizeLimit" => "max initcode size exceeded",
                "NonceTooLow" => "nonce too low",
                "NonceTooHigh" => "nonce too high",
                "GasPriceLessThanBasefee" => "max fee per gas less than block base fee",
                _ => "invalid transaction",
            }
        }
        TxError::Environment(_) => "internal error",
    };
    let detail = text.strip_prefix("invalid transaction: ").unwrap_or(&text);
    RpcError::server(format!("{words}: address {from}, {detail}"))
}

/// The sender cannot pay for a transaction.
pub(crate) fn too_poor(balance: U256, cost: U256) -> RpcError {
    let overshot = cost.saturating_sub(balance);
    RpcError::server(format!(
        "insufficient funds for gas * price + value: balance {balance}, tx cost {cost}, overshot {overshot}"
    ))
}

/// What a call returned, or why it did not.
pub(crate) fn output_of(receipt: &Receipt) -> Result<&Bytes, RpcError> {
    match &receipt.status {
        Status::Success => Ok(&receipt.output),
        Status::Revert => Err(RpcError::reverted(&receipt.output)),
        Status::Halt(halt) => Err(RpcError::server(words(halt))),
    }
}

/// Why a transaction was stopped.
pub(crate) fn words(halt: &Halt) -> String {
    let text = halt.to_string();
    if text.contains("OutOfGas") || text.to_lowercase().contains("out of gas") {
        return "out of gas".into();
    }
    text
}
