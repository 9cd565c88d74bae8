//! The limit, over every input of four bits.

mod reference;

use ballast_math::{U256, Uint, bucket::level_after};
use proptest::prelude::*;
use reference::{all, big, small, up_to};

#[test]
fn every_small_level() {
    for level in all::<4>() {
        for elapsed in all::<4>() {
            for capacity in all::<4>() {
                for refill in all::<4>() {
                    let answer = level_after::<4, 1>(small(level), small(elapsed), small(capacity), small(refill));
                    let product = capacity * elapsed;
                    let exact = match elapsed >= refill {
                        true => Some(capacity),
                        false => (product < 16).then(|| capacity.min(level + product / refill)),
                    };
                    assert_eq!(answer, exact.map(small), "{level} {elapsed} {capacity} {refill}");
                }
            }
        }
    }
}

#[test]
fn saturates_at_the_capacity() {
    let max = U256::MAX;
    assert_eq!(level_after(max, max, max, max), Some(max));
    assert_eq!(level_after(max, U256::ZERO, U256::ONE, max), Some(U256::ONE));
    assert_eq!(level_after(U256::ZERO, max, U256::ONE, U256::ZERO), Some(U256::ONE));
    assert_eq!(level_after(Uint::<64, 1>::ZERO, Uint::MAX, Uint::MAX, Uint::MAX), Some(Uint::MAX));
}

proptest! {
    /// Looking at a bucket and storing what was seen loses less than a unit, and never fills it faster.
    #[test]
    fn looking_loses_less_than_a_unit(
        level in up_to(96), capacity in up_to(96), refill in up_to(24), first in up_to(40), second in up_to(40),
    ) {
        let refill = refill.max(U256::ONE); // in no time it is full at once
        let after = |level, elapsed| level_after(level, elapsed, capacity, refill).unwrap();
        let (twice, once) = (after(after(level, first), second), after(level, first + second));
        prop_assert!(twice <= once && once - twice <= U256::ONE);
        let filled = big(capacity) * big(first) / big(refill);
        prop_assert!(big(after(level, first)) <= big(level) + filled);
    }
}
