//! Calls to ERC-20 tokens and to blETH's shares.
//!
//! A token may answer nothing where the standard has `bool`; `false` is refused, and a token's own revert data is passed
//! on as it is. Whoever is given an address here has made sure before that a token answers there.

use crate::{
    abi::{encode, word_at, Word},
    host,
    program::Selector,
    revert::{error, Result, Revert},
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;
use interface::{
    allowanceCall, balanceOfCall, decimalsCall, getPooledEthBySharesRoundUpCall, getSharesByPooledEthCall,
    sharesOfCall, transferCall, transferFromCall, transferSharesCall, transferSharesFromCall,
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
        function sharesOf(address account) external view returns (uint256);
        function getSharesByPooledEth(uint256 ethAmount) external view returns (uint256);
        function getPooledEthBySharesRoundUp(uint256 sharesAmount) external view returns (uint256);
        function transferShares(address to, uint256 sharesAmount) external returns (uint256);
        function transferSharesFrom(address from, address to, uint256 sharesAmount) external returns (uint256);
    }
}

/// Decimals of the token.
pub fn decimals(token: Address) -> Result<U256> {
    read(token, decimalsCall::ID, &[])
}

/// Sends `amount` of ours.
#[inline(never)]
pub fn push(token: Address, to: Address, amount: U256) -> Result<()> {
    agreed(token, act(token, transferCall::ID, &[to.word(), amount])?)
}

/// Takes `amount` from `from` by our allowance, and makes sure by the difference of our balance that it arrived.
#[inline(never)]
pub fn pull(token: Address, from: Address, amount: U256) -> Result<()> {
    let this = host::this().word();
    let before = read(token, balanceOfCall::ID, &[this])?;
    agreed(token, act(token, transferFromCall::ID, &[from.word(), this, amount])?)?;
    let received = read(token, balanceOfCall::ID, &[this])?.saturating_sub(before);
    if received < amount {
        return Err(error::<TransferShort>(&[token.word(), received, amount]));
    }
    Ok(())
}

/// What we may take from `owner` now: the lesser of balance and allowance.
#[inline(never)]
pub fn available(token: Address, owner: Address) -> Result<U256> {
    let balance = read(token, balanceOfCall::ID, &[owner.word()])?;
    Ok(balance.min(allowance(token, owner)?))
}

/// Sends `shares` of ours. Exact.
pub fn push_shares(token: Address, to: Address, shares: U256) -> Result<()> {
    act(token, transferSharesCall::ID, &[to.word(), shares]).map(|_| ())
}

/// Takes `shares` from `from` by our allowance. Exact.
pub fn pull_shares(token: Address, from: Address, shares: U256) -> Result<()> {
    act(token, transferSharesFromCall::ID, &[from.word(), host::this().word(), shares]).map(|_| ())
}

/// The shares that we may take from `owner` now. An allowance is in ether and spent by the shares' value rounded up.
#[inline(never)]
pub fn available_shares(token: Address, owner: Address) -> Result<U256> {
    let shares = read(token, sharesOfCall::ID, &[owner.word()])?;
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

#[inline(never)]
fn act(token: Address, selector: u32, arguments: &[U256]) -> Result<Vec<u8>> {
    match host::call(token, U256::ZERO, &encode(&selector.to_be_bytes(), arguments)) {
        Ok(answer) => Ok(answer),
        Err(reason) if reason.is_empty() => Err(failed(token)),
        Err(reason) => Err(Revert::new(reason)),
    }
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
    error::<TokenCallFailed>(&[token.word()])
}
