//! Packed storage words. A contract decodes a slot once, works on the fields, and encodes it once.

use alloy_primitives::{Address, U256};

/// 2^96 - 1.
pub const MAX_U96: u128 = (1 << 96) - 1;
/// 2^112 - 1.
pub const MAX_U112: u128 = (1 << 112) - 1;
/// 2^120 - 1.
pub const MAX_U120: u128 = (1 << 120) - 1;

/// The `width` bits of `word` from bit `shift` on; `width` at most 128.
#[inline(never)]
pub fn field(word: U256, shift: usize, width: usize) -> u128 {
    let word = low(word.wrapping_shr(shift));
    word & (u128::MAX >> (128 - width))
}

/// `value` moved to bit `shift`. The caller has checked that it fits its field.
#[inline(never)]
pub fn place(value: u128, shift: usize) -> U256 {
    wide(value).wrapping_shl(shift)
}

/// The low 128 bits.
pub fn low(word: U256) -> u128 {
    let [a, b, ..] = word.into_limbs();
    u128::from(a) | u128::from(b) << 64
}

/// The high 128 bits.
pub fn high(word: U256) -> u128 {
    let [.., c, d] = word.into_limbs();
    u128::from(c) | u128::from(d) << 64
}

/// The word of two 128-bit fields.
pub fn join(low: u128, high: u128) -> U256 {
    U256::from_limbs([low as u64, (low >> 64) as u64, high as u64, (high >> 64) as u64])
}

/// A word from 128 bits.
pub fn wide(value: u128) -> U256 {
    join(value, 0)
}

/// The value if it fits 128 bits.
#[inline(never)]
pub fn narrow(word: U256) -> Option<u128> {
    (high(word) == 0).then(|| low(word))
}

/// The low 160 bits as an address.
#[inline(never)]
pub fn address(word: U256) -> Address {
    let mut address = Address::ZERO;
    for (to, from) in address.iter_mut().zip(&word.to_be_bytes::<32>()[12..]) {
        *to = *from;
    }
    address
}
