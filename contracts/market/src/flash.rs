//! ERC-3156: idle assets for the length of a call, without a fee.

use crate::{
    book::idle,
    callback,
    interface::{
        IMarket::{CallbackFailed, FlashLoan, UnsupportedToken},
        IMarketCallbacks::onFlashLoanCall,
    },
    storage::asset,
    supply::{left_of, pull_assets},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{word_at, Word},
    emit, error,
    host::sender,
    program::Selector,
    token,
    word::limbs,
    Result,
};

/// `keccak256("ERC3156FlashBorrower.onFlashLoan")`.
fn magic() -> U256 {
    limbs(0xd888_2abf_8cf1_8dd9, 0xe3b8_20f1_a291_b069, 0x079e_46d6_e2c2_f0c1, 0x4391_48f0_bbc6_82ca)
}

/// Nothing is booked: what is out stays idle, as everything that could take it is locked until it is back.
pub(crate) fn loan(receiver: Address, token: Address, assets: u128, data: &[u8]) -> Result<()> {
    supported(token)?;
    left_of(idle(), assets)?;
    let caller = sender().word();
    emit!(FlashLoan: [caller, receiver], [assets]);
    token::push(token, receiver, assets.word())?;
    let arguments = [caller, token.word(), assets.word(), U256::ZERO];
    let answer = callback::call(receiver, onFlashLoanCall::ID, &arguments, data)?;
    if word_at(&answer, 0) != Ok(magic()) {
        return Err(error!(CallbackFailed: receiver));
    }
    pull_assets(receiver, assets)
}

/// What can be lent of a token.
pub(crate) fn max(token: Address) -> u128 {
    if token == asset() {
        idle()
    } else {
        0
    }
}

/// Reverts unless the token is lent.
#[inline(never)]
pub(crate) fn supported(token: Address) -> Result<()> {
    if token != asset() {
        return Err(error!(UnsupportedToken: token));
    }
    Ok(())
}
