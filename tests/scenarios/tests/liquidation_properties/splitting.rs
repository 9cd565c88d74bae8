//! Splitting a liquidation of one asset at unchanged prices never earns more.

use crate::{
    case::{account, any_depth, config, part, part_of, Case},
    exact::{scaled, w, wide, worth, Health, Wide},
    world::{is, World},
};
use alloy_primitives::U256;
use ballast_market::interface::{
    IMarket::NoDebt,
    IRisk::{Healthy, NotHeld},
};
use ballast_scenarios::{n, WAD};
use proptest::prelude::*;

/// What a liquidator repaid and was given, in one call or several.
#[derive(Debug, Default)]
struct Sum {
    repaid: Vec<U256>,
    seized: U256,
}

impl Sum {
    fn whole(&self) -> U256 {
        self.repaid.iter().fold(U256::ZERO, |sum, one| sum + one)
    }
}

/// Liquidates in these parts of the debt that was, as long as the judge lets it.
fn in_parts(case: &Case, parts: &[(u128, usize)]) -> Sum {
    let world = World::fallen(case);
    let (debt, mut sum) = (world.account().debt, Sum::default());
    for part in parts {
        match world.liquidate(case.asked(), part_of(debt, *part)) {
            Ok(answer) => {
                sum.repaid.push(answer.repaid);
                sum.seized += answer.seized;
            }
            Err(end) => {
                assert!(is::<Healthy>(&end) || is::<NoDebt>(&end) || is::<NotHeld>(&end), "{end:?}");
                break;
            }
        }
    }
    sum
}

/// What roundings may add to what parts earn, in 10^-36 wei.
///
/// Let `h` be the health before all parts and `b(h) = B * (1 - h) / (1 - h*)` the bonus, `B` the greatest. At or below
/// `h*` it is `B` already, and nothing can be added. Above it, what `j` parts leave counts more than
/// `W - h * sum(r) - 1` against a debt of at most `D' = D - sum(r) + 2j` (see [`crate::health`]), so that health is
/// above `h - (2j + 1) / D'`. The judge rounds health up by less than 10^-18 and the bonus down by less than 10^-18:
/// the bonus of the part after them is above the first one's by less than
/// `B / (1 - h*) * ((2j + 1) / D' + 10^-18) + 10^-18`. It repays `r <= D'`, and so it earns less than
/// `B / (1 - h*) * (2j + 1 + r / 10^18) + r / 10^18` wei more.
fn rounding(case: &Case, before: Health, repaid: &[U256]) -> Wide {
    if !before.is_above(case.h_star) {
        return Wide::ZERO;
    }
    let greatest = w(case.collaterals[case.asked()].bonus_bps) * w(WAD / 10_000);
    let range = w(WAD - case.h_star);
    let later = repaid.iter().enumerate().skip(1);
    later.fold(Wide::ZERO, |sum, (j, repaid)| {
        let (part, wei) = (wide(*repaid) * w(WAD), scaled(n(2 * j as u128 + 1)));
        sum + (greatest * (wei + part)).div_ceil(range) + part
    })
}

proptest! {
    #![proptest_config(config())]

    /// Two to twenty calls earn at most the first bonus on what they repay, and at most what one call earns that
    /// repays as much, or that takes all units; a wei more in that last case, where both round up what the units cost.
    #[test]
    fn never_earns_more(
        case in account(any_depth()),
        parts in prop_oneof![3 => Just(100_u128), 1 => Just(1_100)]
            .prop_flat_map(|most| proptest::collection::vec(part(most), 2..=20)),
    ) {
        let one = &case.collaterals[case.asked()];
        let split = in_parts(&case, &parts);
        let world = World::fallen(&case);
        let (units, debt) = (world.units(), world.account().debt);
        let before = Health { weighted: case.weighted(&units), debt };
        let bound = rounding(&case, before, &split.repaid);
        let (repaid, seized) = (split.whole(), worth(one, split.seized));
        let bonus = wide(repaid) * wide(before.bonus(&case, one)) * w(WAD);
        prop_assert!(seized <= scaled(repaid) + bonus + bound, "{:?}", split.repaid);

        let once = world.liquidate(case.asked(), repaid).expect("liquidates");
        let takes_all = once.seized == units[case.asked()];
        if takes_all || once.repaid == repaid {
            let wei = scaled(U256::from(u8::from(takes_all)));
            let earned = worth(one, once.seized) + scaled(repaid);
            prop_assert!(seized + scaled(once.repaid) <= earned + bound + wei, "{:?}", split.repaid);
        }
    }
}
