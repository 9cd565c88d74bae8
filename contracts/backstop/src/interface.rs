//! Calls, events and errors, from the published interfaces themselves.
#![allow(missing_docs)] // documented in abi/IBackstop.sol, abi/IMarket.sol and abi/ILens.sol

/// Our own.
mod own {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IBackstop.sol"
    );
}

/// The market's.
mod market {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/IMarket.sol"
    );
}

/// The lens's.
mod lens {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/ILens.sol"
    );
}

pub use lens::ILens;
pub use market::IMarket;
pub use own::IBackstop;
