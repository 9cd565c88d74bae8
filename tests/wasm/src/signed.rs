//! What an account signs for `abi/IRights.sol`, hashed by a published library.

use alloy_sol_types::sol;

sol! {
    /// To borrow.
    #[allow(missing_docs)]
    struct Borrow {
        address market;
        address account;
        address operator;
        address receiver;
        address asset;
        uint256 amount;
        uint256 nonce;
        uint256 deadline;
    }

    /// To withdraw collateral.
    #[allow(missing_docs)]
    struct WithdrawCollateral {
        address market;
        address account;
        address operator;
        address receiver;
        address asset;
        uint256 amount;
        uint256 nonce;
        uint256 deadline;
    }
}
