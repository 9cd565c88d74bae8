//! The constructor.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{self, OutOfBounds, TokenCallFailed, ZeroAddress};
use ballast_math::rate::RATE_AT_TARGET_INITIAL;
use ballast_test_support::{ask_error, TokenMode};
use motsu::prelude::*;

#[test]
fn starts_with_nothing_allowed() {
    let w = World::bare();
    w.init(w.owner).motsu_unwrap();
    assert_eq!(w.see(IMarket::assetCall {})._0, w.weth.address());
    assert_eq!(w.see(IMarket::riskCall {})._0, w.judge.address());
    assert_eq!(w.see(IMarket::rightsCall {})._0, w.rights);
    assert_eq!(w.see(IMarket::ownerCall {})._0, w.owner);
    assert_eq!(w.see(IMarket::pendingOwnerCall {})._0, Address::ZERO);
    assert_eq!(w.see(IMarket::guardianCall {})._0, w.guardian);
    assert_eq!(w.see(IMarket::nameCall {})._0, "Ballast Market");
    assert_eq!(w.see(IMarket::symbolCall {})._0, "blMKT");
    assert_eq!(w.see(IMarket::decimalsCall {})._0, 24);
    assert_eq!(w.see(IMarket::collateralCountCall {})._0, U256::ZERO);
    let config = w.see(IMarket::configCall {});
    assert_eq!(
        [config.supplyCap, config.leastDebt, config.feeBps, config.pauseFlags, config.borrowCap],
        [U256::ZERO; 5]
    );
    assert_eq!(w.see(IMarket::borrowRateCall {}).atTarget, RATE_AT_TARGET_INITIAL);
    w.emitted(IMarket::OwnershipTransferred { previousOwner: Address::ZERO, newOwner: w.owner });
    w.emitted(IMarket::GuardianChanged { previousGuardian: Address::ZERO, newGuardian: w.guardian });
}

#[test]
fn shares_have_six_decimals_more() {
    let w = World::bare();
    w.weth.sender(w.owner).set_decimals(n(6));
    w.judge.sender(w.owner).set_loan_decimals(n(6));
    w.init(w.owner).motsu_unwrap();
    assert_eq!(w.see(IMarket::decimalsCall {})._0, 12);
}

#[test]
fn runs_once() {
    let w = World::new();
    w.init(w.carol).motsu_unwrap_err();
    assert_eq!(w.see(IMarket::ownerCall {})._0, w.owner);
}

#[test]
fn refuses_no_owner() {
    let w = World::bare();
    ask_error::<ZeroAddress, _>(w.init(Address::ZERO));
}

#[test]
fn refuses_an_asset_that_does_not_answer() {
    let w = World::bare();
    w.weth.sender(w.owner).set_mode(TokenMode::Mute);
    assert_eq!(ask_error::<TokenCallFailed, _>(w.init(w.owner)), TokenCallFailed { token: w.weth.address() });
}

#[test]
fn refuses_a_judge_of_other_decimals() {
    let w = World::bare();
    w.judge.sender(w.owner).set_loan_decimals(n(6));
    assert_eq!(ask_error::<OutOfBounds, _>(w.init(w.owner)), OutOfBounds { given: n(6), least: n(18), most: n(18) });
}

#[test]
fn refuses_absurd_decimals() {
    let w = World::bare();
    w.weth.sender(w.owner).set_decimals(n(37));
    w.judge.sender(w.owner).set_loan_decimals(n(37));
    let error = ask_error::<IMarket::AmountTooLarge, _>(w.init(w.owner));
    assert_eq!(error, IMarket::AmountTooLarge { amount: n(37), most: n(36) });
}
