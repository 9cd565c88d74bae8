//! EIP-712 domains, and signatures of keys and of contracts.

use crate::{
    abi::{calldata_bytes, encode, string, word_at, words, Answer, Word},
    host,
    word::{address, limbs},
};
use alloy_primitives::{Address, U256};

/// The version that every domain of ours has.
pub const VERSION: &str = "1";

/// `keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")`.
fn domain_type() -> U256 {
    limbs(0xa9a7_5d52_2b39_400f, 0x239f_7b17_9b0f_faca, 0x512e_cc4c_f759_cc79, 0x8b73_c3c6_9bb8_fe3d)
}

/// The separator of the domain of this name, this chain and this contract.
pub fn domain_separator(name: &str) -> U256 {
    let fields = [
        domain_type(),
        host::keccak(name.as_bytes()),
        host::keccak(VERSION.as_bytes()),
        host::chain_id().word(),
        host::this().word(),
    ];
    host::keccak(&encode(&[], &fields))
}

/// What is signed for a struct whose hash is that of these words, its type hash the first.
pub fn digest(name: &str, fields: &[U256]) -> U256 {
    let hash = host::keccak(&encode(&[], fields));
    host::keccak(&encode(&[0x19, 0x01], &[domain_separator(name), hash]))
}

/// ERC-5267's `eip712Domain()`: fields name, version, chain id and verifying contract; no salt, no extensions.
pub fn domain(name: &str) -> Answer {
    const HEAD: u64 = 7 * 32;
    let [name_length, name] = string(name);
    let [version_length, version] = string(VERSION);
    words(&[
        limbs(0, 0, 0, 0x0f << 56),
        HEAD.word(),
        (HEAD + 64).word(),
        host::chain_id().word(),
        host::this().word(),
        U256::ZERO,
        (HEAD + 128).word(),
        name_length,
        name,
        version_length,
        version,
        U256::ZERO,
    ])
}

/// Whether `signature` is the signer's for `digest`: 65 bytes `r . s . v` of his key, or what his contract takes (ERC-1271).
/// If not, the account that it recovers to, zero for none.
///
/// The key is asked first: an account that delegates to code (EIP-7702) has both, and its key rules it.
pub fn verify(signer: Address, digest: U256, signature: &[u8]) -> Result<(), Address> {
    let recovered = recover(digest, signature);
    if !recovered.is_zero() && recovered == signer {
        return Ok(());
    }
    if host::has_code(signer) && accepts(signer, digest, signature) {
        return Ok(());
    }
    Err(recovered)
}

/// The precompile.
const ECRECOVER: Address = Address::with_last_byte(1);

/// The account whose key signed, or zero. A high `s` is refused: with it every signature had a twin.
#[inline(never)]
fn recover(digest: U256, signature: &[u8]) -> Address {
    // Half of the order of secp256k1, rounded down.
    let most_s = limbs(0xdfe9_2f46_681b_20a0, 0x5d57_6e73_57a4_501d, u64::MAX, u64::MAX >> 1);
    let &[.., v] = signature else { return Address::ZERO };
    let (Ok(r), Ok(s)) = (word_at(signature, 0), word_at(signature, 32)) else { return Address::ZERO };
    if signature.len() != 65 || s > most_s {
        return Address::ZERO;
    }
    // Anything but 27 and 28 recovers to nobody, and the answer is empty.
    let answer = host::static_call(ECRECOVER, &encode(&[], &[digest, u64::from(v).word(), r, s])).unwrap_or_default();
    word_at(&answer, 0).map_or(Address::ZERO, address)
}

/// ERC-1271.
#[inline(never)]
fn accepts(contract: Address, digest: U256, signature: &[u8]) -> bool {
    /// `isValidSignature(bytes32,bytes)`: the selector, and left-aligned what a valid one is answered by.
    const MAGIC: u32 = 0x1626_ba7e;
    let answer = host::static_call(contract, &calldata_bytes(MAGIC, &[digest], signature)).unwrap_or_default();
    word_at(&answer, 0) == Ok(limbs(0, 0, 0, u64::from(MAGIC) << 32))
}
