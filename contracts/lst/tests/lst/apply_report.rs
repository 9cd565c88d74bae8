//! Reports: gains vest, losses act at once, what is on its way is neither.

use crate::world::*;
use alloy_primitives::Address;
use ballast_lst::interface::ILst::{self, ILstEvents};

#[test]
fn of_a_gain_takes_the_fee_as_shares_and_vests_the_rest() {
    let w = World::working();
    w.gain(milli(500));
    assert_eq!((w.shares(w.treasury), w.shares(w.operators)), (at_genesis(milli(25)), at_genesis(milli(25))));
    assert_eq!((w.pooled(), w.total_shares()), (milli(10_050), at_genesis(milli(10_050))));
    assert_eq!(w.vesting(), [milli(450), n(NOW.into()), n(DAY.into())]);
    assert_eq!((w.balance(w.alice), w.balance(w.treasury), w.balance(w.operators)), (ether(9), milli(25), milli(25)));
    assert_eq!(w.deficit(), n(0));
    w.age(DAY);
    assert_eq!(w.pooled(), milli(10_500));
    assert_eq!(w.balance(w.treasury), mul_div_down(milli(25), milli(10_500), milli(10_050)));
}

#[test]
fn tells_what_it_changed() {
    let w = World::working();
    w.age(YEAR);
    let seen = w.seen();
    w.ask(w.oracle, w.report_of(w.deployed() + milli(500)));
    let (from, now) = (Address::ZERO, n(NOW.into()));
    let moved = |to| ILstEvents::Transfer(ILst::Transfer { from, to, value: milli(25) });
    let shares = |to| ILstEvents::TransferShares(ILst::TransferShares { from, to, sharesValue: at_genesis(milli(25)) });
    let expected = [
        moved(w.operators),
        shares(w.operators),
        moved(w.treasury),
        shares(w.treasury),
        ILstEvents::TokenRebased(ILst::TokenRebased {
            reportTimestamp: now,
            timeElapsed: n(YEAR.into()),
            preTotalShares: at_genesis(ether(1)), // of construction, not of just before
            preTotalEther: ether(1),
            postTotalShares: at_genesis(milli(10_050)),
            postTotalEther: milli(10_050),
            sharesMintedAsFees: at_genesis(milli(50)),
        }),
        ILstEvents::ReportApplied(ILst::ReportApplied {
            gain: milli(500),
            loss: n(0),
            setAside: n(0),
            deficit: n(0),
            counted: milli(10_500),
            unvested: milli(450),
            startsAt: now,
            endsAt: n((NOW + DAY).into()),
        }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn tells_the_totals_after_the_last_report_as_those_before() {
    let w = World::working();
    w.gain(milli(500));
    w.age(5 * DAY);
    w.stake(w.bob, ether(3));
    w.redeem(w.alice, ether(1));
    w.bound(10_000, 0);
    let (pool, held) = (w.pooled(), w.fee_shares());
    w.ask(w.oracle, w.report_of(w.deployed() + milli(60)));
    let told: ILst::TokenRebased = w.last();
    assert_eq!((told.preTotalShares, told.preTotalEther), (at_genesis(milli(10_050)), milli(10_050)));
    assert_eq!((told.postTotalShares, told.postTotalEther), (w.total_shares(), w.pooled()));
    assert_eq!((told.reportTimestamp, told.timeElapsed), (n(NOW.into()), n(5 * u128::from(DAY))));
    assert_eq!((told.postTotalEther, told.sharesMintedAsFees), (pool + milli(6), w.fee_shares() - held));
}

#[test]
fn that_changes_nothing_is_told_too() {
    let w = World::working();
    let (pool, all, seen) = (w.pooled(), w.total_shares(), w.seen());
    w.gain(n(0));
    assert_eq!((w.pooled(), w.total_shares(), w.seen() - seen), (pool, all, 2));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.loss, told.counted, told.unvested), (n(0), n(0), ether(10), n(0)));
    assert_eq!(w.last::<ILst::TokenRebased>().sharesMintedAsFees, n(0));
}

#[test]
fn rounds_the_fee_shares_down() {
    let w = World::odd();
    let (pool, all, held) = (w.pooled(), w.total_shares(), w.fee_shares());
    w.gain(n(1_019));
    assert_eq!(w.pooled(), pool + n(101), "a tenth, rounded down");
    assert_eq!(w.fee_shares() - held, mul_div_down(n(101), all, pool));
    w.gain(n(9));
    assert_eq!(w.pooled(), pool + n(101), "a tenth of less than ten is nothing");
}

#[test]
fn counts_a_loss_at_once() {
    let w = World::working();
    w.age(DAY);
    let seen = w.seen();
    w.ask(w.oracle, w.report_of(w.deployed() - milli(500)));
    assert_eq!((w.pooled(), w.total_shares()), (milli(9_500), at_genesis(ether(10))));
    assert_eq!(w.balance(w.alice), milli(8_550));
    assert_eq!((w.deficit(), w.buffer(), w.deployed()), (milli(500), ether(5), milli(4_500)));
    let now = n(NOW.into());
    let expected = [
        ILstEvents::TokenRebased(ILst::TokenRebased {
            reportTimestamp: now,
            timeElapsed: n(DAY.into()),
            preTotalShares: at_genesis(ether(1)),
            preTotalEther: ether(1),
            postTotalShares: at_genesis(ether(10)),
            postTotalEther: milli(9_500),
            sharesMintedAsFees: n(0),
        }),
        ILstEvents::ReportApplied(ILst::ReportApplied {
            gain: n(0),
            loss: milli(500),
            setAside: n(0),
            deficit: milli(500),
            counted: milli(9_500),
            unvested: n(0),
            startsAt: now,
            endsAt: n((NOW + DAY).into()),
        }),
    ];
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn takes_a_loss_from_what_has_not_vested_first() {
    let w = World::working();
    w.gain(milli(500));
    w.age(8 * HOUR); // a third of 0.45
    assert_eq!(w.pooled(), milli(10_200));
    w.lose(milli(100));
    assert_eq!((w.pooled(), w.vesting()[0]), (milli(10_200), milli(200)));
    assert_eq!(w.deficit(), milli(100), "absorbed, but owed");
    w.lose(milli(300));
    assert_eq!((w.pooled(), w.vesting()[0]), (milli(10_100), n(0)));
    assert_eq!(w.deficit(), milli(400));
    w.age(DAY);
    assert_eq!(w.pooled(), milli(10_100));
}

#[test]
fn survives_the_loss_of_all_that_is_deployed() {
    let w = World::working();
    w.lose(ether(5));
    assert_eq!((w.pooled(), w.buffer(), w.deployed()), (ether(5), ether(5), n(0)));
    assert_eq!(w.stake(w.bob, ether(1)), at_genesis(ether(2)));
    w.redeem(w.bob, ether(1));
}

#[test]
fn recovers_from_the_loss_of_everything() {
    let w = World::working();
    w.deploy(ether(5));
    w.lose(ether(10));
    assert_eq!(w.pooled(), n(0));
    w.gain(n(0));
    // Nothing is deployed any more, so that no report brings it back, whatever the bounds and the time.
    for _ in 0..3 {
        w.unbound();
        w.ask(w.oracle, w.report_of(ether(14)));
        assert_eq!((w.last::<ILst::ReportApplied>().gain, w.parked_gain()), (n(0), ether(14)));
        w.age(DAY);
        assert_eq!((w.pooled(), w.deployed(), w.deficit()), (n(0), n(0), ether(10)));
    }
    w.ask(w.owner, ILst::settleGainCall { gain: ether(14) });
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.unvested, told.deficit), (ether(14), ether(14), n(0)));
    assert_eq!((w.pooled(), w.deficit(), w.parked_gain()), (n(0), n(0), n(0)));
    w.age(DAY);
    assert_eq!((w.pooled(), w.total_shares()), (ether(14), at_genesis(ether(10))));
    assert_eq!((w.balance(w.alice), w.fee_shares()), (milli(12_600), n(0)), "shares had no price to take a fee at");
    assert_eq!(w.stake(w.bob, ether(7)), at_genesis(ether(5)));
    w.ask(w.oracle, w.report_of(ether(14)));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.loss, w.parked_gain()), (n(0), n(0), n(0)));
}

#[test]
fn sets_the_columns() {
    let w = World::working();
    w.report(ether(3), milli(2_500), ether(5), n(0));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (ether(5), milli(2_500), ether(3)));
    w.age(DAY);
    assert_eq!(columns.buffer + columns.inFlight + columns.validators, w.pooled());
}

#[test]
fn does_not_take_ether_on_its_way_for_gain_or_loss() {
    let w = World::working();
    w.deploy(ether(1)); // after the reference time
    w.give_back(ether(2));
    w.report(ether(5), n(0), ether(5), n(0));
    assert_eq!((w.last::<ILst::ReportApplied>().gain, w.last::<ILst::ReportApplied>().loss), (n(0), n(0)));
    let columns = w.columns();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (ether(6), n(0), ether(4)));
    // Half of what went out after the reference time was lost, and half a report later something was gained.
    w.report(milli(3_500), n(0), ether(6), ether(2));
    assert_eq!(w.last::<ILst::ReportApplied>().loss, milli(500));
    w.report(milli(1_000), milli(3_100), ether(6), ether(2));
    assert_eq!(w.last::<ILst::ReportApplied>().gain, milli(600));
    assert_eq!(w.pooled(), milli(9_510));
}

#[test]
fn of_an_earlier_time_than_the_last_still_adds_up() {
    let w = World::working();
    w.deploy(ether(2));
    w.report(ether(7), n(0), ether(7), n(0));
    w.report(ether(5), n(0), ether(5), n(0));
    assert_eq!((w.pooled(), w.deployed(), w.deficit()), (ether(10), ether(7), n(0)));
}

#[test]
fn is_for_the_oracle_alone() {
    let w = World::working();
    for caller in [w.alice, w.owner, w.guardian, w.operators] {
        w.refuses(caller, report(ether(5), n(0), ether(5), n(0)), ILst::Unauthorized { caller });
    }
}

#[test]
fn refuses_flows_ahead_of_its_own() {
    let w = World::working();
    w.give_back(ether(1));
    let error = ILst::ReportAhead { reported: ether(5) + n(1), counted: ether(5) };
    w.refuses(w.oracle, report(ether(4), n(0), ether(5) + n(1), ether(1)), error);
    let error = ILst::ReportAhead { reported: ether(1) + n(1), counted: ether(1) };
    w.refuses(w.oracle, report(ether(4), n(0), ether(5), ether(1) + n(1)), error);
    assert_eq!(w.deployed(), ether(4));
}

#[test]
fn refuses_less_than_nothing_out() {
    let w = World::working();
    w.deploy(ether(1));
    w.give_back(ether(4));
    // At the reference time one ether was out, one more went since, but four came back.
    let error = ILst::ReportInconsistent { returned: ether(4), available: ether(2) };
    w.refuses(w.oracle, report(milli(700), milli(300), ether(5), n(0)), error);
    w.report(ether(2), ether(1), ether(5), n(0));
    assert_eq!((w.deployed(), w.last::<ILst::ReportApplied>().loss), (n(0), ether(2)));
}

#[test]
fn refuses_figures_wider_than_112_bits() {
    let w = World::working();
    let (amount, most) = (most_ether() + n(1), most_ether());
    let error = || ILst::AmountTooLarge { amount, most };
    w.refuses(w.oracle, report(amount, n(0), ether(5), n(0)), error());
    w.refuses(w.oracle, report(ether(5), amount, ether(5), n(0)), error());
    w.refuses(w.oracle, report(ether(5), n(0), amount, n(0)), error());
    w.refuses(w.oracle, report(ether(5), n(0), ether(5), amount), error());
}

#[test]
fn refuses_to_count_more_than_112_bits() {
    let w = World::working();
    w.take_no_fee();
    let most = most_ether();
    w.gain_hugely(most / n(10)); // within reach of the bounds
    w.age(DAY);
    w.unbound();
    let error = ILst::AmountTooLarge { amount: most + n(1), most };
    w.refuses(w.oracle, w.report_of(most - ether(5) + n(1)), error);
    let error = ILst::AmountTooLarge { amount: most + most + ether(5), most };
    w.refuses(w.oracle, report(most, most, ether(5), n(0)), error);
    w.report(most - ether(5), n(0), ether(5), n(0));
    assert_eq!(w.columns().buffer + w.deployed(), most);
}
