//! The limit, over every input of four bits.

mod reference;

use ballast_math::{
    U256, Uint,
    bucket::{level_after, take},
};
use proptest::prelude::*;
use reference::{all, big, small, up_to};

#[test]
fn every_small_level() {
    for level in all::<4>() {
        for elapsed in all::<4>() {
            for refill in all::<4>() {
                for capacity in all::<4>() {
                    let answer = level_after::<4, 1>(small(level), small(elapsed), small(refill), small(capacity));
                    let exact = capacity.min(level + elapsed * refill);
                    assert_eq!(answer, small(exact), "{level} {elapsed} {refill} {capacity}");
                }
            }
        }
    }
}

#[test]
fn every_small_take() {
    for available in all::<8>() {
        for amount in all::<8>() {
            let answer = take::<8, 1>(small(available), small(amount));
            assert_eq!(answer, available.checked_sub(amount).map(small::<8, 1>));
        }
    }
}

#[test]
fn saturates_at_the_capacity() {
    let max = U256::MAX;
    assert_eq!(level_after(max, max, max, max), max);
    assert_eq!(level_after(U256::ZERO, max, max, U256::ONE), U256::ONE);
    assert_eq!(level_after(max, U256::ZERO, max, U256::ONE), U256::ONE);
    assert_eq!(level_after(Uint::<64, 1>::ZERO, Uint::MAX, Uint::MAX, Uint::MAX), Uint::MAX);
}

proptest! {
    /// However often it is looked at, a bucket fills as by the clock alone, and what is taken in a
    /// stretch of time is at most the capacity and the refill.
    #[test]
    fn looking_changes_nothing(
        level in up_to(100), refill in up_to(60), capacity in up_to(100),
        first in up_to(30), second in up_to(30),
    ) {
        let twice = level_after(level_after(level, first, refill, capacity), second, refill, capacity);
        prop_assert_eq!(twice, level_after(level, first + second, refill, capacity));
        prop_assert!(big(twice) <= big(level) + big(first + second) * big(refill));
    }
}
