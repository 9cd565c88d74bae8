//! The yield of what vests now, against exact fractions.

use crate::world::*;
use alloy_primitives::{U256, U512};
use ballast_lst::interface::ILst;
use proptest::prelude::*;

const WAD: u128 = 1_000_000_000_000_000_000;

fn apr(w: &World) -> [U256; 2] {
    let apr = w.ask(w.bob, ILst::currentAprCall {});
    [apr.gross, apr.net]
}

/// `floor(1e18 * amount / P * YEAR / period)`, exactly.
fn a_year(w: &World, amount: U256) -> U256 {
    let [_, _, period] = w.vesting();
    let wide = |word: U256| U512::from(word);
    let scaled = wide(amount) * wide(n(WAD)) * wide(U256::from(YEAR));
    (scaled / (wide(w.pooled()) * wide(period))).to()
}

#[test]
fn is_what_the_last_report_left_to_vest() {
    let w = World::working();
    w.gain(milli(500));
    // 0.45 a day on 10.05, which is nine tenths of what the validators earned.
    let net = n(16_343_283_582_089_552_238);
    assert_eq!(apr(&w), [n(18_159_203_980_099_502_486), net]);
    assert_eq!(net, a_year(&w, milli(450)));
    w.age(DAY - 1);
    let later = a_year(&w, milli(450));
    assert_eq!(apr(&w)[1], later);
    assert!(later < net, "the same ether on more");
}

#[test]
fn is_zero_before_and_after() {
    let w = World::working();
    assert_eq!(apr(&w), [n(0); 2]);
    w.gain(n(0));
    assert_eq!(apr(&w), [n(0); 2]);
    w.gain(milli(500));
    w.age(DAY - 1);
    assert!(apr(&w).iter().all(|rate| *rate > n(0)));
    w.age(1);
    assert_eq!(apr(&w), [n(0); 2]);
    w.age(YEAR);
    assert_eq!(apr(&w), [n(0); 2]);
}

#[test]
fn is_the_same_gross_and_net_where_no_fee_was_taken() {
    let w = World::working();
    w.take_no_fee();
    w.gain(milli(500));
    assert_eq!(apr(&w), [a_year(&w, milli(500)); 2]);
}

#[test]
fn is_free_of_fee_while_a_deficit_is_paid_off() {
    let w = World::working();
    w.lose(milli(500));
    w.gain(milli(500));
    assert_eq!(w.deficit(), n(0));
    assert_eq!(apr(&w), [a_year(&w, milli(500)); 2]);
    w.age(DAY);
    w.lose(milli(500));
    w.gain(milli(700)); // of which 200 pay a tenth
    assert_eq!(apr(&w)[1], a_year(&w, milli(680)));
    assert_close(apr(&w)[0], a_year(&w, milli(700)));
}

/// To a part in a million, which is what the fee is kept in.
#[track_caller]
fn assert_close(given: U256, exact: U256) {
    assert_close_after(1, given, exact);
}

/// As [`assert_close`], where so many reports have each rounded the fee down.
#[track_caller]
fn assert_close_after(reports: u128, given: U256, exact: U256) {
    let most = exact * n(reports) / n(800_000) + n(2); // after a fee of a fifth
    assert!(given <= exact + n(2) && given + most >= exact, "{given} for {exact}");
}

#[test]
fn is_of_what_was_booked() {
    let w = World::working();
    w.age(YEAR);
    w.ask(w.oracle, w.report_of(ether(9)));
    assert_eq!((w.last::<ILst::ReportApplied>().gain, w.parked_gain()), (milli(500), milli(3_500)));
    assert_eq!(apr(&w)[1], a_year(&w, milli(450)));
    assert_close(apr(&w)[0], a_year(&w, milli(500)));
}

#[test]
fn takes_redemption_fees_for_what_they_are() {
    let w = World::working();
    let fee = ether(2) - w.redeem(w.alice, ether(2));
    w.gain(milli(100));
    assert_eq!(apr(&w)[1], a_year(&w, milli(90) + fee));
    assert_close(apr(&w)[0], a_year(&w, milli(100) + fee));
}

#[test]
fn shrinks_with_a_loss() {
    let w = World::working();
    w.gain(milli(500));
    w.lose(milli(150));
    assert_eq!(apr(&w)[1], a_year(&w, milli(300)));
    assert_close_after(2, apr(&w)[0], a_year(&w, milli(333)) + a_year(&w, milli(1)) / n(3));
    w.lose(milli(300));
    assert_eq!(apr(&w), [n(0); 2]);
}

#[test]
fn knows_the_fee_of_what_is_left_of_earlier_gains() {
    let w = World::working();
    w.gain(milli(500));
    w.age(DAY / 2);
    w.ask(w.owner, fee(2_000, 0, w.treasury));
    w.gain(milli(200));
    assert_eq!(apr(&w)[1], a_year(&w, milli(225 + 160)));
    assert_close_after(2, apr(&w)[0], a_year(&w, milli(250 + 200)));
    w.age(DAY / 2);
    w.take_no_fee();
    w.gain(n(0));
    assert_eq!(apr(&w)[1], a_year(&w, n(192_500_000_000_000_000)));
    assert_close_after(3, apr(&w)[0], a_year(&w, milli(225)));
}

#[test]
fn has_the_period_of_its_report() {
    let w = World::working();
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n(30 * u128::from(DAY)) });
    w.gain(milli(500));
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n(HOUR.into()) });
    assert_eq!(w.vesting()[2], n(30 * u128::from(DAY)));
    assert_eq!(apr(&w)[1], a_year(&w, milli(450)));
    assert_eq!(apr(&w)[1] / n(10).pow(n(12)), n(544_776), "half a ten-thousandth off 54.48 %");
}

#[test]
fn is_told_while_a_report_is_parked() {
    let w = World::working();
    w.gain(milli(500));
    let before = apr(&w);
    w.bound(0, 0);
    w.ask(w.oracle, w.report_of(n(0)));
    assert!(w.parked().parked);
    assert_eq!(apr(&w), before);
}

#[test]
fn is_exact_net_and_close_gross() {
    let config = ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() };
    let fees = 0..=2_000_u128;
    proptest!(config, |(gain: u64, bits in 0..30_u32, bps in fees, period in HOUR..=30 * DAY, part in 0..1_000_u64)| {
        let w = World::odd();
        w.age(DAY);
        w.ask(w.owner, ILst::setVestingPeriodCall { period: U256::from(period) });
        w.ask(w.owner, fee(bps, bps / 3, w.treasury));
        let gain = U256::from(gain >> bits);
        w.gain(gain);
        let net = gain - gain * n(bps) / n(10_000);
        w.age(period * part / 1_000);
        prop_assert_eq!(apr(&w)[1], a_year(&w, net));
        assert_close(apr(&w)[0], a_year(&w, gain));
    });
}

/// The fee that gross and net imply, in 1e-6 of gross.
fn implied_fee(w: &World) -> U256 {
    let [gross, net] = apr(w);
    (gross - net) * n(1_000_000) / gross
}

#[test]
fn implies_the_fee_where_gains_vest_over_many_reports() {
    let w = World::working();
    w.ask(w.owner, ILst::setVestingPeriodCall { period: n((30 * DAY).into()) });
    w.bound(10_000, 0);
    let day = |gain| {
        w.age(DAY);
        w.ask(w.oracle, w.report_of(w.deployed() + gain));
        assert_eq!((w.last::<ILst::ReportApplied>().gain, w.parked_gain()), (gain, n(0)));
        let (fee, tenth) = (implied_fee(&w), n(100_000));
        assert!(fee <= tenth && fee + n(40) >= tenth, "{fee}");
        assert_eq!(apr(&w)[1], a_year(&w, w.vesting()[0]));
    };
    (0..90).for_each(|_| day(milli(10)));
    let [gross, net] = apr(&w);
    (0..5).for_each(|_| day(n(0)));
    let later = apr(&w);
    assert!(later[0] < gross && later[1] < net && later[0] > later[1], "less vests, but it has paid the fee");
}

#[test]
fn follows_the_fee_of_all_that_vests() {
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() };
    let steps = prop::collection::vec((any::<u64>(), 0..40_u32, 0..=2_000_u128, 0..30 * DAY, 0..8_u8), 1..10);
    proptest!(config, |(steps in steps)| {
        let w = World::working();
        let one = n(1_000_000);
        let mut ppm = n(0);
        w.ask(w.owner, ILst::setVestingPeriodCall { period: n((20 * DAY).into()) });
        for (random, bits, bps, seconds, kind) in steps {
            w.ask(w.owner, fee(bps, 0, w.treasury));
            if kind > 5 {
                w.redeem(w.alice, n(100_000_000_000_000_000)); // sets something aside
            }
            w.age(seconds);
            w.unbound();
            let columns = w.columns();
            let unvested = columns.buffer + columns.inFlight + columns.validators - w.pooled();
            let some = U256::from(random >> bits >> 6);
            let validators = if kind == 0 { w.deployed() - some / n(16) } else { w.deployed() + some };
            w.ask(w.oracle, w.report_of(validators));
            let told: ILst::ReportApplied = w.last();
            prop_assert_eq!(w.parked_gain(), n(0));
            let left_over = unvested.saturating_sub(told.loss);
            let taken = told.gain + told.setAside + left_over - told.unvested;
            let all = taken + left_over * ppm / (one - ppm);
            ppm = (all * one).checked_div(all + told.unvested).unwrap_or_default();
            let net = a_year(&w, told.unvested);
            prop_assert_eq!(apr(&w), [net * one / (one - ppm), net]);
        }
    });
}
