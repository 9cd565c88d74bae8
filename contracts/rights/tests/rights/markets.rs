//! What markets answer, and what is named as one and is none. The mocked host knows no revert without data: tests/wasm.

use crate::{fake::FakeMarket, signed::*, world::*};
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolError;
use ballast_market::Market;
use ballast_rights::interface::{
    IMarket::{self, assetCall, borrowCall, withdrawCollateralCall},
    IRights::CallFailed,
};
use ballast_test_support::Ask;
use motsu::prelude::*;

#[test]
fn that_do_not_trust_these_rights_refuse() {
    let w = World::new();
    for trusted in [Address::ZERO, w.carol] {
        let market = Contract::<Market>::new();
        w.open(&market, trusted);
        w.post(&market, w.owner);
        assert_eq!(tell(&market, w.bob, IMarket::rightsCall {})._0, trusted);
        let signed = Borrow { market: market.address(), ..w.to_borrow() };
        let error: IMarket::Unauthorized = w.fails(w.carol, w.borrowing(&signed));
        assert_eq!(error.caller, w.rights.address());
        let signed = WithdrawCollateral { market: market.address(), ..w.to_withdraw() };
        let error: IMarket::Unauthorized = w.fails(w.carol, w.withdrawing(&signed));
        assert_eq!(error.caller, w.rights.address());
    }
    assert_eq!(tell(&w.market, w.bob, IMarket::rightsCall {})._0, w.rights.address());
}

#[test]
fn that_answer_short_or_not_at_all_have_failed() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, callee) = (fake.address(), fake.address());
    let lend = w.borrowing(&Borrow { market, asset: Address::with_last_byte(1), ..w.to_borrow() });
    let give = w.withdrawing(&WithdrawCollateral { market, ..w.to_withdraw() });
    for answer in [Ok(vec![]), Ok(vec![0; 31])] {
        FakeMarket::answers::<borrowCall>(answer.clone());
        FakeMarket::answers::<withdrawCollateralCall>(answer);
        assert_eq!(w.fails::<CallFailed>(w.carol, lend.clone()), CallFailed { callee });
        assert_eq!(w.fails::<CallFailed>(w.carol, give.clone()), CallFailed { callee });
    }
    assert_eq!(w.used(n(1)), n(0));
    FakeMarket::answers::<borrowCall>(Ok([&[7; 32][..], b"more"].concat()));
    assert_eq!(w.ask(w.carol, lend).shares, U256::from_be_bytes([7; 32]));
}

#[test]
fn that_name_no_asset_have_failed() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let (market, callee) = (fake.address(), fake.address());
    let call = w.borrowing(&Borrow { market, asset: Address::ZERO, ..w.to_borrow() });
    let dirty = [&[0; 11][..], &[1], &[0; 20]].concat();
    for answer in [Ok(vec![]), Ok(vec![0; 31]), Ok(dirty)] {
        FakeMarket::answers::<assetCall>(answer);
        assert_eq!(w.fails::<CallFailed>(w.carol, call.clone()), CallFailed { callee });
    }
    FakeMarket::answers::<assetCall>(Ok(vec![0; 32]));
    w.ask(w.carol, call);
}

#[test]
fn are_quoted_in_what_they_revert_with() {
    let (w, fake) = (World::new(), FakeMarket::fresh());
    let reason = IMarket::NoDebt { account: w.bob };
    let (market, asset) = (fake.address(), Address::with_last_byte(1));
    let lend = w.borrowing(&Borrow { market, asset, ..w.to_borrow() });
    let give = w.withdrawing(&WithdrawCollateral { market, ..w.to_withdraw() });
    FakeMarket::answers::<borrowCall>(Err(reason.abi_encode()));
    FakeMarket::answers::<withdrawCollateralCall>(Err(reason.abi_encode()));
    assert_eq!(w.fails::<IMarket::NoDebt>(w.carol, lend.clone()), reason);
    assert_eq!(w.fails::<IMarket::NoDebt>(w.carol, give), reason);
    FakeMarket::answers::<assetCall>(Err(IMarket::Locked {}.abi_encode()));
    w.fails::<IMarket::Locked>(w.carol, lend);
}

/// The rights hold nothing, and nothing but markets trusts them: what they are made to call by an account's own
/// signature can do no more than anybody's call.
#[test]
fn tokens_and_the_rights_themselves_are_none() {
    let w = World::new();
    for market in [w.weth.address(), w.rights.address()] {
        let give = w.withdrawing(&WithdrawCollateral { market, ..w.to_withdraw() });
        assert!(w.rights.sender(w.carol).ask(give).motsu_res().is_err());
        let lend = w.borrowing(&Borrow { market, ..w.to_borrow() });
        assert!(w.rights.sender(w.carol).ask(lend).motsu_res().is_err());
    }
    assert_eq!(w.used(n(1)), n(0));
}
