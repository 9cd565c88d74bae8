//! Signatures: of keys, and of contracts that say what a test wants (ERC-1271).

use alloc::vec::Vec;
use alloy_primitives::{keccak256, B256};
use alloy_sol_types::{sol, SolCall};
use ballast_common::{
    abi::{malformed, Answer},
    slot::Slot,
};
use motsu::prelude::Account;
use stylus_sdk::prelude::*;

/// `r . s . v` of an account's key, `s` in the lower half.
pub fn sign(account: &Account, digest: B256) -> [u8; 65] {
    let signer = account.signer();
    let (signature, recovery) = signer.credential().sign_prehash_recoverable(digest.as_slice()).expect("signs");
    let mut bytes = [0; 65];
    bytes[..64].copy_from_slice(&signature.to_bytes());
    bytes[64] = 27 + recovery.to_byte();
    bytes
}

sol! {
    /// ERC-1271.
    #[allow(missing_docs)]
    interface IWallet {
        function isValidSignature(bytes32 hash, bytes memory signature) external view returns (bytes4 magic);
    }
}

/// A wallet that takes one signature of one digest.
#[storage]
pub struct WalletMock {}

/// How a wallet answers to what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum WalletMode {
    /// As ERC-1271 says.
    Answers,
    /// Every call reverts.
    Reverts,
    /// The four bytes without their padding.
    AnswersShort,
    /// The four bytes, and something in their padding.
    AnswersDirty,
    /// The four bytes behind their padding.
    AnswersRightAligned,
    /// `true`.
    SaysTrue,
    /// Nothing, as an account without code does.
    Mute,
}

const MODE: Slot = Slot::at(0);
/// Hash of digest and signature.
const TAKEN: Slot = Slot::at(1);

impl WalletMock {
    /// Sets the behaviour.
    pub fn set_mode(&mut self, mode: WalletMode) {
        MODE.store(alloy_primitives::U256::from(mode as u8));
    }

    /// Sets what it takes for its signature of a digest.
    pub fn take(&mut self, digest: B256, signature: &[u8]) {
        TAKEN.store(hash(digest, signature).into());
    }
}

fn hash(digest: B256, signature: &[u8]) -> B256 {
    keccak256([digest.as_slice(), signature].concat())
}

fn route(_: &mut WalletMock, calldata: &[u8]) -> Answer {
    // Its own decoder: the caller's encoding is under test.
    let asked = IWallet::isValidSignatureCall::abi_decode(calldata, true).map_err(|_| malformed())?;
    let taken = B256::from(TAKEN.load()) == hash(asked.hash, &asked.signature);
    let mut answer = [0; 32];
    answer[..4].copy_from_slice(if taken { &[0x16, 0x26, 0xba, 0x7e] } else { &[0xff; 4] });
    let mode = MODE.load().to::<u8>();
    match mode {
        mode if mode == WalletMode::Reverts as u8 => Err(malformed()),
        mode if mode == WalletMode::AnswersShort as u8 => Ok(answer[..4].to_vec()),
        mode if mode == WalletMode::Mute as u8 => Ok(Vec::new()),
        mode if mode == WalletMode::AnswersDirty as u8 => {
            answer[31] = 1;
            Ok(answer.to_vec())
        }
        mode if mode == WalletMode::AnswersRightAligned as u8 => {
            answer.rotate_right(28);
            Ok(answer.to_vec())
        }
        mode if mode == WalletMode::SaysTrue as u8 => {
            answer = [0; 32];
            answer[31] = 1;
            Ok(answer.to_vec())
        }
        _ => Ok(answer.to_vec()),
    }
}

ballast_common::program!(WalletMock, route);
