// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.20;

/// @title wblETH: blETH that does not rebase
/// @notice One wblETH wei is 1e9 shares of blETH, for ever: burning `n` always sends `n * 1e9` shares. What it is worth in ether grows with
/// blETH's rate. ERC-4626 vault whose asset is blETH, so "assets" are wei of blETH and "shares" are wei of wblETH; it also answers
/// to wstETH's names. Every rounding goes against the caller; quotes equal execution in the same block.
/// It has no owner, no parameters and no pause: blETH's pauses stop staking, never wrapping or unwrapping.
/// Amounts given as arguments must fit 112 bits, wblETH 96 bits: larger ones revert `AmountTooLarge` (those of transfers over the balance
/// `ERC20InsufficientBalance`); 2^256-1 means all where it says so.
/// Errors of blETH are passed on as they are by calls that move its shares; a view of it that fails is `TokenCallFailed`. After the loss of
/// everything conversions into shares revert Solidity's `Panic(0x11)`.
interface IWrapper {
    // ---------------------------------------------------------------- events

    /// @dev From/to zero on mint/burn.
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    /// @dev ERC-4626, by `deposit` and `mint`. `assets` is the ether value of the blETH shares that moved, rounded down.
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    /// @dev ERC-4626, by `withdraw` and `redeem`. `assets` is the ether value of the blETH shares that moved, rounded down.
    event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares);
    /// @dev `token` is zero for ether; of blETH the amount is in its shares.
    event Skimmed(address indexed token, address indexed treasury, uint256 amount);

    // ---------------------------------------------------------------- errors

    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @dev The zero address or the wrapper itself.
    error ERC20InvalidReceiver(address receiver);
    error ERC20InvalidSpender(address spender);
    error ERC2612ExpiredSignature(uint256 deadline);
    /// @dev `signer` is the account that the signature recovers to, zero if none.
    error ERC2612InvalidSigner(address signer, address owner);
    error ZeroAmount();
    /// @dev The amount is worth less than one wblETH wei.
    error ZeroShares(uint256 amount);
    error AmountTooLarge(uint256 amount, uint256 most);
    error SlippageExceeded(uint256 received, uint256 least);
    error EtherTransferFailed(address receiver, uint256 amount);
    /// @dev A view of blETH failed or did not answer as its interface says; also a token that is skimmed.
    error TokenCallFailed(address token);
    error RoundNotKept(uint80 roundId);
    error ZeroAddress();

    // ---------------------------------------------------------------- ERC-20

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    /// @notice 18, of the token and of the rate feed.
    function decimals() external view returns (uint8);
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 value) external returns (bool);
    function allowance(address owner, address spender) external view returns (uint256);
    function approve(address spender, uint256 value) external returns (bool);
    /// @notice An allowance of 2^256-1 is not spent.
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    /// @notice An allowance that would exceed 2^256-1 becomes infinite.
    function increaseAllowance(address spender, uint256 added) external returns (bool);
    function decreaseAllowance(address spender, uint256 subtracted) external returns (bool);

    // ---------------------------------------------------------------- signatures

    /// @notice EIP-2612. The signature may also be that of a contract (ERC-1271), which is asked with `r . s . v`.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
    /// @notice The same with a signature of any length: 65 bytes `r . s . v` of the owner's key, or what the owner's contract takes.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;
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

    // ---------------------------------------------------------------- wrapping, by wstETH's names

    /// @notice Takes `floor(floor(blEthAmount * S / P) / 1e9) * 1e9` shares of blETH from the caller, by his allowance there, and mints a
    /// wblETH wei for each 1e9: no more than `blEthAmount` leaves him. 2^256-1 wraps all he has and allows, and leaves less than one wblETH wei.
    /// @return wblEthAmount minted
    function wrap(uint256 blEthAmount) external returns (uint256 wblEthAmount);
    /// @notice `wrap` after a permit of blETH to this contract for `blEthAmount`. A permit that fails (because somebody spent it before)
    /// is passed over: the allowance decides.
    function wrapWithPermit(uint256 blEthAmount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external returns (uint256 wblEthAmount);
    /// @notice Burns, and sends `wblEthAmount * 1e9` shares of blETH to the caller.
    /// @return blEthAmount the value of those shares, rounded down
    function unwrap(uint256 wblEthAmount) external returns (uint256 blEthAmount);
    /// @notice Stakes the ether sent and wraps what it mints, for `receiver`; reverts under `minAmount` or after `deadline`. Less than one wblETH
    /// wei of shares is left over. Plain ether does the same for its sender, without bounds.
    /// @return wblEthAmount minted
    function stake(address receiver, uint256 minAmount, uint256 deadline) external payable returns (uint256 wblEthAmount);
    /// @notice blETH's address; the same as `asset`.
    function stETH() external view returns (address);
    /// @notice wblETH that `wrap` mints for so much blETH.
    function getWblETHByBlETH(uint256 blEthAmount) external view returns (uint256);
    /// @notice blETH that `unwrap` is worth, rounded down.
    function getBlETHByWblETH(uint256 wblEthAmount) external view returns (uint256);
    /// @notice Wei of blETH for 1e18 wblETH, rounded down.
    function blEthPerToken() external view returns (uint256);
    /// @notice Wei of wblETH for 1e18 blETH, rounded down.
    function tokensPerBlEth() external view returns (uint256);
    /// @notice The same four by wstETH's names.
    function getWstETHByStETH(uint256 stETHAmount) external view returns (uint256);
    function getStETHByWstETH(uint256 wstETHAmount) external view returns (uint256);
    function stEthPerToken() external view returns (uint256);
    function tokensPerStEth() external view returns (uint256);

    // ---------------------------------------------------------------- ERC-4626

    function asset() external view returns (address);
    /// @notice Value of the shares that back the supply, rounded down; shares sent here by mistake do not count.
    function totalAssets() external view returns (uint256);
    function convertToShares(uint256 assets) external view returns (uint256 shares);
    function convertToAssets(uint256 shares) external view returns (uint256 assets);
    /// @notice One wei more would not fit the books.
    function maxDeposit(address receiver) external view returns (uint256 assets);
    function previewDeposit(uint256 assets) external view returns (uint256 shares);
    /// @notice As `wrap`, for `receiver`.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);
    function maxMint(address receiver) external view returns (uint256 shares);
    function previewMint(uint256 shares) external view returns (uint256 assets);
    /// @notice Takes exactly `shares * 1e9` shares of blETH.
    /// @return assets their value, rounded up
    function mint(uint256 shares, address receiver) external returns (uint256 assets);
    /// @notice The value of all that `owner` has, rounded down.
    function maxWithdraw(address owner) external view returns (uint256 assets);
    function previewWithdraw(uint256 assets) external view returns (uint256 shares);
    /// @notice Burns `ceil(ceil(assets * S / P) / 1e9)` of the owner, by his allowance here if he is not the caller; what `receiver` gets is worth
    /// `assets` or a little more.
    function withdraw(uint256 assets, address receiver, address owner) external returns (uint256 shares);
    function maxRedeem(address owner) external view returns (uint256 shares);
    function previewRedeem(uint256 shares) external view returns (uint256 assets);
    /// @notice As `unwrap`, for an owner to a receiver.
    function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets);

    // ---------------------------------------------------------------- rate feed, in the shape of Chainlink's AggregatorV3Interface

    /// @notice Ether that one wblETH redeems for at peg, by blETH's books, 18 decimals, rounded down. No market price.
    /// It moves with the clock within a round. Round, `startedAt` and `updatedAt` are the timestamp of blETH's last report, and zero
    /// while a loss is parked there: a consumer that minds the age stops by itself.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
    /// @notice The latest round alone; any other reverts `RoundNotKept`.
    function getRoundData(uint80 roundId)
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
    function latestAnswer() external view returns (int256);
    function latestTimestamp() external view returns (uint256);
    function description() external view returns (string memory);
    function version() external view returns (uint256);

    // ---------------------------------------------------------------- what is not counted

    /// @notice By anyone: sends what the books do not count to blETH's treasury. `token` is zero for ether; of blETH, the shares that back no wblETH.
    /// @return amount sent, which must not be zero
    function skim(address token) external returns (uint256 amount);
}
