//! What stops while a report is parked, and what goes on.

use super::*;
use alloy_primitives::{Address, U256};
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

fn submit() -> ILst::submitCall {
    ILst::submitCall { referral: Address::ZERO }
}

fn paused(w: &World) -> (bool, bool) {
    (w.ask(w.bob, ILst::isStakingPausedCall {})._0, w.ask(w.bob, ILst::isRedemptionPausedCall {})._0)
}

fn maxima(w: &World) -> [U256; 3] {
    [
        w.ask(w.bob, ILst::maxStakeCall {}).amount,
        w.ask(w.bob, ILst::getCurrentStakeLimitCall {})._0,
        w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount,
    ]
}

fn reported_at(w: &World) -> U256 {
    w.ask(w.bob, ILst::rateDataCall {}).reportedAt
}

fn lost() -> ILst::LossParked {
    ILst::LossParked { loss: ether(2) }
}

#[test]
fn is_staking() {
    let w = parked();
    w.refuses_paid(w.bob, ether(1), submit(), lost());
    let call = ILst::stakeCall { receiver: w.bob, minShares: n(0), deadline: U256::MAX };
    w.refuses_paid(w.bob, ether(1), call, lost());
    w.bob.fund(ether(1));
    let sent = w.lst.sender_and_value(w.bob, ether(1)).send();
    assert_eq!(ask_error::<ILst::LossParked, _>(sent), lost());
}

#[test]
fn is_redemption_and_its_quotes() {
    let w = parked();
    w.refuses(w.alice, redeem(ether(1), w.alice), lost());
    w.refuses(w.alice, redeem_shares(at_genesis(ether(1)), w.alice), lost());
    w.refuses(w.bob, ILst::previewRedeemCall { amount: ether(1) }, lost());
    w.refuses(w.bob, ILst::previewRedeemSharesCall { sharesAmount: at_genesis(ether(1)) }, lost());
}

#[test]
fn is_told_by_the_views() {
    let w = World::working();
    w.age(DAY);
    let before = (reported_at(&w), maxima(&w), paused(&w));
    assert_eq!((before.0, before.2), (n((NOW - DAY).into()), (false, false)));
    assert!(before.1.iter().all(|max| *max > n(0)));
    w.ask(w.oracle, w.report_of(ether(3)));
    assert_eq!((reported_at(&w), maxima(&w), paused(&w)), (n(0), [n(0); 3], (true, true)));
    let rate = w.ask(w.bob, ILst::rateDataCall {});
    assert_eq!((rate.pooledEther, rate.totalShares), (ether(10), at_genesis(ether(10))));
    w.ask(w.owner, ILst::rejectReportCall {});
    assert_eq!((reported_at(&w), maxima(&w), paused(&w)), before);
}

#[test]
fn names_the_loss_of_the_report_that_is_parked_now() {
    let w = parked();
    w.ask(w.oracle, w.report_of(ether(4)));
    w.refuses_paid(w.bob, n(1), submit(), ILst::LossParked { loss: ether(1) });
    w.ask(w.oracle, w.report_of(ether(6)));
    w.refuses(w.alice, redeem(n(1), w.alice), ILst::LossParked { loss: n(0) });
}

#[test]
fn is_not_what_moves_blether() {
    let w = parked();
    let (alice, bob) = (w.alice, w.bob);
    w.ask(alice, ILst::transferCall { to: bob, value: ether(1) });
    w.ask(alice, ILst::transferSharesCall { to: bob, sharesAmount: at_genesis(ether(1)) });
    w.ask(alice, ILst::approveCall { spender: bob, value: ether(3) });
    w.ask(bob, ILst::transferFromCall { from: alice, to: bob, value: ether(1) });
    let call = ILst::transferSharesFromCall { from: alice, to: bob, sharesAmount: at_genesis(ether(1)) };
    w.ask(bob, call);
    w.ask(alice, ILst::increaseAllowanceCall { spender: bob, added: n(2) });
    w.ask(alice, ILst::decreaseAllowanceCall { spender: bob, subtracted: n(1) });
    assert_eq!((w.balance(bob), w.allowance(alice, bob)), (ether(4), ether(1) + n(1)));
}

#[test]
fn is_not_what_the_operators_do() {
    let w = parked();
    w.deploy(ether(2));
    w.give_back(ether(1));
    assert_eq!((w.buffer(), w.deployed()), (ether(4), ether(6)));
    assert!(w.parked().parked);
}

#[test]
fn is_not_what_vests() {
    let w = World::working();
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(milli(5_500)));
    let pooled = w.pooled();
    w.ask(w.oracle, w.report_of(ether(3)));
    assert!(w.parked().parked);
    w.age(DAY / 2);
    assert_eq!(w.pooled(), pooled + milli(225));
    assert_eq!(w.balance(w.alice), mul_div_down(ether(9), w.pooled(), pooled));
}

#[test]
fn is_not_what_converts_and_quotes_a_stake() {
    let w = parked();
    assert_eq!(w.ask(w.bob, ILst::previewStakeCall { amount: ether(1) }).shares, at_genesis(ether(1)));
    assert_eq!(w.ask(w.bob, ILst::getSharesByPooledEthCall { ethAmount: n(1) })._0, at_genesis(n(1)));
    assert_eq!(w.ask(w.bob, ILst::getPooledEthBySharesCall { sharesAmount: at_genesis(n(1)) })._0, n(1));
    assert_eq!(w.balance(w.alice), ether(9));
}

#[test]
fn is_what_settles_a_gain() {
    let w = World::working();
    w.ask(w.oracle, w.report_of(ether(6)));
    assert_eq!(w.parked_gain(), ether(1));
    w.ask(w.oracle, w.report_of(ether(3)));
    w.refuses(w.owner, ILst::settleGainCall { gain: ether(1) }, lost());
    w.ask(w.owner, ILst::rejectReportCall {});
    w.ask(w.owner, ILst::settleGainCall { gain: ether(1) });
    assert_eq!(w.deployed(), ether(6));
}

#[test]
fn is_not_governance_which_does_not_settle_by_the_way() {
    let w = parked();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.refuses_paid(w.bob, n(1), submit(), ILst::StakingPaused {});
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    w.refuses(w.alice, redeem(n(1), w.alice), ILst::RedemptionPaused {});
    w.ask(w.owner, ILst::resumeStakingCall {});
    w.ask(w.owner, ILst::resumeRedemptionCall {});
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n(HOUR.into()) });
    w.ask(w.owner, ILst::setRedemptionCall { target: n(0), feeMinPpm: n(0), feeMaxPpm: n(0) });
    w.ask(w.owner, fee(0, 0, w.treasury));
    w.bound(10_000, 1_000);
    for capacity in [ether(5), n(0)] {
        w.ask(w.owner, ILst::setStakeLimitCall { capacity, refillSeconds: n(1) });
    }
    w.refuses_paid(w.bob, n(1), submit(), lost());
    w.refuses(w.alice, redeem(n(1), w.alice), lost());
    assert_eq!((paused(&w), maxima(&w), reported_at(&w)), ((true, true), [n(0); 3], n(0)));
}

#[test]
fn stays_paused_where_it_was_paused_besides() {
    let w = parked();
    w.ask(w.guardian, ILst::pauseStakingCall {});
    w.ask(w.guardian, settle(ether(2)));
    assert_eq!(paused(&w), (true, false));
    w.ask(w.owner, ILst::resumeStakingCall {});
    w.stake(w.bob, ether(1));
    w.redeem(w.bob, milli(999));
}
