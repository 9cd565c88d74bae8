//! `mint`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, AmountTooLarge, ERC20InvalidReceiver, ERC4626ExceededMaxDeposit, TransferShort, ZeroAmount,
};
use ballast_test_support::TokenMode;

#[test]
fn takes_the_assets_that_shares_cost() {
    let w = World::new();
    let shares = n(2 * ETHER * SHARES);
    assert_eq!(w.ask(w.alice, mint(shares, w.carol)).assets, ether(2));
    assert_eq!(w.balance(w.carol), shares);
    w.emitted(IMarket::Deposit { sender: w.alice, owner: w.carol, assets: ether(2), shares });
    w.emitted(IMarket::Transfer { from: Address::ZERO, to: w.carol, value: shares });
    w.check();
}

#[test]
fn equals_its_preview_and_rounds_assets_up() {
    let w = World::odd();
    for shares in [1, SHARES - 1, SHARES + 1, 7 * ETHER * SHARES + 3] {
        let assets = w.see(IMarket::previewMintCall { shares: n(shares) })._0;
        assert!(w.see(IMarket::convertToAssetsCall { shares: n(shares) })._0 <= assets);
        assert_eq!(w.ask(w.carol, mint(n(shares), w.carol)).assets, assets);
        assert!(w.see(IMarket::previewRedeemCall { shares: n(shares) })._0 <= assets);
        w.check();
    }
}

#[test]
fn refuses_nothing_and_too_much() {
    let w = World::new();
    w.fails::<ZeroAmount>(w.alice, mint(U256::ZERO, w.alice));
    let most = n((1 << 112) - 1);
    let error: AmountTooLarge = w.fails(w.alice, mint(most + n(1), w.alice));
    assert_eq!(error, AmountTooLarge { amount: most + n(1), most });
}

#[test]
fn refuses_more_than_the_cap() {
    let w = World::odd();
    let receiver = w.carol;
    let max = w.see(IMarket::maxMintCall { receiver })._0;
    let error: ERC4626ExceededMaxDeposit = w.fails(w.alice, mint(max + n(1), receiver));
    assert_eq!(error.receiver, receiver);
    assert!(error.assets > error.max);
}

#[test]
fn refuses_bad_receivers_and_tokens() {
    let w = World::new();
    w.fails::<ERC20InvalidReceiver>(w.alice, mint(ether(1), Address::ZERO));
    w.weth.sender(w.owner).set_mode(TokenMode::TakesFee);
    w.fails::<TransferShort>(w.alice, mint(n(ETHER * SHARES), w.alice));
    w.check();
}
