//! `setLiquidation`: the rules of all liquidations.

use crate::world::*;
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;

fn call(h_star: u128, target: u128) -> IRisk::setLiquidationCall {
    IRisk::setLiquidationCall { hStar: n(h_star), targetHealth: n(target) }
}

#[test]
fn changes_the_rules() {
    let w = World::new();
    w.ask(call(WAD / 2, 2 * WAD));
    let config = w.ask(IRisk::liquidationConfigCall {});
    assert_eq!((config.hStar, config.targetHealth), (n(WAD / 2), n(2 * WAD)));
    w.risk.assert_emitted(&IRisk::LiquidationChanged {
        oldHStar: n(H_STAR),
        oldTargetHealth: n(TARGET),
        newHStar: n(WAD / 2),
        newTargetHealth: n(2 * WAD),
    });
    w.ask(call(WAD - 1, WAD + 1));
}

#[test]
fn refuses_what_is_out_of_bounds() {
    let w = World::new();
    let h_star = (WAD / 2, WAD - 1);
    let target = (WAD + 1, 2 * WAD);
    for (refused, given, (least, most)) in [
        (call(WAD / 2 - 1, TARGET), WAD / 2 - 1, h_star),
        (call(WAD, TARGET), WAD, h_star),
        (call(H_STAR, WAD), WAD, target),
        (call(H_STAR, 2 * WAD + 1), 2 * WAD + 1, target),
    ] {
        let error: IRisk::OutOfBounds = w.refusal(refused);
        assert_eq!(error, IRisk::OutOfBounds { given: n(given), least: n(least), most: n(most) });
    }
    let wide = IRisk::setLiquidationCall { hStar: U256::MAX, ..call(0, TARGET) };
    let error: IRisk::OutOfBounds = w.refusal(wide);
    assert_eq!(error.given, U256::MAX);
}

#[test]
fn every_bonus_has_to_fit() {
    let w = World::with_lst();
    // blETH weighs 1.04 * 0.9 = 0.936, the token 1.05 * 0.85 = 0.8925.
    w.list_plain(&w.gold, &w.feed, 1);
    w.ask(call(936 * WAD / 1_000, TARGET));
    let error: IRisk::BonusTooHigh = w.refusal(call(936 * WAD / 1_000 - 1, TARGET));
    assert_eq!((error.product, error.hStar), (n(936 * WAD / 1_000), n(936 * WAD / 1_000 - 1)));
    // The last one counts as the first.
    let lowered = IRisk::setFactorsCall {
        index: U256::ZERO,
        borrowFactorBps: n(4_000),
        liquidationFactorBps: n(5_000),
        maxBonusBps: n(400),
    };
    w.ask(lowered);
    let call_lower = || call(8_925 * WAD / 10_000, TARGET);
    let error: IRisk::BonusTooHigh = w.refusal(call_lower());
    assert_eq!(error.product, n(936 * WAD / 1_000), "the factor has yet to fall");
    w.pass(7 * DAY);
    w.ask(call_lower());
    let error: IRisk::BonusTooHigh = w.refusal(call(8_925 * WAD / 10_000 - 1, TARGET));
    assert_eq!(error.product, n(8_925 * WAD / 10_000));
}
