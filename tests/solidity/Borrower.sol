// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

import "./Attacker.sol";
import {IMarketCallbacks} from "../../abi/IMarket.sol";

/// @title Whom the market calls back: it carries out its plan, and ends the call as it is told
contract Borrower is Plan, IMarketCallbacks {
    enum Reply {
        Magic,
        Wrong,
        Short,
        Reason,
        Silence
    }

    error Refused(uint256 why);

    Reply private reply;
    bool private strict;
    address public caller;
    bytes public received;

    /// @param strict_ whether the first call of the plan that fails ends the callback with its error
    function set(Reply reply_, bool strict_) external {
        (reply, strict) = (reply_, strict_);
    }

    receive() external payable {}

    /// @notice Anything else, a token's `permit` for one, carries out the plan too.
    fallback() external payable {
        _act();
    }

    function onBorrow(address, uint256, bytes calldata) external {
        _run();
    }

    function onLiquidate(address, address, uint256, uint256, bytes calldata) external {
        _run();
    }

    function onFlashLoan(address, address, uint256, uint256, bytes calldata) external returns (bytes32 magic) {
        _run();
        magic = keccak256("ERC3156FlashBorrower.onFlashLoan");
        Reply r = reply;
        assembly {
            mstore(0, add(magic, eq(r, 1)))
            return(0, sub(32, eq(r, 2)))
        }
    }

    /// @notice ERC-1271: yes, if each planned call answers `Locked()`. Nothing can be written down in a static call.
    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        for (uint256 i = 0; i < steps.length; i++) {
            (bool ok, bytes memory data) = steps[i].to.call(steps[i].data);
            if (ok || keccak256(data) != keccak256(abi.encodeWithSignature("Locked()"))) return 0;
        }
        return 0x1626ba7e;
    }

    function _run() private {
        (caller, received) = (msg.sender, msg.data);
        if (strict) _actStrictly();
        else _act();
        if (reply == Reply.Reason) revert Refused(42);
        if (reply == Reply.Silence) {
            assembly {
                revert(0, 0)
            }
        }
    }

    function _actStrictly() private {
        for (uint256 i = 0; i < steps.length; i++) {
            (bool ok, bytes memory data) = steps[i].to.call{value: steps[i].value}(steps[i].data);
            if (!ok) {
                assembly {
                    revert(add(data, 32), mload(data))
                }
            }
        }
    }
}
