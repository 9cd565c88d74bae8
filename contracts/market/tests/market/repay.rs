//! `repay`.

use crate::world::*;
use alloy_primitives::U256;
use ballast_market::interface::IMarket::{self, NoDebt, TokenCallFailed, TransferShort, ZeroAmount};
use ballast_math::vault::vault_to_shares_down;
use ballast_test_support::{JudgeMode, TokenMode};

#[test]
fn lowers_debt() {
    let w = World::lent();
    let before = w.held(&w.weth, w.bob);
    assert_eq!(w.ask(w.bob, repay(ether(15), w.bob)).repaid, ether(15));
    assert_eq!(before - w.held(&w.weth, w.bob), ether(15));
    assert_eq!(w.debt(w.bob), ether(25));
    assert_eq!(w.totals().idle, ether(75));
    let shares = n(15 * ETHER * SHARES);
    w.emitted(IMarket::Repay { caller: w.bob, account: w.bob, assets: ether(15), shares });
    w.check();
}

#[test]
fn anybody_may_repay() {
    let w = World::lent();
    w.ask(w.carol, repay(ether(15), w.bob));
    w.emitted(IMarket::Repay { caller: w.carol, account: w.bob, assets: ether(15), shares: n(15 * ETHER * SHARES) });
    assert_eq!(w.debt(w.bob), ether(25));
}

#[test]
fn all_leaves_no_dust() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    assert_eq!(w.ask(w.bob, repay(U256::MAX, w.bob)).repaid, debt);
    assert_eq!((w.debt(w.bob), w.debt_shares(w.bob)), (U256::ZERO, U256::ZERO));
    let totals = w.totals();
    assert_eq!((totals.debtShares, totals.debtAssets), (U256::ZERO, U256::ZERO));
    assert_eq!(w.ask(w.bob, take(w.gold.address(), U256::MAX, w.bob)).withdrawn, ether(50));
    w.check();
}

#[test]
fn never_takes_more_than_the_debt() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    assert_eq!(w.ask(w.bob, repay(debt + n(1), w.bob)).repaid, debt);
    assert_eq!(w.debt_shares(w.bob), U256::ZERO);
    w.check();
}

#[test]
fn exactly_the_debt_clears_it() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    w.ask(w.bob, repay(debt, w.bob));
    assert_eq!(w.debt_shares(w.bob), U256::ZERO);
    w.check();
}

#[test]
fn a_wei_less_leaves_some() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    w.ask(w.bob, repay(debt - n(1), w.bob));
    assert!(w.debt_shares(w.bob) > U256::ZERO);
    assert!(w.debt(w.bob) <= n(2));
    w.ask(w.bob, repay(U256::MAX, w.bob));
    assert_eq!(w.debt_shares(w.bob), U256::ZERO);
    w.check();
}

#[test]
fn shares_are_rounded_down() {
    let w = World::odd();
    let (totals, before) = (w.totals(), w.debt_shares(w.bob));
    let assets = n(ETHER + 7);
    w.ask(w.bob, repay(assets, w.bob));
    let shares = vault_to_shares_down(assets, totals.debtShares, totals.debtAssets).unwrap();
    assert_eq!(before - w.debt_shares(w.bob), shares);
    w.check();
}

#[test]
fn several_borrowers_all_repay() {
    let w = World::odd();
    w.supply_gold(w.carol, 10);
    w.ask(w.carol, borrow(n(7 * ETHER + 13), w.carol));
    w.age(98_765);
    w.ask(w.alice, deposit(n(1), w.alice));
    for borrower in [w.bob, w.carol] {
        w.ask(borrower, repay(U256::MAX, borrower));
        w.check();
    }
    assert_eq!(w.totals().debtShares, U256::ZERO);
    assert_eq!(w.totals().debtAssets, U256::ZERO);
}

/// I14: repaying needs neither a judge nor anybody's leave.
#[test]
fn needs_no_judge_and_is_never_paused() {
    let w = World::lent();
    w.own(IMarket::setPauseCall { flags: n(7) });
    w.judge.sender(w.owner).set_mode(JudgeMode::Refuses);
    w.ask(w.bob, repay(ether(1), w.bob));
    w.ask(w.bob, repay(U256::MAX, w.bob));
    w.check();
}

#[test]
fn refuses_nothing_and_no_debt() {
    let w = World::lent();
    w.fails::<ZeroAmount>(w.bob, repay(U256::ZERO, w.bob));
    assert_eq!(w.fails::<NoDebt>(w.bob, repay(ether(1), w.carol)).account, w.carol);
    assert_eq!(w.fails::<NoDebt>(w.bob, repay(U256::MAX, w.carol)).account, w.carol);
}

#[test]
fn refuses_tokens_with_faults() {
    let w = World::lent();
    w.weth.sender(w.owner).set_mode(TokenMode::TakesFee);
    w.fails::<TransferShort>(w.bob, repay(ether(1), w.bob));
    w.weth.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.bob, repay(ether(1), w.bob));
    assert_eq!(w.debt(w.bob), ether(40));
    w.check();
}

/// However often somebody borrows and repays to the wei, a share of debt is never worth less than before, so that their
/// number cannot be inflated until none fits any more.
#[test]
fn the_price_of_a_debt_share_never_falls() {
    let w = World::new();
    w.deposit(w.alice, 100);
    w.supply_gold(w.bob, 50);
    w.supply_gold(w.carol, 50);
    // Below one wei's shares: a debt that is worth nothing and costs a wei to repay.
    w.ask(w.carol, borrow(n(LEAST_DEBT), w.carol));
    let price = |w: &World| {
        let totals = w.totals();
        ((totals.debtAssets + n(1)) * n(10_u128.pow(38))) / (totals.debtShares + n(SHARES))
    };
    let mut last = price(&w);
    for round in 0..40 {
        w.ask(w.bob, borrow(n(LEAST_DEBT), w.bob));
        w.ask(w.bob, repay(w.debt(w.bob) - n(1), w.bob));
        w.ask(w.bob, repay(U256::MAX, w.bob));
        w.ask(w.carol, repay(w.debt(w.carol) - n(1), w.carol));
        let now = price(&w);
        assert!(now >= last, "round {round}: {now} after {last}");
        last = now;
        w.ask(w.carol, borrow(n(LEAST_DEBT), w.carol));
        assert!(price(&w) >= last, "round {round}");
        last = price(&w);
    }
    assert!(w.totals().debtShares < n(2 * LEAST_DEBT * SHARES), "{}", w.totals().debtShares);
    w.check();
}
