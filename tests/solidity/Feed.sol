// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title A price feed of Chainlink's AggregatorV3 shape, whose answer its owner sets
/// @notice Stands in for a market's feed on a development chain.
contract Feed {
    address public immutable owner;
    uint8 public immutable decimals;
    string public description;

    struct Round {
        int192 answer;
        uint64 updatedAt;
    }

    uint80 private round;
    mapping(uint80 => Round) private rounds;

    error NotOwner(address caller);

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    constructor(uint8 decimals_, string memory description_, int192 answer) {
        owner = msg.sender;
        decimals = decimals_;
        description = description_;
        _push(answer);
    }

    function update(int192 answer) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _push(answer);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory latest = rounds[round];
        return (round, latest.answer, latest.updatedAt, latest.updatedAt, round);
    }

    function _push(int192 answer) private {
        rounds[++round] = Round(answer, uint64(block.timestamp));
        emit AnswerUpdated(answer, round, block.timestamp);
    }
}
