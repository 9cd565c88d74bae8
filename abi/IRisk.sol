// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title The judge: prices, margin factors, health, size and bonus of a liquidation
/// @notice Holds no funds. Values are in wei of the loan asset (which counts ether: WETH). Prices are loan-asset wei per unit,
/// scaled by 1e36; a unit is one blETH share, or the smallest unit of a plain token. Factors and bonuses are in basis points, health in wad (1e18).
/// A holding is one word: `index << 248 | units`. Their order never matters.
///
/// Rate collateral (blETH): borrow price = min(rate, rate * feed), liquidation price = rate, where the rate is `P / S` of the token
/// and the feed is the market's price of one blETH in ether. Plain collateral: both prices are the feed's answer.
/// A stale, zero or negative feed, or a rate older than its limit, leaves no borrow price: the collateral counts zero for borrowing.
/// For health a stale feed's last positive answer still counts; without one the call reverts `NoPrice`.
interface IRisk {
    /// @dev How a holding's borrow price is held back.
    enum PriceStatus {
        Valid,
        FeedStale,
        FeedNotPositive,
        RateStale,
        FeedFailed
    }

    struct Collateral {
        address asset;
        bool isShares;
        uint256 borrowFactorBps;
        uint256 liquidationFactorBps;
        uint256 maxBonusBps;
        address feed;
        uint256 feedMaxAge;
        uint256 rateMaxAge;
        uint256 decimals;
    }

    event CollateralListed(uint256 indexed index, address indexed asset, bool isShares, uint256 decimals);
    event FactorsChanged(
        uint256 indexed index,
        uint256 oldBorrowBps, uint256 oldLiquidationBps, uint256 oldMaxBonusBps,
        uint256 newBorrowBps, uint256 newLiquidationBps, uint256 newMaxBonusBps
    );
    event FeedChanged(uint256 indexed index, address oldFeed, address newFeed, uint256 feedMaxAge, uint256 rateMaxAge);
    event LiquidationChanged(
        uint256 oldHStar, uint256 oldTargetHealth, uint256 oldDust, uint256 newHStar, uint256 newTargetHealth, uint256 newDust
    );
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    error Unauthorized(address caller);
    error ZeroAddress();
    error UnknownCollateral(uint256 index);
    error AlreadyListed(address asset);
    error TooManyCollaterals(uint256 most);
    /// @dev `borrow < liquidation < 10,000` does not hold.
    error InvalidFactors(uint256 borrowBps, uint256 liquidationBps);
    /// @dev `(1 + maxBonus) * liquidationFactor <= hStar` does not hold; both in wad.
    error BonusTooHigh(uint256 product, uint256 hStar);
    error OutOfBounds(uint256 given, uint256 least, uint256 most);
    error NoPrice(uint256 index);
    /// @dev A feed or token did not answer as its interface says.
    error BadSource(address source);
    error Healthy(uint256 healthWad);
    error ValueOverflow(uint256 index);

    // ------------------------------------------------ judgements, one call per operation

    /// @notice The greatest debt that new borrowing may leave: sum of units * borrowPrice * borrowFactor, rounded down.
    /// @return limit in loan-asset wei @return unpriced bit i set where collateral index i has no borrow price
    function borrowLimit(uint256[] calldata holdings) external view returns (uint256 limit, uint256 unpriced);
    /// @notice Sum of units * liquidationPrice * liquidationFactor over debt, rounded down; 2^256-1 without debt. Liquidatable below 1e18.
    function health(uint256[] calldata holdings, uint256 debt) external view returns (uint256 healthWad);
    /// @notice How much of `debt` may be repaid against collateral `index`, and what is seized for it.
    /// Repays to the target health, rounded up; all of it if less than `minDebt` would be left. The bonus grows linearly from 0 at
    /// health 1 to the greatest at `hStar`. Reverts `Healthy` at or above 1.
    /// @param maxRepay the caller's bound
    /// @return repay in loan-asset wei, rounded up @return seize units, rounded down @return healthWad before
    /// @return exhausted true if what collateral is left is worth less than the dust: what debt is left is bad
    function liquidation(uint256[] calldata holdings, uint256 debt, uint256 index, uint256 maxRepay, uint256 minDebt)
        external view returns (uint256 repay, uint256 seize, uint256 healthWad, bool exhausted);

    // ------------------------------------------------ views

    function collateralCount() external view returns (uint256);
    function collateral(uint256 index) external view returns (Collateral memory);
    /// @return borrowPrice36 0 if there is none @return liquidationPrice36 0 if there is none @return status
    function prices(uint256 index) external view returns (uint256 borrowPrice36, uint256 liquidationPrice36, PriceStatus status);
    /// @return hStar @return targetHealth in wad @return dust in loan-asset wei
    function liquidationConfig() external view returns (uint256 hStar, uint256 targetHealth, uint256 dust);
    function loanDecimals() external view returns (uint8);
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);

    // ------------------------------------------------ governance, by the owner

    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    /// @notice Takes the next index. `isShares`: the asset is blETH, booked in shares, priced by `rateData()`.
    function listCollateral(
        address asset, bool isShares, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps,
        address feed, uint256 feedMaxAge, uint256 rateMaxAge
    ) external returns (uint256 index);
    function setFactors(uint256 index, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps) external;
    function setFeed(uint256 index, address feed, uint256 feedMaxAge, uint256 rateMaxAge) external;
    /// @notice `0.5e18 <= hStar < 1e18 < targetHealth <= 2e18`; every listed collateral's bonus must still fit.
    function setLiquidation(uint256 hStar, uint256 targetHealth, uint256 dust) external;
}
