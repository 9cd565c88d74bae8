//! What becomes of debt that nothing stands behind: the reserves bear it, then the backstop, then all suppliers alike.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket;
use ballast_math::vault::{vault_to_assets_down, vault_to_shares_up};

fn liquidate_all(w: &World, repaid: U256) {
    w.sentence(repaid, ether(50), true);
    w.ask(w.carol, liquidate(w.bob, w.gold.address(), w.carol));
}

#[test]
fn suppliers_share_it_where_there_are_no_reserves() {
    let w = World::lent();
    let debt_shares = w.debt_shares(w.bob);
    liquidate_all(&w, ether(10));
    w.emitted(IMarket::BadDebt { account: w.bob, assets: ether(30), debtShares: debt_shares - n(10 * ETHER * SHARES) });
    w.emitted(IMarket::BadDebtBorne { account: w.bob, bearer: Address::ZERO, assets: ether(30), shares: U256::ZERO });
    assert_eq!(w.last_bad_debt().1.map(|borne| borne.assets), [U256::ZERO, U256::ZERO, ether(30)]);
    let totals = w.totals();
    assert_eq!((totals.suppliedAssets, totals.idle), (ether(70), ether(70)));
    assert_eq!((totals.debtAssets, totals.debtShares), (U256::ZERO, U256::ZERO));
    assert_eq!((w.debt(w.bob), w.debt_shares(w.bob)), (U256::ZERO, U256::ZERO));
    assert_eq!(w.see(IMarket::maxWithdrawCall { owner: w.alice })._0, ether(70));
    w.check();
}

#[test]
fn suppliers_lose_pro_rata() {
    let w = World::lent();
    w.deposit(w.carol, 300);
    liquidate_all(&w, ether(20));
    let worth = |owner| w.see(IMarket::maxWithdrawCall { owner })._0;
    assert_eq!((worth(w.alice), worth(w.carol)), (ether(95), ether(285)));
    w.check();
}

#[test]
fn reserves_cover_what_they_can() {
    let w = World::odd();
    w.see(IMarket::accrueCall {});
    let (before, debt) = (w.totals(), w.debt(w.bob));
    assert!(before.reserves > U256::ZERO);
    let reserve_shares = w.see(IMarket::reserveSharesCall {})._0;
    let repaid = debt - before.reserves * n(3);
    liquidate_all(&w, repaid);
    let (after, (bad, [by_reserves, by_backstop, by_suppliers])) = (w.totals(), w.last_bad_debt());
    // The repayment is rounded up and what it takes off the debt is rounded down: the wei between is the suppliers'.
    let supplied = after.suppliedAssets + bad.assets;
    assert!(supplied == before.suppliedAssets || supplied == before.suppliedAssets + n(1));
    let from_reserves = vault_to_assets_down(reserve_shares, before.supplyShares, supplied).unwrap();
    let burnt = vault_to_shares_up(from_reserves, before.supplyShares, supplied).unwrap();
    assert_eq!(by_reserves.assets, from_reserves);
    assert_eq!((by_backstop.assets, by_suppliers.assets), (U256::ZERO, bad.assets - from_reserves));
    assert!(from_reserves == before.reserves || from_reserves == before.reserves + n(1));
    assert_eq!((before.supplyShares - after.supplyShares, by_reserves.shares), (burnt, burnt));
    let lost = before.suppliedAssets - after.suppliedAssets;
    assert!(lost >= before.reserves * n(3) - n(1) && lost <= before.reserves * n(3));
    assert!(w.see(IMarket::reserveSharesCall {})._0 < n(SHARES)); // less than a wei is left
    w.check();
}

#[test]
fn holders_lose_nothing_while_reserves_last() {
    let w = World::odd();
    w.see(IMarket::accrueCall {});
    let worth = w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0;
    let (before, debt) = (w.totals(), w.debt(w.bob));
    liquidate_all(&w, debt - before.reserves / n(2));
    assert!(w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0 >= worth);
    let after = w.totals();
    assert!(after.reserves > U256::ZERO && after.reserves <= before.reserves - before.reserves / n(2) + n(1));
    w.check();
}

#[test]
fn others_keep_their_debt() {
    let w = World::odd();
    w.supply_gold(w.carol, 10);
    w.borrow(w.carol, 5);
    let debt = w.debt(w.carol);
    w.sentence(ether(10), ether(50), true);
    w.ask(w.alice, liquidate(w.bob, w.gold.address(), w.alice));
    assert!(w.debt(w.carol) <= debt + n(1) && w.debt(w.carol) >= debt - n(1));
    w.check();
    w.ask(w.carol, repay(U256::MAX, w.carol));
    assert_eq!(w.totals().debtShares, U256::ZERO);
    w.check();
}

/// The last to withdraw gets his part, and the vault starts again from nothing.
#[test]
fn all_can_be_lost_and_the_vault_lives() {
    let w = World::new();
    w.deposit(w.alice, 100);
    w.supply_gold(w.bob, 50);
    w.borrow(w.bob, 100);
    w.sentence(U256::ZERO, ether(50), true);
    w.ask(w.carol, liquidate(w.bob, w.gold.address(), w.carol));
    assert_eq!(w.totals().suppliedAssets, U256::ZERO);
    assert_eq!(w.see(IMarket::maxRedeemCall { owner: w.alice })._0, U256::ZERO);
    w.check();
    // A wei mints what all the lost shares were worth: they are worth next to nothing to who comes next.
    w.own(IMarket::setSupplyCapCall { cap: n(1 << 90) });
    let assets = n(10_000_000);
    let shares = w.ask(w.carol, deposit(assets, w.carol)).shares;
    assert!(w.see(IMarket::previewRedeemCall { shares })._0 >= assets - n(1));
    w.check();
}

#[test]
fn nothing_is_bad_where_all_is_repaid() {
    let w = World::lent();
    let before = w.totals().suppliedAssets;
    liquidate_all(&w, ether(40));
    assert_eq!(w.totals().suppliedAssets, before);
    assert_eq!(w.debt_shares(w.bob), U256::ZERO);
    w.check();
}

/// A market with reserves and a backstop of ten ether.
fn backed() -> World {
    let w = World::odd();
    w.wire();
    w.deposit(w.vault, 10);
    w.see(IMarket::accrueCall {});
    w
}

#[test]
fn the_backstop_bears_what_the_reserves_do_not() {
    let w = backed();
    let worth = w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0;
    let (before, debt, shares) = (w.totals(), w.debt(w.bob), w.balance(w.vault));
    let short = before.reserves + ether(4);
    liquidate_all(&w, debt - short);
    let (bad, [by_reserves, by_backstop, by_suppliers]) = w.last_bad_debt();
    assert!(bad.assets >= short - n(2) && bad.assets <= short + n(1));
    assert_eq!((by_backstop.assets, by_suppliers.assets), (bad.assets - by_reserves.assets, U256::ZERO));
    assert_eq!(shares - w.balance(w.vault), by_backstop.shares);
    w.emitted(IMarket::Transfer { from: w.vault, to: Address::ZERO, value: by_backstop.shares });
    assert_eq!(before.supplyShares - w.totals().supplyShares, by_reserves.shares + by_backstop.shares);
    assert!(w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0 >= worth, "suppliers lose nothing");
    w.check();
}

#[test]
fn suppliers_share_what_the_backstop_cannot_bear() {
    let w = backed();
    let (before, debt) = (w.totals(), w.debt(w.bob));
    let backing = w.see(IMarket::convertToAssetsCall { shares: w.balance(w.vault) })._0;
    let short = before.reserves + backing + ether(5);
    liquidate_all(&w, debt - short);
    let (bad, [by_reserves, by_backstop, by_suppliers]) = w.last_bad_debt();
    assert!(by_backstop.assets >= backing && by_backstop.assets <= backing + n(1));
    assert_eq!(by_suppliers.assets, bad.assets - by_reserves.assets - by_backstop.assets);
    assert!(by_suppliers.assets >= ether(5) - n(3) && by_suppliers.assets <= ether(5) + n(1));
    assert!(w.balance(w.vault) < n(2 * SHARES), "less than a wei or two of shares is left");
    w.check();
}

#[test]
fn the_backstop_loses_nothing_while_reserves_last() {
    let w = backed();
    let (before, debt, shares) = (w.totals(), w.debt(w.bob), w.balance(w.vault));
    liquidate_all(&w, debt - before.reserves / n(2));
    assert_eq!(w.last_bad_debt().1[1].assets, U256::ZERO);
    assert_eq!(w.balance(w.vault), shares);
    w.check();
}
