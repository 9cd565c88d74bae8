//! Packed words against the library's plain arithmetic.

use alloy_primitives::{Address, U256};
use ballast_common::word::{
    address, field, from_address, from_bytes, high, join, low, narrow, place, to_bytes, wide, write_bytes, MAX_U112,
    MAX_U120, MAX_U96,
};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = U256> {
    any::<[u64; 4]>().prop_map(U256::from_limbs)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_field_is_shifted_and_masked(word in words(), shift in 0..256_usize, width in 1..=128_usize) {
        let mask = (U256::ONE << width) - U256::ONE;
        prop_assert_eq!(U256::from(field(word, shift, width)), (word >> shift) & mask);
    }

    #[test]
    fn a_placed_field_reads_back(value: u128, shift in 0..128_usize, width in 1..=128_usize) {
        let value = value >> (128 - width);
        prop_assert_eq!(place(value, shift), U256::from(value) << shift);
        prop_assert_eq!(field(place(value, shift), shift, width), value);
    }

    #[test]
    fn halves_join(word in words(), low_half: u128, high_half: u128) {
        prop_assert_eq!(join(low(word), high(word)), word);
        prop_assert_eq!(U256::from(low(word)), word & U256::from(u128::MAX));
        prop_assert_eq!(U256::from(high(word)), word >> 128);
        prop_assert_eq!(join(low_half, high_half), (U256::from(high_half) << 128) | U256::from(low_half));
        prop_assert_eq!(wide(low_half), U256::from(low_half));
    }

    #[test]
    fn bytes_are_big_endian(word in words()) {
        prop_assert_eq!(to_bytes(&word), word.to_be_bytes::<32>());
        prop_assert_eq!(from_bytes(&word.to_be_bytes()), word);
        let mut unaligned = [0xaa; 35];
        // SAFETY: 32 of 34 bytes.
        unsafe { write_bytes(&word, unaligned.as_mut_ptr().add(1)) };
        prop_assert_eq!(&unaligned[1..33], word.to_be_bytes::<32>());
        prop_assert_eq!([unaligned[0], unaligned[33], unaligned[34]], [0xaa; 3]);
    }

    #[test]
    fn addresses_are_the_low_160_bits(bytes: [u8; 20], dirt: [u8; 12]) {
        let (clean, mut word) = (Address::from(bytes), [0; 32]);
        prop_assert_eq!(from_address(&clean), U256::from_be_bytes(clean.into_word().0));
        word[..12].copy_from_slice(&dirt);
        word[12..].copy_from_slice(&bytes);
        prop_assert_eq!(address(U256::from_be_bytes(word)), clean);
    }
}

#[test]
fn narrow_takes_128_bits() {
    assert_eq!(narrow(U256::ZERO), Some(0));
    assert_eq!(narrow(U256::from(u128::MAX)), Some(u128::MAX));
    for bit in [128, 191, 192, 255] {
        assert_eq!(narrow(U256::ONE << bit), None);
    }
}

#[test]
fn bounds_are_all_ones() {
    assert_eq!((MAX_U96.count_ones(), MAX_U96.trailing_ones()), (96, 96));
    assert_eq!((MAX_U112.count_ones(), MAX_U112.trailing_ones()), (112, 112));
    assert_eq!((MAX_U120.count_ones(), MAX_U120.trailing_ones()), (120, 120));
}
