//! Big-number references that the tests compare with, and strategies for their inputs.
#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of this")]

pub mod account;

use ballast_math::{U256, Uint};
use num_bigint::BigUint;
use proptest::prelude::*;

/// 10^18.
pub const WAD: u128 = 1_000_000_000_000_000_000;

/// A word as a big number.
pub fn big<const B: usize, const L: usize>(value: Uint<B, L>) -> BigUint {
    value.as_limbs().iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
}

/// A big number as a word, if it fits.
pub fn fit<const B: usize, const L: usize>(value: &BigUint) -> Option<Uint<B, L>> {
    (value.bits() <= B as u64).then(|| Uint::from_limbs_slice(&value.to_u64_digits()))
}

/// A big number as a word of 256 bits, which it has to fit.
pub fn word(value: &BigUint) -> U256 {
    fit(value).expect("fits 256 bits")
}

/// A word from a small number.
pub fn small<const B: usize, const L: usize>(value: u64) -> Uint<B, L> {
    Uint::from_limbs_slice(&[value])
}

/// A word of 256 bits from up to 128.
pub fn n(value: u128) -> U256 {
    U256::from(value)
}

/// `floor(a / b)` or `ceil(a / b)`.
pub fn quotient(a: &BigUint, b: &BigUint, up: bool) -> BigUint {
    if up { (a + b - 1u32) / b } else { a / b }
}

/// Every value of a small word.
pub fn all<const B: usize>() -> impl Iterator<Item = u64> + Clone {
    0..1u64 << B
}

/// Numbers of up to `bits` bits, every length as likely as the others, with edges.
pub fn up_to(bits: usize) -> impl Strategy<Value = U256> {
    let limb = prop_oneof![
        4 => any::<u64>(),
        1 => Just(0),
        1 => Just(u64::MAX),
        1 => Just(1 << 63),
        1 => Just(u64::from(u32::MAX)),
        1 => Just(u64::from(u32::MAX) << 32),
    ];
    (proptest::array::uniform4(limb), 0..=bits)
        .prop_map(|(limbs, length)| U256::from_limbs(limbs).wrapping_shr(256 - length))
}

/// As [`up_to`], but never zero.
pub fn positive(bits: usize) -> impl Strategy<Value = U256> {
    up_to(bits).prop_map(|value| value.max(U256::ONE))
}

/// Fractional bits of [`exp`].
pub const EXP_BITS: u64 = 400;

/// `floor(2^400 * e^(numerator / denominator))`, or up to 2^160 less, for exponents below 100: the
/// plain series, term by term.
pub fn exp(numerator: &BigUint, denominator: &BigUint) -> BigUint {
    let mut term = BigUint::from(1u32) << EXP_BITS;
    let mut sum = term.clone();
    let mut divisor = denominator.clone();
    while term != BigUint::ZERO {
        term = term * numerator / &divisor;
        sum += &term;
        divisor += denominator;
    }
    sum
}
