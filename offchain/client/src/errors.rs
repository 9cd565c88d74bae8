//! Revert data in words.

use crate::interfaces::{IBackstop, IFeed, ILens, ILst, IMarket, IRights, IRisk, IStylusDeployer, IWrapper};
use alloy_sol_types::{Panic, Revert, SolError, SolInterface};
use ballast_chain::Bytes;

/// The first of these interfaces that knows the data.
macro_rules! known {
    ($data:expr, $($interface:ident::$errors:ident),*) => {
        None$(.or_else(|| $interface::$errors::abi_decode($data).ok().map(|error| format!("{error:?}"))))*
    };
}

/// The typed error that revert data carries, with its fields; the bytes themselves if nothing knows it.
pub fn describe(data: &Bytes) -> String {
    if data.is_empty() {
        return "reverted without a reason".into();
    }
    let ours = known!(
        data,
        ILst::ILstErrors,
        IWrapper::IWrapperErrors,
        IMarket::IMarketErrors,
        IRisk::IRiskErrors,
        IBackstop::IBackstopErrors,
        IRights::IRightsErrors,
        ILens::ILensErrors,
        IStylusDeployer::IStylusDeployerErrors,
        IFeed::IFeedErrors
    );
    if let Some(error) = ours {
        return variant(&error);
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
