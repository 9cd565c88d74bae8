//! `a * b / d` with one rounding, in the direction that the name says.

use crate::{U256, Uint, digits};

/// Bits of the product in the wide functions: no product of two words is longer.
const WIDE: usize = 512;

/// `floor(a * b / d)`.
///
/// `None` if `d` is zero or the product does not fit the word. Stored quantities are at most 128
/// bits wide, so that the product of any two of them fits 256.
#[inline(never)]
pub fn mul_div_down<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>, d: Uint<B, L>) -> Option<Uint<B, L>> {
    Some(mul_div_rem(&a, &b, &d, B)?.0)
}

/// `ceil(a * b / d)`; `None` as in [`mul_div_down`].
#[inline(never)]
pub fn mul_div_up<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>, d: Uint<B, L>) -> Option<Uint<B, L>> {
    round_up(mul_div_rem(&a, &b, &d, B)?)
}

/// `floor(a * b / d)` over the full product of 512 bits; `None` if `d` is zero or the quotient does
/// not fit 256 bits. For the few places where the product cannot be bounded.
#[inline(never)]
pub fn mul_div_wide_down(a: U256, b: U256, d: U256) -> Option<U256> {
    Some(mul_div_rem(&a, &b, &d, WIDE)?.0)
}

/// `ceil(a * b / d)` over the full product of 512 bits; `None` as in [`mul_div_wide_down`].
#[inline(never)]
pub fn mul_div_wide_up(a: U256, b: U256, d: U256) -> Option<U256> {
    round_up(mul_div_rem(&a, &b, &d, WIDE)?)
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

/// The quotient, and whether there is a remainder.
fn mul_div_rem<const B: usize, const L: usize>(
    a: &Uint<B, L>,
    b: &Uint<B, L>,
    d: &Uint<B, L>,
    product_bits: usize,
) -> Option<(Uint<B, L>, bool)> {
    const { assert!(L <= 4, "words are at most 256 bits wide") };
    let (quotient, inexact) = digits::mul_div_rem(a.as_limbs(), b.as_limbs(), d.as_limbs(), product_bits)?;
    Some((Uint::wrapping_from_limbs_slice(&quotient), inexact))
}

/// One more where there is a remainder.
fn round_up<const B: usize, const L: usize>((quotient, inexact): (Uint<B, L>, bool)) -> Option<Uint<B, L>> {
    if inexact { quotient.checked_add(Uint::ONE) } else { Some(quotient) }
}
