//! Calls, events and errors, from the published interface itself, and the calls made to sources of prices.
#![allow(missing_docs)] // documented in abi/IRisk.sol and abi/ILst.sol

alloy_sol_types::sol!(
    #![sol(all_derives)]
    "../../abi/IRisk.sol"
);

alloy_sol_types::sol!("../../abi/ILst.sol");

alloy_sol_types::sol! {
    /// Chainlink's `AggregatorV3Interface`, as far as it is used.
    interface IFeed {
        function latestRoundData()
            external view
            returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
        /// The same function on a feed and on a token.
        function decimals() external view returns (uint8);
    }
}
