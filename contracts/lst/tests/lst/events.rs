//! Every event of the interface, with its fields. The order among others is asserted with each operation.

use crate::world::*;
use alloy_primitives::Address;
use alloy_sol_types::SolEvent;
use ballast_lst::interface::ILst::{self, ILstEvents};
use core::fmt::Debug;
use motsu::prelude::*;
use std::collections::BTreeSet;

/// Asserts that the last log of its kind has these fields.
#[track_caller]
fn told<E: SolEvent + Debug + PartialEq>(w: &World, expected: E) {
    assert_eq!(w.last::<E>(), expected);
}

fn by_users(w: &World) {
    let (alice, bob, zero) = (w.alice, w.bob, Address::ZERO);
    w.pay(alice, ether(9), ILst::submitCall { referral: bob });
    told(w, ILst::Submitted { sender: alice, amount: ether(9), referral: bob });
    told(w, ILst::Transfer { from: zero, to: alice, value: ether(9) });
    told(w, ILst::TransferShares { from: zero, to: alice, sharesValue: at_genesis(ether(9)) });
    w.ask(alice, ILst::approveCall { spender: bob, value: n(7) });
    told(w, ILst::Approval { owner: alice, spender: bob, value: n(7) });
    w.ask(alice, redeem(ether(1), bob));
    let (shares, fee) = (at_genesis(ether(1)), n(10).pow(n(14)));
    told(w, ILst::Redeemed { owner: alice, receiver: bob, shares, gross: ether(1), fee });
}

fn by_oracle_and_operators(w: &World) {
    w.deploy(ether(5));
    w.deploy(ether(1));
    told(w, ILst::EtherDeployed { amount: ether(1), totalSent: ether(6) });
    w.give_back(ether(2));
    w.give_back(ether(1));
    told(w, ILst::EtherReturned { amount: ether(1), totalReturned: ether(3) });
    w.age(DAY);
    w.bound(10_000, 1_000);
    told(
        w,
        ILst::ReportBoundsChanged {
            oldMaxGainBps: n(1_000),
            oldMaxLossBps: n(500),
            newMaxGainBps: n(10_000),
            newMaxLossBps: n(1_000),
        },
    );
    w.ask(w.oracle, w.report_of(milli(2_500)));
    let fee = n(10).pow(n(14));
    let now = n(NOW.into());
    let expected = ILst::ReportApplied {
        gain: n(0),
        loss: milli(500),
        setAside: fee,
        deficit: milli(500),
        counted: milli(8_500) + fee,
        unvested: fee,
        startsAt: now,
        endsAt: n((NOW + DAY).into()),
    };
    told(w, expected);
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(milli(3_100)));
    let (shares, minted) = (w.total_shares(), w.fee_shares());
    assert_eq!(minted, mul_div_down(milli(10), at_genesis(ether(9)), milli(8_500) + fee));
    let expected = ILst::TokenRebased {
        reportTimestamp: now,
        timeElapsed: n(YEAR.into()),
        preTotalShares: at_genesis(ether(9)),
        preTotalEther: milli(8_500),
        postTotalShares: shares,
        postTotalEther: milli(8_510) + fee,
        sharesMintedAsFees: minted,
    };
    told(w, expected);
}

fn by_the_bounds_of_reports(w: &World) {
    w.ask(w.oracle, w.report_of(milli(3_101)));
    told(w, ILst::GainClipped { booked: n(0), parked: milli(1) });
    w.ask(w.oracle, report(ether(1), milli(1), ether(6) - n(3), ether(3) - n(2)));
    let expected = ILst::ReportParked {
        gain: n(0),
        loss: milli(2_099) - n(1),
        validatorsEther: ether(1),
        inFlightEther: milli(1),
        sentEther: ether(6) - n(3),
        returnedEther: ether(3) - n(2),
    };
    told(w, expected);
    w.ask(w.owner, ILst::rejectReportCall {});
    told(w, ILst::ParkedReportRejected { gain: n(0), loss: milli(2_099) - n(1) });
}

fn by_anyone(w: &World) {
    w.ask(w.owner, fee(1_000, 500, w.bob));
    w.lst.fund(n(3));
    w.ask(w.alice, ILst::skimCall { token: Address::ZERO });
    told(w, ILst::Skimmed { token: Address::ZERO, treasury: w.bob, amount: n(3) });
    w.ask(w.owner, fee(1_000, 500, w.treasury));
}

fn by_owner_and_guardian(w: &World) {
    let (owner, guardian, alice, bob) = (w.owner, w.guardian, w.alice, w.bob);
    told(w, ILst::Wired { oracle: w.oracle, operators: w.operators });
    w.ask(guardian, ILst::pauseStakingCall {});
    told(w, ILst::StakingPauseChanged { paused: true });
    w.ask(guardian, ILst::pauseRedemptionCall {});
    told(w, ILst::RedemptionPauseChanged { paused: true });
    w.ask(owner, ILst::setGuardianCall { newGuardian: alice });
    told(w, ILst::GuardianChanged { previousGuardian: guardian, newGuardian: alice });
    w.ask(owner, fee(11, 7, bob));
    let expected = ILst::ProtocolFeeChanged {
        oldFeeBps: n(1_000),
        oldOperatorsBps: n(500),
        oldTreasury: w.treasury,
        newFeeBps: n(11),
        newOperatorsBps: n(7),
        newTreasury: bob,
    };
    told(w, expected);
    w.ask(owner, ILst::setRedemptionCall { target: ether(3), feeMinPpm: n(1), feeMaxPpm: n(2) });
    w.ask(owner, ILst::setRedemptionCall { target: ether(4), feeMinPpm: n(5), feeMaxPpm: n(6) });
    let expected = ILst::RedemptionChanged {
        oldTarget: ether(3),
        oldFeeMinPpm: n(1),
        oldFeeMaxPpm: n(2),
        newTarget: ether(4),
        newFeeMinPpm: n(5),
        newFeeMaxPpm: n(6),
    };
    told(w, expected);
    w.ask(owner, ILst::setStakeLimitCall { capacity: n(1), refillSeconds: n(2) });
    w.ask(owner, ILst::setStakeLimitCall { capacity: n(3), refillSeconds: n(4) });
    let expected = ILst::StakeLimitChanged {
        oldCapacity: n(1),
        oldRefillSeconds: n(2),
        newCapacity: n(3),
        newRefillSeconds: n(4),
    };
    told(w, expected);
    w.ask(owner, ILst::setVestingPeriodCall { period: n(HOUR.into()) });
    told(w, ILst::VestingPeriodChanged { oldSeconds: n(DAY.into()), newSeconds: n(HOUR.into()) });
    w.ask(owner, ILst::transferOwnershipCall { newOwner: bob });
    told(w, ILst::OwnershipTransferStarted { previousOwner: owner, newOwner: bob });
    w.ask(bob, ILst::acceptOwnershipCall {});
    told(w, ILst::OwnershipTransferred { previousOwner: owner, newOwner: bob });
}

#[test]
fn are_all_told_with_their_fields() {
    let w = World::new();
    by_users(&w);
    by_oracle_and_operators(&w);
    by_the_bounds_of_reports(&w);
    by_anyone(&w);
    by_owner_and_guardian(&w);
    let told: BTreeSet<_> = w.lst.all_events().iter().map(|log| log.topics()[0].0).collect();
    assert_eq!(told, ILstEvents::SELECTORS.iter().copied().collect());
    assert_eq!(logs(&w.lst).len(), w.seen(), "nothing else is told");
}
