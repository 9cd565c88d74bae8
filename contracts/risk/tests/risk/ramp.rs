//! `setRamp`, and what `setFactors` does with it: a liquidation factor never falls at once.

use crate::world::*;
use ballast_risk::interface::IRisk;
use motsu::prelude::*;

fn factors(borrow: u128, liquidation: u128, bonus: u128) -> IRisk::setFactorsCall {
    IRisk::setFactorsCall {
        index: n(0),
        borrowFactorBps: n(borrow),
        liquidationFactorBps: n(liquidation),
        maxBonusBps: n(bonus),
    }
}

fn factor(w: &World) -> u128 {
    w.ask(IRisk::collateralCall { index: n(0) })._0.liquidationFactorBps.to()
}

#[test]
fn a_factor_falls_in_a_straight_line() {
    let w = World::with_rate();
    w.ask(factors(7_000, 8_300, 400));
    w.risk.assert_emitted(&IRisk::FactorsChanged {
        index: n(0),
        oldBorrowBps: n(8_000),
        oldLiquidationBps: n(9_000),
        oldMaxBonusBps: n(400),
        newBorrowBps: n(7_000),
        newLiquidationBps: n(8_300),
        newMaxBonusBps: n(400),
    });
    let held = [holding(0, shares(10))];
    assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), n(WAD), "nobody is unhealthy at once");
    assert_eq!(w.limit(&held).motsu_unwrap().0, ether(7), "borrowing is by the new factor at once");
    for day in 1..=7 {
        w.pass(DAY);
        assert_eq!(factor(&w), 9_000 - 100 * day);
        let expected = ether(10) * n(9_000 - 100 * day) / n(10_000) * n(WAD) / ether(9);
        assert_eq!(w.health(&held, ether(9)).motsu_unwrap(), expected);
    }
    w.pass(365 * DAY);
    assert_eq!(factor(&w), 8_300);
}

/// Anybody's sample takes it out of the way; before its end it changes nothing.
#[test]
fn a_ramp_that_has_ended_is_forgotten() {
    let w = World::with_rate();
    w.ask(factors(7_000, 8_300, 400));
    w.pass(DAY);
    w.sample(0);
    assert_eq!(factor(&w), 8_900);
    w.pass(6 * DAY);
    w.sample(0);
    assert_eq!(factor(&w), 8_300);
    // Only a ramp that is still there would count from the time before.
    ballast_risk::testing::rewind_ramp(&mut w.risk.sender(w.owner), 0);
    assert_eq!(factor(&w), 8_300);
}

#[test]
fn in_steps_of_a_basis_point_rounded_up() {
    let w = World::with_rate();
    w.ask(factors(7_000, 8_999, 400));
    w.pass(7 * DAY - 1);
    assert_eq!(factor(&w), 9_000);
    let ramp = w.ask(IRisk::rampCall { index: n(0) });
    assert_eq!((ramp.factorBps, ramp.endBps, ramp.endsAt), (n(9_000), n(8_999), n(1_735_689_601)));
    w.pass(1);
    assert_eq!(factor(&w), 8_999);
    let ramp = w.ask(IRisk::rampCall { index: n(0) });
    assert_eq!((ramp.factorBps, ramp.endBps, ramp.endsAt), (n(8_999), n(8_999), n(0)));
}

#[test]
fn a_second_ramp_starts_where_the_first_one_is() {
    let w = World::with_rate();
    w.ask(factors(7_000, 8_300, 400));
    w.pass(DAY);
    w.ask(factors(7_000, 8_200, 400));
    assert_eq!(factor(&w), 8_900);
    w.pass(7 * DAY / 2);
    assert_eq!(factor(&w), 8_550);
    w.ask(factors(7_000, 8_600, 400));
    assert_eq!(factor(&w), 8_600, "raising acts at once, and ends the ramp");
    w.pass(DAY);
    assert_eq!(factor(&w), 8_600);
}

/// The bonus has to fit the factor as it is, and every setter minds that.
#[test]
fn the_greater_end_leaves_room_for_the_bonus() {
    let w = World::with_rate();
    let error: IRisk::BonusTooHigh = w.refusal(factors(7_000, 8_000, 1_000));
    assert_eq!((error.product, error.hStar), (n(99 * WAD / 100), n(H_STAR)));
    w.ask(factors(7_000, 8_000, 400));
    let _: IRisk::BonusTooHigh =
        w.refusal(IRisk::setLiquidationCall { hStar: n(9 * WAD / 10), targetHealth: n(TARGET) });
    let error: IRisk::InvalidFactors = w.refusal(factors(8_000, 8_000, 400));
    assert_eq!(error.borrowBps, n(8_000), "below the ramp's end at once");
    w.pass(7 * DAY);
    w.ask(factors(7_000, 8_000, 1_000));
    w.ask(IRisk::setLiquidationCall { hStar: n(88 * WAD / 100), targetHealth: n(TARGET) });
}

#[test]
fn liquidation_is_by_the_factor_as_it_is() {
    let w = World::with_rate();
    w.ask(factors(7_000, 8_300, 400));
    let held = [holding(0, shares(10))];
    w.pass(DAY);
    let asked = all(ether(89) / n(10) + n(1), 0);
    let answer = w.liquidate(&held, asked).motsu_unwrap();
    let after = w.health(&[holding(0, shares(10) - answer.seize)], asked.debt - answer.repay).motsu_unwrap();
    assert!(after.abs_diff(n(TARGET)) <= n(1), "sized to the target with it too");
}

#[test]
fn the_owner_sets_the_period_of_ramps_to_come() {
    let w = World::with_rate();
    assert_eq!(w.ask(IRisk::brakesCall {}).rampSecs, n((7 * DAY).into()));
    w.ask(factors(7_000, 8_300, 400));
    let set = |secs: u64| IRisk::setRampCall { secs: n(secs.into()) };
    w.ask(set(DAY));
    w.risk.assert_emitted(&IRisk::RampPeriodChanged { oldSecs: n((7 * DAY).into()), newSecs: n(DAY.into()) });
    w.pass(DAY);
    assert_eq!(factor(&w), 8_900, "the one under way keeps its own");
    w.ask(factors(7_000, 8_300, 400));
    w.pass(DAY);
    assert_eq!(factor(&w), 8_800, "nor is it shortened by asking for its end again");
    w.ask(factors(7_000, 8_200, 400));
    w.pass(DAY);
    assert_eq!(factor(&w), 8_200);
    for secs in [DAY - 1, 30 * DAY + 1] {
        let error: IRisk::OutOfBounds = w.refusal(set(secs));
        assert_eq!((error.given, error.least, error.most), (n(secs.into()), n(DAY.into()), n((30 * DAY).into())));
    }
    w.ask(set(30 * DAY));
    let config = w.ask(IRisk::liquidationConfigCall {});
    assert_eq!((config.hStar, config.targetHealth), (n(H_STAR), n(TARGET)), "beside the other rules");
}
