//! Whatever happens in whatever order: what shares are worth is booked, what is booked is held, and nobody profits
//! from funding and leaving around income or a loss.

use crate::world::*;
use alloy_primitives::{Address, U256};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Fund(usize, u128),
    /// Of the account's shares, in 1/255.
    Leave(usize, u8),
    Earn(u128),
    /// Of what is booked, in 1/255.
    Lose(u8),
    Donate(u128),
    Sync,
}

/// Amounts of every length.
fn amount() -> impl Strategy<Value = u128> {
    (0..80_u32, any::<u128>()).prop_map(|(bits, raw)| raw >> (127 - bits))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, amount()).prop_map(|(who, assets)| Step::Fund(who, assets)),
        3 => (0..3_usize, any::<u8>()).prop_map(|(who, part)| Step::Leave(who, part)),
        2 => amount().prop_map(Step::Earn),
        2 => prop_oneof![any::<u8>(), Just(254), Just(255)].prop_map(Step::Lose),
        1 => amount().prop_map(Step::Donate),
        1 => Just(Step::Sync),
    ]
}

fn run(w: &World, step: &Step) {
    match *step {
        Step::Fund(who, assets) => fund_if_worth(w, w.people()[who], n(assets)),
        Step::Leave(who, part) => {
            let who = w.people()[who];
            let shares = w.shares(who) * n(part.into()) / n(255);
            if !shares.is_zero() {
                leave_exactly(w, who, shares);
            }
        }
        Step::Earn(income) => w.earn(n(income)),
        Step::Lose(part) => {
            let not_booked = w.held(w.vault.address()) - w.totals().0.min(w.held(w.vault.address()));
            w.lose(not_booked + w.totals().0 * n(part.into()) / n(255));
        }
        Step::Donate(assets) => w.donate(n(assets)),
        Step::Sync => w.sync(),
    }
}

/// As previewed; nothing is funded for no shares.
fn fund_if_worth(w: &World, who: Address, assets: U256) {
    let preview = w.ask(who, ballast_backstop::interface::IBackstop::previewFundCall { assets }).shares;
    if !preview.is_zero() {
        assert_eq!(w.fund(who, assets), preview);
    }
}

fn leave_exactly(w: &World, who: Address, shares: U256) {
    let preview = w.ask(who, ballast_backstop::interface::IBackstop::previewLeaveCall { shares }).assets;
    assert_eq!(w.leave(who, shares), preview);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_worth_is_booked_and_what_is_booked_is_held(steps in prop::collection::vec(step(), 1..24)) {
        let w = World::new();
        for step in &steps {
            run(&w, step);
            w.check();
        }
    }

    /// Funding and leaving at once pays nobody, at whatever rate, and costs others nothing.
    #[test]
    fn funding_and_leaving_never_profits(steps in prop::collection::vec(step(), 0..12), assets in amount()) {
        let w = World::new();
        for step in &steps {
            run(&w, step);
        }
        w.sync();
        let others = [w.alice, w.bob].map(|one| w.assets(one));
        let (before, had) = (w.held(w.carol), w.shares(w.carol));
        let worth = w.assets(w.carol);
        fund_if_worth(&w, w.carol, n(assets));
        let shares = w.shares(w.carol) - had;
        if !shares.is_zero() {
            w.leave(w.carol, shares);
        }
        prop_assert!(w.held(w.carol) <= before);
        prop_assert!(w.assets(w.carol) >= worth);
        prop_assert!(w.assets(w.alice) >= others[0] && w.assets(w.bob) >= others[1]);
    }

    /// Funds that come after income get none of it, and those that come after a loss bear none of it.
    #[test]
    fn only_those_who_were_there_earn_and_lose(
        first in 1..1u128 << 79, income in amount(), part in any::<u8>(), late in 1..1u128 << 79,
    ) {
        let w = World::new();
        w.fund(w.alice, n(first));
        run(&w, &Step::Lose(part));
        w.earn(n(income));
        fund_if_worth(&w, w.bob, n(late));
        let (assets, shares, _) = w.totals();
        let price = assets / shares.max(U256::ONE);
        prop_assert!(w.assets(w.bob) <= n(late), "none of the income");
        if !w.shares(w.bob).is_zero() {
            // A rounding of a share, and what virtual assets count after a loss.
            prop_assert!(w.assets(w.bob) + price + n(1_000_003) >= n(late), "none of the loss");
        }
    }
}
