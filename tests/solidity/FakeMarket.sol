// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

import "./Attacker.sol";

/// @title What is named as a market and is none: it carries out its plan where it should lend
contract FakeMarket is Plan {
    address public immutable asset;

    constructor(address asset_) {
        asset = asset_;
    }

    function borrow(uint256, address, address, bytes calldata) external returns (uint256) {
        _act();
        return 7;
    }

    function withdrawCollateral(address, uint256, address, address) external returns (uint256) {
        _act();
        return 8;
    }
}
