//! `freezeLiquidation`, `thawLiquidation`: a day without liquidation, once.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use ballast_test_support::{ask_error, Ask};
use motsu::prelude::*;

const NOW: u64 = 1_735_689_600;

/// Bob is the guardian.
fn world() -> World {
    let w = World::with_rate();
    w.ask(IRisk::setGuardianCall { newGuardian: w.bob });
    w
}

#[test]
fn the_guardian_freezes_once_for_a_day() {
    let w = world();
    let held = [holding(0, shares(10))];
    let liquidate = |debt| w.liquidate(&held, all(debt, 0));
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    w.risk.assert_emitted(&IRisk::LiquidationFrozen { until: n((NOW + DAY).into()) });
    for debt in [ether(1), ether(20)] {
        let error: IRisk::Frozen = ask_error(liquidate(debt));
        assert_eq!(error.until, n((NOW + DAY).into()));
    }
    assert_eq!(w.limit(&held).motsu_unwrap().0, ether(8), "nothing else is frozen");
    assert_eq!(w.health(&held, ether(18)).motsu_unwrap(), n(WAD / 2));
    let IRisk::FreezeSpent {} = ask_error(w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).map(|_| ()));
    w.pass(DAY - 1);
    let _: IRisk::Frozen = ask_error(liquidate(ether(20)));
    w.pass(1);
    liquidate(ether(20)).motsu_unwrap();
    let IRisk::FreezeSpent {} = ask_error(w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).map(|_| ()));
    let brakes = w.ask(IRisk::brakesCall {});
    assert_eq!((brakes.frozenUntil, brakes.freezeSpent), (n(NOW.into()), true));
}

#[test]
fn the_owner_thaws_and_gives_the_guardian_another() {
    let w = world();
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    w.ask(IRisk::thawLiquidationCall {});
    w.risk.assert_emitted(&IRisk::LiquidationThawed { wasUntil: n((NOW + DAY).into()) });
    w.liquidate(&[holding(0, shares(10))], all(ether(20), 0)).motsu_unwrap();
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    let _: IRisk::Frozen = ask_error(w.liquidate(&[holding(0, shares(10))], all(ether(20), 0)));
}

#[test]
fn the_owner_freezes_as_often_as_he_likes() {
    let w = world();
    for _ in 0..3 {
        w.ask(IRisk::freezeLiquidationCall {});
    }
    assert!(!w.ask(IRisk::brakesCall {}).freezeSpent);
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    w.ask(IRisk::freezeLiquidationCall {});
    assert!(w.ask(IRisk::brakesCall {}).freezeSpent, "his own gives the guardian nothing back");
}

#[test]
fn the_rules_beside_it_stay() {
    let w = world();
    w.risk.sender(w.bob).ask(IRisk::freezeLiquidationCall {}).motsu_unwrap();
    w.ask(IRisk::setLiquidationCall { hStar: n(97 * WAD / 100), targetHealth: n(TARGET) });
    w.ask(IRisk::setRampCall { secs: n(DAY.into()) });
    let brakes = w.ask(IRisk::brakesCall {});
    let day = U256::from(DAY);
    assert_eq!((brakes.frozenUntil, brakes.freezeSpent, brakes.rampSecs), (n((NOW + DAY).into()), true, day));
    assert_eq!(w.ask(IRisk::liquidationConfigCall {}).hStar, n(97 * WAD / 100));
}
