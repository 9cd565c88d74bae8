//! `sync`: losses first, then income, of the funders' part alone.

use crate::world::*;
use ballast_backstop::interface::IBackstop;

#[test]
fn books_the_funders_part_of_the_reserves() {
    let w = World::funded();
    w.market.sender(w.bob).earn(units(10));
    assert_eq!(w.totals(), (units(102), units(100), n(0)), "seen before it is booked");
    assert!(w.events::<IBackstop::Income>().is_empty());
    w.sync();
    w.emitted(IBackstop::Income { assets: units(2) });
    assert_eq!(w.totals(), (units(102), units(100), n(0)));
    assert_eq!(w.held(w.vault.address()), units(110), "the rest stays here");
    w.sync();
    assert_eq!(w.events::<IBackstop::Income>().len(), 1);
    w.check();
}

#[test]
fn rounds_the_part_down() {
    let w = World::funded();
    w.market.sender(w.bob).earn(n(4));
    w.sync();
    assert!(w.events::<IBackstop::Income>().is_empty(), "a fifth of four");
    w.market.sender(w.bob).earn(n(9));
    w.sync();
    w.emitted(IBackstop::Income { assets: n(1) });
}

#[test]
fn books_losses_beyond_what_is_not_booked() {
    let w = World::funded();
    w.earn(units(1)); // five in all
    w.sync();
    w.lose(units(4));
    w.sync();
    assert!(w.events::<IBackstop::Lost>().is_empty(), "the rest of the reserves");
    w.lose(units(11));
    assert_eq!(w.totals(), (units(90), units(100), n(0)), "seen before it is booked");
    w.sync();
    w.emitted(IBackstop::Lost { assets: units(11) });
    assert_eq!(w.totals(), (units(90), units(100), n(0)));
    w.check();
}

#[test]
fn books_income_after_a_loss_whole() {
    let w = World::funded();
    w.lose(units(40));
    w.earn(units(5));
    w.sync();
    w.emitted(IBackstop::Lost { assets: units(40) });
    w.emitted(IBackstop::Income { assets: units(5) });
    assert_eq!(w.totals(), (units(65), units(100), n(0)));
}

#[test]
fn income_without_shares_is_nobodys() {
    let w = World::new();
    w.earn(units(5));
    assert_eq!(w.totals(), (n(0), n(0), n(0)));
    assert_eq!(w.fund(w.alice, units(100)), units(100), "one to one");
    assert!(w.events::<IBackstop::Income>().is_empty());
    assert_eq!(w.assets(w.alice), units(100));
    assert_eq!(w.held(w.vault.address()), units(125));
    w.lose(units(25));
    assert_eq!(w.assets(w.alice), units(100), "it is lost first");
    w.check();
}

#[test]
fn comes_to_the_same_whenever_it_is_done() {
    let run = |often: bool| {
        let w = World::odd();
        for (earned, lost) in [(3, 0), (0, 20), (7, 1), (2, 90)] {
            w.lose(units(lost));
            if often {
                w.sync();
            }
            w.earn(units(earned));
            if often {
                w.sync();
            }
        }
        w.sync();
        w.check();
        w.totals()
    };
    let (often, seldom) = (run(true), run(false));
    assert_eq!(often.2, seldom.2);
    assert!(often.0 >= seldom.0, "the rest of what was collected bears a loss before the funders' part");
}

#[test]
fn is_done_by_every_call_on_shares_and_notices() {
    let w = World::funded();
    let incomes = || w.events::<IBackstop::Income>().len();
    w.earn(units(1));
    w.fund(w.bob, units(1));
    assert_eq!(incomes(), 1);
    w.earn(units(1));
    w.give_notice(w.alice, units(2));
    assert_eq!(incomes(), 2);
    w.earn(units(1));
    w.age(w.alice, 14 * DAY);
    w.ask(w.alice, leave(units(1), w.alice));
    assert_eq!(incomes(), 3);
    w.earn(units(1));
    w.ask(w.alice, IBackstop::cancelNoticeCall {});
    assert_eq!(incomes(), 4);
}

#[test]
fn late_funds_get_none_of_earlier_income_and_bear_no_earlier_loss() {
    let w = World::funded();
    w.earn(units(50));
    w.fund(w.bob, units(100));
    assert!(w.assets(w.bob) <= units(100) && w.assets(w.bob) + n(3) >= units(100), "{}", w.assets(w.bob));
    w.lose(units(40) + units(200)); // what is not booked first
    w.fund(w.carol, units(100));
    assert!(w.assets(w.carol) <= units(100) && w.assets(w.carol) + n(1_000_002) >= units(100));
    w.check();
}
