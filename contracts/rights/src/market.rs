//! Calls of a market, and its call back on to the operator.
//!
//! The market may be any contract that the operator named. What comes back from it goes on only if it is what the
//! operator asked for.

use crate::{
    interface::{
        IMarket::{assetCall, borrowCall, withdrawCollateralCall},
        IRights::{onBorrowCall, CallFailed, Unauthorized},
    },
    storage::{EXPECTED, OPERATOR},
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{calldata_bytes, encode, word_at, Args, Word},
    error, host,
    program::Selector,
    word::address,
    Result, Revert,
};

/// What is borrowed, for whom, and who gets it by whose order.
pub(crate) struct Loan {
    pub(crate) assets: U256,
    pub(crate) account: U256,
    pub(crate) receiver: U256,
    pub(crate) operator: U256,
}

/// The loan asset.
pub(crate) fn asset(market: Address) -> Result<U256> {
    let answer = answer(market, host::static_call(market, &assetCall::ID.to_be_bytes()))?;
    Args::new(&answer).address().map(Word::word).map_err(|_| failed(market))
}

/// Withdraws collateral: asset, units, account, receiver.
pub(crate) fn withdraw(market: Address, words: &[U256; 4]) -> Result<U256> {
    call(market, &encode(&withdrawCollateralCall::ID.to_be_bytes(), words))
}

/// Borrows. With `data` the market calls back, what for is known before.
pub(crate) fn borrow(market: Address, loan: &Loan, data: &[u8]) -> Result<U256> {
    let Loan { assets, account, receiver, operator } = *loan;
    let order = calldata_bytes(borrowCall::ID, &[assets, account, receiver], data);
    if data.is_empty() {
        return call(market, &order);
    }
    EXPECTED.store(expected(market, &calldata_bytes(onBorrowCall::ID, &[account, assets], data)));
    OPERATOR.store(operator);
    let shares = call(market, &order)?;
    EXPECTED.store(U256::ZERO); // if it did not call back
    OPERATOR.store(U256::ZERO);
    Ok(shares)
}

/// `onBorrow`: once, from the market that is being called, and word for word what the operator asked for.
pub(crate) fn called_back(calldata: &[u8]) -> Result<()> {
    let caller = host::sender();
    if EXPECTED.load() != expected(caller, calldata) {
        return Err(error!(Unauthorized: caller));
    }
    EXPECTED.store(U256::ZERO);
    let operator = address(OPERATOR.load());
    host::call(operator, U256::ZERO, calldata).map(|_| ()).map_err(|reason| refused(operator, reason))
}

/// Hash of a callback and of whom from. It is of the calldata whole, so that of two encodings one alone is let in.
fn expected(market: Address, calldata: &[u8]) -> U256 {
    host::keccak(&encode(calldata, &[market.word()]))
}

/// A call that answers a word.
fn call(market: Address, calldata: &[u8]) -> Result<U256> {
    let answer = answer(market, host::call(market, U256::ZERO, calldata))?;
    word_at(&answer, 0).map_err(|_| failed(market))
}

fn answer(market: Address, answer: Result<Vec<u8>, Vec<u8>>) -> Result<Vec<u8>> {
    answer.map_err(|reason| refused(market, reason))
}

/// Its own reason, where it gave one.
#[inline(never)]
fn refused(callee: Address, reason: Vec<u8>) -> Revert {
    if reason.is_empty() {
        return failed(callee);
    }
    Revert::new(reason)
}

#[inline(never)]
fn failed(callee: Address) -> Revert {
    error!(CallFailed: callee)
}
