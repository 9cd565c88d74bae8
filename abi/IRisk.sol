// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title The judge: prices, margin factors, health, size and bonus of a liquidation
/// @notice Holds no funds. Values are in wei of the loan asset (which counts ether: WETH). Prices are loan-asset wei per unit,
/// scaled by 1e36; a unit is one blETH share, or the smallest unit of a plain token. Factors and bonuses are in basis points, health in wad (1e18).
/// A holding is one word: `index << 248 | units`. A call takes at most 8; more revert without data, as malformed calldata does. Their
/// order never matters; holdings of the same index add up, and one without units counts nothing and needs no price.
///
/// Rate collateral (blETH): borrow price = min(rate, rate * feed), liquidation price = rate, where the rate is `P / S` of the token
/// and the feed is the market's price of one blETH in ether. Plain collateral: both prices are the feed's answer.
/// A feed that is stale, not positive or fails, or a rate older than its limit, leaves no borrow price: the collateral counts zero for
/// borrowing. For health a rate counts however old, and so does a stale feed's last positive answer; while
/// a feed gives none, the last price that `keepPrice` kept counts. A rate that fails reverts `NoPrice`.
/// A timestamp in the future is stale. An answer above 128 bits, or a price above 192, is a failed source. A rate may be zero: it is a price.
interface IRisk {
    /// @dev Why a collateral has no borrow price. Of several reasons the feed's comes first.
    enum PriceStatus {
        Valid,
        FeedStale,
        FeedNotPositive,
        RateStale,
        FeedFailed,
        RateFailed
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
        /// @dev Of a unit: the token's, or 27 for shares, of which 1e27 were one ether at genesis.
        uint256 decimals;
    }

    event CollateralListed(uint256 indexed index, address indexed asset, bool isShares, uint256 decimals);
    event FactorsChanged(
        uint256 indexed index,
        uint256 oldBorrowBps, uint256 oldLiquidationBps, uint256 oldMaxBonusBps,
        uint256 newBorrowBps, uint256 newLiquidationBps, uint256 newMaxBonusBps
    );
    event FeedChanged(uint256 indexed index, address oldFeed, address newFeed, uint256 feedMaxAge, uint256 rateMaxAge);
    /// @dev The price that counts for health while the feed gives none.
    event PriceKept(uint256 indexed index, uint256 price36);
    event LiquidationChanged(
        uint256 oldHStar, uint256 oldTargetHealth, uint256 newHStar, uint256 newTargetHealth
    );
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    error Unauthorized(address caller);
    error ZeroAddress();
    error UnknownCollateral(uint256 index);
    error AlreadyListed(address asset);
    error TooManyCollaterals(uint256 most);
    /// @dev `0 < borrow < liquidation < 10,000` does not hold.
    error InvalidFactors(uint256 borrowBps, uint256 liquidationBps);
    /// @dev `(1 + maxBonus) * liquidationFactor <= hStar` does not hold; both in wad.
    error BonusTooHigh(uint256 product, uint256 hStar);
    error OutOfBounds(uint256 given, uint256 least, uint256 most);
    error NoPrice(uint256 index);
    /// @dev A feed or token did not answer as its interface says.
    error BadSource(address source);
    error Healthy(uint256 healthWad);
    /// @dev The collateral to be seized is not among the holdings.
    error NotHeld(uint256 index);
    /// @dev A value, or what a liquidation is sized from, does not fit 256 bits.
    error ValueOverflow(uint256 index);

    // ------------------------------------------------ judgements, one call per operation

    /// @notice The greatest debt that new borrowing may leave: sum of units * borrowPrice * borrowFactor, rounded down.
    /// @return limit in loan-asset wei
    /// @return unpriced bit i set where collateral index i has no borrow price
    function borrowLimit(uint256[] calldata holdings) external view returns (uint256 limit, uint256 unpriced);
    /// @notice Sum of units * liquidationPrice * liquidationFactor over debt, rounded down; 2^256-1 without debt. Liquidatable below 1e18.
    function health(uint256[] calldata holdings, uint256 debt) external view returns (uint256 healthWad);
    /// @notice How much of `debt` may be repaid against collateral `index`, and what is seized for it.
    /// Repays to the target health, rounded up; all of it if less than `minDebt` would be left and `maxRepay` covers it. The bonus grows
    /// linearly from 0 at health 1 to the greatest at `hStar`. The value seized is never above what is repaid and the bonus on it. If there
    /// are fewer units than that, all are seized for `ceil(units * price / (1 + bonus))`; at a price of zero, for nothing.
    /// Reverts `Healthy` at or above 1, `NotHeld` without units of `index`.
    /// @param maxRepay the caller's bound; with zero both amounts are zero, unless the price is
    /// @param minDebt the least debt that an account may keep. A liquidation that `maxRepay` or the units bound may leave less
    /// @return repay in loan-asset wei, rounded up
    /// @return seize units, rounded down
    /// @return healthWad before
    /// @return exhausted true if all units of `index` are seized, no other holding is worth a wei, and debt is left: that debt is bad. All
    /// units of every holding must have been paid for, so that nobody takes value at the suppliers' cost
    function liquidation(uint256[] calldata holdings, uint256 debt, uint256 index, uint256 maxRepay, uint256 minDebt)
        external view returns (uint256 repay, uint256 seize, uint256 healthWad, bool exhausted);

    /// @notice Keeps the price that a plain collateral has now, however old, for when its feed gives none. Anyone may, and should regularly;
    /// `listCollateral` and `setFeed` do. List no feed that needs more than 200,000 gas: a caller could starve it, and the kept price would count. Reverts `BadSource` without a price, and for blETH, whose price is its rate.
    function keepPrice(uint256 index) external;

    // ------------------------------------------------ views

    function collateralCount() external view returns (uint256);
    function collateral(uint256 index) external view returns (Collateral memory);
    /// @return borrowPrice36 0 if there is none
    /// @return liquidationPrice36 0 if there is none
    /// @return status of the borrow price
    function prices(uint256 index) external view returns (uint256 borrowPrice36, uint256 liquidationPrice36, PriceStatus status);
    /// @return hStar
    /// @return targetHealth in wad
    function liquidationConfig() external view returns (uint256 hStar, uint256 targetHealth);
    function loanDecimals() external view returns (uint8);
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);

    // ------------------------------------------------ governance, by the owner

    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    /// @notice Takes the next index; there are at most 64. `isShares`: the asset is blETH, booked in shares, priced by `rateData()`; the loan asset
    /// must have 18 decimals. Logs the factors and the feed too.
    /// @param feed an `AggregatorV3Interface`. It must answer `decimals()` (at most 36, as the asset's) and `latestRoundData()` now; a plain
    /// collateral's decimals and the feed's are together at most 36 and the loan asset's
    /// @param feedMaxAge 1 s to 7 days
    /// @param rateMaxAge 1 s to 30 days for shares, else 0
    function listCollateral(
        address asset, bool isShares, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps,
        address feed, uint256 feedMaxAge, uint256 rateMaxAge
    ) external returns (uint256 index);
    /// @notice `0 < borrow < liquidation < 10,000`, `maxBonus <= 5,000`, `(1 + maxBonus) * liquidationFactor <= hStar`.
    function setFactors(uint256 index, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps) external;
    /// @notice Bounds as in `listCollateral`.
    function setFeed(uint256 index, address feed, uint256 feedMaxAge, uint256 rateMaxAge) external;
    /// @notice `0.5e18 <= hStar < 1e18 < targetHealth <= 2e18`; every listed collateral's bonus must still fit.
    /// A new judge has 0.96 and 1.03.
    function setLiquidation(uint256 hStar, uint256 targetHealth) external;
}
