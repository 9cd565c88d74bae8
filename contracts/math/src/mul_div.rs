//! `a * b / d` with one rounding, in the direction that the name says.

use crate::{
    U256, Uint,
    division::{self, wrapping_mul},
};

/// `floor(a * b / d)`.
///
/// `None` if `d` is zero or the product does not fit the word. Stored quantities are at most 128
/// bits wide, so that the product of any two of them fits 256.
#[inline(never)]
pub fn mul_div_down<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>, d: Uint<B, L>) -> Option<Uint<B, L>> {
    Some(narrowed(mul_div(&a, &b, &d, false)?.0))
}

/// `ceil(a * b / d)`; `None` as in [`mul_div_down`].
#[inline(never)]
pub fn mul_div_up<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>, d: Uint<B, L>) -> Option<Uint<B, L>> {
    round_up(mul_div(&a, &b, &d, false)?, &d)
}

/// `floor(a * b / d)` over the full product of 512 bits; `None` if `d` is zero or the quotient does
/// not fit 256 bits. For the few places where the product cannot be bounded.
#[inline(never)]
pub fn mul_div_wide_down(a: U256, b: U256, d: U256) -> Option<U256> {
    Some(mul_div(&a, &b, &d, true)?.0)
}

/// `ceil(a * b / d)` over the full product of 512 bits; `None` as in [`mul_div_wide_down`].
#[inline(never)]
pub fn mul_div_wide_up(a: U256, b: U256, d: U256) -> Option<U256> {
    round_up(mul_div(&a, &b, &d, true)?, &d)
}

/// `a * b`, or `None` if it does not fit the word.
pub(crate) fn mul<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>) -> Option<Uint<B, L>> {
    mul_div_down(a, b, Uint::ONE)
}

/// `floor(a * b / d)`, or the greatest word where that does not exist or does not fit.
#[inline(never)]
pub(crate) fn ratio_down(a: U256, b: U256, d: U256) -> U256 {
    mul_div_wide_down(a, b, d).unwrap_or(U256::MAX)
}

/// The quotient, rounded down, and the low half of the product.
fn mul_div<const B: usize, const L: usize>(
    a: &Uint<B, L>,
    b: &Uint<B, L>,
    d: &Uint<B, L>,
    wide: bool,
) -> Option<(U256, U256)> {
    const { assert!(L <= 4, "words are at most 256 bits wide") };
    let (quotient, product) = division::mul_div(widened(a), widened(b), widened(d), wide)?;
    if B < U256::BITS && product.bit_len() > B {
        return None;
    }
    Some((quotient, product))
}

/// One more where there is a remainder: that is less than a word, so that the low halves tell.
fn round_up<const B: usize, const L: usize>((quotient, product): (U256, U256), d: &Uint<B, L>) -> Option<Uint<B, L>> {
    let exact = wrapping_mul(quotient, widened(d)) == product;
    if exact { Some(narrowed(quotient)) } else { narrowed(quotient).checked_add(Uint::ONE) }
}

/// As a word of 256 bits; one that is such already takes no loop.
fn widened<const B: usize, const L: usize>(value: &Uint<B, L>) -> U256 {
    match value.as_limbs().first_chunk() {
        Some(limbs) => U256::from_limbs(*limbs),
        None => U256::wrapping_from_limbs_slice(value.as_limbs()),
    }
}

/// As a word that it fits.
fn narrowed<const B: usize, const L: usize>(value: U256) -> Uint<B, L> {
    match value.as_limbs().first_chunk() {
        Some(limbs) if B == U256::BITS => Uint::from_limbs(*limbs),
        _ => Uint::wrapping_from_limbs_slice(value.as_limbs()),
    }
}
