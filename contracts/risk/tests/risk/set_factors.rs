//! `setFactors`: layered margin, and a bonus that fits under `hStar`.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use motsu::prelude::*;

fn call(borrow: u128, liquidation: u128, bonus: u128) -> IRisk::setFactorsCall {
    IRisk::setFactorsCall {
        index: U256::ZERO,
        borrowFactorBps: n(borrow),
        liquidationFactorBps: n(liquidation),
        maxBonusBps: n(bonus),
    }
}

#[test]
fn changes_the_factors() {
    let w = World::with_lst();
    w.ask(call(7_000, 9_300, 300));
    let collateral = w.ask(IRisk::collateralCall { index: U256::ZERO })._0;
    assert_eq!(
        (collateral.borrowFactorBps, collateral.liquidationFactorBps, collateral.maxBonusBps),
        (n(7_000), n(9_300), n(300))
    );
    assert_eq!((collateral.asset, collateral.feed, collateral.isShares), (w.lst.address(), w.feed.address(), true));
    w.risk.assert_emitted(&IRisk::FactorsChanged {
        index: n(0),
        oldBorrowBps: n(8_000),
        oldLiquidationBps: n(9_000),
        oldMaxBonusBps: n(400),
        newBorrowBps: n(7_000),
        newLiquidationBps: n(9_300),
        newMaxBonusBps: n(300),
    });
    assert_eq!(w.limit(&[holding(0, shares(1))]).motsu_unwrap().0, n(7 * WAD / 10));
    assert_eq!(w.health(&[holding(0, shares(1))], ether(1)).motsu_unwrap(), n(93 * WAD / 100));
}

#[test]
fn refuses_margins_that_are_no_layers() {
    let w = World::with_lst();
    for (borrow, liquidation) in [(0, 9_000), (9_000, 9_000), (9_000, 8_000), (9_000, 10_000), (1, u128::MAX)] {
        let error: IRisk::InvalidFactors = w.refusal(call(borrow, liquidation, 0));
        assert_eq!((error.borrowBps, error.liquidationBps), (n(borrow), n(liquidation)));
    }
    // Low bits alone would do.
    let wide = IRisk::setFactorsCall { borrowFactorBps: n(8_000) + (n(1) << 64_usize), ..call(0, 9_000, 0) };
    let _: IRisk::InvalidFactors = w.refusal(wide);
    w.ask(call(1, 2, 0));
}

#[test]
fn refuses_a_bonus_too_high() {
    let w = World::with_lst();
    // 0.96 / 0.9 = 1.0666..
    w.ask(call(8_000, 9_000, 666));
    let error: IRisk::BonusTooHigh = w.refusal(call(8_000, 9_000, 667));
    assert_eq!((error.product, error.hStar), (n(960_030_000_000_000_000), n(H_STAR)));
    let error: IRisk::BonusTooHigh = w.refusal(call(8_000, 9_999, 5_000));
    assert_eq!(error.product, n(1_499_850_000_000_000_000));
    let error: IRisk::OutOfBounds = w.refusal(call(1, 2, 5_001));
    assert_eq!(error, IRisk::OutOfBounds { given: n(5_001), least: n(0), most: n(5_000) });
    w.ask(call(1, 2, 0));
    let error: IRisk::BonusTooHigh = w.refusal(call(1, 2, 5_000));
    assert_eq!(error.product, n(1_350_000_000_000_000_000), "with the greater end of the ramp");
    w.pass(7 * DAY);
    w.ask(call(1, 2, 5_000));
}

#[test]
fn refuses_unknown_collateral() {
    let w = World::with_lst();
    for index in [n(1), n(64), n(255), n(256), U256::MAX] {
        let unknown = IRisk::setFactorsCall { index, ..call(8_000, 9_000, 0) };
        let error: IRisk::UnknownCollateral = w.refusal(unknown);
        assert_eq!(error.index, index);
    }
}
