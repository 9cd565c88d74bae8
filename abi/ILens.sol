// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title What an account of a market can do, to the wei, and what a market pays
/// @notice Stateless and for every market. Each view answers for a call in the same block, without `data`, and equals what that call then
/// does. Amounts are wei of the market's loan asset, units are the market's units of a collateral, prices are the judge's (wei per unit, scaled
/// by 1e36). What market or judge revert with is passed on; an answer that is not as `IMarket` or `IRisk` says reverts `CallFailed`.
interface ILens {
    /// @dev What keeps `maxBorrow` from being more. Of several that bind at once the first.
    enum Binding {
        /// @dev What the collateral allows.
        Health,
        /// @dev Assets that are here.
        Idle,
        /// @dev The cap on what is owed.
        BorrowCap,
        /// @dev The account added collateral over a cap that is still exceeded.
        CollateralCap,
        /// @dev Less than the least debt could be owed.
        LeastDebt,
        Paused,
        /// @dev A field's width: debt of 96 bits, debt shares of 112.
        Width
    }

    error CallFailed(address callee);
    error UnknownCollateral(address asset);

    // ---------------------------------------------------------------- accounts

    /// @notice The most that `borrow` gives: exactly that much succeeds, one wei more reverts; zero where nothing does. Of a debt below the least
    /// debt only the whole answer succeeds, not every lesser amount.
    function maxBorrow(address market, address account) external view returns (uint256 assets, Binding binding);
    /// @notice The most units that `withdrawCollateral` gives; one unit more reverts.
    function maxWithdrawCollateral(address market, address account, address asset) external view returns (uint256 units);
    /// @notice The highest liquidation price of `asset` at which the account is liquidatable, the others as they are: at one unit of price more it is
    /// not. At most 2^192-1.
    /// @return price36 zero if there is none
    /// @return exists false where no price of this asset makes it liquidatable: no debt, no units or enough of others
    function liquidationPrice(address market, address account, address asset) external view returns (uint256 price36, bool exists);
    /// @notice How far the price of `asset` can fall before it is at `liquidationPrice`: `(price - liquidationPrice) / price` in basis points, rounded
    /// down. Zero where the account is liquidatable, 10,000 where no price of this asset makes it so.
    function marginToLiquidation(address market, address account, address asset) external view returns (uint256 bps);
    /// @notice What `liquidate` repays and seizes; reverts with what it would revert with.
    /// @return repaid assets
    /// @return seized units
    /// @return healthWad before
    /// @return badDebt what is written off by it, in assets
    function previewLiquidation(address market, address borrower, address asset, uint256 maxRepay)
        external view returns (uint256 repaid, uint256 seized, uint256 healthWad, uint256 badDebt);
    /// @notice Debt that would be left if all collateral were seized at the liquidation prices and the greatest bonus now; zero if it covers
    /// the debt. A collateral without a price reverts `NoPrice`.
    function shortfall(address market, address account) external view returns (uint256 assets);

    // ---------------------------------------------------------------- markets

    /// @notice In wad, rounded down. A year has 365 days.
    /// @return utilization borrowed over supplied
    /// @return borrowApr simple, of the rate now
    /// @return borrowApy compounded at every moment, as debt is
    /// @return supplyApr simple: what borrowers pay less the fee, over what is supplied
    /// @return aprAtTarget simple, of the rate at target
    function rates(address market)
        external view
        returns (uint256 utilization, uint256 borrowApr, uint256 borrowApy, uint256 supplyApr, uint256 aprAtTarget);
}
