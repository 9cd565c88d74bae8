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

/// A word of these limbs, the lowest first. For constants: as arguments they are immediates of the code, while a word in the
/// data segment would be paid for by every call.
#[inline(never)]
pub fn limbs(a: u64, b: u64, c: u64, d: u64) -> U256 {
    U256::from_limbs([a, b, c, d])
}

/// Whether a word is 2^256-1.
#[inline(never)]
pub fn is_max(word: U256) -> bool {
    let [a, b, c, d] = word.into_limbs();
    a & b & c & d == u64::MAX
}

/// A word from 128 bits.
pub fn wide(value: u128) -> U256 {
    join(value, 0)
}

/// The product of two numbers of up to 128 bits.
#[inline(never)]
pub fn product(a: u128, b: u128) -> U256 {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low, b_high, b_low) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let bottom = a_low.wrapping_mul(b_low);
    let one = a_high.wrapping_mul(b_low).wrapping_add(bottom >> 64); // at most 2^128 - 2^64
    let other = a_low.wrapping_mul(b_high).wrapping_add(one & LOW);
    let top = a_high.wrapping_mul(b_high).wrapping_add(one >> 64).wrapping_add(other >> 64);
    join(bottom & LOW | other << 64, top)
}

/// The value if it fits 128 bits.
#[inline(never)]
pub fn narrow(word: U256) -> Option<u128> {
    (high(word) == 0).then(|| low(word))
}

// Conversions limb by limb. The library's go byte by byte, and iterators are not unrolled when a build is made for
// size: either would cost tens of gas in every place.

/// A word from its 32 bytes.
#[inline(never)]
pub fn from_bytes(bytes: &[u8; 32]) -> U256 {
    let limb = |at: usize| {
        // SAFETY: `at` is 0, 8, 16 or 24 of 32 bytes.
        u64::from_be(unsafe { bytes.as_ptr().add(at).cast::<u64>().read_unaligned() })
    };
    U256::from_limbs([limb(24), limb(16), limb(8), limb(0)])
}

/// Writes the 32 bytes of a word.
///
/// # Safety
///
/// `to` points to 32 bytes that may be written.
#[inline(never)]
pub unsafe fn write_bytes(word: &U256, to: *mut u8) {
    let [d, c, b, a] = *word.as_limbs();
    let to = to.cast::<u64>();
    to.write_unaligned(a.to_be());
    to.add(1).write_unaligned(b.to_be());
    to.add(2).write_unaligned(c.to_be());
    to.add(3).write_unaligned(d.to_be());
}

/// The 32 bytes of a word.
pub fn to_bytes(word: &U256) -> [u8; 32] {
    let mut bytes = [0; 32];
    // SAFETY: 32 bytes of our own.
    unsafe { write_bytes(word, bytes.as_mut_ptr()) };
    bytes
}

/// The low 160 bits as an address.
#[inline(never)]
pub fn address(word: U256) -> Address {
    let [low, middle, high, _] = *word.as_limbs();
    let mut address = Address::ZERO;
    let to = address.as_mut_ptr();
    // SAFETY: 4 + 8 + 8 of 20 bytes.
    unsafe {
        to.cast::<u32>().write_unaligned((high as u32).to_be());
        to.add(4).cast::<u64>().write_unaligned(middle.to_be());
        to.add(12).cast::<u64>().write_unaligned(low.to_be());
    }
    address
}

/// An address as a word.
#[inline(never)]
pub fn from_address(address: &Address) -> U256 {
    let from = address.as_ptr();
    // SAFETY: 4 + 8 + 8 of 20 bytes.
    let (high, middle, low) = unsafe {
        (
            u32::from_be(from.cast::<u32>().read_unaligned()),
            u64::from_be(from.add(4).cast::<u64>().read_unaligned()),
            u64::from_be(from.add(12).cast::<u64>().read_unaligned()),
        )
    };
    U256::from_limbs([low, middle, u64::from(high), 0])
}
