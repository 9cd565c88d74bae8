//! What the vault asks of the market and of the lens. What they revert with is passed on; no reason, or an answer
//! that is not as their interfaces say, is `CallFailed`.

use crate::interface::{
    IBackstop::CallFailed,
    ILens::shortfallCall,
    IMarket::{
        balanceOfCall, collectReservesCall, configCall, ownerCall, reserveSharesCall, transferCall, transferFromCall,
    },
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{calldata, word_at, Word},
    error, host,
    revert::at_most,
    word::MAX_U112,
    Result, Revert,
};

/// Supply shares of ours.
pub(crate) fn held(market: Address) -> Result<u128> {
    let answer = host::static_call(market, &calldata::<balanceOfCall>(&[host::this().word()]));
    amount(market, answer)
}

/// The market's reserves: what [`collect`] would bring now.
pub(crate) fn reserves(market: Address) -> Result<u128> {
    amount(market, host::static_call(market, &calldata::<reserveSharesCall>(&[])))
}

/// Has the market mint its reserves to us; how much that was.
pub(crate) fn collect(market: Address) -> Result<u128> {
    amount(market, host::call(market, U256::ZERO, &calldata::<collectReservesCall>(&[])))
}

/// Who governs the market.
pub(crate) fn owner(market: Address) -> Result<U256> {
    word(market, host::static_call(market, &calldata::<ownerCall>(&[])))
}

/// The least debt that borrowing may leave.
pub(crate) fn least_debt(market: Address) -> Result<U256> {
    let answer = host::static_call(market, &calldata::<configCall>(&[]));
    nth_word(market, answer, 1)
}

/// Takes supply shares from `from` by our allowance.
pub(crate) fn pull(market: Address, from: Address, assets: u128) -> Result<()> {
    let words = [from.word(), host::this().word(), assets.word()];
    agreed(market, host::call(market, U256::ZERO, &calldata::<transferFromCall>(&words)))
}

/// Sends supply shares of ours.
pub(crate) fn push(market: Address, to: Address, assets: u128) -> Result<()> {
    agreed(market, host::call(market, U256::ZERO, &calldata::<transferCall>(&[to.word(), assets.word()])))
}

/// Assets of the loan that an account's collateral leaves uncovered.
pub(crate) fn shortfall(lens: Address, market: Address, account: Address) -> Result<U256> {
    word(lens, host::static_call(lens, &calldata::<shortfallCall>(&[market.word(), account.word()])))
}

/// `true`.
#[inline(never)]
fn agreed(market: Address, answer: Result<Vec<u8>, Vec<u8>>) -> Result<()> {
    if word(market, answer)? == U256::ONE {
        return Ok(());
    }
    Err(failed(market))
}

/// Supply shares, which a market counts in 112 bits.
#[inline(never)]
fn amount(market: Address, answer: Result<Vec<u8>, Vec<u8>>) -> Result<u128> {
    at_most(word(market, answer)?, MAX_U112).map_err(|_| failed(market))
}

#[inline(never)]
fn word(callee: Address, answer: Result<Vec<u8>, Vec<u8>>) -> Result<U256> {
    nth_word(callee, answer, 0)
}

#[inline(never)]
fn nth_word(callee: Address, answer: Result<Vec<u8>, Vec<u8>>, n: usize) -> Result<U256> {
    match answer {
        Ok(answer) => word_at(&answer, 32 * n).map_err(|_| failed(callee)),
        Err(reason) if reason.is_empty() => Err(failed(callee)),
        Err(reason) => Err(Revert::new(reason)),
    }
}

#[inline(never)]
pub(crate) fn failed(callee: Address) -> Revert {
    error!(CallFailed: callee)
}
