//! Construction.

use crate::world::*;
use alloy_primitives::U256;
use ballast_backstop::interface::{IBackstop, IMarket};
use ballast_common::{abi::Word, error};
use ballast_test_support::{ask_error, lst::construct, Ask};
use motsu::prelude::*;

#[test]
fn keeps_market_and_lens() {
    let w = World::new();
    assert_eq!(w.ask(w.bob, IBackstop::marketCall {})._0, w.market.address());
    assert_eq!(w.ask(w.bob, IBackstop::lensCall {})._0, w.lens.address());
    assert_eq!(w.totals(), (n(0), n(0), n(0)));
    assert!(w.vault.all_events().is_empty());
}

#[test]
fn happens_once() {
    let w = World::new();
    assert!(w.construct(&w.vault, n(1)).motsu_res().is_err());
    w.fund(w.alice, units(1));
    w.earn(units(1));
    assert_eq!(w.totals().0, units(2), "the part is as it was");
}

#[test]
fn refuses_the_zero_address() {
    let w = World::new();
    let vault = Contract::new_at(someone("another"));
    for words in [[U256::ZERO, w.lens.address().word(), n(1)], [w.market.address().word(), U256::ZERO, n(1)]] {
        let error: IBackstop::ZeroAddress =
            ask_error(construct::<ballast_backstop::Backstop>(&mut vault.sender(w.alice), &words));
        assert_eq!(error, IBackstop::ZeroAddress {});
    }
}

#[test]
fn refuses_more_than_all_of_the_reserves() {
    let w = World::new();
    let vault = Contract::new_at(someone("another"));
    let error: IBackstop::AmountTooLarge = ask_error(w.construct(&vault, n(10_001)));
    assert_eq!((error.amount, error.most), (n(10_001), n(10_000)));
    w.construct(&vault, n(10_000)).motsu_unwrap();
}

#[test]
fn refuses_who_does_not_answer() {
    let w = World::new();
    let vault = Contract::new_at(someone("another"));
    for mode in [MarketMode::Short, MarketMode::Vast] {
        w.market.sender(w.alice).set_mode(mode);
        let error: IBackstop::CallFailed = ask_error(w.construct(&vault, n(1)));
        assert_eq!(error.callee, w.market.address(), "{mode:?}");
    }
    w.market.sender(w.alice).set_mode(MarketMode::Standard);
    w.lens.sender(w.alice).set_mode(LensMode::Short);
    let error: IBackstop::CallFailed = ask_error(w.construct(&vault, n(1)));
    assert_eq!(error.callee, w.lens.address());
    w.lens.sender(w.alice).set_mode(LensMode::Refuses);
    let revert = w.construct(&vault, n(1)).motsu_unwrap_err();
    assert_eq!(revert, error!(IMarket::RiskCallFailed: w.market.address()), "passed on");
}

#[test]
fn takes_no_funds_until_it_is_wired() {
    let w = World::new();
    let vault = Contract::new_at(someone("another"));
    w.construct(&vault, n(1)).motsu_unwrap();
    let error: IMarket::Unauthorized = ask_error(vault.sender(w.alice).ask(fund(units(1), w.alice)).map(drop));
    assert_eq!(error.caller, vault.address());
    let totals = vault.sender(w.alice).ask(IBackstop::totalsCall {}).motsu_unwrap();
    assert_eq!((totals.assets, totals.shares), (n(0), n(0)));
}
