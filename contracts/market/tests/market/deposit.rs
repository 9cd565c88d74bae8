//! `deposit`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, AmountTooLarge, ERC20InvalidReceiver, ERC4626ExceededMaxDeposit, TokenCallFailed, TransferShort, ZeroAmount,
    ZeroShares,
};
use ballast_test_support::{Ask, IToken, TokenMode};
use motsu::prelude::*;

#[test]
fn mints_a_million_shares_per_wei_at_first() {
    let w = World::new();
    let before = w.held(&w.weth, w.alice);
    let shares = w.deposit(w.alice, 3);
    assert_eq!(shares, n(3 * ETHER * SHARES));
    assert_eq!(w.balance(w.alice), shares);
    assert_eq!(before - w.held(&w.weth, w.alice), ether(3));
    assert_eq!(w.held(&w.weth, w.market.address()), ether(3));
    assert_eq!(w.totals().idle, ether(3));
    w.emitted(IMarket::Deposit { sender: w.alice, owner: w.alice, assets: ether(3), shares });
    w.emitted(IMarket::Transfer { from: Address::ZERO, to: w.alice, value: shares });
    w.check();
}

#[test]
fn credits_the_receiver() {
    let w = World::new();
    let shares = w.ask(w.alice, deposit(ether(1), w.carol)).shares;
    assert_eq!((w.balance(w.alice), w.balance(w.carol)), (U256::ZERO, shares));
    w.emitted(IMarket::Deposit { sender: w.alice, owner: w.carol, assets: ether(1), shares });
}

#[test]
fn equals_its_preview_and_rounds_shares_down() {
    let w = World::odd();
    for assets in [1, 7, 999_999_999, ETHER + 1, 12_345 * ETHER + 678] {
        let preview = w.see(IMarket::previewDepositCall { assets: n(assets) })._0;
        assert_eq!(w.ask(w.carol, deposit(n(assets), w.carol)).shares, preview);
        assert!(w.see(IMarket::previewMintCall { shares: preview })._0 <= n(assets));
        assert!(w.see(IMarket::previewMintCall { shares: preview + n(1) })._0 >= n(assets));
        w.check();
    }
}

#[test]
fn books_interest_first() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    assert!(debt > ether(40));
    w.deposit(w.alice, 1);
    assert_eq!(w.debt(w.bob), debt);
    assert_eq!(w.totals().suppliedAssets, debt + ether(60 + 1));
}

/// I02: a first depositor of one wei who donates cannot take from the second.
#[test]
fn first_depositor_cannot_inflate() {
    let w = World::new();
    w.ask(w.carol, deposit(n(1), w.carol));
    w.weth.sender(w.carol).ask(IToken::transferCall { to: w.market.address(), value: ether(1_000) }).motsu_unwrap();
    let shares = w.deposit(w.alice, 10);
    assert!(w.see(IMarket::previewRedeemCall { shares })._0 >= ether(10) - n(1));
    w.check();
}

#[test]
fn donation_changes_nothing() {
    let w = World::odd();
    let before = w.totals();
    w.weth.sender(w.carol).ask(IToken::transferCall { to: w.market.address(), value: ether(1_000) }).motsu_unwrap();
    assert_eq!(w.totals(), before);
    assert_eq!(w.see(IMarket::maxWithdrawCall { owner: w.alice })._0, ether(60));
}

#[test]
fn takes_tokens_that_answer_nothing() {
    let w = World::new();
    w.weth.sender(w.owner).set_mode(TokenMode::NoReturn);
    w.deposit(w.alice, 1);
    w.check();
}

#[test]
fn refuses_a_token_that_says_false() {
    let w = World::new();
    w.weth.sender(w.owner).set_mode(TokenMode::SaysFalse);
    let error: TokenCallFailed = w.fails(w.alice, deposit(ether(1), w.alice));
    assert_eq!(error.token, w.weth.address());
    w.check();
}

#[test]
fn refuses_a_token_that_delivers_less() {
    let w = World::new();
    w.weth.sender(w.owner).set_mode(TokenMode::TakesFee);
    let error: TransferShort = w.fails(w.alice, deposit(ether(1), w.alice));
    let received = n(ETHER / 100 * 99);
    assert_eq!(error, TransferShort { token: w.weth.address(), received, asked: ether(1) });
    w.check();
}

#[test]
fn passes_on_what_the_token_says() {
    let w = World::new();
    let spender = w.market.address();
    w.weth.sender(w.alice).ask(IToken::approveCall { spender, value: n(5) }).motsu_unwrap();
    let error: IToken::ERC20InsufficientAllowance = w.fails(w.alice, deposit(n(6), w.alice));
    assert_eq!(error, IToken::ERC20InsufficientAllowance { spender, allowance: n(5), needed: n(6) });
}

#[test]
fn refuses_nothing_and_too_much() {
    let w = World::new();
    w.fails::<ZeroAmount>(w.alice, deposit(U256::ZERO, w.alice));
    let most = n((1 << 96) - 1);
    let error: AmountTooLarge = w.fails(w.alice, deposit(most + n(1), w.alice));
    assert_eq!(error, AmountTooLarge { amount: most + n(1), most });
    let error: AmountTooLarge = w.fails(w.alice, deposit(U256::MAX, w.alice));
    assert_eq!(error, AmountTooLarge { amount: U256::MAX, most });
}

#[test]
fn refuses_receivers_that_would_lose_it() {
    let w = World::new();
    for receiver in [Address::ZERO, w.market.address()] {
        let error: ERC20InvalidReceiver = w.fails(w.alice, deposit(ether(1), receiver));
        assert_eq!(error.receiver, receiver);
    }
}

#[test]
fn refuses_more_than_the_cap() {
    let w = World::lent();
    w.own(IMarket::setSupplyCapCall { cap: ether(101) });
    let (assets, max) = (ether(1) + n(1), ether(1));
    let error: ERC4626ExceededMaxDeposit = w.fails(w.alice, deposit(assets, w.carol));
    assert_eq!(error, ERC4626ExceededMaxDeposit { receiver: w.carol, assets, max });
    w.ask(w.alice, deposit(max, w.carol));
}

/// A share can be worth more than a wei only after interest beyond any sense.
#[test]
fn refuses_what_is_worth_no_share() {
    let w = World::new();
    w.deposit(w.alice, 1);
    w.supply_gold(w.bob, 1);
    w.borrow(w.bob, 1);
    for _ in 0..10 {
        w.age(10 * YEAR);
        w.see(IMarket::accrueCall {});
    }
    let error: ZeroShares = w.fails(w.alice, deposit(n(1), w.alice));
    assert_eq!(error.assets, n(1));
}
