//! `takeReserves`.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_market::interface::IMarket::{
    self, ERC20InvalidReceiver, InsufficientLiquidity, OutOfBounds, Unauthorized, ZeroAmount,
};

fn take_reserves(shares: U256, receiver: Address) -> IMarket::takeReservesCall {
    IMarket::takeReservesCall { shares, receiver }
}

#[test]
fn pays_out_at_the_rate() {
    let w = World::odd();
    let worth = w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0;
    let shares = w.see(IMarket::reserveSharesCall {})._0;
    let reserves = w.totals().reserves;
    let before = w.held(&w.weth, w.carol);
    let assets = w.own(take_reserves(shares, w.carol)).assets;
    assert_eq!(assets, reserves);
    assert_eq!(w.held(&w.weth, w.carol) - before, assets);
    assert_eq!(w.see(IMarket::reserveSharesCall {})._0, U256::ZERO);
    assert!(w.see(IMarket::convertToAssetsCall { shares: w.balance(w.alice) })._0 >= worth);
    w.emitted(IMarket::ReservesTaken { receiver: w.carol, assets, shares });
    w.check();
}

#[test]
fn never_touches_what_holders_have() {
    let w = World::odd();
    let most = w.see(IMarket::reserveSharesCall {})._0;
    let error: OutOfBounds = w.fails(w.owner, take_reserves(most + n(1), w.carol));
    assert_eq!(error, OutOfBounds { given: most + n(1), least: U256::ZERO, most });
    w.own(take_reserves(most / n(2), w.carol));
    assert_eq!(w.see(IMarket::reserveSharesCall {})._0, most - most / n(2));
    w.check();
}

#[test]
fn is_the_owners_and_bounded_by_what_is_idle() {
    let w = World::odd();
    assert_eq!(w.fails::<Unauthorized>(w.guardian, take_reserves(n(SHARES), w.carol)).caller, w.guardian);
    w.fails::<ZeroAmount>(w.owner, take_reserves(U256::ZERO, w.carol));
    w.fails::<ERC20InvalidReceiver>(w.owner, take_reserves(n(SHARES), Address::ZERO));
    w.ask(w.alice, withdraw(ether(60), w.alice));
    w.fails::<InsufficientLiquidity>(w.owner, take_reserves(n(2 * SHARES), w.carol));
    w.check();
}
