//! Calls, events and errors, from the published interfaces themselves.
#![allow(missing_docs)] // documented in abi/IMarket.sol and abi/IRisk.sol

/// Our own.
mod own {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IMarket.sol"
    );
}

/// The judge's.
mod judge {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IRisk.sol"
    );
}

pub use judge::IRisk;
pub use own::{IMarket, IMarketCallbacks};
