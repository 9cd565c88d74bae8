//! The debtor is never seized more than what was repaid and the bonus of his health on it.

use crate::{
    case::{account, any_depth, config, part, part_of},
    exact::{scaled, w, wide, worth, Health},
    world::World,
};
use ballast_scenarios::{n, WAD};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    /// With `b` the greatest bonus and `h` the exact health:
    /// `seized * price <= repaid * (1 + b * (1 - h) / (1 - h*))`, and never more than `repaid * (1 + b)`. It is what
    /// Bob loses and Carol gets; what she pays is what he owes less, but for two wei (see [`crate::health`]).
    #[test]
    fn no_more_than_the_bonus_is_seized(case in account(any_depth()), part in part(1_100)) {
        let world = World::fallen(&case);
        let (index, units, debt) = (case.asked(), world.units(), world.account().debt);
        let (one, weth, held) = (&case.collaterals[index], world.weth_of(world.carol), world.held(world.carol, index));
        let before = Health { weighted: case.weighted(&units), debt };
        let answer = world.liquidate(index, part_of(debt, part)).expect("liquidates");
        prop_assert!(answer.repaid <= part_of(debt, part).min(debt));

        let (seized, repaid) = (worth(one, answer.seized), scaled(answer.repaid));
        prop_assert!(seized * w(10_000) <= repaid * w(10_000 + one.bonus_bps), "never above the greatest bonus");
        if before.is_above(case.h_star) {
            let whole = wide(debt) * w(WAD - case.h_star) * w(10_000);
            let bonus = w(one.bonus_bps) * wide(debt - before.weighted) * w(WAD);
            prop_assert!(seized * whole <= repaid * (whole + bonus), "never above the bonus of this health");
        }

        let mut left = units;
        left[index] -= answer.seized;
        prop_assert_eq!(world.units(), left);
        prop_assert_eq!(world.held(world.carol, index), held + answer.seized);
        prop_assert_eq!(world.weth_of(world.carol), weth - answer.repaid);
        let owes = world.account().debt;
        prop_assert!(owes <= debt - answer.repaid + n(2));
        prop_assert!(owes >= debt - answer.repaid || !world.written_off().is_zero());
    }
}
