//! `setBackstop` and `collectReserves`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, BackstopWired, ERC20InsufficientBalance, ERC20InvalidReceiver, Unauthorized,
};

fn reserves(w: &World) -> U256 {
    w.see(IMarket::reserveSharesCall {})._0
}

#[test]
fn are_minted_to_the_backstop_at_no_cost_to_holders() {
    let w = World::odd();
    w.wire();
    let (before, shares) = (w.totals(), reserves(&w));
    assert!(shares > U256::ZERO);
    let worth = w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0;
    assert_eq!(w.ask(w.vault, IMarket::collectReservesCall {}).shares, shares);
    assert_eq!((w.balance(w.vault), reserves(&w)), (shares, U256::ZERO));
    w.emitted(IMarket::Transfer { from: Address::ZERO, to: w.vault, value: shares });
    let after = w.totals();
    assert_eq!((after.supplyShares, after.suppliedAssets), (before.supplyShares, before.suppliedAssets));
    assert_eq!(w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0, worth);
    assert_eq!(w.ask(w.vault, IMarket::collectReservesCall {}).shares, U256::ZERO, "once");
    let assets = w.ask(w.vault, redeem(shares, w.vault)).assets;
    assert_eq!(assets, before.reserves);
    w.check();
}

#[test]
fn what_comes_later_is_collected_later() {
    let w = World::odd();
    w.wire();
    w.ask(w.vault, IMarket::collectReservesCall {});
    w.age(YEAR);
    let shares = reserves(&w);
    assert!(shares > U256::ZERO);
    assert_eq!(w.ask(w.vault, IMarket::collectReservesCall {}).shares, shares);
    w.check();
}

#[test]
fn are_the_backstops_alone() {
    let w = World::odd();
    for caller in [w.owner, w.guardian, w.carol, w.vault] {
        assert_eq!(w.fails::<Unauthorized>(caller, IMarket::collectReservesCall {}).caller, caller);
    }
    w.wire();
    w.fails::<Unauthorized>(w.owner, IMarket::collectReservesCall {});
    let call = IMarket::redeemCall { shares: n(2 * SHARES), receiver: w.vault, owner: w.vault };
    w.fails::<ERC20InsufficientBalance>(w.vault, call); // and none before they are collected
}

#[test]
fn the_backstop_is_wired_by_the_owner_for_good() {
    let w = World::new();
    assert_eq!(w.see(IMarket::backstopCall {})._0, Address::ZERO);
    for caller in [w.guardian, w.carol] {
        assert_eq!(w.fails::<Unauthorized>(caller, IMarket::setBackstopCall { vault: w.vault }).caller, caller);
    }
    for vault in [Address::ZERO, w.market.address()] {
        w.fails::<ERC20InvalidReceiver>(w.owner, IMarket::setBackstopCall { vault });
    }
    w.wire();
    w.emitted(IMarket::BackstopSet { backstop: w.vault });
    assert_eq!(w.see(IMarket::backstopCall {})._0, w.vault);
    for vault in [w.vault, w.carol] {
        assert_eq!(w.fails::<BackstopWired>(w.owner, IMarket::setBackstopCall { vault }).backstop, w.vault);
    }
}
