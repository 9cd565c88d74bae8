//! `redeem`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver, InsufficientLiquidity, ZeroAmount,
};

#[test]
fn pays_what_shares_are_worth() {
    let w = World::new();
    let shares = w.deposit(w.alice, 5);
    let before = w.held(&w.weth, w.carol);
    let call = IMarket::redeemCall { shares, receiver: w.carol, owner: w.alice };
    assert_eq!(w.ask(w.alice, call).assets, ether(5));
    assert_eq!(w.held(&w.weth, w.carol) - before, ether(5));
    assert_eq!(w.totals().supplyShares, U256::ZERO);
    w.emitted(IMarket::Withdraw { sender: w.alice, receiver: w.carol, owner: w.alice, assets: ether(5), shares });
    w.emitted(IMarket::Transfer { from: w.alice, to: Address::ZERO, value: shares });
    w.check();
}

#[test]
fn equals_its_preview_and_rounds_assets_down() {
    let w = World::odd();
    for shares in [SHARES, SHARES * 2 + 1, 13 * ETHER * SHARES + 7] {
        let preview = w.see(IMarket::previewRedeemCall { shares: n(shares) })._0;
        assert!(w.see(IMarket::previewMintCall { shares: n(shares) })._0 >= preview);
        assert_eq!(w.ask(w.alice, redeem(n(shares), w.alice)).assets, preview);
        w.check();
    }
}

#[test]
fn a_round_trip_never_profits() {
    let w = World::odd();
    for assets in [1, 999, ETHER / 3, 77 * ETHER + 1] {
        let shares = w.ask(w.carol, deposit(n(assets), w.carol)).shares;
        let call = redeem(shares, w.carol);
        if w.see(IMarket::previewRedeemCall { shares })._0.is_zero() {
            continue;
        }
        let back = w.ask(w.carol, call).assets;
        assert!(back <= n(assets) && back + n(1) >= n(assets));
    }
}

#[test]
fn needs_an_allowance() {
    let w = World::new();
    let shares = w.deposit(w.alice, 5);
    let call = || IMarket::redeemCall { shares, receiver: w.carol, owner: w.alice };
    let error: ERC20InsufficientAllowance = w.fails(w.carol, call());
    assert_eq!(error, ERC20InsufficientAllowance { spender: w.carol, allowance: U256::ZERO, needed: shares });
    w.ask(w.alice, IMarket::approveCall { spender: w.carol, value: shares });
    w.ask(w.carol, call());
    assert_eq!(w.see(IMarket::allowanceCall { owner: w.alice, spender: w.carol })._0, U256::ZERO);
}

#[test]
fn refuses_more_than_one_has_or_is_idle() {
    let w = World::lent();
    w.deposit(w.carol, 1);
    let shares = w.balance(w.carol);
    let error: ERC20InsufficientBalance = w.fails(w.carol, redeem(shares + n(1), w.carol));
    assert_eq!(error, ERC20InsufficientBalance { sender: w.carol, balance: shares, needed: shares + n(1) });
    let error: InsufficientLiquidity = w.fails(w.alice, redeem(w.balance(w.alice), w.alice));
    assert_eq!(error, InsufficientLiquidity { assets: ether(100), idle: ether(61) });
}

#[test]
fn refuses_nothing_for_something() {
    let w = World::new();
    w.deposit(w.alice, 1);
    w.fails::<ZeroAmount>(w.alice, redeem(U256::ZERO, w.alice));
    w.fails::<ZeroAmount>(w.alice, redeem(n(SHARES - 1), w.alice)); // worth less than a wei
    w.fails::<ERC20InvalidReceiver>(
        w.alice,
        IMarket::redeemCall { shares: n(SHARES), receiver: Address::ZERO, owner: w.alice },
    );
}

#[test]
fn the_maximum_is_exact() {
    let w = World::odd();
    w.ask(w.alice, IMarket::transferCall { to: w.carol, value: n(10 * ETHER * SHARES) });
    let max = w.see(IMarket::maxRedeemCall { owner: w.carol })._0;
    assert_eq!(max, w.balance(w.carol));
    w.ask(w.carol, redeem(max, w.carol));
    let max = w.see(IMarket::maxRedeemCall { owner: w.alice })._0;
    assert!(max < w.balance(w.alice));
    w.fails::<InsufficientLiquidity>(w.alice, redeem(max + n(1), w.alice));
    w.ask(w.alice, redeem(max, w.alice));
    assert_eq!(w.totals().idle, U256::ZERO);
    assert_eq!(w.see(IMarket::maxRedeemCall { owner: w.alice })._0, U256::ZERO);
    w.check();
}

#[test]
fn worthless_shares_are_not_redeemable() {
    let w = World::new();
    w.deposit(w.alice, 1);
    w.ask(w.alice, IMarket::transferCall { to: w.carol, value: n(SHARES - 1) });
    assert_eq!(w.see(IMarket::maxRedeemCall { owner: w.carol })._0, U256::ZERO);
}
