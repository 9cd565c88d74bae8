//! The one multiplication and the one division of the crate, on words of 256 bits.
//!
//! A product that fits a word is divided by the host, in WebAssembly the EVM's own division, which costs a tenth of one
//! in the program. A longer one is made exact by taking off its remainder, which the host knows too, and multiplied by the
//! inverse of the divisor modulo 2^256, as Remco Bloemen's `mulDiv` does.

use crate::U256;

/// Limbs of a word, the lowest first.
type Limbs = [u64; 4];

const LOW: u64 = u32::MAX as u64;

/// `floor(a * b / d)`, and the low half of `a * b`.
///
/// `None` if `d` is zero, or if the quotient has more than 256 bits; also if the product has, unless it is `wide`.
#[inline(never)]
pub(crate) fn mul_div(a: U256, b: U256, d: U256, wide: bool) -> Option<(U256, U256)> {
    let [d0, d1, d2, d3] = d.into_limbs();
    if d0 | d1 | d2 | d3 == 0 {
        return None;
    }
    let low = match (a.into_limbs(), b.into_limbs()) {
        ([a0, a1, 0, 0], [b0, b1, 0, 0]) => short_product([a0, a1], [b0, b1]), // as nearly all are
        _ => {
            let (low, high) = product(a.as_limbs(), b.as_limbs());
            if !high.is_zero() {
                return if wide { divide_long(a, b, d, low, high) } else { None };
            }
            low
        }
    };
    Some((host::div(low, d), low))
}

/// The same for a product of `high * 2^256 + low`.
#[inline(never)]
fn divide_long(a: U256, b: U256, d: U256, low: U256, high: U256) -> Option<(U256, U256)> {
    if high >= d {
        return None;
    }
    let rest = host::mul_mod(a, b, d);
    let high = high.wrapping_sub(U256::from_limbs([u64::from(rest > low), 0, 0, 0]));
    // The greatest power of two in the divisor is divided out of both; of the high half that is a product with its inverse, 2^256 / twos.
    let twos = d & U256::ZERO.wrapping_sub(d);
    let above = host::div(U256::ZERO.wrapping_sub(twos), twos).wrapping_add(U256::ONE);
    let even = host::div(low.wrapping_sub(rest), twos).wrapping_add(wrapping_mul(high, above));
    Some((wrapping_mul(even, inverse(host::div(d, twos))), low))
}

/// `a * b` of two limbs each.
fn short_product([a0, a1]: [u64; 2], [b0, b1]: [u64; 2]) -> U256 {
    let (p0, carry) = full(a0, b0);
    let (left, left_high) = full(a1, b0);
    let (right, right_high) = full(a0, b1);
    let (top, top_high) = full(a1, b1);
    let (p1, first) = add(carry, left);
    let (p1, second) = add(p1, right);
    let (p2, third) = add(left_high, right_high);
    let (p2, fourth) = add(p2, top);
    let (p2, fifth) = add(p2, first + second);
    U256::from_limbs([p0, p1, p2, top_high + third + fourth + fifth])
}

/// The sum, and what is carried.
fn add(a: u64, b: u64) -> (u64, u64) {
    let (sum, carry) = a.overflowing_add(b);
    (sum, u64::from(carry))
}

/// `a * b` modulo 2^256.
pub(crate) fn wrapping_mul(a: U256, b: U256) -> U256 {
    product(a.as_limbs(), b.as_limbs()).0
}

/// `a * b`: the low word, and the high one.
#[inline(never)]
fn product(a: &Limbs, b: &Limbs) -> (U256, U256) {
    let mut product = [0; 8];
    for (i, &digit) in a.iter().enumerate() {
        if digit == 0 {
            continue; // as most are
        }
        let mut carry = 0;
        let mut other = b.iter();
        for to in product.iter_mut().skip(i) {
            let Some(&other) = other.next() else {
                *to = carry;
                break;
            };
            let (low, high) = full(digit, other);
            let (sum, first) = add(low, *to);
            let (sum, second) = add(sum, carry);
            *to = sum;
            carry = high + first + second; // (2^64 - 1)^2 + 2 * (2^64 - 1) < 2^128
        }
    }
    let [a, b, c, d, e, f, g, h] = product;
    (U256::from_limbs([a, b, c, d]), U256::from_limbs([e, f, g, h]))
}

/// `a * b`: the low limb, and the high one. By halves, as WebAssembly multiplies no 64-bit words in full.
fn full(a: u64, b: u64) -> (u64, u64) {
    let (a_high, a_low, b_high, b_low) = (a >> 32, a & LOW, b >> 32, b & LOW);
    let bottom = a_low.wrapping_mul(b_low);
    let one = a_high.wrapping_mul(b_low).wrapping_add(bottom >> 32);
    let other = a_low.wrapping_mul(b_high).wrapping_add(one & LOW);
    let top = a_high.wrapping_mul(b_high).wrapping_add(one >> 32).wrapping_add(other >> 32);
    ((other << 32) | (bottom & LOW), top)
}

/// The inverse of an odd number modulo 2^256, by Newton's iteration: each step doubles the bits that are right.
fn inverse(odd: U256) -> U256 {
    let [limb, ..] = odd.into_limbs();
    let mut start = limb.wrapping_mul(3) ^ 2; // right in five bits
    for _ in 0..4 {
        start = start.wrapping_mul(2_u64.wrapping_sub(limb.wrapping_mul(start)));
    }
    let mut inverse = U256::from_limbs([start, 0, 0, 0]);
    for _ in 0..2 {
        let off = U256::from_limbs([2, 0, 0, 0]).wrapping_sub(wrapping_mul(odd, inverse));
        inverse = wrapping_mul(inverse, off);
    }
    inverse
}

/// What the host does: `value / divisor`, and `a * b` modulo `d`; neither divisor is zero.
#[cfg(not(target_arch = "wasm32"))]
mod host {
    use crate::U256;

    pub(super) fn div(value: U256, divisor: U256) -> U256 {
        value.wrapping_div(divisor)
    }

    pub(super) fn mul_mod(a: U256, b: U256, d: U256) -> U256 {
        a.mul_mod(b, d)
    }
}

/// The same by the EVM's instructions, on big-endian words in the program's memory.
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "the host's functions take pointers")]
mod host {
    use super::Limbs;
    use crate::U256;

    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn math_div(value: *mut u8, divisor: *const u8);
        fn math_mul_mod(value: *mut u8, multiplier: *const u8, modulus: *const u8);
    }

    pub(super) fn div(value: U256, divisor: U256) -> U256 {
        let (mut value, divisor) = (swapped(value), swapped(divisor));
        // SAFETY: both are 32 bytes, and no other reference to them lives.
        unsafe { math_div(value.as_mut_ptr().cast(), divisor.as_ptr().cast()) };
        U256::from_limbs(swapped(U256::from_limbs(value)))
    }

    pub(super) fn mul_mod(a: U256, b: U256, d: U256) -> U256 {
        let (mut value, b, d) = (swapped(a), swapped(b), swapped(d));
        // SAFETY: all are 32 bytes, and no other reference to them lives.
        unsafe { math_mul_mod(value.as_mut_ptr().cast(), b.as_ptr().cast(), d.as_ptr().cast()) };
        U256::from_limbs(swapped(U256::from_limbs(value)))
    }

    /// Limbs whose bytes in memory are the word's in the other order, and back.
    #[inline(never)]
    fn swapped(word: U256) -> Limbs {
        let [a, b, c, d] = word.into_limbs();
        [d.swap_bytes(), c.swap_bytes(), b.swap_bytes(), a.swap_bytes()]
    }
}
