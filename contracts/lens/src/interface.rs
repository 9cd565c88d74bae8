//! Calls and errors, from the published interfaces themselves.
#![allow(missing_docs)] // documented in abi/ILens.sol, abi/IMarket.sol and abi/IRisk.sol

/// Our own.
mod own {
    alloy_sol_types::sol!(
        #![sol(all_derives)]
        "../../abi/ILens.sol"
    );
}

/// The treasurer's.
mod market {
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
pub use market::IMarket;
pub use own::ILens;
