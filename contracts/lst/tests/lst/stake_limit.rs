//! The staking limit: how much now, how it refills, and who sets it.

mod books;

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::Ask;
use motsu::prelude::*;
use proptest::prelude::*;

fn set(capacity: U256, refill_seconds: u64) -> ILst::setStakeLimitCall {
    ILst::setStakeLimitCall { capacity, refillSeconds: U256::from(refill_seconds) }
}

fn submit() -> ILst::submitCall {
    ILst::submitCall { referral: Address::ZERO }
}

fn limit(w: &World) -> U256 {
    w.ask(w.bob, ILst::getCurrentStakeLimitCall {})._0
}

fn max(w: &World) -> U256 {
    w.ask(w.bob, ILst::maxStakeCall {}).amount
}

fn config(w: &World) -> (U256, U256) {
    let config = w.ask(w.bob, ILst::stakeLimitConfigCall {});
    (config.capacity, config.refillSeconds)
}

/// So much at once, whole again after an hour.
fn limited(capacity: U256) -> World {
    let w = World::odd();
    w.ask(w.owner, set(capacity, HOUR));
    w
}

/// Asserts that so much can be staked in one call, and not a wei more.
#[track_caller]
fn stakes_exactly(w: &World, most: U256) {
    assert_eq!((max(w), limit(w)), (most, most));
    let amount = most + n(1);
    w.refuses_paid(w.bob, amount, submit(), ILst::StakeLimitExceeded { amount, available: most });
    if most != n(0) {
        w.stake(w.bob, most);
    }
}

#[test]
fn is_exact() {
    let w = limited(ether(5));
    w.stake(w.bob, ether(2));
    stakes_exactly(&w, ether(3));
    stakes_exactly(&w, n(0));
}

#[test]
fn holds_for_every_way_to_stake() {
    let w = limited(n(100));
    let error = |amount, available| ILst::StakeLimitExceeded { amount, available };
    let stake = || ILst::stakeCall { receiver: w.alice, minShares: n(0), deadline: U256::MAX };
    w.refuses_paid(w.bob, n(101), stake(), error(n(101), n(100)));
    w.pay(w.bob, n(60), stake());
    w.bob.fund(n(41 + 30));
    let sent = w.lst.sender_and_value(w.bob, n(41)).send();
    assert_eq!(ballast_test_support::ask_error::<ILst::StakeLimitExceeded, _>(sent), error(n(41), n(40)));
    w.lst.sender_and_value(w.bob, n(30)).send().motsu_unwrap();
    stakes_exactly(&w, n(10));
}

#[test]
fn is_one_for_all() {
    let w = limited(n(100));
    w.stake(w.alice, n(70));
    w.refuses_paid(w.bob, n(31), submit(), ILst::StakeLimitExceeded { amount: n(31), available: n(30) });
}

#[test]
fn refills_by_the_second_to_its_capacity() {
    let capacity = n(1_000_003);
    let w = limited(capacity);
    stakes_exactly(&w, capacity);
    let mut elapsed = 0;
    for step in [0, 1, 1, 57, 1_741, 1_799, 1, 1, 30 * DAY] {
        w.age(step);
        elapsed += step;
        let level = mul_div_down(capacity, U256::from(elapsed.min(HOUR)), U256::from(HOUR));
        assert_eq!((limit(&w), max(&w)), (level, level), "after {elapsed} seconds");
    }
    stakes_exactly(&w, capacity);
}

#[test]
fn refills_on_top_of_what_was_left() {
    let w = limited(n(7_200));
    w.stake(w.bob, n(7_000));
    w.age(50);
    assert_eq!(limit(&w), n(300));
    stakes_exactly(&w, n(300));
    w.age(10);
    w.stake(w.bob, n(5));
    w.age(HOUR - 8);
    assert_eq!(limit(&w), n(7_199));
    w.age(1);
    assert_eq!(limit(&w), n(7_200));
}

#[test]
fn follows_the_model_at_every_step() {
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    let steps = || prop::collection::vec((0..3 * DAY, any::<u64>(), 0..64_u32, any::<bool>()), 1..12);
    proptest!(config, |(capacity in 1..=u64::MAX, refill in 1..=30 * DAY, steps in steps())| {
        let w = World::odd();
        w.ask(w.owner, set(U256::from(capacity), refill));
        let (capacity, mut left, mut since) = (u128::from(capacity), u128::from(capacity), 0);
        for (seconds, amount, bits, redeems) in steps {
            w.age(seconds);
            since += seconds;
            let refilled = capacity * u128::from(since.min(refill)) / u128::from(refill);
            let level = capacity.min(left + refilled);
            prop_assert_eq!((limit(&w), max(&w)), (n(level), n(level)));
            let amount = 1 + u128::from(amount >> bits);
            if redeems {
                let most = w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount;
                let went = w.lst.sender(w.alice).ask(redeem(n(amount), w.alice)).motsu_res().is_ok();
                prop_assert_eq!(went, n(amount) <= most, "{} of {}", amount, most);
                if went {
                    (left, since) = (capacity.min(level + amount), 0);
                }
                continue;
            }
            let went = w.try_pay(w.bob, n(amount), submit()).motsu_res().is_ok();
            prop_assert_eq!(went, amount <= level, "{} of {}", amount, level);
            if went {
                (left, since) = (level - amount, 0);
            }
        }
    });
}

#[test]
fn is_none_by_default_and_with_a_capacity_of_zero() {
    let w = World::new();
    assert_eq!((limit(&w), config(&w)), (U256::MAX, (n(0), n(0))));
    w.stake(w.bob, ether(1_000_000));
    w.ask(w.owner, set(ether(5), HOUR));
    assert_eq!((limit(&w), config(&w)), (ether(5), (ether(5), n(HOUR.into()))));
    w.ask(w.owner, set(n(0), DAY));
    assert_eq!((limit(&w), config(&w)), (U256::MAX, (n(0), n(0))));
    w.stake(w.bob, ether(1_000_000));
    assert!(max(&w) > ether(1_000_000));
}

#[test]
fn starts_full_whenever_it_is_set() {
    let w = limited(ether(5));
    stakes_exactly(&w, ether(5));
    w.ask(w.owner, set(ether(4), DAY));
    stakes_exactly(&w, ether(4));
    w.ask(w.owner, set(n(0), DAY));
    w.ask(w.owner, set(ether(4), DAY));
    stakes_exactly(&w, ether(4));
}

#[test]
fn gets_back_what_is_redeemed() {
    let w = limited(ether(5));
    w.stake(w.bob, ether(4));
    w.redeem(w.alice, milli(700)); // gross, whoever redeems
    assert_eq!(limit(&w), milli(1_700));
    let shares = at_genesis(milli(300));
    let gross = w.ask(w.bob, ILst::getPooledEthBySharesCall { sharesAmount: shares })._0;
    w.ask(w.bob, redeem_shares(shares, w.alice));
    stakes_exactly(&w, milli(1_700) + gross);
    w.redeem(w.alice, ether(2));
    w.age(HOUR / 2);
    assert_eq!(limit(&w), milli(4_500));
    w.redeem(w.alice, milli(400));
    assert_eq!(limit(&w), milli(4_900));
    w.redeem(w.alice, milli(400));
    stakes_exactly(&w, ether(5));
}

#[test]
fn gets_back_no_more_than_it_holds() {
    let capacity = (U256::ONE << 96) - n(1); // all that fits its place
    let w = limited(capacity);
    w.redeem(w.alice, ether(1));
    assert_eq!((limit(&w), config(&w)), (capacity, (capacity, n(HOUR.into()))));
    w.stake(w.bob, n(7));
    w.redeem(w.alice, n(9));
    assert_eq!((limit(&w), config(&w)), (capacity, (capacity, n(HOUR.into()))));
}

#[test]
fn is_not_used_up_by_staking_and_redeeming() {
    let w = limited(ether(1));
    w.ask(w.owner, ILst::setRedemptionCall { target: n(0), feeMinPpm: n(0), feeMaxPpm: n(0) });
    for _ in 0..5 {
        w.stake(w.bob, ether(1));
        assert_eq!(limit(&w), n(0));
        w.redeem(w.bob, w.balance(w.bob));
        assert!(limit(&w) >= ether(1) - n(1));
        w.age(1);
    }
}

#[test]
fn is_left_alone_by_all_else() {
    let w = limited(ether(5));
    w.stake(w.bob, ether(2));
    w.give_back(ether(1));
    w.deploy(ether(1));
    w.ask(w.alice, ILst::transferCall { to: w.bob, value: ether(1) });
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n(HOUR.into()) });
    w.ask(w.oracle, w.report_of(w.deployed()));
    assert_eq!((limit(&w), config(&w)), (ether(3), (ether(5), n(HOUR.into()))));
}

#[test]
fn is_zero_while_staking_is_paused() {
    for w in [|| World::odd(), || limited(ether(5))] {
        let w = w();
        let before = (limit(&w), max(&w));
        w.ask(w.guardian, ILst::pauseStakingCall {});
        assert_eq!((limit(&w), max(&w)), (n(0), n(0)));
        w.refuses_paid(w.bob, n(1), submit(), ILst::StakingPaused {});
        w.ask(w.owner, ILst::resumeStakingCall {});
        assert_eq!((limit(&w), max(&w)), before);
    }
}

#[test]
fn is_zero_while_a_report_is_parked() {
    for w in [|| World::odd(), || limited(ether(5))] {
        let w = w();
        let before = (limit(&w), max(&w));
        w.bound(1_000, 500);
        w.ask(w.oracle, w.report_of(n(0)));
        assert!(w.parked().parked);
        assert_eq!((limit(&w), max(&w)), (n(0), n(0)));
        w.ask(w.owner, ILst::rejectReportCall {});
        assert_eq!((limit(&w), max(&w)), before);
    }
}

#[test]
fn is_the_owners_to_set() {
    let w = World::new();
    let seen = w.seen();
    is_the_owners(&w, &set(ether(5), HOUR));
    w.ask(w.owner, set(n(3), 7));
    w.ask(w.owner, set(n(0), 9));
    w.ask(w.owner, set(n(1), 1));
    let told = |old: (U256, u64), new: (U256, u64)| {
        ILstEvents::StakeLimitChanged(ILst::StakeLimitChanged {
            oldCapacity: old.0,
            oldRefillSeconds: U256::from(old.1),
            newCapacity: new.0,
            newRefillSeconds: U256::from(new.1),
        })
    };
    let expected = [
        told((n(0), 0), (ether(5), HOUR)),
        told((ether(5), HOUR), (n(3), 7)),
        told((n(3), 7), (n(0), 9)),
        told((n(0), 0), (n(1), 1)),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn is_set_within_its_bounds() {
    let w = World::new();
    let most = (U256::ONE << 96) - n(1);
    let bounds = |given, least, most| ILst::OutOfBounds { given, least, most };
    w.refuses(w.owner, set(most + n(1), HOUR), bounds(most + n(1), n(0), most));
    w.refuses(w.owner, set(most_ether(), HOUR), bounds(most_ether(), n(0), most));
    let (amount, widest) = (most_ether() + n(1), most_ether());
    w.refuses(w.owner, set(amount, HOUR), ILst::AmountTooLarge { amount, most: widest });
    for seconds in [0, 30 * DAY + 1, 1 << 24, (1 << 24) + HOUR, 1 << 40] {
        let error = bounds(U256::from(seconds), n(1), n(2_592_000));
        w.refuses(w.owner, set(ether(1), seconds), error);
    }
    assert_eq!(config(&w), (n(0), n(0)));
    for (capacity, seconds) in [(most, 30 * DAY), (most, 1), (n(1), 30 * DAY)] {
        w.ask(w.owner, set(capacity, seconds));
        assert_eq!((config(&w), limit(&w)), ((capacity, U256::from(seconds)), capacity));
        w.stake(w.bob, n(1));
        assert_eq!(limit(&w), capacity - n(1));
        w.age(30 * DAY);
        assert_eq!(limit(&w), capacity);
    }
}
