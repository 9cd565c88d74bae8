// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title The judge: prices, margin factors, health, size and bonus of a liquidation
/// @notice Holds no funds. Values are in wei of the loan asset (which counts ether: WETH). Prices are loan-asset wei per unit,
/// scaled by 1e36; a unit is one blETH share, or the smallest unit of a plain token. Factors and bonuses are in basis points, health in wad (1e18).
/// A holding is one word: `index << 248 | units`. A call takes at most 8; more revert without data, as malformed calldata does. Their
/// order never matters; holdings of the same index add up, and one without units counts nothing and needs no price.
///
/// **First leg.** Rate collateral (blETH): `cappedRate = min(rate, snapshot * (1 + growth * time))`, where the rate is `P / S` of the token;
/// `spot` is the feed's price of one blETH in ether, `average` its exponential average by time. Borrow price =
/// min(cappedRate, rate * spot, rate * average), liquidation price = min(cappedRate, rate * average). So a one-block wick liquidates nobody,
/// a lasting depeg does, a slashing acts at once. The average is taken as if it were sampled now: see `sample`. A premium counts as par.
/// Plain collateral: both prices are the feed's answer.
/// **Further legs.** A collateral's second feed (ETH/USD) multiplies both prices, the loan asset's (USDC/USD), one for the judge, divides them. Both live.
///
/// A first feed that is stale, not positive or fails, or a rate older than its limit or dated zero, leaves no borrow price: the collateral
/// counts zero for borrowing. For health a rate counts however old, the average as it was sampled last, and any other feed's last positive answer,
/// however stale; while a feed gives none, the last that was kept of it. A rate that fails reverts `NoPrice`.
/// **Breaker.** A share's spot further off its average than its bound, or any other feed further off what was last kept of it within the last hour,
/// leaves no borrow price. The loan asset's also stops liquidation, for an hour at most: what jumps is not kept before. An answer of such a feed
/// of more than eight times what was kept of it, or less than an eighth, is none: what was kept counts until `sample` has seen such an answer, and
/// sees one again more than an hour and at most a day later.
/// **Sequencer.** While an uptime feed says down, or nothing, and within the grace after, there are no borrow prices and no liquidation.
/// A timestamp in the future is stale. An answer above 128 bits, or a price above 192, is a failed source. A rate may be zero: it is a price.
interface IRisk {
    /// @dev Why a collateral has no borrow price. Of several reasons the first feed's comes first, then the rate's, then in this order.
    enum PriceStatus {
        Valid,
        FeedStale,
        FeedNotPositive,
        RateStale,
        FeedFailed,
        RateFailed,
        /// @dev The breaker of the first leg.
        FeedDeviates,
        /// @dev The further feed is stale, not positive or fails.
        QuoteInvalid,
        QuoteDeviates,
        LoanInvalid,
        LoanDeviates,
        SequencerDown
    }

    /// @dev Which rule makes a price's first leg: the least of them, or a plain token's feed, or what was kept of it.
    enum PriceBound {
        None,
        Rate,
        Cap,
        Average,
        Spot,
        Feed,
        Kept
    }

    struct Collateral {
        address asset;
        bool isShares;
        uint256 borrowFactorBps;
        /// @dev As it is now, along a ramp.
        uint256 liquidationFactorBps;
        uint256 maxBonusBps;
        address feed;
        uint256 feedMaxAge;
        uint256 rateMaxAge;
        /// @dev Of a unit: the token's, or 27 for shares, of which 1e27 were one ether at genesis.
        uint256 decimals;
    }

    struct Leg {
        address feed;
        uint256 maxAge;
        uint256 decimals;
        uint256 maxDeviationBps;
        /// @dev The answer that counts for health while the feed gives none.
        uint256 kept;
        uint256 keptAt;
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
    /// @dev Ratios have 13 decimals.
    event Sampled(uint256 indexed index, uint256 average, uint256 sample);
    event LegKept(address indexed feed, uint256 answer);
    /// @dev `index` is 2^256-1 for the loan asset's leg.
    event LegChanged(
        uint256 indexed index,
        address oldFeed, uint256 oldMaxAge, uint256 oldMaxDeviationBps,
        address newFeed, uint256 newMaxAge, uint256 newMaxDeviationBps
    );
    event DeviationChanged(uint256 indexed index, uint256 oldBps, uint256 newBps);
    event RateCapChanged(
        uint256 indexed index, uint256 oldSnapshot, uint256 oldGrowthBps, uint256 newSnapshot, uint256 newGrowthBps
    );
    event AverageChanged(uint256 indexed index, uint256 oldTau, uint256 oldLongestStep, uint256 newTau, uint256 newLongestStep);
    event RampPeriodChanged(uint256 oldSecs, uint256 newSecs);
    event SequencerChanged(address oldFeed, uint256 oldGrace, address newFeed, uint256 newGrace);
    event LiquidationFrozen(uint256 until);
    event LiquidationThawed(uint256 wasUntil);
    event GuardianChanged(address indexed previousGuardian, address indexed newGuardian);
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    error Unauthorized(address caller);
    error ZeroAddress();
    error UnknownCollateral(uint256 index);
    error AlreadyListed(address asset);
    error TooManyCollaterals(uint256 most);
    /// @dev A new source says something too far from what counts until now: ratios of 13 decimals for a share's feed, prices for
    /// a plain token's, answers scaled by 1e36 for a further leg.
    error Deviates(uint256 given, uint256 last, uint256 mostBps);
    /// @dev Both in wei per 10^27 shares, the rate rounded up.
    error CapBelowRate(uint256 cap, uint256 rate);
    error NotShares(uint256 index);
    error NoQuoteLeg(uint256 index);
    /// @dev No liquidation for now: the guardian's or owner's freeze,
    error Frozen(uint256 until);
    /// @dev the sequencer's grace (2^256-1 while it is down or its feed does not say),
    error SequencerDown(uint256 until);
    /// @dev or the loan asset's feed that jumped.
    error LoanFeedDeviates(uint256 answer, uint256 until);
    error FreezeSpent();
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

    /// @notice Looks at the feeds of a collateral. Anyone may, and should at least every `longestStep`; where there is a further or a loan leg, every
    /// few minutes: the hour of a jump is counted from when the leg was last kept.
    /// A share's average moves from where it was towards the greater of the sample before and the market now, over the time since the last
    /// sample, of which at most `longestStep` counts. So a price has to be low at two samples to count for the time between them. A stale or failing
    /// feed leaves average, sample and time as they are. A plain token's price is kept, however old, and what its further leg and the loan asset's
    /// say, if that is fresh; a jump (see above) only after its hour. A ramp that has ended is forgotten, so that nobody pays for it. Reverts `BadSource` where nothing is said at all.
    /// List no feed that needs more than 200,000 gas, or that a caller can make fail, as wblETH's own while blETH pays a redemption: what was
    /// kept would count.
    function sample(uint256 index) external;
    /// @notice The same.
    function keepPrice(uint256 index) external;

    // ------------------------------------------------ views

    function collateralCount() external view returns (uint256);
    function collateral(uint256 index) external view returns (Collateral memory);
    /// @return borrowPrice36 0 if there is none
    /// @return liquidationPrice36 0 if there is none
    /// @return status of the borrow price
    function prices(uint256 index) external view returns (uint256 borrowPrice36, uint256 liquidationPrice36, PriceStatus status);
    /// @return status what holds the borrow price back
    /// @return borrowBound which rule makes the borrow price; None while there is none
    /// @return liquidationBound which rule makes the liquidation price
    function status(uint256 index) external view returns (PriceStatus status, PriceBound borrowBound, PriceBound liquidationBound);
    /// @notice A share's average as it was sampled last, and its terms; zero for a plain token. Ratios have 13 decimals.
    function average(uint256 index)
        external view
        returns (uint256 average, uint256 sample, uint256 sampledAt, uint256 tau, uint256 longestStep);
    /// @notice The cap on a share's rate, in wei per 10^27 shares; zero for a plain token.
    function rateCap(uint256 index) external view returns (uint256 snapshot, uint256 snapshotAt, uint256 growthBps);
    /// @return maxDeviationBps of the first leg
    /// @return keptPrice36 of a plain token
    /// @return keptAt of a plain token
    function deviation(uint256 index) external view returns (uint256 maxDeviationBps, uint256 keptPrice36, uint256 keptAt);
    /// @notice Zero where there is none.
    function quoteLeg(uint256 index) external view returns (Leg memory);
    /// @notice Zero where there is none.
    function loanLeg() external view returns (Leg memory);
    /// @return factorBps liquidation factor now
    /// @return endBps where it goes
    /// @return endsAt when it is there; zero without a ramp
    function ramp(uint256 index) external view returns (uint256 factorBps, uint256 endBps, uint256 endsAt);
    /// @return frozenUntil no liquidation until then
    /// @return freezeSpent the guardian cannot freeze again
    /// @return rampSecs over which a lowered liquidation factor falls
    /// @return uptimeFeed zero for none
    /// @return graceSecs after the sequencer is up again
    /// @return waitsUntil for the sequencer, 2^256-1 for an end unknown; zero if up
    function brakes() external view
        returns (uint256 frozenUntil, bool freezeSpent, uint256 rampSecs, address uptimeFeed, uint256 graceSecs, uint256 waitsUntil);
    /// @return hStar
    /// @return targetHealth in wad
    function liquidationConfig() external view returns (uint256 hStar, uint256 targetHealth);
    function loanDecimals() external view returns (uint8);
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function guardian() external view returns (address);

    // ------------------------------------------------ brakes

    /// @notice By the guardian or the owner: no liquidation for 24 hours. By the guardian once, until the owner thaws.
    function freezeLiquidation() external;
    /// @notice By the owner: ends a freeze, and lets the guardian freeze once more.
    function thawLiquidation() external;

    // ------------------------------------------------ governance, by the owner

    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    /// @notice Zero for none, as at first.
    function setGuardian(address newGuardian) external;
    /// @notice Takes the next index; there are at most 64. `isShares`: the asset is blETH, booked in shares, priced by `rateData()`; the loan asset
    /// must have 18 decimals. Logs the factors and the feed too. A share's average starts with its market, its cap with its rate and 1,000 bps a year,
    /// tau with 6 h, longest step with 1 h; the bound on deviation is 1,000 bps at first.
    /// @param feed an `AggregatorV3Interface`. It must answer `decimals()` (at most 36, as the asset's) and `latestRoundData()` with a price, however old, now; a plain
    /// collateral's decimals and the feed's are together at most 36 and the loan asset's
    /// @param feedMaxAge 1 s to 7 days
    /// @param rateMaxAge 1 s to 30 days for shares, else 0
    function listCollateral(
        address asset, bool isShares, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps,
        address feed, uint256 feedMaxAge, uint256 rateMaxAge
    ) external returns (uint256 index);
    /// @notice The same with a further leg, set with the collateral so that no price was ever without it: then a loan asset of 6 to 18 decimals
    /// will do for blETH too.
    /// @param quoteMaxAge 1 s to 7 days
    /// @param quoteMaxDeviationBps 1 to 50,000
    function listQuoted(
        address asset, bool isShares, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps,
        address feed, uint256 feedMaxAge, uint256 rateMaxAge,
        address quoteFeed, uint256 quoteMaxAge, uint256 quoteMaxDeviationBps
    ) external returns (uint256 index);
    /// @notice `0 < borrow < liquidation < 10,000`, `maxBonus <= 5,000`, `(1 + maxBonus) * liquidationFactor <= hStar`. A lower liquidation factor
    /// is reached in a straight line over the ramp period, from the factor as it is now, which the last condition holds for too; all else is at once.
    function setFactors(uint256 index, uint256 borrowFactorBps, uint256 liquidationFactorBps, uint256 maxBonusBps) external;
    /// @notice Bounds as in `listCollateral`. Reverts `Deviates` where the new feed is further off than the bound on deviation: a share's off its
    /// average, a plain token's off its price.
    function setFeed(uint256 index, address feed, uint256 feedMaxAge, uint256 rateMaxAge) external;
    /// @notice 1 to 50,000.
    function setDeviation(uint256 index, uint256 maxDeviationBps) external;
    /// @notice Replaces the leg of a collateral that was listed with one; `Deviates` as in `setFeed`, off what the old one says. Of one that gives no
    /// answer any more, off what was kept: from an eighth to eight times of it will do.
    function setQuoteFeed(uint256 index, address feed, uint256 maxAge, uint256 maxDeviationBps) external;
    /// @notice Adds or replaces the loan asset's leg, `Deviates` as above; an added one must be within 1,000 bps of 1 once anything is listed.
    function setLoanFeed(address feed, uint256 maxAge, uint256 maxDeviationBps) external;
    /// @notice The cap starts from `snapshot` wei per 10^27 shares now and grows by `growthBps` (at most 10,000) of it a year. Reverts `CapBelowRate`
    /// where it would be below the live rate.
    function setRateCap(uint256 index, uint256 snapshot, uint256 growthBps) external;
    /// @notice `tau` 1 h to 7 days, `longestStep` 5 min to a day and to `tau`. Samples first; `BadSource` where it cannot.
    function setAverage(uint256 index, uint256 tau, uint256 longestStep) external;
    /// @notice 1 to 30 days, at first 7: for ramps to come.
    function setRamp(uint256 secs) external;
    /// @notice An uptime feed: answer 0 for up, 1 for down, `startedAt` the time of the change. Zero for none. Grace of 5 min to a day.
    function setSequencer(address feed, uint256 graceSecs) external;
    /// @notice `0.5e18 <= hStar < 1e18 < targetHealth <= 2e18`; every listed collateral's bonus must still fit.
    /// A new judge has 0.96 and 1.03.
    function setLiquidation(uint256 hStar, uint256 targetHealth) external;
}
