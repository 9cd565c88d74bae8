//! The one multiplication and the one division of the crate, in 32-bit digits.
//!
//! Everything funnels through [`mul_div_rem`]: WebAssembly multiplies and divides 64-bit words
//! natively, so 32-bit digits need neither 128-bit helpers nor a table of reciprocals, and a single
//! instance of the code serves every width. Digits and limbs are little-endian.

use core::num::NonZeroU64;

/// Bits of a digit.
const DIGIT: usize = u32::BITS as usize;
/// Digits of a word of 256 bits.
const WORD: usize = 8;
/// A zero on top of every number, so that the last carry needs no code of its own.
const TOP: usize = 1;
/// Digits of an operand.
const OPERAND: usize = WORD + TOP;
/// Digits of a product of two operands.
const PRODUCT: usize = 2 * WORD + TOP;

/// `a * b = q * d + r`: returns `q` and whether `r` is not zero.
///
/// `None` if `d` is zero, if the product has more than `product_bits` bits, or if `q` has more
/// than 256. Operands are at most four limbs long.
///
/// Knuth, The Art of Computer Programming 2, 4.3.1, algorithms M and D. Product and divisor are
/// moved left until the top bit of the divisor's first digit is set, which does not change the
/// quotient; a divisor of one digit gets a zero below it, as the estimate looks at two.
#[inline(never)]
pub(crate) fn mul_div_rem(a: &[u64], b: &[u64], d: &[u64], product_bits: usize) -> Option<([u64; 4], bool)> {
    let mut buffers = [[0; OPERAND]; 4];
    let [a_buffer, b_buffer, d_buffer, divisor] = &mut buffers;
    let (a, b, d) = (split(a, a_buffer)?, split(b, b_buffer)?, split(d, d_buffer)?);
    let [digits @ .., _] = a else { return None };
    let mut buffer = [0; PRODUCT];
    for (i, &digit) in digits.iter().enumerate() {
        add_product(buffer.get_mut(i..)?, b, digit);
    }
    // Two significant numbers of m and n digits make one of m + n, or one less.
    let mut product = buffer.get(..(a.len() + b.len()).saturating_sub(TOP))?;
    if let [shorter @ .., 0] = product
        && let [.., 0] = shorter
    {
        product = shorter;
    }
    let &[.., first, _] = d else { return None };
    if bit_len(product) > product_bits {
        return None;
    }
    if let [1, _] = d
        && product.len() <= OPERAND
    {
        return Some((join(buffer.first_chunk()?), false));
    }
    let shift = first.leading_zeros();
    let below = usize::from(d.len() == 1 + TOP);
    shift_left(d, shift, divisor.get_mut(below..)?);
    let mut rest = [0; PRODUCT + 1];
    shift_left(product, shift, rest.get_mut(below..)?);
    let windows = (product.len() + TOP).saturating_sub(d.len());
    let quotient = divide(&mut rest, divisor.get(..d.len() + below)?, windows)?;
    Some((join(&quotient), rest.iter().take(WORD).any(|&digit| digit != 0)))
}

/// Limbs to digits: those up to the highest that is not zero, and a zero on top.
fn split<'a>(limbs: &[u64], digits: &'a mut [u32; OPERAND]) -> Option<&'a [u32]> {
    let (mut len, mut end) = (0, 0);
    for ([low, high], &limb) in digits.as_chunks_mut().0.iter_mut().zip(limbs) {
        *low = low_digit(limb);
        *high = low_digit(limb >> DIGIT);
        end += 2;
        if limb != 0 {
            len = end - usize::from(*high == 0);
        }
    }
    digits.get(..len + TOP)
}

/// Digits to limbs.
fn join(digits: &[u32; WORD]) -> [u64; 4] {
    let mut limbs = [0; 4];
    for (limb, &[low, high]) in limbs.iter_mut().zip(digits.as_chunks().0) {
        *limb = pair(high, low);
    }
    limbs
}

/// The bits of a significant number.
fn bit_len(digits: &[u32]) -> usize {
    match digits {
        [below @ .., first, _] => (below.len() + 1) * DIGIT - first.leading_zeros() as usize,
        _ => 0,
    }
}

/// `to = from * 2^shift`, for a shift of less than a digit.
fn shift_left(from: &[u32], shift: u32, to: &mut [u32]) {
    let mut carry = 0;
    for (to, &digit) in to.iter_mut().zip(from) {
        let moved = (u64::from(digit) << shift) | carry;
        *to = low_digit(moved);
        carry = moved >> DIGIT;
    }
}

/// `to += from * digit`, dropping the carry out (step M4; step D6 for a digit of one).
fn add_product(to: &mut [u32], from: &[u32], digit: u32) {
    let mut carry = 0;
    for (to, &other) in to.iter_mut().zip(from) {
        // At most (2^32 - 1)^2 + 2 * (2^32 - 1) = 2^64 - 1.
        let sum = u64::from(other) * u64::from(digit) + u64::from(*to) + carry;
        *to = low_digit(sum);
        carry = sum >> DIGIT;
    }
}

/// `window -= divisor * digit`; true if it fell below zero (step D4).
fn subtract_product(window: &mut [u32], divisor: &[u32], digit: u32) -> bool {
    let mut owed = 0;
    for (to, &other) in window.iter_mut().zip(divisor) {
        // At most (2^32 - 1)^2 + (2^32 - 1) < 2^64, and a borrow on top of the high digit of that.
        let product = u64::from(other) * u64::from(digit) + owed;
        let (difference, borrow) = to.overflowing_sub(low_digit(product));
        *to = difference;
        owed = (product >> DIGIT) + u64::from(borrow);
    }
    owed != 0
}

/// Divides `rest` by the normalised `divisor`, one digit of the quotient for each window of the
/// divisor's length, and leaves the remainder in `rest`. `None` if the quotient has more than eight
/// digits.
fn divide(rest: &mut [u32], divisor: &[u32], windows: usize) -> Option<[u32; WORD]> {
    let &[.., second, first, _] = divisor else { return None };
    let first = NonZeroU64::new(u64::from(first))?;
    let mut quotient = [0; WORD];
    for i in (0..windows).rev() {
        let window = rest.get_mut(i..)?.get_mut(..divisor.len())?;
        let mut digit = estimate(window, first, second)?;
        if digit == 0 {
            continue;
        }
        if subtract_product(window, divisor, digit) {
            add_product(window, divisor, 1);
            digit -= 1;
        }
        match quotient.get_mut(i) {
            Some(to) => *to = digit,
            None if digit != 0 => return None,
            None => {}
        }
    }
    Some(quotient)
}

/// The next digit of the quotient, or one more (step D3).
fn estimate(window: &[u32], first: NonZeroU64, second: u32) -> Option<u32> {
    let &[.., u2, u1, u0] = window else { return None };
    let top = pair(u0, u1);
    let mut digit = top / first;
    let mut rest = top - digit * first.get();
    while digit > u64::from(u32::MAX) || digit * u64::from(second) > (rest << DIGIT) | u64::from(u2) {
        digit -= 1;
        rest += first.get();
        if rest > u64::from(u32::MAX) {
            break;
        }
    }
    Some(low_digit(digit))
}

const fn pair(high: u32, low: u32) -> u64 {
    ((high as u64) << DIGIT) | low as u64
}

#[expect(clippy::cast_possible_truncation, reason = "the low digit is what is wanted")]
const fn low_digit(value: u64) -> u32 {
    value as u32
}
