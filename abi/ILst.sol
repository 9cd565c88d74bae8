// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title blETH: a rebasing liquid staking token kept as shares
/// @notice Amounts named ether, assets or value are in wei. One ether was 1e27 shares at genesis.
/// `P` is the pooled ether at the block's timestamp, `S` the total of shares; the rate is `P / S`.
/// Every rounding goes against the caller. `P` moves with the clock while rewards vest, in views too.
/// Amounts given as arguments must fit 112 bits (5.2e15 ether), shares 128 bits: larger ones revert `AmountTooLarge`, those of a transfer
/// or a redemption that are over the balance `ERC20InsufficientBalance`. A result that
/// does not fit 128 bits reverts Solidity's `Panic(0x11)`. The bounds on transfers hold while a share is worth less than a wei,
/// which leaves the rate room to grow a billionfold.
interface ILst {
    // ---------------------------------------------------------------- events

    /// @dev `value` is the ether value of the shares moved, rounded down; from/to zero on mint/burn.
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    /// @dev Exact. Follows each `Transfer`.
    event TransferShares(address indexed from, address indexed to, uint256 sharesValue);
    /// @dev `sender` sent the ether; who got the shares is in the `Transfer` that follows.
    event Submitted(address indexed sender, uint256 amount, address referral);
    /// @dev `ether paid = gross - fee`. `fee` is set aside for the next report.
    event Redeemed(address indexed owner, address indexed receiver, uint256 shares, uint256 gross, uint256 fee);
    /// @dev Pre-totals are the post-totals of the previous report, so that an APR computed from it is right.
    event TokenRebased(
        uint256 indexed reportTimestamp,
        uint256 timeElapsed,
        uint256 preTotalShares,
        uint256 preTotalEther,
        uint256 postTotalShares,
        uint256 postTotalEther,
        uint256 sharesMintedAsFees
    );
    /// @dev A gain over the bound: `booked` is the gain of this report, `parked` waits for the bounds of the next ones.
    event GainClipped(uint256 booked, uint256 parked);
    /// @dev The report was not applied; `gain` or `loss` is what settling it would book. It takes the place of one parked before.
    event ReportParked(
        uint256 gain, uint256 loss, uint256 validatorsEther, uint256 inFlightEther, uint256 sentEther, uint256 returnedEther
    );
    /// @dev A parked report that is settled is told by `TokenRebased` and `ReportApplied`.
    event ParkedReportRejected(uint256 gain, uint256 loss);
    /// @dev What the report changed. After it `P(t) = counted - unvested + floor(unvested * min(t - startsAt, endsAt - startsAt) / (endsAt - startsAt))`
    /// until the next report; stakes add to `counted`, redemptions subtract their gross amount.
    event ReportApplied(
        uint256 gain, uint256 loss, uint256 setAside, uint256 deficit, uint256 counted, uint256 unvested, uint256 startsAt, uint256 endsAt
    );
    /// @dev `token` is zero for ether.
    event Skimmed(address indexed token, address indexed treasury, uint256 amount);
    event EtherDeployed(uint256 amount, uint256 totalSent);
    event EtherReturned(uint256 amount, uint256 totalReturned);
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event GuardianChanged(address indexed previousGuardian, address indexed newGuardian);
    /// @dev Once only.
    event Wired(address indexed oracle, address indexed operators);
    event ProtocolFeeChanged(
        uint256 oldFeeBps, uint256 oldOperatorsBps, address oldTreasury, uint256 newFeeBps, uint256 newOperatorsBps, address newTreasury
    );
    event ReportBoundsChanged(uint256 oldMaxGainBps, uint256 oldMaxLossBps, uint256 newMaxGainBps, uint256 newMaxLossBps);
    /// @dev Without a limit the old figures are zero; the new refill time is as it was given.
    event StakeLimitChanged(uint256 oldCapacity, uint256 oldRefillSeconds, uint256 newCapacity, uint256 newRefillSeconds);
    event RedemptionChanged(
        uint256 oldTarget, uint256 oldFeeMinPpm, uint256 oldFeeMaxPpm, uint256 newTarget, uint256 newFeeMinPpm, uint256 newFeeMaxPpm
    );
    event VestingPeriodChanged(uint256 oldSeconds, uint256 newSeconds);
    event StakingPauseChanged(bool paused);
    event RedemptionPauseChanged(bool paused);

    // ---------------------------------------------------------------- errors

    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @dev The zero address or the token itself.
    error ERC20InvalidReceiver(address receiver);
    error ERC20InvalidSpender(address spender);
    error ERC2612ExpiredSignature(uint256 deadline);
    /// @dev `signer` is the account that the signature recovers to, zero if none.
    error ERC2612InvalidSigner(address signer, address owner);
    /// @dev In shares; `transferShares`, `transferSharesFrom`, `redeemShares`.
    error InsufficientShares(address owner, uint256 shares, uint256 needed);
    error ZeroAmount();
    /// @dev The amount is worth less than one share.
    error ZeroShares(uint256 amount);
    error AmountTooLarge(uint256 amount, uint256 most);
    error Expired(uint256 deadline, uint256 timestamp);
    error SlippageExceeded(uint256 received, uint256 least);
    /// @dev `available` is the buffer.
    error BufferTooLow(uint256 requested, uint256 available);
    error EtherTransferFailed(address receiver, uint256 amount);
    /// @dev `available` is `getCurrentStakeLimit()`.
    error StakeLimitExceeded(uint256 amount, uint256 available);
    error StakingPaused();
    error RedemptionPaused();
    error Unauthorized(address caller);
    error ZeroAddress();
    error AlreadyWired();
    error FeeTooHigh(uint256 fee, uint256 most);
    /// @dev `least <= given <= most` does not hold.
    error OutOfBounds(uint256 given, uint256 least, uint256 most);
    /// @dev The report speaks of more ether sent or returned than there was.
    error ReportAhead(uint256 reported, uint256 counted);
    /// @dev The report leaves less than nothing with the validators.
    error ReportInconsistent(uint256 returned, uint256 available);
    /// @dev A report is parked, and settling it would book this loss (zero if a report without one took its place): nothing that needs
    /// the rate is done until then.
    error LossParked(uint256 loss);
    /// @dev No report, or no gain.
    error NothingParked();
    /// @dev Another report came in the meantime.
    error ParkedDiffers(uint256 parked, uint256 given);
    /// @dev `skim`: the token answered `false`, or not as ERC-20 says. A reason that it gives is passed on as it is.
    error TokenCallFailed(address token);
    error LossExceedsPool(uint256 loss, uint256 pool);
    /// @dev The rate would fall without a loss. Cannot happen; checked at the end of every mint, burn and redemption.
    error RateFell(uint256 etherBefore, uint256 sharesBefore, uint256 etherAfter, uint256 sharesAfter);
    /// @dev The constructor was given less than the seed.
    error SeedTooSmall(uint256 value, uint256 least);

    // ---------------------------------------------------------------- ERC-20

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
    /// @notice `P`, the pooled ether.
    function totalSupply() external view returns (uint256);
    /// @notice `floor(shares * P / S)`.
    function balanceOf(address account) external view returns (uint256);
    /// @notice Moves `ceil(value * S / P)` shares: the receiver's balance grows by `value` or `value + 1`. The whole balance can always be sent.
    function transfer(address to, uint256 value) external returns (bool);
    function allowance(address owner, address spender) external view returns (uint256);
    function approve(address spender, uint256 value) external returns (bool);
    /// @notice As `transfer`; an allowance of 2^256-1 is not spent.
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    /// @notice An allowance that would exceed 2^256-1 becomes infinite.
    function increaseAllowance(address spender, uint256 added) external returns (bool);
    function decreaseAllowance(address spender, uint256 subtracted) external returns (bool);

    // ---------------------------------------------------------------- signatures

    /// @notice EIP-2612. The signature may also be that of a contract (ERC-1271), which is asked with `r . s . v`.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
    /// @notice The same with a signature of any length: 65 bytes `r . s . v` of the owner's key, or what the owner's contract takes.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;
    /// @notice Permits used by `owner` so far.
    function nonces(address owner) external view returns (uint256);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    /// @notice ERC-5267. `fields` is 0x0f: name, version, chain id and verifying contract; there is no salt, no extension.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );

    // ---------------------------------------------------------------- shares

    function getTotalPooledEther() external view returns (uint256);
    function getTotalShares() external view returns (uint256);
    function sharesOf(address account) external view returns (uint256);
    /// @notice Rounded down.
    function getSharesByPooledEth(uint256 ethAmount) external view returns (uint256);
    /// @notice Rounded down.
    function getPooledEthByShares(uint256 sharesAmount) external view returns (uint256);
    function getPooledEthBySharesRoundUp(uint256 sharesAmount) external view returns (uint256);
    /// @return value of the shares in wei, rounded down
    function transferShares(address to, uint256 sharesAmount) external returns (uint256 value);
    /// @notice Spends the allowance by the shares' value rounded up; after the loss of everything only an allowance of 2^256-1 will do.
    /// @return value of the shares in wei, rounded down
    function transferSharesFrom(address from, address to, uint256 sharesAmount) external returns (uint256 value);
    /// @notice All that a lender needs to value a share, in one call.
    /// @return pooledEther `P`
    /// @return totalShares `S`
    /// @return reportedAt timestamp of the last report; zero while a loss is parked, so that whoever minds the age of the rate stops
    function rateData() external view returns (uint256 pooledEther, uint256 totalShares, uint256 reportedAt);

    // ---------------------------------------------------------------- staking

    /// @notice Stakes the ether sent for the caller. A call with empty data does the same.
    /// @return shares minted, rounded down
    function submit(address referral) external payable returns (uint256 shares);
    /// @notice Stakes for `receiver`; reverts under `minShares` or after `deadline`.
    function stake(address receiver, uint256 minShares, uint256 deadline) external payable returns (uint256 shares);
    /// @notice Shares that staking `amount` now would mint, paused or not.
    function previewStake(uint256 amount) external view returns (uint256 shares);
    /// @notice The most that can be staked in one call now: the least of the limit and of what the books can hold; zero while staking
    /// is paused or a loss is parked.
    function maxStake() external view returns (uint256 amount);
    /// @notice What the limit allows now: 2^256-1 without a limit, zero while staking is paused or a loss is parked. Refills by the second.
    function getCurrentStakeLimit() external view returns (uint256);
    /// @return capacity the most that can be staked at once, in wei; zero for no limit
    /// @return refillSeconds in which an exhausted limit is whole again
    function stakeLimitConfig() external view returns (uint256 capacity, uint256 refillSeconds);
    /// @notice By the guardian or the owner, or because a report is parked.
    function isStakingPaused() external view returns (bool);

    // ---------------------------------------------------------------- redemption

    /// @notice Burns `ceil(amount * S / P)` shares of the caller and pays `amount` less the fee out of the buffer.
    /// The marginal fee is `feeMin` while the buffer is at or above its target, and rises linearly to `feeMax` at an empty
    /// buffer; the fee is its integral over the part taken, rounded up.
    /// @return paid ether that reached `receiver`
    function redeem(uint256 amount, address receiver, uint256 minEther, uint256 deadline) external returns (uint256 paid);
    /// @notice The same for shares; their value is rounded down.
    function redeemShares(uint256 sharesAmount, address receiver, uint256 minEther, uint256 deadline) external returns (uint256 paid);
    /// @notice Ether that `redeem(amount)` would pay now.
    function previewRedeem(uint256 amount) external view returns (uint256 paid);
    function previewRedeemShares(uint256 sharesAmount) external view returns (uint256 paid);
    /// @notice The greatest `amount` that `owner` can redeem now; zero while redemption is paused or a loss is parked.
    function maxRedeem(address owner) external view returns (uint256 amount);
    /// @notice By the guardian or the owner, or because a report is parked.
    function isRedemptionPaused() external view returns (bool);
    /// @notice Liquid ether that backs shares: counted, never read from the account's balance.
    function getBufferedEther() external view returns (uint256);
    /// @return target buffer in wei
    /// @return feeMinPpm
    /// @return feeMaxPpm in 1e-6
    function redemptionConfig() external view returns (uint256 target, uint256 feeMinPpm, uint256 feeMaxPpm);

    // ---------------------------------------------------------------- reports and ether on the way

    /// @notice By the oracle. `gain = change of (validators + inFlight + returned - sent)` since the last report; `sent` and `returned`
    /// are this contract's cumulative figures at the reference time. A gain first pays off the deficit, then gives the protocol fee (as
    /// shares, at once); the rest vests. A loss takes what has not vested, then the principal.
    ///
    /// The last line of defence, whatever the oracle checks: a gain over `min(P, ether deployed) * maxGainBps / 10,000` a year since the last
    /// report is clipped (so staking raises it at most to what is deployed), and what is over waits for the next reports or for `settleGain`. A loss over `P * maxLossBps / 10,000` (of a day; less within a day of the last report,
    /// in proportion) is parked: the report is kept, and staking, redemption and, by `rateData`, whatever minds the rate's age stop
    /// until it is settled or rejected. While a report is parked, every further one is parked in its place.
    function applyReport(uint256 validatorsEther, uint256 inFlightEther, uint256 sentEther, uint256 returnedEther) external;
    /// @notice By the guardian or the owner: applies the parked report, its loss unbounded. `loss` must be the parked one.
    function settleReport(uint256 loss) external;
    /// @notice By the owner: forgets the parked report. Nothing of it is booked.
    function rejectReport() external;
    /// @return parked whether a report is parked; the rest is zero if not
    /// @return gain
    /// @return loss what settling it would book, before the bound on gains
    /// @return validatorsEther
    /// @return inFlightEther
    /// @return sentEther
    /// @return returnedEther its figures
    function parkedReport()
        external
        view
        returns (
            bool parked,
            uint256 gain,
            uint256 loss,
            uint256 validatorsEther,
            uint256 inFlightEther,
            uint256 sentEther,
            uint256 returnedEther
        );
    /// @notice By the owner: books at once what the last report's gain was clipped by, as a report of that gain would without a bound; it vests.
    /// `gain` must be `parkedGain()`.
    function settleGain(uint256 gain) external;
    /// @notice What the last report's gain was clipped by. It is in no column, and cannot be returned, until it is booked.
    function parkedGain() external view returns (uint256);
    /// @notice By the operators contract: takes ether from the buffer on its way to validators.
    function deployEther(uint256 amount) external;
    /// @notice By the operators contract: ether that came back, at most what is deployed. Mints nothing. (Plain ether stakes.)
    function returnEther() external payable;
    /// @return buffer
    /// @return inFlight
    /// @return validators in wei; their sum is `P` plus what has not vested
    function columns() external view returns (uint256 buffer, uint256 inFlight, uint256 validators);
    /// @return sent
    /// @return returned cumulative ether to and from the operators contract
    function flows() external view returns (uint256 sent, uint256 returned);
    /// @return unvested at `startsAt`
    /// @return startsAt
    /// @return period in seconds
    function vesting() external view returns (uint256 unvested, uint256 startsAt, uint256 period);
    /// @notice Losses not yet earned back; gains pay it off before any fee. At each report it shrinks by the part of those who bore it and left:
    /// by `S` over the fewest shares since it began.
    function deficit() external view returns (uint256);
    /// @notice Redemption fees that join the next report's gain, free of protocol fee.
    function setAside() external view returns (uint256);
    /// @notice Protocol fee on gains, in basis points.
    function getFee() external view returns (uint16);
    /// @notice Of the protocol fee, what goes to the operators contract, in basis points of the gain; the rest is the treasury's.
    function operatorsFee() external view returns (uint16);
    /// @return maxGainBps a year
    /// @return maxLossBps a day, in basis points of `P`
    function reportBounds() external view returns (uint256 maxGainBps, uint256 maxLossBps);
    /// @notice Yield of what vests now, as simple interest a year on `P`, 1e18 for 100 %; zero once everything has vested.
    /// @return gross before the protocol fee that the last report took
    /// @return net what holders earn
    function currentApr() external view returns (uint256 gross, uint256 net);

    // ---------------------------------------------------------------- governance

    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function guardian() external view returns (address);
    function treasury() external view returns (address);
    /// @return oracle
    /// @return operators both zero until wired
    function wiring() external view returns (address oracle, address operators);
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    function setGuardian(address newGuardian) external;
    /// @notice By the owner, once.
    function wire(address oracle, address operators) external;
    /// @notice By the owner; `operatorsBps <= feeBps <= 2,000`. The operators' part goes to the treasury until the operators are wired.
    function setProtocolFee(uint256 feeBps, uint256 operatorsBps, address treasury) external;
    /// @notice By the owner, and by the guardian where neither is raised; gains of at most 10,000 bps (100 %) a year, losses of at most 1,000
    /// bps (10 %) a day.
    function setReportBounds(uint256 maxGainBps, uint256 maxLossBps) external;
    /// @notice By the owner; the limit starts full. What is redeemed goes back into it. `capacity` below 2^96 wei, zero for no limit; `refillSeconds` from 1 to 30 days.
    function setStakeLimit(uint256 capacity, uint256 refillSeconds) external;
    /// @notice By anyone: sends what the books do not count to the treasury. `token` is zero for ether.
    /// @return amount sent, which must not be zero
    function skim(address token) external returns (uint256 amount);
    /// @notice By the owner; `feeMin <= feeMax <= 10,000` ppm (1 %), for ever. A target of 0 charges `feeMin` down to an empty buffer.
    function setRedemption(uint256 target, uint256 feeMinPpm, uint256 feeMaxPpm) external;
    /// @notice By the owner; one hour to 30 days, from the next report on.
    function setVestingPeriod(uint256 period) external;
    /// @notice By the guardian or the owner. Transfers and redemption go on.
    function pauseStaking() external;
    /// @notice By the owner.
    function resumeStaking() external;
    /// @notice By the guardian or the owner.
    function pauseRedemption() external;
    /// @notice By the owner.
    function resumeRedemption() external;
}
