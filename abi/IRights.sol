// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title Authorisations by signature: one call of one operator in one market, signed by the account
/// @notice One program for all markets that were constructed with it (`IMarket.rights()`), without owner and without funds. Such a market
/// takes its calls for the account's own, and it makes none that the account has not signed for that very market.
/// EIP-712, of a key or of a contract (ERC-1271):
/// Borrow(address market,address account,address operator,address receiver,address asset,uint256 amount,uint256 nonce,uint256 deadline)
/// WithdrawCollateral(address market,address account,address operator,address receiver,address asset,uint256 amount,uint256 nonce,uint256 deadline)
/// `operator` is who calls here; `asset` is the market's loan asset for `Borrow`. An account's nonces are the same for all markets and both
/// structs, and are used in any order, each once. A call that reverts uses none up.
/// What a market reverts with is passed on as it is, and so is what the operator reverts with when it is called back.
/// While a call runs, everything but its callback reverts `Locked()`, views too.
interface IRights {
    /// @dev A signed authorisation was used by `operator`. What was done is in the market's event, whose `caller` is this program.
    event AuthorizationUsed(address indexed account, address indexed operator, address indexed market, uint256 nonce);
    /// @dev The nonces `word * 256 + i` for each bit `i` of `mask` can be used no more.
    event NoncesCancelled(address indexed account, uint256 word, uint256 mask);

    error Expired(uint256 deadline, uint256 timestamp);
    /// @dev Used or cancelled.
    error NonceUsed(address account, uint256 nonce);
    /// @dev What was called is not what `account` signed: `signer` recovered from the signature, zero for none.
    error InvalidAuthorization(address signer, address account);
    /// @dev A market that does not answer as `IMarket` says, or an operator that reverts without a reason when it is called back.
    error CallFailed(address callee);
    /// @dev `onBorrow` by anyone but the market that was called, or with other arguments than it was called for.
    error Unauthorized(address caller);
    /// @dev A call while another runs.
    error Locked();

    /// @notice `IMarket.borrow` of the market, by whom the account authorised to. With non-empty `data`, which is not signed, the operator
    /// is called back by this program: `IMarketCallbacks.onBorrow(onBehalf, assets, data)`, at most once, while its call runs and only by the way
    /// of `market`. An operator who lets others name the market has to know it: one that is none may call back without having lent.
    /// @return shares of debt
    function borrowWithSignature(
        address market, uint256 assets, address onBehalf, address receiver, bytes calldata data, uint256 nonce, uint256 deadline,
        bytes calldata signature
    ) external returns (uint256 shares);
    /// @notice `IMarket.withdrawCollateral` of the market, by whom the account authorised to. `amount` is `units`, 2^256-1 for all.
    /// @return withdrawn units
    function withdrawCollateralWithSignature(
        address market, address asset, uint256 units, address onBehalf, address receiver, uint256 nonce, uint256 deadline,
        bytes calldata signature
    ) external returns (uint256 withdrawn);
    /// @notice Makes nonces of the caller's useless, in all markets: `word * 256 + i` for each bit `i` of `mask`.
    function cancelNonces(uint256 word, uint256 mask) external;
    /// @notice The bits of the nonces `word * 256 + i` that were used or cancelled.
    function usedNonces(address account, uint256 word) external view returns (uint256 bits);
    /// @notice By the market that is being called, for what it is being called for; goes on to the operator as it is.
    function onBorrow(address account, uint256 assets, bytes calldata data) external;
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    /// @notice ERC-5267: name "Ballast Rights", version "1".
    function eip712Domain()
        external view
        returns (
            bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract, bytes32 salt,
            uint256[] memory extensions
        );
}
