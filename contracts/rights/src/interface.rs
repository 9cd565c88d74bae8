//! Calls, events and errors, from the published interfaces themselves.
#![allow(missing_docs)] // documented in abi/IRights.sol and abi/IMarket.sol

/// Our own.
mod own {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IRights.sol"
    );
}

/// The market's.
mod market {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IMarket.sol"
    );
}

pub use market::{IMarket, IMarketCallbacks};
pub use own::IRights;
