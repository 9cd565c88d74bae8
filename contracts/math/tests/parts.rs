//! A liquidation in parts where the roundings of health and bonus weigh most.

mod reference;

use ballast_math::{U256, health::weighted_value_down};
use num_rational::BigRational;
use reference::{
    WAD,
    account::{Account, fraction, whole},
    n,
};

/// A debt of a million ether and a wei at a health just above 99 %, that a part of one wei brings there: then the
/// distance from one grows by a wad, and the bonus, of one basis point at a health of a half, by its last digit.
fn on_the_edge() -> Account {
    let (debt, units, factor_bps) = (1_000_000 * WAD + 1, n(1_500_000 * WAD), 4_999);
    let price36 = n(10u128.pow(36));
    let seizable = weighted_value_down(units, price36, n(factor_bps)).expect("fits");
    Account {
        debt: n(debt),
        units,
        others: n(debt / 100 * 99 + 1) - seizable,
        price36,
        factor_bps,
        max_bonus_bps: 1,
        h_star_wad: WAD / 2,
        target_wad: WAD + WAD / 100 * 3,
        min_debt: 0,
    }
}

/// What a second part earns beyond the first bonus, in wei: less than
/// `max_bonus / (1 - h*) * (1 + repay / 10^18) + repay / 10^18`, of which the last term is the bonus's own digit.
#[test]
fn the_bonus_may_rise_by_its_last_digit() {
    let account = on_the_edge();
    let first = account.size(n(1)).expect("unhealthy");
    let second = account.after(first).size(U256::MAX).expect("unhealthy");
    let once = account.size(first.repay + second.repay).expect("unhealthy");
    assert_eq!((first.bonus_wad, once.bonus_wad), (n(1_999_999_999_999), n(1_999_999_999_999)));
    assert_eq!(second.bonus_wad, n(2_000_000_000_000));

    let wads = |words: U256| whole(words) / whole(n(WAD));
    let earned = account.profit(first) + account.after(first).profit(second);
    let excess: BigRational = earned - account.profit(once);
    let slope = fraction(account.max_bonus_bps, 10_000) / fraction(WAD - account.h_star_wad, WAD);
    let bound = slope * (fraction(1, 1) + wads(second.repay)) + wads(second.repay);
    assert!(excess < bound, "{excess} of {bound}");
    assert!(excess > fraction(0, 1), "and nothing is earned for nothing: {excess}");
}
