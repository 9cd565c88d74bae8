//! Revert data in words.

use crate::interfaces::{IFeed, ILst, IMarket, IRisk, IStylusDeployer, IWrapper};
use alloy_sol_types::{Panic, Revert, SolError, SolInterface};
use ballast_chain::Bytes;

/// The typed error that revert data carries, with its fields; the bytes themselves if nothing knows it.
pub fn describe(data: &Bytes) -> String {
    if data.is_empty() {
        return "reverted without a reason".into();
    }
    if let Ok(error) = ILst::ILstErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = IWrapper::IWrapperErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = IMarket::IMarketErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = IRisk::IRiskErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = IStylusDeployer::IStylusDeployerErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = IFeed::IFeedErrors::abi_decode(data) {
        return variant(&format!("{error:?}"));
    }
    if let Ok(error) = Panic::abi_decode(data) {
        return error.to_string();
    }
    match Revert::abi_decode(data) {
        Ok(error) => error.to_string(),
        Err(_) => data.to_string(),
    }
}

/// `Name(Name { … })` as `Name { … }`.
fn variant(debug: &str) -> String {
    debug.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(debug).to_owned()
}
