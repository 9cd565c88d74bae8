//! Calls to ERC-20 tokens and to blETH's shares.
//!
//! A token may answer nothing where the standard has `bool`; `false` is refused, and a token's own revert data is passed
//! on as it is. Whoever is given an address here has made sure before that a token answers there.

use crate::{
    abi::{encode, word_at, Word},
    error, host,
    program::Selector,
    revert::{Result, Revert},
    word::address,
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;
use interface::{
    allowanceCall, balanceOfCall, decimalsCall, getPooledEthBySharesRoundUpCall, getSharesByPooledEthCall,
    getTotalSharesCall, permitCall, rateDataCall, sharesOfCall, stakeCall, transferCall, transferFromCall,
    transferSharesCall, transferSharesFromCall, treasuryCall,
};

sol! {
    /// The token did not answer as ERC-20 says, or said no.
    error TokenCallFailed(address token);
    /// The token delivered less than it was asked to.
    error TransferShort(address token, uint256 received, uint256 asked);
}

#[allow(missing_docs)] // ERC-20, and abi/ILst.sol
mod interface {
    alloy_sol_types::sol! {
        function balanceOf(address account) external view returns (uint256);
        function allowance(address owner, address spender) external view returns (uint256);
        function decimals() external view returns (uint8);
        function transfer(address to, uint256 value) external returns (bool);
        function transferFrom(address from, address to, uint256 value) external returns (bool);
        function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
            external;
        function getTotalShares() external view returns (uint256);
        function sharesOf(address account) external view returns (uint256);
        function getSharesByPooledEth(uint256 ethAmount) external view returns (uint256);
        function getPooledEthBySharesRoundUp(uint256 sharesAmount) external view returns (uint256);
        function transferShares(address to, uint256 sharesAmount) external returns (uint256);
        function transferSharesFrom(address from, address to, uint256 sharesAmount) external returns (uint256);
        function rateData() external view returns (uint256 pooledEther, uint256 totalShares, uint256 reportedAt);
        function stake(address receiver, uint256 minShares, uint256 deadline) external payable returns (uint256 shares);
        function treasury() external view returns (address);
    }
}

/// Decimals of the token.
pub fn decimals(token: Address) -> Result<U256> {
    read(token, decimalsCall::ID, &[])
}

/// Sends `amount` of ours.
#[inline(never)]
pub fn push(token: Address, to: Address, amount: U256) -> Result<()> {
    agreed(token, send(token, U256::ZERO, transferCall::ID, &[to.word(), amount])?)
}

/// Takes `amount` from `from` by our allowance; what arrived by the difference of our balance. A token may call back before
/// it answers: what came in by such calls is part of the difference, and [`delivered`] has to be asked for it too.
#[inline(never)]
pub fn pull(token: Address, from: Address, amount: U256) -> Result<U256> {
    let this = host::this().word();
    let before = read(token, balanceOfCall::ID, &[this])?;
    take(token, from, amount)?;
    Ok(read(token, balanceOfCall::ID, &[this])?.saturating_sub(before))
}

/// Takes `amount` from `from` by our allowance. What arrived is for the caller to find out.
#[inline(never)]
pub fn take(token: Address, from: Address, amount: U256) -> Result<()> {
    agreed(token, send(token, U256::ZERO, transferFromCall::ID, &[from.word(), host::this().word(), amount])?)
}

/// Refuses a delivery of less than was booked.
#[inline(never)]
pub fn delivered(token: Address, received: U256, asked: u128) -> Result<()> {
    if received < asked.word() {
        return Err(error!(TransferShort: token, received, asked));
    }
    Ok(())
}

/// What we hold.
pub fn held(token: Address) -> Result<U256> {
    read(token, balanceOfCall::ID, &[host::this().word()])
}

/// What we may take from `owner` now: the lesser of balance and allowance.
#[inline(never)]
pub fn available(token: Address, owner: Address) -> Result<U256> {
    let balance = read(token, balanceOfCall::ID, &[owner.word()])?;
    Ok(balance.min(allowance(token, owner)?))
}

/// Sends `shares` of ours, exactly; what they are worth in wei, rounded down.
pub fn push_shares(token: Address, to: Address, shares: U256) -> Result<U256> {
    perform(token, U256::ZERO, transferSharesCall::ID, &[to.word(), shares])
}

/// Takes `shares` from `from` by our allowance, exactly; what they are worth in wei, rounded down.
pub fn pull_shares(token: Address, from: Address, shares: U256) -> Result<U256> {
    perform(token, U256::ZERO, transferSharesFromCall::ID, &[from.word(), host::this().word(), shares])
}

/// Stakes `value` wei for ourselves; the shares that it minted.
pub fn stake(token: Address, value: U256, deadline: U256) -> Result<U256> {
    perform(token, value, stakeCall::ID, &[host::this().word(), U256::ZERO, deadline])
}

/// Hands on a permit: owner, spender, value, deadline, v, r, s. Whether it was taken is for the allowance to tell.
pub fn permit(token: Address, permit: &[U256; 7]) {
    let _ = host::call(token, U256::ZERO, &encode(&permitCall::ID.to_be_bytes(), permit));
}

/// Pooled ether, total shares, and the time of the last report, zero while a loss is parked.
#[inline(never)]
pub fn rate(token: Address) -> Result<[U256; 3]> {
    let answer = host::static_call(token, &rateDataCall::ID.to_be_bytes()).map_err(|reason| refused(token, reason))?;
    let word = |at| word_at(&answer, at).map_err(|_| failed(token));
    Ok([word(0)?, word(32)?, word(64)?])
}

/// All shares.
pub fn total_shares(token: Address) -> Result<U256> {
    read(token, getTotalSharesCall::ID, &[])
}

/// Shares of an account.
pub fn shares_of(token: Address, account: Address) -> Result<U256> {
    read(token, sharesOfCall::ID, &[account.word()])
}

/// Where uncounted tokens go.
pub fn treasury(token: Address) -> Result<Address> {
    read(token, treasuryCall::ID, &[]).map(address)
}

/// The shares that we may take from `owner` now. An allowance is in ether and spent by the shares' value rounded up.
#[inline(never)]
pub fn available_shares(token: Address, owner: Address) -> Result<U256> {
    let shares = shares_of(token, owner)?;
    let allowance = allowance(token, owner)?;
    if allowance >= read(token, getPooledEthBySharesRoundUpCall::ID, &[shares])? {
        return Ok(shares);
    }
    read(token, getSharesByPooledEthCall::ID, &[allowance])
}

fn allowance(token: Address, owner: Address) -> Result<U256> {
    read(token, allowanceCall::ID, &[owner.word(), host::this().word()])
}

/// One word of a view.
#[inline(never)]
fn read(token: Address, selector: u32, arguments: &[U256]) -> Result<U256> {
    let answer = host::static_call(token, &encode(&selector.to_be_bytes(), arguments)).unwrap_or_default();
    word_at(&answer, 0).map_err(|_| failed(token))
}

/// A call that answers a word.
#[inline(never)]
fn perform(token: Address, value: U256, selector: u32, arguments: &[U256]) -> Result<U256> {
    let answer = send(token, value, selector, arguments)?;
    word_at(&answer, 0).map_err(|_| failed(token))
}

#[inline(never)]
fn send(token: Address, value: U256, selector: u32, arguments: &[U256]) -> Result<Vec<u8>> {
    host::call(token, value, &encode(&selector.to_be_bytes(), arguments)).map_err(|reason| refused(token, reason))
}

/// Its own reason, where it gave one.
#[inline(never)]
fn refused(token: Address, reason: Vec<u8>) -> Revert {
    if reason.is_empty() {
        return failed(token);
    }
    Revert::new(reason)
}

/// Nothing, or `true`.
#[inline(never)]
fn agreed(token: Address, answer: Vec<u8>) -> Result<()> {
    if answer.is_empty() || word_at(&answer, 0) == Ok(U256::ONE) {
        return Ok(());
    }
    Err(failed(token))
}

#[inline(never)]
fn failed(token: Address) -> Revert {
    error!(TokenCallFailed: token)
}
