//! Roles, listing, and the fee.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, CollateralMismatch, NotListable, OutOfBounds, Unauthorized, UnknownCollateral,
};
use ballast_test_support::TokenMock;
use motsu::prelude::*;

#[test]
fn ownership_moves_in_two_steps() {
    let w = World::new();
    let call = || IMarket::transferOwnershipCall { newOwner: w.carol };
    assert_eq!(w.fails::<Unauthorized>(w.carol, call()).caller, w.carol);
    w.own(call());
    w.emitted(IMarket::OwnershipTransferStarted { previousOwner: w.owner, newOwner: w.carol });
    assert_eq!(w.see(IMarket::pendingOwnerCall {})._0, w.carol);
    w.fails::<Unauthorized>(w.bob, IMarket::acceptOwnershipCall {});
    w.ask(w.carol, IMarket::acceptOwnershipCall {});
    w.emitted(IMarket::OwnershipTransferred { previousOwner: w.owner, newOwner: w.carol });
    assert_eq!(w.see(IMarket::ownerCall {})._0, w.carol);
    assert_eq!(w.see(IMarket::pendingOwnerCall {})._0, Address::ZERO);
    w.fails::<Unauthorized>(w.owner, IMarket::setFeeCall { feeBps: U256::ZERO });
}

#[test]
fn the_guardian_is_replaced() {
    let w = World::new();
    w.fails::<Unauthorized>(w.guardian, IMarket::setGuardianCall { newGuardian: w.carol });
    w.own(IMarket::setGuardianCall { newGuardian: w.carol });
    w.emitted(IMarket::GuardianChanged { previousGuardian: w.guardian, newGuardian: w.carol });
    assert_eq!(w.see(IMarket::guardianCall {})._0, w.carol);
    w.fails::<Unauthorized>(w.guardian, IMarket::setPauseCall { flags: n(3) });
    w.ask(w.carol, IMarket::setPauseCall { flags: n(3) });
}

#[test]
fn lists_at_the_judges_index() {
    let w = World::new();
    let (gold, silver) = (w.gold.address(), w.silver.address());
    w.emitted(IMarket::CollateralListed { index: n(1), asset: silver, isShares: false });
    w.emitted(IMarket::CollateralCapChanged { asset: silver, oldCap: U256::ZERO, newCap: n(1 << 119) });
    assert_eq!(w.see(IMarket::collateralCountCall {})._0, n(2));
    assert_eq!(w.see(IMarket::collateralAtCall { index: U256::ZERO })._0, gold);
    assert_eq!(w.see(IMarket::collateralAtCall { index: n(1) })._0, silver);
    assert_eq!(w.see(IMarket::collateralAtCall { index: n(2) })._0, Address::ZERO);
    let info = w.see(IMarket::collateralInfoCall { asset: silver });
    assert_eq!((info.index, info.isShares, info.total, info.cap), (n(1), false, U256::ZERO, n(1 << 119)));
    assert_eq!(w.see(IMarket::assetCall {})._0, w.weth.address(), "its neighbours in the slot stay");
    assert_eq!(w.see(IMarket::decimalsCall {})._0, 24);
    w.fails::<UnknownCollateral>(w.carol, IMarket::collateralInfoCall { asset: w.weth.address() });
}

#[test]
fn refuses_what_the_judge_has_not_there() {
    let w = World::new();
    let asset = w.carol;
    let call = || IMarket::listCollateralCall { asset, cap: n(1) };
    let error: CollateralMismatch = w.fails(w.owner, call());
    assert_eq!(error, CollateralMismatch { index: n(2), asset, judged: Address::ZERO });
    w.judge.sender(w.owner).set_collateral(2, w.alice, true);
    assert_eq!(w.fails::<CollateralMismatch>(w.owner, call()).judged, w.alice);
    w.fails::<Unauthorized>(w.guardian, call());
}

#[test]
fn refuses_the_loan_asset_and_what_is_listed() {
    let w = World::new();
    for asset in [w.weth.address(), w.gold.address()] {
        w.judge.sender(w.owner).set_collateral(2, asset, false);
        let call = IMarket::listCollateralCall { asset, cap: n(1) };
        assert_eq!(w.fails::<NotListable>(w.owner, call).asset, asset);
    }
}

#[test]
fn sixty_four_may_be_listed() {
    let w = World::new();
    let last: Contract<TokenMock> = Contract::new();
    for index in 2..63_u64 {
        w.list(index, Address::with_last_byte(index as u8), false);
    }
    w.list(63, last.address(), false);
    let call = IMarket::listCollateralCall { asset: w.carol, cap: n(1) };
    let error: OutOfBounds = w.fails(w.owner, call);
    assert_eq!(error, OutOfBounds { given: n(64), least: U256::ZERO, most: n(63) });
    // The last one works as the first does.
    last.sender(w.bob).mint(w.bob, n(5));
    let approve = ballast_test_support::IToken::approveCall { spender: w.market.address(), value: U256::MAX };
    ballast_test_support::Ask::ask(&mut *last.sender(w.bob), approve).motsu_unwrap();
    w.ask(w.bob, supply(last.address(), n(5), w.bob));
    w.supply_gold(w.bob, 1);
    w.deposit(w.alice, 10);
    w.borrow(w.bob, 1);
    let asked = w.judge.sender(w.carol).asked();
    assert_eq!(U256::from_be_slice(&asked[asked.len() - 64..asked.len() - 32]), U256::from(63) << 248 | n(5));
    assert_eq!(w.ask(w.bob, take(last.address(), U256::MAX, w.bob)).withdrawn, n(5));
}

#[test]
fn the_fee_counts_from_now_on() {
    let w = World::lent();
    w.age(YEAR);
    w.own(IMarket::setFeeCall { feeBps: n(2_500) });
    w.emitted(IMarket::FeeChanged { oldFeeBps: U256::ZERO, newFeeBps: n(2_500) });
    assert_eq!(w.see(IMarket::configCall {}).feeBps, n(2_500));
    assert_eq!(w.see(IMarket::reserveSharesCall {})._0, U256::ZERO);
    w.age(YEAR);
    assert!(w.see(IMarket::reserveSharesCall {})._0 > U256::ZERO);
    w.check();
}

#[test]
fn the_fee_is_bounded() {
    let w = World::new();
    w.fails::<Unauthorized>(w.guardian, IMarket::setFeeCall { feeBps: U256::ZERO });
    let error: OutOfBounds = w.fails(w.owner, IMarket::setFeeCall { feeBps: n(2_501) });
    assert_eq!(error, OutOfBounds { given: n(2_501), least: U256::ZERO, most: n(2_500) });
}
