//! Permits as wallets sign them: EIP-712, written out.

use crate::world::*;
use alloy_primitives::{keccak256, Address, B256, U256};
use alloy_sol_types::SolValue;

/// What a permit says.
#[derive(Clone, Copy)]
pub(crate) struct Permit {
    pub(crate) owner: Address,
    pub(crate) spender: Address,
    pub(crate) value: U256,
    pub(crate) nonce: U256,
    pub(crate) deadline: U256,
}

/// A signature in its parts.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    pub(crate) v: u8,
    pub(crate) r: B256,
    pub(crate) s: B256,
}

impl Signature {
    /// `r . s . v`
    pub(crate) fn bytes(&self) -> Vec<u8> {
        [self.r.as_slice(), self.s.as_slice(), &[self.v]].concat()
    }

    /// The other signature of the same key for the same digest, which has a high `s`.
    pub(crate) fn twin(&self) -> Self {
        let order: U256 = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".parse().expect("hex");
        Self { v: 55 - self.v, r: self.r, s: B256::from(order - U256::from_be_bytes(self.s.0)) }
    }
}

/// The domain of a token of ours on Arbitrum One.
pub(crate) fn domain(name: &str, token: Address) -> B256 {
    let kind = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    keccak256((kind, keccak256(name), keccak256("1"), n(42_161), token).abi_encode())
}

pub(crate) fn digest(domain: B256, permit: &Permit) -> B256 {
    let kind = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    let Permit { owner, spender, value, nonce, deadline } = *permit;
    let hash = keccak256((kind, owner, spender, value, nonce, deadline).abi_encode());
    keccak256([&[0x19, 0x01], domain.as_slice(), hash.as_slice()].concat())
}

/// Signed with the key of this name.
pub(crate) fn sign(name: &str, digest: B256) -> Signature {
    let bytes = ballast_test_support::sign(&key(name), digest);
    Signature { v: bytes[64], r: B256::from_slice(&bytes[..32]), s: B256::from_slice(&bytes[32..64]) }
}
