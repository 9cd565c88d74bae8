//! ERC-4626's maxima: what is allowed succeeds, and a wei more does not.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_test_support::Ask;
use ballast_wrapper::interface::IWrapper;
use motsu::prelude::*;
use proptest::prelude::*;

fn max_deposit(w: &World) -> U256 {
    w.ask(w.bob, IWrapper::maxDepositCall { receiver: w.alice }).assets
}

fn max_withdraw(w: &World, owner: Address) -> U256 {
    w.ask(w.bob, IWrapper::maxWithdrawCall { owner }).assets
}

fn preview_deposit(w: &World, assets: U256) -> U256 {
    w.ask(w.bob, IWrapper::previewDepositCall { assets }).shares
}

/// Asserts that the most that may be deposited fits the supply, and one wei more does not.
#[track_caller]
fn fills_the_supply(w: &World) {
    let (most_assets, room) = (max_deposit(w), most(96) - w.supply());
    assert!(preview_deposit(w, most_assets) <= room);
    let amount = preview_deposit(w, most_assets + n(1));
    assert!(amount > room);
    let call = IWrapper::depositCall { assets: most_assets + n(1), receiver: w.alice };
    w.refuses(w.alice, call, IWrapper::AmountTooLarge { amount, most: room });
}

#[test]
fn of_deposits_is_what_fits_the_supply() {
    let w = World::working();
    assert_eq!(max_deposit(&w), most(96));
    fills_the_supply(&w);
    w.wrap(w.alice, ether(2));
    assert_eq!(max_deposit(&w), most(96) - ether(2));
    fills_the_supply(&w);
    w.gain(n(1_234_567_890_123_456_789));
    for seconds in [1, 57_600, DAY] {
        w.age(seconds);
        fills_the_supply(&w);
    }
    w.lose(ether(3));
    fills_the_supply(&w);
}

#[test]
fn of_deposits_can_be_deposited() {
    let w = World::working();
    w.buy(w.alice, U256::ONE << 96);
    w.wrap(w.alice, ether(2));
    w.gain(n(10).pow(n(28)));
    w.age(57_601);
    let assets = max_deposit(&w);
    let shares = w.ask(w.alice, IWrapper::depositCall { assets, receiver: w.bob }).shares;
    assert_eq!(w.supply(), shares + ether(2));
    let room = most(96) - w.supply();
    let call = IWrapper::mintCall { shares: room, receiver: w.bob };
    if room > n(0) {
        w.ask(w.alice, call);
    }
    assert_eq!((w.supply(), max_deposit(&w)), (most(96), n(0)));
    assert_eq!(w.ask(w.bob, IWrapper::maxMintCall { receiver: w.bob }).shares, n(0));
}

#[test]
fn of_deposits_is_the_widest_argument_where_more_would_fit() {
    let w = World::working();
    w.take_no_fee(w.treasury.address());
    // From 1 to a share of wblETH that is worth more than 2^16 wei.
    for _ in 0..2 {
        w.gain(w.rate().pooled * n(300));
        w.age(DAY);
    }
    assert_eq!(max_deposit(&w), most(112));
    assert!(preview_deposit(&w, most(112)) <= most(96));
    let amount = most(112) + n(1);
    let call = IWrapper::depositCall { assets: amount, receiver: w.alice };
    w.refuses(w.alice, call, IWrapper::AmountTooLarge { amount, most: most(112) });
}

#[test]
fn of_deposits_is_nothing_without_a_rate() {
    let w = World::wrapped();
    w.age(DAY);
    w.ruin();
    assert_eq!((max_deposit(&w), max_withdraw(&w, w.alice)), (n(0), n(0)));
}

#[test]
fn of_mints_is_the_room() {
    let w = World::wrapped();
    let most_shares = w.ask(w.bob, IWrapper::maxMintCall { receiver: w.alice }).shares;
    assert_eq!(most_shares, most(96) - w.supply());
}

#[test]
fn of_redemptions_is_the_balance() {
    let w = World::wrapped();
    for owner in [w.alice, w.bob, someone("nobody")] {
        let shares = w.ask(w.bob, IWrapper::maxRedeemCall { owner }).shares;
        assert_eq!(shares, w.balance(owner));
    }
    let call = IWrapper::redeemCall { shares: w.balance(w.alice), receiver: w.alice, owner: w.alice };
    w.ask(w.alice, call);
    assert_eq!(w.balance(w.alice), n(0));
}

#[test]
fn of_withdrawals_is_the_value_of_the_balance_and_can_always_be_withdrawn() {
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(gain: u64, loss: u64, elapsed in 0..DAY, kept: u64, bits in 0..62_u32)| {
        let w = World::working();
        w.lose(U256::from(loss >> 2)); // up to 4.6 ether of 10
        w.gain(U256::from(gain));
        w.age(elapsed);
        let kept = U256::from((kept >> 2 >> bits) + 1); // up to 4.6 of 6
        let minted = w.wrapper.sender(w.alice).ask(IWrapper::mintCall { shares: kept, receiver: w.alice });
        minted.motsu_unwrap();
        let assets = max_withdraw(&w, w.alice);
        prop_assert_eq!(assets, w.rate().value_down(kept));
        if assets > n(0) {
            let call = IWrapper::withdrawCall { assets, receiver: w.bob, owner: w.alice };
            let burned = w.ask(w.alice, call).shares;
            prop_assert!(burned <= kept);
            prop_assert_eq!(max_withdraw(&w, w.alice), w.rate().value_down(kept - burned));
            prop_assert!(w.rate().value_down(kept - burned) <= w.rate().value_up(n(1)));
        }
    });
}
