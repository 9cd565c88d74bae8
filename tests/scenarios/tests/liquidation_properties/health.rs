//! Every liquidation above `h*` raises health.

use crate::{
    case::{above, account, config, part, part_of},
    exact::{power, w, wide, Health},
    world::World,
};
use alloy_primitives::U256;
use ballast_scenarios::{n, WAD};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    /// Let `r` be repaid of a debt `D` against a weighted value `W`, at the bonus `b` on a collateral of factor `f`,
    /// and `h = W / D > h* >= (1 + b) * f`. The collateral loses at most `r * (1 + b)` of value, so that with one
    /// rounding `W' > W - r * (1 + b) * f - 1`, and the judge's arithmetic leaves `(W' + 1) / (D - r) > h`.
    ///
    /// The market takes whole shares off for `r`, short of it by less than a share's price, which is below a wei here.
    /// As it rounds what they take off the total, those that stay owe less than a wei more, and that is rounded up. So
    /// `D - r <= D' <= D - r + 2` and `(W' + 3) / D' > h`, and `W' / D' > h` where `r * (h - (1 + b) * f) >= 3` wei:
    /// health rises strictly, or falls by less than three wei of value.
    #[test]
    fn above_h_star_health_rises(case in account(above()), part in part(1_100)) {
        let world = World::fallen(&case);
        let (index, units, seen) = (case.asked(), world.units(), world.account());
        let (one, debt) = (&case.collaterals[index], seen.debt);
        let before = Health { weighted: case.weighted(&units), debt };
        prop_assume!(before.is_above(case.h_star));
        let answer = world.liquidate(index, part_of(debt, part)).expect("liquidates");
        prop_assert_eq!(world.written_off(), U256::ZERO, "nothing is bad above h*");

        let (after, left) = (world.account(), debt - answer.repaid);
        let weighted = case.weighted(&world.units());
        let rises = |value: U256, owed: U256| wide(value) * wide(debt) > wide(before.weighted) * wide(owed);
        prop_assert!(rises(weighted + n(1), left), "by the judge's arithmetic");
        prop_assert!(left <= after.debt && after.debt <= left + n(2), "what is owed");
        prop_assert!(rises(weighted + n(3), after.debt), "on the books");

        let gross = w(WAD) + wide(before.bonus(&case, one));
        let (health, weight) = (wide(before.weighted) * wide(power(22)), gross * w(one.factor_bps) * wide(debt));
        prop_assert!(health > weight);
        if wide(answer.repaid) * (health - weight) >= w(3) * wide(debt) * wide(power(22)) {
            prop_assert!(rises(weighted, after.debt), "strictly");
            prop_assert!(after.healthWad >= seen.healthWad);
        }
    }
}
