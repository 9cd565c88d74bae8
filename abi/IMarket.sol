// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title The treasurer: ERC-4626 vault of the loan asset, accounts, debt, collateral, bad debt
/// @notice Assets are wei of the loan asset; supply shares have 6 decimals more (virtual offset). Units of a collateral are
/// blETH shares (1e27 per ether at genesis) or a plain token's smallest unit. All roundings go against the caller.
/// Interest compounds at every touch; views tell what the call would find.
/// Repaying, adding collateral and withdrawing collateral without debt are never paused and need no price.
/// What the judge or a token reverts with is passed on as it is (`IRisk`: `Healthy`, `NotHeld`, `NoPrice`, `ValueOverflow`); only an
/// empty reason or a token's `false` becomes `RiskCallFailed` or `TokenCallFailed`.
/// A token that can stop the market's transfers must not be listed as collateral: an account that holds it would keep its bad debt.
/// While the market calls out (callbacks, tokens), every call back into it reverts `Locked()`, views too, except `supplyCollateral`
/// and `repay`, which work whole.
interface IMarket {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares);
    event SupplyCollateral(address indexed caller, address indexed account, address indexed asset, uint256 units);
    event WithdrawCollateral(address caller, address indexed account, address indexed asset, address indexed receiver, uint256 units);
    event Borrow(address caller, address indexed account, address indexed receiver, uint256 assets, uint256 shares);
    event Repay(address indexed caller, address indexed account, uint256 assets, uint256 shares);
    event Liquidate(
        address indexed caller, address indexed account, address indexed asset, uint256 repaid, uint256 repaidShares, uint256 seized, uint256 healthWad
    );
    /// @dev Written off. Who bears it follows in `BadDebtBorne`: `assets` are the sum of theirs.
    event BadDebt(address indexed account, uint256 assets, uint256 debtShares);
    /// @dev One for each who bears: the market itself, whose reserves' supply `shares` are burnt, then the backstop, whose `shares` are (with a
    /// `Transfer` to zero), then zero, for all suppliers, whose shares are worth less.
    event BadDebtBorne(address indexed account, address indexed bearer, uint256 assets, uint256 shares);
    /// @dev The rate over the time since the last one follows from `interest` and the debt before.
    event Accrued(uint256 rateAtTarget, uint256 interest, uint256 feeShares);
    event OperatorChanged(address indexed account, address indexed operator, bool allowed);
    event FlashLoan(address indexed caller, address indexed receiver, uint256 assets);
    event CollateralListed(uint256 indexed index, address indexed asset, bool isShares);
    event CollateralCapChanged(address indexed asset, uint256 oldCap, uint256 newCap);
    event SupplyCapChanged(uint256 oldCap, uint256 newCap);
    event BorrowCapChanged(uint256 oldCap, uint256 newCap);
    event BackstopSet(address indexed backstop);
    event FeeChanged(uint256 oldFeeBps, uint256 newFeeBps);
    event LeastDebtChanged(uint256 oldLeast, uint256 newLeast);
    /// @dev Bits: 1 deposits, 2 borrowing and withdrawing collateral with debt, 4 liquidation.
    event PauseChanged(uint256 oldFlags, uint256 newFlags);
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event GuardianChanged(address indexed previousGuardian, address indexed newGuardian);

    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @dev The zero address or the market itself, as receiver of shares, assets or collateral.
    error ERC20InvalidReceiver(address receiver);
    error ERC20InvalidSpender(address spender);
    error ERC2612ExpiredSignature(uint256 deadline);
    /// @dev `signer` recovered from the signature, zero for none.
    error ERC2612InvalidSigner(address signer, address owner);
    /// @dev Of `mint` too: `assets` is what the shares cost.
    error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max);
    error ZeroAmount();
    error ZeroShares(uint256 assets);
    error AmountTooLarge(uint256 amount, uint256 most);
    error ZeroAddress();
    error Unauthorized(address caller);
    error Paused(uint256 flag);
    error UnknownCollateral(address asset);
    /// @dev The loan asset itself, or listed before.
    error NotListable(address asset);
    error CollateralMismatch(uint256 index, address asset, address judged);
    error TooManyOpen(uint256 most);
    error SlotNotOpen(address account, address asset);
    error CollateralCapExceeded(address asset, uint256 total, uint256 cap);
    error InsufficientCollateral(address asset, uint256 units, uint256 needed);
    /// @dev What would be owed by all.
    error BorrowCapExceeded(uint256 debt, uint256 cap);
    /// @dev The backstop is wired for good.
    error BackstopWired(address backstop);
    /// @dev `withdraw`, `redeem`, `borrow`, `flashLoan`; shares that an owner has not revert `ERC20InsufficientBalance`.
    error InsufficientLiquidity(uint256 assets, uint256 idle);
    /// @dev `unpriced`: bits of collateral indices that had no borrow price.
    error InsufficientMargin(uint256 debt, uint256 limit, uint256 unpriced);
    /// @dev Of borrowing alone: repaying may leave any debt.
    error DebtTooSmall(uint256 debt, uint256 least);
    error NoDebt(address account);
    error SeizedTooLittle(uint256 seized, uint256 least);
    error OutOfBounds(uint256 given, uint256 least, uint256 most);
    /// @dev The token answered `false`, or not as ERC-20 says. A reason that a token gives is passed on as it is.
    error TokenCallFailed(address token);
    /// @dev The token delivered less than it was asked to; `asked` includes what calls of the token itself added meanwhile. Of `deposit` and
    /// `mint`: what the market holds, and all that is booked as here.
    error TransferShort(address token, uint256 received, uint256 asked);
    /// @dev The judge did not answer as IRisk says. A reason that it gives is passed on as it is.
    error RiskCallFailed(address risk);
    /// @dev A call back into the market while it calls out.
    error Locked();
    /// @dev A callback that reverts without a reason, or does not answer with ERC-3156's magic value where it must. A reason that it
    /// gives is passed on as it is.
    error CallbackFailed(address callee);
    /// @dev Flash loans are of the loan asset alone.
    error UnsupportedToken(address token);

    // ---------------------------------------------------------------- ERC-20 of supply shares

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    /// @notice Decimals of the loan asset plus 6.
    function decimals() external view returns (uint8);
    /// @notice Shares of holders, the backstop among them; those that nobody holds yet are `reserveShares()`.
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 value) external returns (bool);
    function allowance(address owner, address spender) external view returns (uint256);
    function approve(address spender, uint256 value) external returns (bool);
    /// @notice One's own shares need no allowance; one of 2^256-1 is not spent.
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    /// @notice EIP-2612. A high `s` is refused.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
    /// @notice The same with 65 bytes `r . s . v`, or what the owner's contract takes (ERC-1271).
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;
    /// @notice Permits used.
    function nonces(address owner) external view returns (uint256);
    function DOMAIN_SEPARATOR() external view returns (bytes32);
    /// @notice ERC-5267. The domain of permits: name "Ballast Market", version "1".
    function eip712Domain()
        external view
        returns (
            bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract, bytes32 salt,
            uint256[] memory extensions
        );

    // ---------------------------------------------------------------- ERC-4626

    function asset() external view returns (address);
    /// @notice Idle plus lent, with interest to now; donations do not count.
    function totalAssets() external view returns (uint256);
    function convertToShares(uint256 assets) external view returns (uint256);
    function convertToAssets(uint256 shares) external view returns (uint256);
    function maxDeposit(address receiver) external view returns (uint256);
    function previewDeposit(uint256 assets) external view returns (uint256);
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);
    function maxMint(address receiver) external view returns (uint256);
    function previewMint(uint256 shares) external view returns (uint256);
    function mint(uint256 shares, address receiver) external returns (uint256 assets);
    /// @notice Bounded by what is idle.
    function maxWithdraw(address owner) external view returns (uint256);
    function previewWithdraw(uint256 assets) external view returns (uint256);
    function withdraw(uint256 assets, address receiver, address owner) external returns (uint256 shares);
    function maxRedeem(address owner) external view returns (uint256);
    function previewRedeem(uint256 shares) external view returns (uint256);
    function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets);

    // ---------------------------------------------------------------- accounts

    /// @notice Adds `units` of the caller's to the account; 2^256-1: what balance and allowance permit. Only the account or its
    /// operator opens a slot (at most 8); others may add to open ones. Over the collateral's cap only an account with debt may add, by itself or
    /// its operator, and then cannot borrow, nor withdraw other collateral while it owes, until the totals of all it holds are within their caps.
    /// @return supplied units
    function supplyCollateral(address asset, uint256 units, address onBehalf) external returns (uint256 supplied);
    /// @notice By the account, its operator or `rights()`. With debt, what is left must allow it at borrow prices. 2^256-1: all.
    /// @return withdrawn units
    function withdrawCollateral(address asset, uint256 units, address onBehalf, address receiver) external returns (uint256 withdrawn);
    /// @notice By the account, its operator or `rights()`. What is owed then must fit what the judge allows, and be nothing or at least the least
    /// debt. With non-empty `data` the caller is called back, `IMarketCallbacks.onBorrow`, after the assets were sent and before
    /// that is checked.
    /// @return shares of debt, rounded up
    function borrow(uint256 assets, address onBehalf, address receiver, bytes calldata data) external returns (uint256 shares);
    /// @notice 2^256-1: all.
    /// @return repaid in assets, never more than the debt
    function repay(uint256 assets, address onBehalf) external returns (uint256 repaid);
    /// @notice Repays up to `maxRepay` of an unhealthy account's debt, as far as the target health asks, against `asset`, which goes
    /// to `receiver`: `IRisk.liquidation` says how much. Once no collateral is left that is worth a wei, the rest of the debt is written off:
    /// the reserves bear it, then the backstop, then suppliers. An account with several collaterals takes a call for each.
    /// With the market itself as `receiver` the units stay here, as collateral of the caller's account (`SupplyCollateral`), which needs a
    /// slot for them (`TooManyOpen`), and is held back like one that added over a cap if that is exceeded.
    /// The units are sent first; with non-empty `data` the caller is called back then, `IMarketCallbacks.onLiquidate`; the
    /// repayment is pulled from the caller last.
    /// @return repaid assets, rounded up
    /// @return seized units, rounded down
    function liquidate(address borrower, address asset, uint256 maxRepay, uint256 minSeize, address receiver, bytes calldata data)
        external returns (uint256 repaid, uint256 seized);
    /// @notice An operator may do for the caller's account all that the caller may, except name operators.
    function setOperator(address operator, bool allowed) external;
    /// @notice What `setOperator` said; `rights()` may act on a signature besides.
    function isOperator(address account, address operator) external view returns (bool);
    /// @notice Books interest to now. Any call that changes debt or supply does it first.
    function accrue() external;

    // ---------------------------------------------------------------- several calls in one

    /// @notice Runs calls of this interface in their order, as their caller's, all or none; what one reverts with is passed on. A
    /// multicall in a multicall is an unknown function.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results);
    /// @notice Hands on the caller's EIP-2612 permit for the market to `token`. What the token says to it is passed over: a permit
    /// that somebody else has spent has set the allowance.
    function permitToken(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    // ---------------------------------------------------------------- ERC-3156

    /// @notice What is idle, for the loan asset; else zero.
    function maxFlashLoan(address token) external view returns (uint256);
    /// @notice Zero, for the loan asset; else reverts.
    function flashFee(address token, uint256 amount) external view returns (uint256);
    /// @notice Lends idle assets for the length of `receiver.onFlashLoan(caller, token, amount, 0, data)`, which answers
    /// `keccak256("ERC3156FlashBorrower.onFlashLoan")`, and pulls them back from the receiver, who has approved it.
    function flashLoan(address receiver, address token, uint256 amount, bytes calldata data) external returns (bool);

    // ---------------------------------------------------------------- views

    /// @notice Debt in assets with interest to now, rounded up.
    function debtOf(address account) external view returns (uint256);
    function debtSharesOf(address account) external view returns (uint256);
    function collateralOf(address account, address asset) external view returns (uint256 units);
    /// @return debtShares of the account
    /// @return overCap whether it added over a cap, and may not borrow while one of its collaterals' is exceeded
    /// @return holdings as the judge is asked about them: `index << 248 | units`
    function accountData(address account) external view returns (uint256 debtShares, bool overCap, uint256[] memory holdings);
    /// @return healthWad at liquidation prices, 2^256-1 without debt
    /// @return debt in assets
    /// @return limit what borrowing may leave
    function accountHealth(address account) external view returns (uint256 healthWad, uint256 debt, uint256 limit);
    /// @notice Totals with interest to now. `supplyShares` are those of holders and reserves; `reserves` are in assets, rounded down.
    function totals()
        external view
        returns (uint256 supplyShares, uint256 suppliedAssets, uint256 debtShares, uint256 debtAssets, uint256 idle, uint256 reserves);
    function reserveShares() external view returns (uint256);
    /// @return perSecond current borrow rate in wad
    /// @return atTarget rate at target utilisation in wad per second
    function borrowRate() external view returns (uint256 perSecond, uint256 atTarget);
    /// @notice Borrowed over supplied, in wad, rounded down.
    function utilization() external view returns (uint256);
    function risk() external view returns (address);
    /// @notice The program (`IRights`) whose calls of `borrow` and `withdrawCollateral` count as the account's: it makes those that the account
    /// signed for this market. Fixed at construction; zero for none.
    function rights() external view returns (address);
    function collateralCount() external view returns (uint256);
    function collateralAt(uint256 index) external view returns (address);
    function collateralInfo(address asset) external view returns (uint256 index, bool isShares, uint256 total, uint256 cap);
    /// @return supplyCap in assets
    /// @return leastDebt in assets
    /// @return feeBps of interest
    /// @return pauseFlags
    /// @return borrowCap in assets
    function config() external view returns (uint256 supplyCap, uint256 leastDebt, uint256 feeBps, uint256 pauseFlags, uint256 borrowCap);
    /// @notice Zero until it is wired.
    function backstop() external view returns (address);
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function guardian() external view returns (address);

    // ---------------------------------------------------------------- governance

    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    function setGuardian(address newGuardian) external;
    /// @notice By the owner; takes the next index, which must be the judge's index of the same asset. At most 64.
    function listCollateral(address asset, uint256 cap) external returns (uint256 index);
    /// @notice By the owner; the guardian may only lower it. In units; binds on increase only.
    function setCollateralCap(address asset, uint256 cap) external;
    /// @notice By the owner; the guardian may only lower it. In assets; binds on increase only.
    function setSupplyCap(uint256 cap) external;
    /// @notice By the owner; the guardian may only lower it. In assets, rounded down to a multiple of 65,536; binds on borrowing only.
    function setBorrowCap(uint256 cap) external;
    /// @notice By the owner, once and for good: the vault (`IBackstop`) that bears bad debt after the reserves and collects them.
    function setBackstop(address vault) external;
    /// @notice By the backstop: mints the reserves' shares to it. A `Transfer` from zero without a `Deposit`.
    /// @return shares of supply
    function collectReserves() external returns (uint256 shares);
    /// @notice By the owner; at most 2,500 bps of interest.
    function setFee(uint256 feeBps) external;
    /// @notice By the owner. Binds on borrowing alone: repaying and liquidating may leave less.
    function setLeastDebt(uint256 least) external;
    /// @notice The guardian may set bits 1 and 2, passing those that are set too; the owner may set and clear all. See `PauseChanged`. (For
    /// liquidation the guardian has `IRisk.freezeLiquidation`, of a day.)
    function setPause(uint256 flags) external;
}

/// @title What the market calls back. It is the caller; everything but `supplyCollateral` and `repay` is locked meanwhile.
interface IMarketCallbacks {
    /// @notice Of the caller of `borrow`: `assets` were sent, the account's margin is checked afterwards.
    function onBorrow(address account, uint256 assets, bytes calldata data) external;
    /// @notice Of the caller of `liquidate`: `seized` units were sent, `repaid` will be pulled from the caller.
    function onLiquidate(address borrower, address asset, uint256 repaid, uint256 seized, bytes calldata data) external;
    /// @notice ERC-3156's, of the receiver of a flash loan.
    /// @return keccak256("ERC3156FlashBorrower.onFlashLoan")
    function onFlashLoan(address initiator, address token, uint256 amount, uint256 fee, bytes calldata data) external returns (bytes32);
}
