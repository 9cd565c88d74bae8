//! Leaving: fourteen days, and not while bad debt is known.

use crate::world::*;
use alloy_primitives::U256;
use ballast_backstop::interface::IBackstop;
use ballast_market::interface::IMarket;
use ballast_scenarios::*;

fn leave(world: &World, shares: U256) -> IBackstop::leaveCall {
    IBackstop::leaveCall { shares, receiver: world.w.alice }
}

#[test]
fn takes_fourteen_days_and_has_to_follow_within_three() {
    let world = World::lent();
    let (alice, shares) = (world.w.alice, world.fund(100));
    world.ask(alice, IBackstop::giveNoticeCall { shares });
    world.age(14 * DAY - 1);
    let _: IBackstop::NotNow = world.fails(alice, leave(&world, shares));
    world.age(1);
    let before = world.w.see(IMarket::balanceOfCall { account: alice })._0;
    let preview = world.ask(alice, IBackstop::previewLeaveCall { shares: shares / n(2) }).assets;
    let paid = world.ask(alice, leave(&world, shares / n(2))).assets;
    assert_eq!(paid, preview);
    assert!(paid > shares / n(2), "it earned meanwhile");
    assert_eq!(world.w.see(IMarket::balanceOfCall { account: alice })._0, before + paid);
    world.age(3 * DAY + 1);
    let _: IBackstop::NotNow = world.fails(alice, leave(&world, n(1)));
    world.check();
}

#[test]
fn stops_while_bad_debt_is_known_and_takes_its_part_of_it() {
    let world = World::lent();
    let (w, alice, shares) = (&world.w, world.w.alice, world.fund(100));
    world.ask(alice, IBackstop::giveNoticeCall { shares });
    world.age(14 * DAY);
    world.slash();
    world.ask(w.carol, IBackstop::flagCall { account: w.bob });
    let error: IBackstop::BadDebtPending = world.fails(alice, leave(&world, shares));
    assert_eq!(error.accounts, n(1));
    let _: IBackstop::StillShort = world.fails(alice, IBackstop::unflagCall { account: w.bob });
    let borne = world.liquidate();
    let _: IBackstop::BadDebtPending = world.fails(alice, leave(&world, shares));
    world.ask(w.carol, IBackstop::unflagCall { account: w.bob });
    let paid = world.ask(alice, leave(&world, shares)).assets;
    assert_eq!(paid, n(100 * SHARES) - borne[1].shares, "all that is left");
    assert_eq!(world.totals().shares, U256::ZERO);
    world.check();
}
