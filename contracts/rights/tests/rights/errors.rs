//! Every typed error of the interface, with its numbers.

use crate::{fake::FakeMarket, signed::*, world::*};
use alloy_primitives::Address;
use alloy_sol_types::{SolCall, SolError};
use ballast_rights::{
    interface::{
        IMarket::withdrawCollateralCall,
        IRights::{self, IRightsErrors},
    },
    route,
};
use core::fmt::Debug;
use motsu::prelude::*;
use std::collections::BTreeSet;

#[track_caller]
fn see<E: SolError + Debug + PartialEq>(w: &World, call: impl SolCall, expected: E) -> [u8; 4] {
    assert_eq!(w.fails::<E>(w.carol, call), expected);
    E::SELECTOR
}

#[test]
fn are_all_reached() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (account, signed) = (w.owner, w.to_borrow());
    let mut seen = BTreeSet::new();
    let late = Borrow { deadline: n(1), ..signed.clone() };
    seen.insert(see(&w, borrowing(&late, vec![]), IRights::Expired { deadline: n(1), timestamp: n(NOW) }));
    let error = IRights::InvalidAuthorization { signer: Address::ZERO, account };
    seen.insert(see(&w, borrowing(&signed, vec![]), error));
    w.ask(account, IRights::cancelNoncesCall { word: n(1), mask: n(1 << 7) });
    let error = IRights::NonceUsed { account, nonce: signed.nonce };
    seen.insert(see(&w, borrowing(&signed, vec![]), error));
    let callback = IRights::onBorrowCall { account, assets: n(1), data: Default::default() };
    seen.insert(see(&w, callback, IRights::Unauthorized { caller: w.carol }));
    FakeMarket::answers::<withdrawCollateralCall>(Ok(vec![]));
    let give = WithdrawCollateral { market: fake.address(), nonce: n(0), ..w.to_withdraw() };
    seen.insert(see(&w, w.withdrawing(&give), IRights::CallFailed { callee: fake.address() }));
    assert_eq!(route(&mut w.rights.sender(w.carol), &[], true).motsu_res(), reverted(&IRights::Locked {}));
    seen.insert(IRights::Locked::SELECTOR);
    assert_eq!(seen, IRightsErrors::SELECTORS.iter().copied().collect());
}
