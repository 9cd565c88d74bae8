//! `a * b / d` against big numbers, exhaustively at small widths, and at the digits that are hard
//! for long division.

mod reference;

use ballast_math::{
    U256, Uint,
    mul_div::{mul_div_down, mul_div_up, mul_div_wide_down, mul_div_wide_up},
};
use proptest::prelude::*;
use reference::{all, big, fit, positive, quotient, small, up_to};

/// What the narrow functions have to answer.
fn narrow<const B: usize, const L: usize>(a: Uint<B, L>, b: Uint<B, L>, d: Uint<B, L>, up: bool) -> Option<Uint<B, L>> {
    let product = big(a) * big(b);
    if d.is_zero() || product.bits() > B as u64 {
        return None;
    }
    fit(&quotient(&product, &big(d), up))
}

fn wide(a: U256, b: U256, d: U256, up: bool) -> Option<U256> {
    if d.is_zero() { None } else { fit(&quotient(&(big(a) * big(b)), &big(d), up)) }
}

fn every_input<const B: usize>() {
    let max = (1u64 << B) - 1;
    for (a, b) in all::<B>().flat_map(|a| all::<B>().map(move |b| (a, b))) {
        for d in all::<B>() {
            let (x, y, z) = (small::<B, 1>(a), small::<B, 1>(b), small::<B, 1>(d));
            let exists = d != 0 && a * b <= max;
            let down = exists.then(|| small::<B, 1>(a * b / d));
            let up = exists.then(|| small::<B, 1>((a * b).div_ceil(d)));
            assert_eq!(mul_div_down(x, y, z), down, "{a} * {b} / {d}");
            assert_eq!(mul_div_up(x, y, z), up, "{a} * {b} / {d}");
        }
    }
}

#[test]
fn every_input_of_one_bit() {
    every_input::<1>();
}

#[test]
fn every_input_of_three_bits() {
    every_input::<3>();
}

#[test]
fn every_input_of_six_bits() {
    every_input::<6>();
}

#[test]
fn every_product_of_eight_bits() {
    for (a, b) in all::<8>().flat_map(|a| all::<8>().map(move |b| (a, b))) {
        for d in [0, 1, 2, 3, 7, 10, 127, 128, 254, 255] {
            let (x, y, z) = (small::<8, 1>(a), small::<8, 1>(b), small::<8, 1>(d));
            assert_eq!(mul_div_down(x, y, z), narrow(x, y, z, false));
            assert_eq!(mul_div_up(x, y, z), narrow(x, y, z, true));
        }
    }
}

/// Digits next to the edges make the estimate of a quotient's digit too large by one or two.
#[test]
fn hard_digits() {
    const HARD: [u32; 6] = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
    let number = |mut code: usize, digits: u32| {
        (0..digits).fold(0u128, |sum, _| {
            let digit = HARD[code % HARD.len()];
            code /= HARD.len();
            (sum << 32) | u128::from(digit)
        })
    };
    for a in (0..6usize.pow(4)).map(|code| number(code, 4)) {
        for d in (1..6usize.pow(3)).map(|code| number(code, 3)) {
            let exact = mul_div_wide_down(U256::from(a), U256::ONE, U256::from(d));
            assert_eq!(exact, Some(U256::from(a / d)), "{a:#x} / {d:#x}");
            let moved = mul_div_wide_up(U256::from(a), U256::ONE << 128, U256::from(d) << 128);
            assert_eq!(moved, Some(U256::from(a.div_ceil(d))), "{a:#x} / {d:#x}, moved");
        }
    }
}

#[test]
fn edges() {
    let (zero, one, max) = (U256::ZERO, U256::ONE, U256::MAX);
    assert_eq!(mul_div_wide_down(max, max, max), Some(max));
    assert_eq!(mul_div_wide_up(max, max, max), Some(max));
    assert_eq!(mul_div_wide_down(max, max, max - one), None, "the quotient is 2^256");
    assert_eq!(mul_div_wide_up(max, max - one, max), Some(max - one));
    assert_eq!(mul_div_wide_up(max - one, max - one, max), Some(max - one), "rounded up by one");
    assert_eq!(mul_div_wide_down(max - one, max - one, max), Some(max - one - one));
    assert_eq!(mul_div_down(max, one + one, one + one), None, "the product does not fit");
    assert_eq!(mul_div_down(max, one, one), Some(max));
    let top = one << 255;
    assert_eq!(mul_div_wide_up(top | (top >> 1), one, top), Some(one + one), "a remainder of one bit, near the top");
    for d in [zero, one] {
        let answer = (d == one).then_some(zero);
        assert_eq!(mul_div_down(zero, max, d), answer);
        assert_eq!(mul_div_up(zero, max, d), answer);
        assert_eq!(mul_div_wide_down(max, zero, d), answer);
        assert_eq!(mul_div_wide_up(max, zero, d), answer);
    }
}

/// `x * x / (x - 1) = x + 1 + 1 / (x - 1)`: at `x = 2^256 - 2` that is just above the greatest word.
#[test]
fn rounding_up_out_of_the_word() {
    let x = U256::MAX - U256::ONE;
    assert_eq!(mul_div_wide_down(x, x, x - U256::ONE), Some(U256::MAX));
    assert_eq!(mul_div_wide_up(x, x, x - U256::ONE), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn wide_is_exact(a in up_to(256), b in up_to(256), d in up_to(256)) {
        prop_assert_eq!(mul_div_wide_down(a, b, d), wide(a, b, d, false));
        prop_assert_eq!(mul_div_wide_up(a, b, d), wide(a, b, d, true));
    }

    #[test]
    fn narrow_is_exact(a in up_to(256), b in up_to(160), d in up_to(256)) {
        prop_assert_eq!(mul_div_down(a, b, d), narrow(a, b, d, false));
        prop_assert_eq!(mul_div_up(a, b, d), narrow(a, b, d, true));
    }

    /// Products that are a multiple of the divisor, and their neighbours.
    #[test]
    fn multiples_are_not_rounded(q in up_to(128), d in positive(128)) {
        prop_assert_eq!(mul_div_down(q, d, d), Some(q));
        prop_assert_eq!(mul_div_up(q, d, d), Some(q));
        let product = q * d;
        if let Some(next) = product.checked_add(U256::ONE) {
            prop_assert_eq!(mul_div_up(next, U256::ONE, d), Some(q + U256::ONE));
        }
        if let Some(last) = product.checked_sub(U256::ONE) {
            prop_assert_eq!(mul_div_down(last, U256::ONE, d), Some(q - U256::ONE));
        }
    }

    #[test]
    fn other_widths_are_exact(a in any::<u128>(), b in any::<u64>(), d in any::<u128>(), cut in 0u32..128) {
        let (a, d) = (Uint::<128, 2>::from(a >> cut), Uint::<128, 2>::from(d >> cut));
        let b = Uint::<128, 2>::from(b);
        prop_assert_eq!(mul_div_down(a, b, d), narrow(a, b, d, false));
        prop_assert_eq!(mul_div_up(a, b, d), narrow(a, b, d, true));
    }
}
