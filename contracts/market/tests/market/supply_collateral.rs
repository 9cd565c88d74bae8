//! `supplyCollateral`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_market::interface::IMarket::{
    self, AmountTooLarge, CollateralCapExceeded, SlotNotOpen, TokenCallFailed, TooManyOpen, TransferShort,
    UnknownCollateral, ZeroAmount,
};
use ballast_test_support::{Ask, IToken, TokenMode};
use motsu::prelude::*;

#[test]
fn books_units() {
    let w = World::new();
    let asset = w.gold.address();
    assert_eq!(w.ask(w.bob, supply(asset, ether(3), w.bob)).supplied, ether(3));
    assert_eq!(w.units(w.bob, asset), ether(3));
    assert_eq!(w.total_units(asset), ether(3));
    assert_eq!(w.held(&w.gold, w.market.address()), ether(3));
    w.emitted(IMarket::SupplyCollateral { caller: w.bob, account: w.bob, asset, units: ether(3) });
    w.supply_gold(w.bob, 2);
    assert_eq!(w.units(w.bob, asset), ether(5));
    w.check();
}

#[test]
fn neighbours_in_a_slot_do_not_mix() {
    let w = World::new();
    w.supply_gold(w.bob, 3);
    w.ask(w.bob, supply(w.silver.address(), n(7), w.bob));
    w.ask(w.bob, take(w.gold.address(), ether(1), w.bob));
    assert_eq!(w.units(w.bob, w.gold.address()), ether(2));
    assert_eq!(w.units(w.bob, w.silver.address()), n(7));
    w.ask(w.bob, take(w.gold.address(), ether(2), w.bob));
    assert_eq!(w.units(w.bob, w.silver.address()), n(7));
    w.check();
}

#[test]
fn shares_move_as_shares() {
    let w = World::new();
    w.list_bleth();
    let asset = w.bleth.address();
    let units = n(10_u128.pow(27) + 1);
    assert_eq!(w.ask(w.bob, supply(asset, units, w.bob)).supplied, units);
    assert_eq!(w.units(w.bob, asset), units);
    let held = ILst::sharesOfCall { account: w.market.address() };
    assert_eq!(w.bleth.sender(w.bob).ask(held).motsu_unwrap()._0, units);
    assert!(w.see(IMarket::collateralInfoCall { asset }).isShares);
}

#[test]
fn all_of_shares_is_bounded_by_balance() {
    let w = World::new();
    w.list_bleth();
    let all = n(10 * 10_u128.pow(27));
    assert_eq!(w.ask(w.bob, supply(w.bleth.address(), U256::MAX, w.bob)).supplied, all);
    assert_eq!(w.units(w.bob, w.bleth.address()), all);
}

#[test]
fn all_of_shares_is_bounded_by_allowance() {
    let w = World::new();
    w.list_bleth();
    let approve = ILst::approveCall { spender: w.market.address(), value: n(3 * ETHER + 1) };
    w.bleth.sender(w.bob).ask(approve).motsu_unwrap();
    let supplied = w.ask(w.bob, supply(w.bleth.address(), U256::MAX, w.bob)).supplied;
    assert_eq!(supplied, n((3 * ETHER + 1) * 1_000_000_000));
}

#[test]
fn all_of_a_token_is_bounded_by_balance_and_allowance() {
    let w = World::new();
    let asset = w.gold.address();
    assert_eq!(w.ask(w.bob, supply(asset, U256::MAX, w.bob)).supplied, ether(1_000_000));
    let approve = IToken::approveCall { spender: w.market.address(), value: n(42) };
    w.gold.sender(w.carol).ask(approve).motsu_unwrap();
    assert_eq!(w.ask(w.carol, supply(asset, U256::MAX, w.carol)).supplied, n(42));
    w.fails::<ZeroAmount>(w.carol, supply(asset, U256::MAX, w.carol));
    w.check();
}

/// I23: a stranger can neither plant what has no price nor fill the slots.
#[test]
fn only_the_account_or_its_operator_opens() {
    let w = World::new();
    let asset = w.gold.address();
    let error: SlotNotOpen = w.fails(w.carol, supply(asset, n(1), w.bob));
    assert_eq!(error, SlotNotOpen { account: w.bob, asset });
    w.ask(w.bob, IMarket::setOperatorCall { operator: w.carol, allowed: true });
    w.ask(w.carol, supply(asset, n(1), w.bob));
    w.ask(w.alice, supply(asset, n(5), w.bob)); // is open now
    assert_eq!(w.units(w.bob, asset), n(6));
    w.emitted(IMarket::SupplyCollateral { caller: w.alice, account: w.bob, asset, units: n(5) });
    w.ask(w.bob, take(asset, n(6), w.bob)); // and closed again
    w.fails::<SlotNotOpen>(w.alice, supply(asset, n(5), w.bob));
    w.check();
}

#[test]
fn eight_may_be_open() {
    let w = World::new();
    let more: Vec<Contract<ballast_test_support::TokenMock>> = (0..7).map(|_| Contract::new()).collect();
    for (i, token) in more.iter().enumerate() {
        w.list(i as u64 + 2, token.address(), false);
        token.sender(w.bob).mint(w.bob, n(10));
        let approve = IToken::approveCall { spender: w.market.address(), value: U256::MAX };
        token.sender(w.bob).ask(approve).motsu_unwrap();
    }
    for token in &more {
        w.ask(w.bob, supply(token.address(), n(1), w.bob));
    }
    w.supply_gold(w.bob, 1);
    let error: TooManyOpen = w.fails(w.bob, supply(w.silver.address(), n(1), w.bob));
    assert_eq!(error.most, n(8));
    w.ask(w.bob, supply(more[6].address(), n(1), w.bob)); // to an open one
    w.ask(w.bob, take(more[0].address(), n(1), w.bob));
    w.ask(w.bob, supply(w.silver.address(), n(1), w.bob));
}

#[test]
fn refuses_bad_amounts() {
    let w = World::new();
    let asset = w.gold.address();
    w.fails::<ZeroAmount>(w.bob, supply(asset, U256::ZERO, w.bob));
    let (amount, most) = (n(1 << 120), n((1 << 120) - 1));
    assert_eq!(w.fails::<AmountTooLarge>(w.bob, supply(asset, amount, w.bob)), AmountTooLarge { amount, most });
}

#[test]
fn refuses_unlisted_assets() {
    let w = World::new();
    for asset in [w.weth.address(), w.carol, Address::ZERO] {
        assert_eq!(w.fails::<UnknownCollateral>(w.bob, supply(asset, n(1), w.bob)).asset, asset);
    }
}

#[test]
fn the_cap_binds() {
    let w = World::new();
    let asset = w.gold.address();
    w.own(IMarket::setCollateralCapCall { asset, cap: n(10) });
    w.ask(w.bob, supply(asset, n(10), w.bob));
    let error: CollateralCapExceeded = w.fails(w.carol, supply(asset, n(1), w.carol));
    assert_eq!(error, CollateralCapExceeded { asset, total: n(11), cap: n(10) });
}

#[test]
fn refuses_tokens_with_faults() {
    let w = World::new();
    let asset = w.gold.address();
    w.gold.sender(w.owner).set_mode(TokenMode::TakesFee);
    let error: TransferShort = w.fails(w.bob, supply(asset, n(100), w.bob));
    assert_eq!(error, TransferShort { token: asset, received: n(99), asked: n(100) });
    w.gold.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.bob, supply(asset, n(100), w.bob));
    w.gold.sender(w.owner).set_mode(TokenMode::Mute);
    w.fails::<TokenCallFailed>(w.bob, supply(asset, U256::MAX, w.bob));
    w.gold.sender(w.owner).set_mode(TokenMode::NoReturn);
    w.ask(w.bob, supply(asset, n(100), w.bob));
    w.check();
}
