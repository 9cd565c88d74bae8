//! `rates`.

use crate::world::*;
use alloy_primitives::{U256, U512};
use ballast_lens::interface::{ILens, ILens::ratesCall};

const YEAR: u128 = 31_536_000;

fn rates(w: &World, books: &Books) -> ILens::ratesReturn {
    set(books);
    w.ask(ratesCall { market: w.market })
}

#[test]
fn are_of_a_year_in_wad_rounded_down_once() {
    let (w, mut random) = (World::new(), Random(5));
    let wide = U512::from::<u128>;
    for _ in 0..1_000 {
        let (supplied, per_second) = (random.bits(97), random.bits(40));
        let (debt_assets, at_target) = (random.bits(96).min(supplied), random.bits(40));
        let fee_bps = u128::from(random.below(2_501));
        let books = Books { supplied, debt_assets, per_second, at_target, fee_bps, ..w.books() };
        let told = rates(&w, &books);
        assert_eq!((told.borrowApr, told.aprAtTarget), (n(per_second * YEAR), n(at_target * YEAR)));
        let share = |times: U512, over: u128| times * wide(debt_assets) / (wide(supplied.max(1)) * wide(over));
        assert_eq!(U512::from(told.utilization), share(wide(WAD), 1), "{books:?}");
        let earned = wide(per_second * YEAR) * wide(10_000 - fee_bps);
        assert_eq!(U512::from(told.supplyApr), share(earned, 10_000), "{books:?}");
        let apr = (per_second * YEAR) as f64 / WAD as f64;
        let apy = told.borrowApy.to::<u128>() as f64 / WAD as f64;
        assert!((apy - apr.exp_m1()).abs() <= apr.exp() * 1e-14 + 2e-18, "{apr} {apy}");
    }
}

#[test]
fn of_a_market_at_ninety_percent() {
    let w = World::new();
    let four_percent = WAD / 25 / YEAR;
    let books = Books { debt_assets: 90 * WAD, per_second: four_percent, at_target: four_percent, ..w.books() };
    let told = rates(&w, &books);
    assert_eq!(told.utilization, n(WAD * 9 / 10));
    assert_eq!(told.borrowApr, n(four_percent * YEAR));
    assert_eq!(told.supplyApr, n(four_percent * YEAR * 81 / 100));
    // e^0.04 - 1 = 0.0408107741923882...
    let apy = told.borrowApy.to::<u128>();
    assert!((40_810_774_160_000_000..40_810_774_192_388_227).contains(&apy), "{apy}");
}

#[test]
fn are_nothing_in_an_empty_market() {
    let w = World::new();
    let told = rates(&w, &Books { supplied: 0, debt_assets: 0, per_second: 0, at_target: 0, ..w.books() });
    let all = [told.utilization, told.borrowApr, told.borrowApy, told.supplyApr, told.aprAtTarget];
    assert_eq!(all, [U256::ZERO; 5]);
}
