// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

import "./Attacker.sol";

/// @title A wallet that is a contract: what its owner has signed, it has (ERC-1271)
/// @notice And what else may answer where a wallet is asked.
contract Wallet1271 is Plan {
    enum Mode {
        Owner,
        Expected,
        Reenter,
        Refuse,
        RevertWithMagic,
        Short,
        Dirty,
        Long,
        Nothing,
        Burn
    }

    bytes4 private constant MAGIC = 0x1626ba7e;
    address public immutable owner;
    Mode private mode;
    bytes32 private expected;

    constructor(address owner_) {
        owner = owner_;
    }

    /// @param expected_ hash of the signature that mode Expected takes
    function set(Mode mode_, bytes32 expected_) external {
        (mode, expected) = (mode_, expected_);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external returns (bytes4) {
        Mode m = mode;
        if (m == Mode.Owner) return signature.length == 65 && _signer(digest, signature) == owner ? MAGIC : bytes4(0);
        if (m == Mode.Expected) return keccak256(signature) == expected ? MAGIC : bytes4(0);
        if (m == Mode.Reenter) return _refusedAll() ? MAGIC : bytes4(0);
        if (m == Mode.Refuse) return 0xffffffff;
        while (m == Mode.Burn) {}
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            if eq(m, 4) { revert(0, 32) }
            if eq(m, 5) { return(0, 4) }
            if eq(m, 6) {
                mstore(0, or(shl(224, 0x1626ba7e), 1))
                return(0, 32)
            }
            if eq(m, 7) { return(0, 100000) }
            return(0, 0)
        }
    }

    function _signer(bytes32 digest, bytes calldata signature) private pure returns (address) {
        return ecrecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
    }

    /// @dev Whether each planned call failed without a reason. Nothing can be written down in a static call.
    function _refusedAll() private returns (bool) {
        for (uint256 i = 0; i < steps.length; i++) {
            (bool ok, bytes memory data) = steps[i].to.call(steps[i].data);
            if (ok || data.length != 0) return false;
        }
        return true;
    }
}
