//! `setLiquidation`: the rules of all liquidations.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::Lst;
use ballast_risk::{interface::IRisk, Risk};
use ballast_test_support::{ask_error, Ask, FeedMock};
use motsu::prelude::*;

fn call(h_star: u128, target: u128, dust: u128) -> IRisk::setLiquidationCall {
    IRisk::setLiquidationCall { hStar: n(h_star), targetHealth: n(target), dust: n(dust) }
}

#[test]
fn changes_the_rules() {
    let w = World::new();
    let most_dust = (1 << 96) - 1;
    w.risk.sender(w.owner).ask(call(WAD / 2, 2 * WAD, most_dust)).motsu_unwrap();
    let config = w.risk.sender(w.owner).ask(IRisk::liquidationConfigCall {}).motsu_unwrap();
    assert_eq!((config.hStar, config.targetHealth, config.dust), (n(WAD / 2), n(2 * WAD), n(most_dust)));
    w.risk.assert_emitted(&IRisk::LiquidationChanged {
        oldHStar: n(H_STAR),
        oldTargetHealth: n(TARGET),
        oldDust: n(DUST),
        newHStar: n(WAD / 2),
        newTargetHealth: n(2 * WAD),
        newDust: n(most_dust),
    });
    w.risk.sender(w.owner).ask(call(WAD - 1, WAD + 1, 1)).motsu_unwrap();
}

#[test]
fn refuses_what_is_out_of_bounds() {
    let w = World::new();
    let h_star = (WAD / 2, WAD - 1);
    let target = (WAD + 1, 2 * WAD);
    let dust = (1, (1 << 96) - 1);
    for (refused, given, (least, most)) in [
        (call(WAD / 2 - 1, TARGET, 1), WAD / 2 - 1, h_star),
        (call(WAD, TARGET, 1), WAD, h_star),
        (call(H_STAR, WAD, 1), WAD, target),
        (call(H_STAR, 2 * WAD + 1, 1), 2 * WAD + 1, target),
        (call(H_STAR, TARGET, 0), 0, dust),
        (call(H_STAR, TARGET, 1 << 96), 1 << 96, dust),
    ] {
        let error: IRisk::OutOfBounds = ask_error(w.risk.sender(w.owner).ask(refused).map(|_| ()));
        assert_eq!(error, IRisk::OutOfBounds { given: n(given), least: n(least), most: n(most) });
    }
    let wide = IRisk::setLiquidationCall { hStar: U256::MAX, ..call(0, TARGET, 1) };
    let error: IRisk::OutOfBounds = ask_error(w.risk.sender(w.owner).ask(wide).map(|_| ()));
    assert_eq!(error.given, U256::MAX);
}

#[test]
fn every_bonus_has_to_fit() {
    let w = World::with_lst();
    // blETH weighs 1.04 * 0.9 = 0.936, the w.gold 1.05 * 0.85 = 0.8925.
    w.list_plain(&w.gold, &w.feed, 1);
    w.risk.sender(w.owner).ask(call(936 * WAD / 1_000, TARGET, DUST)).motsu_unwrap();
    let error: IRisk::BonusTooHigh =
        ask_error(w.risk.sender(w.owner).ask(call(936 * WAD / 1_000 - 1, TARGET, DUST)).map(|_| ()));
    assert_eq!((error.product, error.hStar), (n(936 * WAD / 1_000), n(936 * WAD / 1_000 - 1)));
    // The last one counts as the first.
    let lowered = IRisk::setFactorsCall {
        index: U256::ZERO,
        borrowFactorBps: n(4_000),
        liquidationFactorBps: n(5_000),
        maxBonusBps: n(400),
    };
    w.risk.sender(w.owner).ask(lowered).motsu_unwrap();
    w.risk.sender(w.owner).ask(call(8_925 * WAD / 10_000, TARGET, DUST)).motsu_unwrap();
    let error: IRisk::BonusTooHigh =
        ask_error(w.risk.sender(w.owner).ask(call(8_925 * WAD / 10_000 - 1, TARGET, DUST)).map(|_| ()));
    assert_eq!(error.product, n(8_925 * WAD / 10_000));
}
