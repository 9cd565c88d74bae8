//! A request's parameters.

use crate::error::RpcError;
use ballast_chain::alloy_primitives::U64;
use jsonrpsee::types::Params;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Parameters by position; what is left out at the end is null.
#[derive(Debug)]
pub(crate) struct Args(Vec<Value>);

impl Args {
    pub(crate) fn parse(params: &Params<'_>) -> Result<Self, RpcError> {
        match params.as_str().map(str::trim) {
            None | Some("" | "null") => Ok(Self(Vec::new())),
            Some(text) => serde_json::from_str(text).map(Self).map_err(|error| RpcError::params(error.to_string())),
        }
    }

    /// A parameter that must be there.
    pub(crate) fn get<T: DeserializeOwned>(&self, at: usize) -> Result<T, RpcError> {
        self.maybe(at)?.ok_or_else(|| RpcError::params(format!("missing value for required argument {at}")))
    }

    /// A parameter that may be left out.
    pub(crate) fn maybe<T: DeserializeOwned>(&self, at: usize) -> Result<Option<T>, RpcError> {
        let value = self.0.get(at).filter(|value| !value.is_null());
        let parsed = value.map(|value| T::deserialize(value)).transpose();
        parsed.map_err(|error| RpcError::params(format!("invalid argument {at}: {error}")))
    }

    /// A number, in hex or decimal.
    pub(crate) fn number(&self, at: usize) -> Result<u64, RpcError> {
        self.get::<U64>(at).map(|number| number.to())
    }
}

/// A value as JSON.
pub(crate) fn json(value: impl Serialize) -> Result<Value, RpcError> {
    serde_json::to_value(value).map_err(|error| RpcError::server(error.to_string()))
}

/// A number as Ethereum writes quantities.
pub(crate) fn quantity(number: impl Into<u128>) -> Value {
    Value::String(format!("{:#x}", number.into()))
}
