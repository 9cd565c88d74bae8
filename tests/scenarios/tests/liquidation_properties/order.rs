//! The order of collaterals never matters: neither that in which the judge is told, nor that in which they were
//! supplied.

use crate::{
    case::{account, any_depth, config, part, part_of, Case},
    world::World,
};
use alloy_primitives::U256;
use ballast_risk::interface::IRisk;
use proptest::prelude::*;

/// A case and orders of its collaterals.
fn shuffled() -> impl Strategy<Value = (Case, Vec<Vec<usize>>)> {
    account(any_depth()).prop_flat_map(|case| {
        let order = Just(Vec::from_iter(0..case.collaterals.len())).prop_shuffle();
        (Just(case), proptest::collection::vec(order, 4))
    })
}

/// Holdings as the market tells them, in an order.
fn words(case: &Case, order: &[usize]) -> Vec<U256> {
    let units = case.units();
    order.iter().map(|&index| (U256::from(index) << 248_usize) | units[index]).collect()
}

/// All that the market says and does.
#[derive(Debug, PartialEq, Eq)]
struct Life {
    limit: U256,
    debt: U256,
    health: U256,
    answer: (U256, U256),
    left: (U256, U256, Vec<U256>),
    written_off: U256,
}

fn life(case: &Case, order: &[usize], part: (u128, usize)) -> Life {
    let world = World::high(case, order);
    let limit = world.account().limit;
    world.fall();
    let account = world.account();
    let answer = world.liquidate(case.asked(), part_of(account.debt, part)).expect("liquidates");
    let after = world.account();
    Life {
        limit,
        debt: account.debt,
        health: account.healthWad,
        answer: (answer.repaid, answer.seized),
        left: (after.debt, after.healthWad, world.units()),
        written_off: world.written_off(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn of_holdings_never_matters((case, orders) in shuffled(), part in part(1_100)) {
        let world = World::high(&case, &orders[0]);
        for order in &orders {
            let answer = world.own(IRisk::borrowLimitCall { holdings: words(&case, order) });
            prop_assert_eq!((answer.limit, answer.unpriced), (case.limit(), U256::ZERO));
        }
        world.reprice(&case);
        let (debt, index, least) = (case.debt(), U256::from(case.asked()), case.least_debt());
        let asked = |order: &Vec<usize>| {
            let holdings = words(&case, order);
            let health = world.own(IRisk::healthCall { holdings: holdings.clone(), debt }).healthWad;
            let call = IRisk::liquidationCall { holdings, debt, index, maxRepay: part_of(debt, part), minDebt: least };
            (health, world.own(call))
        };
        let first = asked(&orders[0]);
        prop_assert_eq!(first.0, first.1.healthWad);
        for order in &orders[1..] {
            prop_assert_eq!(&asked(order), &first);
        }
    }

    #[test]
    fn of_supplying_never_matters((case, orders) in shuffled(), part in part(1_100)) {
        prop_assert_eq!(life(&case, &orders[0], part), life(&case, &orders[1], part));
    }
}
