//! What is sent to the vault changes nobody's share price (I02, I03).

use crate::world::*;
use ballast_backstop::interface::IBackstop;

#[test]
fn i02_a_donation_changes_no_view() {
    let w = World::odd();
    w.give_notice(w.alice, units(1));
    let look = || {
        let preview = w.ask(w.bob, IBackstop::previewFundCall { assets: units(1) }).shares;
        let back = w.ask(w.bob, IBackstop::previewLeaveCall { shares: units(1) }).assets;
        (w.totals(), w.people().map(|one| (w.assets(one), w.shares(one), w.notice(one))), preview, back)
    };
    let (before, incomes) = (look(), w.events::<IBackstop::Income>().len());
    w.donate(units(1_000));
    assert_eq!(look(), before);
    w.sync();
    assert_eq!(look(), before);
    assert_eq!(w.events::<IBackstop::Income>().len(), incomes);
}

#[test]
fn i02_a_donation_is_lost_first() {
    let w = World::funded();
    w.donate(units(30));
    w.lose(units(30));
    w.sync();
    assert_eq!(w.totals().0, units(100));
    w.lose(n(1));
    w.sync();
    assert_eq!(w.totals().0, units(100) - n(1));
    w.check();
}

#[test]
fn i03_a_donation_before_the_first_funder_takes_nothing_from_the_second() {
    let w = World::new();
    w.fund(w.alice, n(1));
    w.donate(units(1_000));
    assert_eq!(w.fund(w.bob, units(1)), units(1));
    assert_eq!((w.assets(w.alice), w.assets(w.bob)), (n(1), units(1)));
    w.check();
}

/// Income is the only way to raise the rate, and a first funder of one wei gets a millionth of it.
#[test]
fn i03_a_first_funder_of_a_wei_robs_the_second_of_a_millionth_of_the_income_at_most() {
    let w = World::new();
    w.fund(w.alice, n(1));
    w.earn(units(500));
    w.sync();
    let price = (w.totals().0 + n(1_000_000)) / n(1_000_001);
    assert!(price <= units(500) / n(1_000_000) + n(2));
    assert!(w.assets(w.alice) <= price + n(1), "a millionth of the income");
    for assets in [price * n(3) / n(2), units(1), units(777)] {
        let before = w.assets(w.bob);
        w.fund(w.bob, assets);
        let got = w.assets(w.bob) - before;
        assert!(got <= assets + n(1) && assets - got.min(assets) <= price + n(2), "{assets} became {got}");
        assert!(w.assets(w.alice) <= price + price / n(1_000) + n(2), "the first gains next to nothing");
    }
    w.check();
}
