//! EIP-712 authorisations: one call of one operator in one market, signed by the account.

use crate::{
    interface::IRights::{AuthorizationUsed, Expired, InvalidAuthorization, NonceUsed, NoncesCancelled},
    market::{self, Loan},
    storage::NONCES,
    NAME,
};
use alloy_primitives::U256;
use ballast_common::{
    abi::{Args, Word},
    emit, error,
    host::{self, sender},
    signature::{digest, verify},
    slot::Entry,
    word::{address, limbs, low},
    Result,
};

/// Hash of `Borrow(…)` with the fields of `abi/IRights.sol`.
fn to_borrow() -> U256 {
    limbs(0x8a76_b042_eaaf_5979, 0x39a7_1552_9410_7672, 0x1202_9249_28ff_5395, 0xdd9c_2ffc_e3fc_3902)
}

/// Hash of `WithdrawCollateral(…)`, its fields the same.
fn to_withdraw() -> U256 {
    limbs(0x8184_30a8_c750_e3fa, 0x4fbd_6736_3a35_abd6, 0x7bc7_74d5_af25_c85d, 0x3e94_0f1b_2c6b_1520)
}

/// Borrows for who signed it.
pub(crate) fn borrow(mut a: Args) -> Result<U256> {
    let (market, assets) = (a.address()?, a.uint()?);
    let (account, receiver) = (a.address()?.word(), a.address()?.word());
    let data = a.bytes()?;
    let (nonce, deadline, signature) = (a.uint()?, a.uint()?, a.bytes()?);
    let (operator, asset) = (sender().word(), market::asset(market)?);
    redeem(&[to_borrow(), market.word(), account, operator, receiver, asset, assets, nonce, deadline], signature)?;
    market::borrow(market, &Loan { assets, account, receiver, operator }, data)
}

/// Withdraws collateral for who signed it.
pub(crate) fn withdraw(mut a: Args) -> Result<U256> {
    let (market, asset, units) = (a.address()?, a.address()?.word(), a.uint()?);
    let (account, receiver) = (a.address()?.word(), a.address()?.word());
    let (nonce, deadline, signature) = (a.uint()?, a.uint()?, a.bytes()?);
    let operator = sender().word();
    redeem(&[to_withdraw(), market.word(), account, operator, receiver, asset, units, nonce, deadline], signature)?;
    market::withdraw(market, &[asset, units, account, receiver])
}

/// Reverts unless the account signed these words of the struct, it has not expired and its nonce is new, which it uses
/// up.
#[inline(never)]
fn redeem(signed: &[U256; 9], signature: &[u8]) -> Result<()> {
    let [_, market, account, operator, .., nonce, deadline] = *signed;
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
    emit!(AuthorizationUsed: [account, operator, market], [nonce]);
    Ok(())
}

/// Uses nonces of the caller's up, for nothing.
pub(crate) fn cancel(word: U256, mask: U256) {
    let account = sender().word();
    let bits = bits(account, word);
    bits.store(bits.load() | mask);
    emit!(NoncesCancelled: [account], [word, mask]);
}

/// The nonces `word * 256 + i` of an account, a bit each.
#[inline(never)]
pub(crate) fn bits(account: U256, word: U256) -> Entry {
    NONCES.map(account).slot(word)
}
