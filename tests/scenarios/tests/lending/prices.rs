//! What prices do to accounts.

use alloy_primitives::U256;
use ballast_market::interface::{
    IMarket::{self, CollateralCapExceeded, InsufficientMargin},
    IRisk::Healthy,
};
use ballast_scenarios::*;
use ballast_test_support::FeedMode;

fn borrowed() -> Lending {
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), U256::MAX, w.bob));
    w.ask(w.bob, borrow(w.account(w.bob).limit, w.bob));
    w
}

/// I06: a feed far above the redemption rate lends nothing more.
#[test]
fn a_premium_is_worth_nothing() {
    let w = borrowed();
    w.feed.sender(w.owner).answer_now(ether(1_650_000), 18);
    w.fails::<InsufficientMargin>(w.bob, borrow(n(10), w.bob));
}

/// I08, I09: a discount on the market stops borrowing, and liquidates nobody.
#[test]
fn a_discount_stops_borrowing_only() {
    let w = borrowed();
    w.feed.sender(w.owner).answer_now(n(WAD / 4), 18);
    let account = w.account(w.bob);
    assert!(account.limit < account.debt && account.healthWad > n(WAD));
    w.fails::<InsufficientMargin>(w.bob, borrow(n(1), w.bob));
    w.fails::<InsufficientMargin>(w.bob, take(w.lst.address(), n(1), w.bob));
    w.fails::<Healthy>(w.carol, liquidate(w.bob, w.lst.address(), w.carol));
    w.check();
}

/// I14: the oracle is silent.
#[test]
fn a_stale_rate_stops_borrowing_and_nothing_else() {
    let w = borrowed();
    w.ask(w.bob, repay(ether(50), w.bob));
    w.age(3 * DAY);
    let error: InsufficientMargin = w.fails(w.bob, borrow(ether(1), w.bob));
    assert_eq!((error.limit, error.unpriced), (U256::ZERO, n(1)));
    w.ask(w.alice, IMarket::withdrawCall { assets: ether(1), receiver: w.alice, owner: w.alice });
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.ask(w.bob, take(w.lst.address(), U256::MAX, w.bob));
    w.check();
}

/// I23: one dead feed among several collaterals.
#[test]
fn a_dead_feed_neither_freezes_nor_kills() {
    let w = Lending::new();
    let (bleth, gold) = (w.lst.address(), w.gold.address());
    w.ask(w.bob, supply(bleth, n(50 * 10_u128.pow(27)), w.bob));
    w.ask(w.bob, supply(gold, ether(20), w.bob));
    w.ask(w.bob, borrow(ether(40), w.bob));
    w.gold_feed.sender(w.owner).set_age(30 * i64::from(DAY));
    let account = w.account(w.bob);
    assert!(account.healthWad > n(WAD), "the last answer still counts for health");
    assert_eq!(account.limit, ether(45), "and nothing for borrowing");
    w.ask(w.bob, borrow(ether(5), w.bob));
    let error: InsufficientMargin = w.fails(w.bob, borrow(n(1), w.bob));
    assert_eq!(error.unpriced, n(2));
    w.ask(w.bob, take(gold, ether(1), w.bob));
    w.gold_feed.sender(w.owner).set_mode(FeedMode::Fails);
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.ask(w.bob, take(gold, U256::MAX, w.bob));
    w.check();
}

/// I07: unbacked collateral is bounded by its cap.
#[test]
fn the_cap_bounds_what_can_be_lost() {
    let w = Lending::new();
    let asset = w.gold.address();
    w.own(IMarket::setCollateralCapCall { asset, cap: ether(10) });
    w.ask(w.bob, supply(asset, ether(10), w.bob));
    let error: CollateralCapExceeded = w.fails(w.bob, supply(asset, n(1), w.bob));
    assert_eq!(error, CollateralCapExceeded { asset, total: ether(10) + n(1), cap: ether(10) });
    assert_eq!(w.account(w.bob).limit, ether(14));
}

/// I03: neither tokens nor shares that are sent change any credit.
#[test]
fn a_donation_changes_nothing() {
    use ballast_lst::interface::ILst;
    use ballast_test_support::Ask;
    use motsu::prelude::*;
    let w = Lending::new();
    w.ask(w.bob, supply(w.lst.address(), n(50 * 10_u128.pow(27)), w.bob));
    let before = (w.account(w.bob).limit, w.see(IMarket::totalsCall {}));
    let gift = ILst::transferSharesCall { to: w.market.address(), sharesAmount: n(10_u128.pow(27)) };
    w.lst.sender(w.bob).ask(gift).motsu_unwrap();
    w.weth.sender(w.carol).mint(w.market.address(), ether(5));
    assert_eq!((w.account(w.bob).limit, w.see(IMarket::totalsCall {})), before);
    w.check();
}
