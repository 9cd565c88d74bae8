//! Where things lie, for tools that read or override storage from outside.

use crate::world::*;
use alloy_primitives::U256;
use ballast_backstop::{interface::IBackstop, Backstop};
use ballast_common::{
    abi::Word,
    slot::{Map, Slot},
};

/// The word that is found in the contract's context.
fn within(w: &World, act: impl FnOnce() -> U256) -> U256 {
    let _in_context: &mut Backstop = &mut w.vault.sender(w.alice);
    act()
}

#[test]
fn totals_are_the_first_slot() {
    let w = World::odd();
    let (booked, shares, _) = w.totals();
    assert_eq!(within(&w, || Slot::at(0).load()), shares | booked << 128);
    w.lose(units(10_000));
    w.sync();
    assert_eq!(within(&w, || Slot::at(0).load()), n(1) << 240);
}

#[test]
fn market_flags_and_part_are_the_second_and_the_lens_the_third() {
    let w = World::funded();
    w.set_shortfall(w.bob, n(1));
    w.ask(w.bob, IBackstop::flagCall { account: w.bob });
    let expected = w.market.address().word() | n(1) << 160 | n(INCOME_BPS) << 224;
    assert_eq!(within(&w, || Slot::at(1).load()), expected);
    assert_eq!(within(&w, || Slot::at(2).load()), w.lens.address().word());
    assert_eq!(within(&w, || Map::at(5).slot(w.bob).load()), n(1));
    w.set_shortfall(w.bob, n(0));
    w.ask(w.bob, IBackstop::unflagCall { account: w.bob });
    assert_eq!(within(&w, || Map::at(5).slot(w.bob).load()), n(0));
}

#[test]
fn accounts_and_notices_carry_their_epoch() {
    let w = World::funded();
    w.lose(units(100));
    w.fund(w.alice, units(9));
    w.give_notice(w.alice, units(4));
    assert_eq!(within(&w, || Map::at(3).slot(w.alice).load()), units(9) | n(1) << 128);
    let notice = units(4) | n(NOW.into()) << 128 | n(1) << 160;
    assert_eq!(within(&w, || Map::at(4).slot(w.alice).load()), notice);
    w.age(w.alice, 14 * DAY);
    w.ask(w.alice, leave(units(4), w.alice));
    assert_eq!(within(&w, || Map::at(4).slot(w.alice).load()), n(0), "nothing leaves nothing behind");
    w.leave(w.alice, units(5));
    assert_eq!(within(&w, || Map::at(3).slot(w.alice).load()), n(0));
}

#[test]
fn the_last_epoch_takes_no_funds() {
    let w = World::funded();
    w.lose(units(100));
    within(&w, || {
        Slot::at(0).store(n(0xfffe) << 240);
        U256::ZERO
    });
    w.fund(w.alice, units(1));
    assert_eq!(w.totals(), (units(1), units(1), n(0xfffe)));
    w.lose(units(1));
    w.sync();
    assert_eq!(w.totals(), (n(0), n(0), n(0xffff)));
    w.refuses(w.alice, fund(units(1), w.alice), IBackstop::AmountTooLarge { amount: n(0xffff), most: n(0xfffe) });
    w.check();
}

/// The clock of notices has 32 bits, and goes on after they are full.
#[test]
fn a_notice_across_the_end_of_its_clock() {
    let w = World::funded();
    w.give_notice(w.alice, units(100));
    w.age(w.alice, NOW as u32); // given at zero
    w.age(w.alice, 14 * DAY); // given before, at the end of the clock
    let (_, from, until) = w.notice(w.alice);
    assert!(until < n(NOW.into()));
    let age = NOW + 14 * u64::from(DAY);
    assert_eq!(from, n((NOW + 14 * u64::from(DAY) - age).into()));
}
