// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title First-loss backstop of one market: supply shares that stand in for bad debt before other suppliers do
/// @notice Anyone may fund it with the market's supply shares and gets a part of the reserves' income for it, in supply shares too. Bad debt
/// that the reserves do not cover burns what is here. Leaving takes 14 days' notice, and has to follow within 3 days; what is under notice earns
/// and can be lost until it has left. While bad debt is known and not realised nobody leaves.
/// Amounts: `assets` are the market's supply shares, `shares` are this vault's, one to one at first; both roundings go against the caller, with a virtual
/// 1e6 of each. Shares cannot be transferred. What is sent here by anybody is nobody's: it counts nowhere and is lost first.
/// After a loss that leaves less than 2^-24 assets for each share a new epoch begins: older shares are void.
interface IBackstop {
    event Funded(address indexed caller, address indexed account, uint256 assets, uint256 shares);
    /// @dev `at` is when it may leave first.
    event NoticeGiven(address indexed account, uint256 shares, uint256 at);
    event NoticeCancelled(address indexed account, uint256 shares);
    event Left(address indexed account, address indexed receiver, uint256 assets, uint256 shares);
    event Income(uint256 assets);
    event Lost(uint256 assets);
    event EpochBegan(uint256 epoch, uint256 voidShares, uint256 leftOver);
    event Flagged(address indexed account, uint256 shortfall);
    event Unflagged(address indexed account);

    error ZeroAmount();
    error ZeroAddress();
    error ZeroShares(uint256 assets);
    error TooFewShares(uint256 shares, uint256 least);
    error AmountTooLarge(uint256 amount, uint256 most);
    error InsufficientShares(address account, uint256 shares, uint256 needed);
    error NoNotice(address account);
    /// @dev Outside the time in which it may leave.
    error NotNow(uint256 from, uint256 until, uint256 timestamp);
    /// @dev Flagged accounts whose bad debt is not realised yet.
    error BadDebtPending(uint256 accounts);
    error NoShortfall(address account);
    error AlreadyFlagged(address account);
    error NotFlagged(address account);
    error StillShort(address account, uint256 shortfall);
    error CallFailed(address callee);
    /// @dev A call back into the vault while it calls out.
    error Locked();

    /// @notice Pulls supply shares of the caller's, who has approved them to this vault.
    function fund(uint256 assets, address receiver, uint256 minShares) external returns (uint256 shares);
    /// @notice Puts `shares` of the caller's under notice, those that are under notice already among them: it starts again for all.
    function giveNotice(uint256 shares) external returns (uint256 at);
    function cancelNotice() external;
    /// @notice Up to the shares under notice, 14 to 17 days after it was given. Pays supply shares.
    function leave(uint256 shares, address receiver) external returns (uint256 assets);
    /// @notice Books income and losses to now. Every call that changes something does it first.
    function sync() external;
    /// @notice Stops leaving while `account` of the market owes more than its collateral can pay (`ILens.shortfall`).
    function flag(address account) external;
    /// @notice Once it no longer does: its bad debt was realised, or it was covered.
    function unflag(address account) external;

    function sharesOf(address account) external view returns (uint256);
    /// @notice What an account's shares are worth, with losses to now and without income that was not booked yet.
    function assetsOf(address account) external view returns (uint256);
    function previewFund(uint256 assets) external view returns (uint256 shares);
    function previewLeave(uint256 shares) external view returns (uint256 assets);
    /// @return shares under notice
    /// @return from timestamp
    /// @return until timestamp
    function noticeOf(address account) external view returns (uint256 shares, uint256 from, uint256 until);
    /// @return assets booked, with losses to now
    /// @return shares of this epoch
    /// @return epoch from 0
    function totals() external view returns (uint256 assets, uint256 shares, uint256 epoch);
    function isFlagged(address account) external view returns (bool);
    function flaggedCount() external view returns (uint256);
    function market() external view returns (address);
    function lens() external view returns (address);
}
