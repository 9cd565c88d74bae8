//! The two brakes.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

fn paused(w: &World) -> (bool, bool) {
    let staking = w.ask(w.bob, ILst::isStakingPausedCall {})._0;
    (staking, w.ask(w.bob, ILst::isRedemptionPausedCall {})._0)
}

#[test]
fn are_the_guardians_and_the_owners_to_pull() {
    for by_owner in [false, true] {
        let w = World::new();
        let caller = if by_owner { w.owner } else { w.guardian };
        w.ask(caller, ILst::pauseStakingCall {});
        assert_eq!(paused(&w), (true, false));
        w.ask(caller, ILst::pauseRedemptionCall {});
        assert_eq!(paused(&w), (true, true));
    }
}

#[test]
fn are_nobody_elses() {
    let w = World::new();
    for caller in [w.alice, w.treasury, w.oracle, w.operators] {
        let error = || ILst::Unauthorized { caller };
        w.refuses(caller, ILst::pauseStakingCall {}, error());
        w.refuses(caller, ILst::pauseRedemptionCall {}, error());
        w.refuses(caller, ILst::resumeStakingCall {}, error());
        w.refuses(caller, ILst::resumeRedemptionCall {}, error());
    }
}

#[test]
fn are_the_owners_to_release() {
    let w = World::new();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    let error = || ILst::Unauthorized { caller: w.guardian };
    w.refuses(w.guardian, ILst::resumeStakingCall {}, error());
    w.refuses(w.guardian, ILst::resumeRedemptionCall {}, error());
    w.ask(w.owner, ILst::resumeStakingCall {});
    assert_eq!(paused(&w), (false, true));
    w.ask(w.owner, ILst::resumeRedemptionCall {});
    assert_eq!(paused(&w), (false, false));
}

#[test]
fn tell_of_it() {
    let w = World::new();
    let seen = w.seen();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    w.ask(w.owner, ILst::resumeRedemptionCall {});
    w.ask(w.owner, ILst::resumeStakingCall {});
    let staking = |paused| ILstEvents::StakingPauseChanged(ILst::StakingPauseChanged { paused });
    let redemption = |paused| ILstEvents::RedemptionPauseChanged(ILst::RedemptionPauseChanged { paused });
    assert_eq!(w.logs_since(seen), [staking(true), redemption(true), redemption(false), staking(false)]);
}

#[test]
fn of_staking_stops_staking_alone() {
    let w = World::odd();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.refuses_paid(w.bob, ether(1), ILst::submitCall { referral: Address::ZERO }, ILst::StakingPaused {});
    let call = ILst::stakeCall { receiver: w.bob, minShares: n(0), deadline: U256::MAX };
    w.refuses_paid(w.bob, ether(1), call, ILst::StakingPaused {});
    w.ask(w.alice, ILst::transferCall { to: w.bob, value: ether(1) });
    w.redeem(w.bob, milli(500));
    w.give_back(ether(1));
    w.deploy(ether(1));
    w.gain(milli(1));
    assert_eq!(paused(&w), (true, false), "a report leaves the brakes alone");
    w.ask(w.owner, ILst::resumeStakingCall {});
    w.stake(w.bob, ether(1));
}

#[test]
fn of_redemption_stops_redemption_alone() {
    let w = World::odd();
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    w.refuses(w.alice, redeem(ether(1), w.alice), ILst::RedemptionPaused {});
    w.refuses(w.alice, redeem_shares(at_genesis(ether(1)), w.alice), ILst::RedemptionPaused {});
    w.ask(w.alice, ILst::transferCall { to: w.bob, value: ether(1) });
    w.stake(w.bob, ether(1));
    w.give_back(ether(1));
    w.deploy(ether(1));
    w.gain(milli(1));
    assert_eq!(paused(&w), (false, true), "a report leaves the brakes alone");
    w.ask(w.owner, ILst::resumeRedemptionCall {});
    w.redeem(w.bob, ether(1));
}

#[test]
fn leave_vesting_alone() {
    let w = World::odd();
    let pooled = w.pooled();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    assert_eq!(w.pooled(), pooled);
    w.age(DAY);
    assert!(w.pooled() > pooled);
}
