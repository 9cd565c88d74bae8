//! Previews equal what execution does in the same block, at whatever rate.

use crate::world::*;
use alloy_primitives::U256;
use ballast_wrapper::interface::IWrapper;
use proptest::prelude::*;

/// Random figures that make a rate and an amount.
#[derive(Clone, Copy, Debug)]
struct Case {
    loss: u64,
    gain: u128,
    elapsed: u64,
    amount: U256,
}

prop_compose! {
    fn cases()(
        loss in 0..5 * 10_u64.pow(18), gain: u128, small in 56..128_u32, elapsed in 0..DAY,
        amount in 0..6 * 10_u64.pow(18), bits in 0..62_u32
    ) -> Case {
        // Gains of up to 300 times the pool, losses of up to half of it.
        Case { loss, gain: gain >> small, elapsed, amount: U256::from((amount >> bits) + 1) }
    }
}

impl Case {
    /// Alice has 6 ether's worth at genesis, of which 3 are wrapped; her other half is free.
    fn world(&self) -> World {
        let w = World::working();
        w.ask(w.alice, IWrapper::mintCall { shares: ether(3), receiver: w.alice });
        w.lose(U256::from(self.loss));
        w.gain(U256::from(self.gain));
        w.age(self.elapsed);
        w
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn of_deposits() {
    proptest!(config(), |(case in cases())| {
        let w = case.world();
        let assets = case.amount.min(w.rate().value_down(ether(3)));
        let shares = w.ask(w.bob, IWrapper::previewDepositCall { assets }).shares;
        prop_assert_eq!(shares, w.rate().minted_for(assets));
        prop_assert_eq!(shares, w.ask(w.bob, IWrapper::convertToSharesCall { assets }).shares);
        prop_assert_eq!(shares, w.ask(w.bob, IWrapper::getWblETHByBlETHCall { blEthAmount: assets })._0);
        let call = IWrapper::depositCall { assets, receiver: w.bob };
        if shares > n(0) {
            let mine = w.shares(w.alice);
            prop_assert_eq!(w.ask(w.alice, call).shares, shares);
            prop_assert_eq!(mine - w.shares(w.alice), units(shares));
        } else if assets > n(0) {
            w.refuses(w.alice, call, IWrapper::ZeroShares { amount: assets });
        }
    });
}

#[test]
fn of_wrapping() {
    proptest!(config(), |(case in cases())| {
        let w = case.world();
        let amount = case.amount.min(w.rate().value_down(ether(3)));
        let shares = w.ask(w.bob, IWrapper::getWblETHByBlETHCall { blEthAmount: amount })._0;
        if shares > n(0) {
            prop_assert_eq!(w.wrap(w.alice, amount), shares);
        }
        let all = w.balance(w.alice);
        let value = w.ask(w.bob, IWrapper::getBlETHByWblETHCall { wblEthAmount: all })._0;
        prop_assert_eq!(w.unwrap(w.alice, all), value);
    });
}

#[test]
fn of_mints() {
    proptest!(config(), |(case in cases())| {
        let w = case.world();
        let shares = case.amount.min(ether(3));
        let assets = w.ask(w.bob, IWrapper::previewMintCall { shares }).assets;
        prop_assert_eq!(assets, w.rate().value_up(shares));
        w.allow(w.alice, assets);
        prop_assert_eq!(w.ask(w.alice, IWrapper::mintCall { shares, receiver: w.bob }).assets, assets);
        prop_assert_eq!(w.allowed(w.alice), n(0), "exactly what was told is needed");
    });
}

#[test]
fn of_withdrawals() {
    proptest!(config(), |(case in cases())| {
        let w = case.world();
        let assets = case.amount.min(w.rate().value_down(ether(3)));
        let shares = w.ask(w.bob, IWrapper::previewWithdrawCall { assets }).shares;
        prop_assert_eq!(shares, w.rate().burned_for(assets));
        if assets > n(0) {
            let call = IWrapper::withdrawCall { assets, receiver: w.bob, owner: w.alice };
            let his = w.shares(w.bob);
            prop_assert_eq!(w.ask(w.alice, call).shares, shares);
            prop_assert_eq!(w.shares(w.bob) - his, units(shares));
        }
    });
}

#[test]
fn of_redemptions() {
    proptest!(config(), |(case in cases())| {
        let w = case.world();
        let shares = case.amount.min(ether(3));
        let assets = w.ask(w.bob, IWrapper::previewRedeemCall { shares }).assets;
        prop_assert_eq!(assets, w.rate().value_down(shares));
        prop_assert_eq!(assets, w.ask(w.bob, IWrapper::convertToAssetsCall { shares }).assets);
        let call = IWrapper::redeemCall { shares, receiver: w.bob, owner: w.alice };
        prop_assert_eq!(w.ask(w.alice, call).assets, assets);
    });
}

#[test]
fn no_round_trip_profits() {
    proptest!(config(), |(case in cases(), by_assets: bool)| {
        let w = case.world();
        let amount = case.amount.min(w.rate().value_down(ether(3)));
        let (mine, his) = (w.shares(w.alice), w.balance(w.alice));
        if by_assets && w.rate().minted_for(amount) > n(0) {
            let minted = w.wrap(w.alice, amount);
            w.unwrap(w.alice, minted);
            prop_assert_eq!((w.shares(w.alice), w.balance(w.alice)), (mine, his), "a unit is a unit");
        }
        let value = w.rate().value_down(n(1)).max(n(1));
        let call = IWrapper::withdrawCall { assets: value, receiver: w.alice, owner: w.alice };
        let burned = w.ask(w.alice, call).shares;
        prop_assert_eq!(w.shares(w.alice) - mine, units(burned));
    });
}
