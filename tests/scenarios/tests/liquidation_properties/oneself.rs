//! Liquidating oneself never profits.

use crate::{
    case::{above, case, config, part, part_of, Case, FALL},
    exact::{scaled, worth, Health, Wide},
    world::{is, World},
};
use alloy_primitives::U256;
use ballast_market::interface::{
    IMarket::{self, InsufficientMargin, NoDebt},
    IRisk::{Healthy, NotHeld},
};
use ballast_scenarios::{borrow, liquidate, n};
use proptest::{prelude::*, sample::Index};

/// What Bob and Carol hold together, in the market and at hand, and what they owe, in 10^-36 wei at the prices of a
/// case.
#[derive(Clone, Copy, Debug)]
struct Fortune {
    has: Wide,
    owes: Wide,
}

impl Fortune {
    /// Whether it is at most `other` and `more` wei.
    fn is_at_most(self, other: Self, more: U256) -> bool {
        self.has + other.owes <= other.has + self.owes + scaled(more)
    }
}

fn fortune(world: &World, priced: &Case) -> Fortune {
    let units = world.units();
    let weth = world.weth_of(world.bob) + world.weth_of(world.carol);
    let has = priced.collaterals.iter().enumerate().fold(scaled(weth), |sum, (index, one)| {
        sum + worth(one, units[index] + world.held(world.bob, index) + world.held(world.carol, index))
    });
    Fortune { has, owes: scaled(world.account().debt) }
}

/// Bob borrows all that is lent to him: a share of debt, which is rounded up, may be a wei more.
fn borrow_most(world: &World) {
    let idle = world.ask(world.bob, IMarket::totalsCall {}).idle;
    let most = world.account().limit.min(idle);
    for less in 0..=2 {
        match world.attempt(world.bob, borrow(most - n(less), world.bob)) {
            Ok(_) => return,
            Err(error) => assert!(is::<InsufficientMargin>(&error), "{error:?}"),
        }
    }
    panic!("nothing near {most} can be borrowed");
}

/// The case with each price so many thousandths of what it was before the fall.
fn moved(case: &Case, thousandths: &[u128; 8]) -> Case {
    let mut moved = case.clone();
    for (one, thousandths) in moved.collaterals.iter_mut().zip(thousandths) {
        one.answer = (one.answer * FALL * thousandths / 1_000).max(1);
    }
    moved
}

fn lendable() -> impl Strategy<Value = Case> {
    case(above()).prop_filter("nothing to borrow", |case| case.limit() > n(1_000))
}

proptest! {
    #![proptest_config(config())]

    /// In one transaction prices stand, and who has borrowed the most is healthy: he can be liquidated neither by
    /// himself nor by a second account of his, in whatever asset, and has what he had.
    #[test]
    fn in_one_transaction(case in lendable()) {
        let priced = moved(&case, &[1_000; 8]);
        let world = World::listed(&case);
        let before = fortune(&world, &priced);
        borrow_most(&world);
        let borrowed = fortune(&world, &priced);
        prop_assert!(borrowed.is_at_most(before, U256::ZERO));
        for index in 0..case.collaterals.len() {
            for who in [world.bob, world.carol] {
                let call = liquidate(world.bob, world.asset(index), who);
                let error = world.attempt(who, call).map(drop).expect_err("healthy");
                prop_assert!(is::<Healthy>(&error), "{error:?}");
            }
        }
        prop_assert_eq!(fortune(&world, &priced).has, borrowed.has);
    }

    /// Nor once prices have moved. Above `h*` he never has a wei more; at or below it never more than what is written
    /// off of debt that his collateral does not pay, which is so for whoever liquidates, and the wei by which it is
    /// rounded.
    #[test]
    fn once_prices_have_moved(
        case in lendable(),
        thousandths in proptest::array::uniform8(prop_oneof![3 => 400_u128..1_000, 1 => 1_u128..1_200]),
        parts in proptest::collection::vec((any::<Index>(), part(1_100)), 1..=5),
    ) {
        let priced = moved(&case, &thousandths);
        let world = World::listed(&case);
        borrow_most(&world);
        world.reprice(&priced);
        for (index, part) in parts {
            let index = index.index(case.collaterals.len());
            let (before, written_off, debt) = (fortune(&world, &priced), world.written_off(), world.account().debt);
            let health = Health { weighted: priced.weighted(&world.units()), debt };
            match world.liquidate(index, part_of(debt, part)) {
                Ok(_) => {
                    let bad = world.written_off() - written_off;
                    prop_assert!(bad.is_zero() || !health.is_above(case.h_star));
                    let wei = U256::from(u8::from(!bad.is_zero()));
                    prop_assert!(fortune(&world, &priced).is_at_most(before, bad + wei));
                }
                Err(error) if is::<Healthy>(&error) => prop_assert!(health.weighted >= debt),
                Err(error) => prop_assert!(is::<NoDebt>(&error) || is::<NotHeld>(&error), "{error:?}"),
            }
        }
    }
}
