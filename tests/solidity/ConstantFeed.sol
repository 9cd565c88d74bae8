// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title A price feed of Chainlink's AggregatorV3 shape with one answer, always fresh, and no storage
/// @notice What peers' gas is measured with; so gas is compared like for like.
contract ConstantFeed {
    uint8 public immutable decimals;
    int256 private immutable answer;

    constructor(uint8 decimals_, int256 answer_) {
        decimals = decimals_;
        answer = answer_;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, answer, block.timestamp, block.timestamp, 1);
    }
}
