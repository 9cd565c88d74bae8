// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title First-loss backstop of one market: supply shares that stand in for bad debt before other suppliers do
/// @notice Anyone may fund it with the market's supply shares and gets a part of the market's reserves for it, in supply shares too. Bad debt
/// that the reserves do not cover burns what is here. Leaving takes 14 days' notice, and has to follow within 3 days; what is under notice earns
/// and can be lost until it has left. While bad debt is known and not realised nobody leaves.
/// Amounts: `assets` are the market's supply shares, `shares` are this vault's, one to one at first; both roundings go against the caller, with a virtual
/// 1e6 of each: `shares = assets * (S + 1e6) / (B + 1e6)`, `assets = shares * min((B + 1e6) / (S + 1e6), B / S)`. Shares cannot be transferred.
/// The market's reserves are collected here: a part of them, fixed for good when the vault was made, is its funders' income. The rest stays here, counts
/// nowhere, is lost first, and the market's owner may take it. So does what anybody sends here, income while nobody has shares, and what roundings leave when the last share
/// leaves.
/// After a loss that leaves less than 2^-24 assets for each share a new epoch begins: older shares and notices are void.
/// Views tell what a call in the same block would find, with losses and income to now. What market or lens revert with is passed on.
interface IBackstop {
    event Funded(address indexed caller, address indexed account, uint256 assets, uint256 shares);
    /// @dev `at` is when it may leave first.
    event NoticeGiven(address indexed account, uint256 shares, uint256 at);
    event NoticeCancelled(address indexed account, uint256 shares);
    event Left(address indexed account, address indexed receiver, uint256 assets, uint256 shares);
    /// @dev Supply shares, the part of the reserves that is of those who have shares here.
    event Income(uint256 assets);
    /// @dev What was booked and is no longer here: burnt by the market.
    event Lost(uint256 assets);
    /// @dev `leftOver` is nobody's from now on.
    event EpochBegan(uint256 epoch, uint256 voidShares, uint256 leftOver);
    event ReservesTaken(address indexed receiver, uint256 assets);
    event Flagged(address indexed account, uint256 shortfall);
    event Unflagged(address indexed account);

    error ZeroAmount();
    /// @dev Of a constructor's argument; of a receiver also this vault or its market, which could do nothing with what they get.
    error ZeroAddress();
    error ZeroShares(uint256 assets);
    error TooFewShares(uint256 shares, uint256 least);
    /// @dev Assets have 112 bits, shares 128. The last of 65,536 epochs takes no funds: `amount` is its number.
    error AmountTooLarge(uint256 amount, uint256 most);
    /// @dev `shares` that the account has; for `leave` those under notice.
    error InsufficientShares(address account, uint256 shares, uint256 needed);
    error InsufficientReserves(uint256 reserves, uint256 needed);
    error Unauthorized(address caller);
    error NoNotice(address account);
    /// @dev Outside the time in which it may leave.
    error NotNow(uint256 from, uint256 until, uint256 timestamp);
    /// @dev Flagged accounts whose bad debt is not realised yet.
    error BadDebtPending(uint256 accounts);
    error NoShortfall(address account);
    error AlreadyFlagged(address account);
    error NotFlagged(address account);
    error StillShort(address account, uint256 shortfall);
    /// @dev Market or lens did not answer as their interfaces say, or reverted without a reason.
    error CallFailed(address callee);
    /// @dev A call back into the vault while it calls out.
    error Locked();

    /// @notice Pulls supply shares of the caller's, who has approved them to this vault. Reverts while the market has not wired it.
    function fund(uint256 assets, address receiver, uint256 minShares) external returns (uint256 shares);
    /// @notice Puts `shares` of the caller's under notice, those that are under notice already among them: it starts again for all, and what is
    /// beyond `shares` is under notice no longer.
    function giveNotice(uint256 shares) external returns (uint256 at);
    function cancelNotice() external;
    /// @notice Up to the shares under notice, 14 to 17 days after it was given, while no account is flagged. Pays supply shares.
    function leave(uint256 shares, address receiver) external returns (uint256 assets);
    /// @notice Books losses, then income, to now. Every call that changes shares or notices does it first.
    function sync() external;
    /// @notice By the market's owner, while no account is flagged: pays supply shares out of what is nobody's, `reserves()`.
    function takeReserves(uint256 assets, address receiver) external;
    /// @notice By anybody: stops leaving while `account` of the market owes more than its collateral can pay (`ILens.shortfall`), by at least a
    /// hundredth of the market's least debt. Without a price there is
    /// no shortfall to show, and this reverts with what the lens does.
    function flag(address account) external;
    /// @notice By anybody, once it no longer does: its bad debt was realised, or it was covered. Without a price this reverts as well: what was
    /// flagged stays so until there is one, or until the account owes nothing, which needs no price (`IMarket.repay`).
    function unflag(address account) external;

    function sharesOf(address account) external view returns (uint256);
    /// @notice What an account's shares are worth. All accounts' together are at most the assets of `totals`.
    function assetsOf(address account) external view returns (uint256);
    /// @notice What `fund` in the same block gives.
    function previewFund(uint256 assets) external view returns (uint256 shares);
    /// @notice What `leave` in the same block pays; of more shares than there are it reverts `AmountTooLarge`.
    function previewLeave(uint256 shares) external view returns (uint256 assets);
    /// @return shares under notice; all three are zero without one
    /// @return from timestamp, the first at which it may leave
    /// @return until timestamp, the last
    function noticeOf(address account) external view returns (uint256 shares, uint256 from, uint256 until);
    /// @return assets booked
    /// @return shares of this epoch
    /// @return epoch from 0
    function totals() external view returns (uint256 assets, uint256 shares, uint256 epoch);
    /// @notice What is here and nobody's, with what the market's reserves would bring now: lost first, and the market's owner's to take.
    function reserves() external view returns (uint256);
    /// @notice The funders' part of the reserves, in basis points; fixed for good.
    function incomeBps() external view returns (uint256);
    function isFlagged(address account) external view returns (bool);
    function flaggedCount() external view returns (uint256);
    function market() external view returns (address);
    function lens() external view returns (address);
}
