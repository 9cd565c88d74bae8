//! Vesting and losses, exhaustively at small widths.

mod reference;

use ballast_math::{
    U256, Uint,
    vesting::{absorb_loss, vested_down},
};
use proptest::prelude::*;
use reference::{all, small, up_to};

type Word = Uint<6, 1>;

fn inputs() -> impl Iterator<Item = (u64, u64, u64)> {
    all::<6>().flat_map(|x| all::<6>().flat_map(move |y| all::<6>().map(move |z| (x, y, z))))
}

#[test]
fn every_small_vesting() {
    for (amount, elapsed, period) in inputs() {
        let answer = vested_down::<6, 1>(small(amount), small(elapsed), small(period));
        let exact =
            if elapsed >= period { Some(amount) } else { (amount * elapsed < 64).then(|| amount * elapsed / period) };
        assert_eq!(answer, exact.map(small), "{amount} after {elapsed} of {period}");
    }
}

#[test]
fn every_small_loss() {
    for (loss, unvested, principal) in inputs() {
        let answer = absorb_loss::<6, 1>(small(loss), small(unvested), small(principal));
        let exact = (loss <= unvested + principal).then(|| {
            let first = loss.min(unvested);
            (small::<6, 1>(unvested - first), small::<6, 1>(principal - (loss - first)))
        });
        assert_eq!(answer, exact, "{loss} out of {unvested} and {principal}");
    }
}

#[test]
fn nothing_overflows_after_the_period() {
    assert_eq!(vested_down(Word::MAX, Word::MAX, Word::MAX), Some(Word::MAX));
    assert_eq!(vested_down(U256::MAX, U256::ZERO, U256::ZERO), Some(U256::MAX));
    assert_eq!(absorb_loss(U256::MAX, U256::MAX, U256::MAX), Some((U256::ZERO, U256::MAX)));
}

proptest! {
    /// Vested rewards never fall with time and never exceed the amount.
    #[test]
    fn vesting_is_monotone(amount in up_to(128), period in up_to(32), t in up_to(33), later in up_to(33)) {
        let now = vested_down(amount, t, period).expect("fits");
        let then = vested_down(amount, t + later, period).expect("fits");
        prop_assert!(now <= then && then <= amount);
        prop_assert_eq!(vested_down(amount, period, period), Some(amount));
    }

    /// No wei is lost or made, and the principal is touched only once the unvested part is gone.
    #[test]
    fn losses_are_conserved(loss in up_to(128), unvested in up_to(128), principal in up_to(128)) {
        match absorb_loss(loss, unvested, principal) {
            Some((u, p)) => {
                prop_assert_eq!(u + p + loss, unvested + principal);
                prop_assert!(p == principal || u.is_zero());
            }
            None => prop_assert!(loss > unvested + principal),
        }
    }
}
