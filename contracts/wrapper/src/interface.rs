//! Calls, events and errors, from the published interface itself.
#![allow(missing_docs)] // documented in abi/IWrapper.sol

alloy_sol_types::sol!(
    #![sol(all_derives)]
    "../../abi/IWrapper.sol"
);
