//! `withdraw`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, AmountTooLarge, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver,
    InsufficientLiquidity, TokenCallFailed, ZeroAmount,
};
use ballast_test_support::TokenMode;

#[test]
fn burns_the_shares_that_assets_cost() {
    let w = World::new();
    w.deposit(w.alice, 5);
    let before = w.held(&w.weth, w.carol);
    let call = IMarket::withdrawCall { assets: ether(2), receiver: w.carol, owner: w.alice };
    let shares = w.ask(w.alice, call).shares;
    assert_eq!(shares, n(2 * ETHER * SHARES));
    assert_eq!(w.balance(w.alice), n(3 * ETHER * SHARES));
    assert_eq!(w.held(&w.weth, w.carol) - before, ether(2));
    w.emitted(IMarket::Withdraw { sender: w.alice, receiver: w.carol, owner: w.alice, assets: ether(2), shares });
    w.emitted(IMarket::Transfer { from: w.alice, to: Address::ZERO, value: shares });
    w.check();
}

#[test]
fn equals_its_preview_and_rounds_shares_up() {
    let w = World::odd();
    for assets in [1, 3, ETHER - 1, 20 * ETHER + 5] {
        let preview = w.see(IMarket::previewWithdrawCall { assets: n(assets) })._0;
        assert!(w.see(IMarket::convertToSharesCall { assets: n(assets) })._0 <= preview);
        assert_eq!(w.ask(w.alice, withdraw(n(assets), w.alice)).shares, preview);
        w.check();
    }
}

#[test]
fn spends_an_allowance() {
    let w = World::new();
    w.deposit(w.alice, 5);
    let value = n(ETHER * SHARES);
    w.ask(w.alice, IMarket::approveCall { spender: w.carol, value });
    let call = |assets| IMarket::withdrawCall { assets: n(assets), receiver: w.carol, owner: w.alice };
    w.ask(w.carol, call(ETHER / 4));
    assert_eq!(w.see(IMarket::allowanceCall { owner: w.alice, spender: w.carol })._0, n(ETHER * SHARES / 4 * 3));
    let error: ERC20InsufficientAllowance = w.fails(w.carol, call(ETHER));
    let (allowance, needed) = (n(ETHER * SHARES / 4 * 3), n(ETHER * SHARES));
    assert_eq!(error, ERC20InsufficientAllowance { spender: w.carol, allowance, needed });
    w.check();
}

#[test]
fn leaves_an_infinite_allowance_as_it_is() {
    let w = World::new();
    w.deposit(w.alice, 5);
    w.ask(w.alice, IMarket::approveCall { spender: w.carol, value: U256::MAX });
    w.ask(w.carol, IMarket::withdrawCall { assets: ether(1), receiver: w.carol, owner: w.alice });
    assert_eq!(w.see(IMarket::allowanceCall { owner: w.alice, spender: w.carol })._0, U256::MAX);
}

#[test]
fn refuses_more_than_is_idle() {
    let w = World::lent();
    let error: InsufficientLiquidity = w.fails(w.alice, withdraw(ether(60) + n(1), w.alice));
    assert_eq!(error, InsufficientLiquidity { assets: ether(60) + n(1), idle: ether(60) });
    w.ask(w.alice, withdraw(ether(60), w.alice));
    w.check();
}

#[test]
fn refuses_more_than_one_has() {
    let w = World::new();
    w.deposit(w.alice, 5);
    w.deposit(w.carol, 1);
    let error: ERC20InsufficientBalance = w.fails(w.carol, withdraw(ether(1) + n(1), w.carol));
    let (balance, needed) = (n(ETHER * SHARES), n((ETHER + 1) * SHARES));
    assert_eq!(error, ERC20InsufficientBalance { sender: w.carol, balance, needed });
    w.check();
}

#[test]
fn refuses_nothing_and_too_much() {
    let w = World::lent();
    w.fails::<ZeroAmount>(w.alice, withdraw(U256::ZERO, w.alice));
    w.fails::<AmountTooLarge>(w.alice, withdraw(n(1 << 96), w.alice));
}

#[test]
fn refuses_bad_receivers_and_tokens() {
    let w = World::lent();
    for receiver in [Address::ZERO, w.market.address()] {
        let call = IMarket::withdrawCall { assets: n(1), receiver, owner: w.alice };
        assert_eq!(w.fails::<ERC20InvalidReceiver>(w.alice, call).receiver, receiver);
    }
    w.weth.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.alice, withdraw(n(1), w.alice));
    w.weth.sender(w.owner).set_mode(TokenMode::NoReturn);
    w.ask(w.alice, withdraw(n(1), w.alice));
    w.check();
}

#[test]
fn the_maximum_is_exact() {
    let w = World::odd();
    w.ask(w.alice, IMarket::transferCall { to: w.carol, value: n(10 * ETHER * SHARES) });
    // Bounded by what is idle for Alice, by what she has for Carol.
    for owner in [w.carol, w.alice] {
        let max = w.see(IMarket::maxWithdrawCall { owner })._0;
        assert!(w.refused(owner, withdraw(max + n(1), owner)));
        w.ask(owner, withdraw(max, owner));
        w.check();
    }
    assert_eq!(w.totals().idle, U256::ZERO);
    assert_eq!(w.see(IMarket::maxWithdrawCall { owner: w.alice })._0, U256::ZERO);
}
