//! What the totals can hold bounds a stake too.

use super::*;

/// Asserts that the books take so much in one call, and not a wei more.
#[track_caller]
fn hold_exactly(w: &World, most: U256) {
    assert_eq!((max(w), limit(w)), (most, U256::MAX));
    let error: ILst::AmountTooLarge =
        ballast_test_support::ask_error(w.try_pay(w.bob, most + n(1), submit()).map(drop));
    assert!(error.amount > error.most);
    w.stake(w.bob, most);
}

#[test]
fn hold_112_bits_of_ether() {
    let w = World::new();
    w.take_no_fee();
    w.deploy(ether(1));
    w.gain_hugely(most_ether() - ether(3));
    hold_exactly(&w, ether(2));
    assert_eq!(max(&w), n(0));
}

#[test]
fn hold_128_bits_of_shares() {
    for w in [World::new, World::odd] {
        let w = w();
        let room = n(u128::MAX) - w.total_shares();
        let (pool, all) = (w.pooled(), w.total_shares());
        let most = mul_div_up(room + n(1), pool, all) - n(1);
        hold_exactly(&w, most);
        assert!(n(u128::MAX) - w.total_shares() < all / pool + n(1), "less than a wei's shares are left");
    }
}

#[test]
fn hold_128_bits_of_shares_to_the_last() {
    let w = World::odd();
    for part in [2, 3, 5] {
        w.stake(w.bob, max(&w) / n(part));
    }
    hold_exactly(&w, max(&w));
}

#[test]
fn hold_the_very_last_share() {
    let w = World::new();
    // A wei is this many shares, of which a whole number fits: it divides 2^128 - 1.
    let shares_a_wei = n(274_177 * 6_700_417);
    let pool = n(u128::MAX) / shares_a_wei - n(5);
    {
        let _in_context: &mut ballast_lst::Lst = &mut w.lst.sender(w.alice);
        ballast_common::slot::Slot::at(0).store((pool << 128) | (pool * shares_a_wei));
    }
    hold_exactly(&w, n(5));
    assert_eq!((w.total_shares(), max(&w)), (n(u128::MAX), n(0)));
}

#[test]
fn or_the_limit_bound_it_whichever_is_less() {
    let w = World::new();
    w.stake(w.bob, max(&w) - ether(5));
    let room = max(&w);
    assert_eq!(room, ether(5));
    w.ask(w.owner, set(room - n(1), HOUR));
    assert_eq!((max(&w), limit(&w)), (room - n(1), room - n(1)));
    w.ask(w.owner, set(room + n(1), HOUR));
    assert_eq!((max(&w), limit(&w)), (room, room + n(1)));
}

#[test]
fn of_nothing_take_nothing() {
    let w = World::working();
    w.deploy(ether(5));
    w.lose(ether(10));
    assert_eq!((w.pooled(), max(&w), limit(&w)), (n(0), n(0), U256::MAX));
    w.refuses_paid(w.bob, n(1), submit(), alloy_sol_types::Panic { code: n(0x11) });
}
