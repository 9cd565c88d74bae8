//! EIP-712 authorisations: one call of one operator, signed by the account.

use crate::{
    arguments::Given,
    borrow::borrow,
    collateral::withdraw,
    interface::IMarket::{
        borrowWithSignatureCall, AuthorizationUsed, Expired, InvalidAuthorization, NonceUsed, NoncesCancelled,
    },
    share::NAME,
    storage::{asset, NONCES},
};
use alloy_primitives::U256;
use ballast_common::{
    abi::Word,
    emit, error,
    host::{self, sender},
    program::Selector,
    signature::{digest, verify},
    slot::Entry,
    word::{address, limbs, low},
    Result,
};

/// Hash of `Borrow(address account,address operator,address receiver,address asset,uint256 amount,uint256 nonce,uint256 deadline)`.
fn to_borrow() -> U256 {
    limbs(0x1ba4_fb53_27ca_09a9, 0x99ae_ef5f_8b5d_dd84, 0x8dc4_94cb_2421_4875, 0xc3bb_b233_2f96_fdc6)
}

/// Hash of `WithdrawCollateral(…)`, its fields the same.
fn to_withdraw() -> U256 {
    limbs(0x0ddb_18fd_f36a_29ca, 0x8186_7236_c697_4b9b, 0x4bd6_65ce_8e00_0d0e, 0x08fd_379a_4fab_99eb)
}

/// `borrowWithSignature` and `withdrawCollateralWithSignature`: what the account signed, if it did.
#[inline(never)]
pub(crate) fn act(selector: u32, given: &Given) -> Result<u128> {
    let (g, operator) = (&given.words, sender().word());
    if selector == borrowWithSignatureCall::ID {
        redeem(&[to_borrow(), g[1], operator, g[2], asset().word(), g[0], g[3], g[4]], given.data[1])?;
        borrow(given.amount(0), given.address(1), given.address(2), given.data[0])
    } else {
        redeem(&[to_withdraw(), g[2], operator, g[3], g[0], g[1], g[4], g[5]], given.data[0])?;
        withdraw(given.address(0), g[1], given.address(2), given.address(3))
    }
}

/// Reverts unless the account signed these words of the struct, it has not expired and its nonce is new, which it uses up.
#[inline(never)]
fn redeem(signed: &[U256; 8], signature: &[u8]) -> Result<()> {
    let [_, account, operator, .., nonce, deadline] = *signed;
    let now = host::now().word();
    if now > deadline {
        return Err(error!(Expired: deadline, now));
    }
    let bits = bits(account, nonce.wrapping_shr(8));
    let (used, bit) = (bits.load(), U256::ONE.wrapping_shl(low(nonce) as usize & 0xff));
    if !(used & bit).is_zero() {
        return Err(error!(NonceUsed: account, nonce));
    }
    bits.store(used | bit);
    if let Err(signer) = verify(address(account), digest(NAME, signed), signature) {
        return Err(error!(InvalidAuthorization: signer, account));
    }
    emit!(AuthorizationUsed: [account, operator], [nonce]);
    Ok(())
}

/// Uses nonces of the caller's up, for nothing.
pub(crate) fn cancel(word: U256, mask: U256) -> Result<()> {
    let account = sender().word();
    let bits = bits(account, word);
    bits.store(bits.load() | mask);
    emit!(NoncesCancelled: [account], [word, mask]);
    Ok(())
}

/// The nonces `word * 256 + i` of an account, a bit each.
#[inline(never)]
pub(crate) fn bits(account: U256, word: U256) -> Entry {
    NONCES.map(account).slot(word)
}
