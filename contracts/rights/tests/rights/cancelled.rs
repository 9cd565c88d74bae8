//! Nonces: `usedNonces`, `cancelNonces`.

use crate::{signed::*, world::*};
use alloy_primitives::U256;
use ballast_rights::interface::IRights::{self, NonceUsed};

#[test]
fn are_used_in_any_order() {
    let w = World::new();
    for nonce in [U256::MAX, n(3), n(0), n(255), n(256), U256::MAX - n(255), n(2)] {
        let signed = Borrow { nonce, amount: ether(1), ..w.to_borrow() };
        w.ask(w.carol, w.borrowing(&signed));
    }
    assert_eq!(w.used(n(0)), U256::from(0b1101) | U256::ONE << 255);
    assert_eq!(w.used(n(1)), n(1));
    assert_eq!(w.used(U256::MAX >> 8), U256::ONE << 255 | U256::ONE);
    assert_eq!(w.debt(w.owner), ether(7));
}

#[test]
fn are_cancelled_by_the_account() {
    let w = World::new();
    let signed = w.to_borrow();
    let mask = n(0b1000_0001);
    w.ask(w.bob, IRights::cancelNoncesCall { word: n(1), mask: U256::MAX });
    assert_eq!(w.used(n(1)), n(0), "his own alone");
    w.ask(w.owner, IRights::cancelNoncesCall { word: n(1), mask });
    w.emitted(IRights::NoncesCancelled { account: w.owner, word: n(1), mask });
    let error: NonceUsed = w.fails(w.carol, w.borrowing(&signed));
    assert_eq!(error, NonceUsed { account: w.owner, nonce: signed.nonce });
    w.ask(w.owner, IRights::cancelNoncesCall { word: n(1), mask: n(2) });
    assert_eq!(w.used(n(1)), mask | n(2), "none comes back");
    let other = Borrow { nonce: n(0x1_06), ..signed };
    w.ask(w.carol, w.borrowing(&other));
}
