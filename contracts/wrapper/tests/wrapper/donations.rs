//! Donations are inert: what is sent here by mistake changes no rate, and belongs to the treasury.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper;
use motsu::prelude::*;

/// All that depends on the rate.
fn figures(w: &World) -> Vec<U256> {
    let round = w.ask(w.bob, IWrapper::latestRoundDataCall {});
    vec![
        w.ask(w.bob, IWrapper::blEthPerTokenCall {})._0,
        w.ask(w.bob, IWrapper::tokensPerBlEthCall {})._0,
        w.ask(w.bob, IWrapper::totalAssetsCall {})._0,
        w.ask(w.bob, IWrapper::maxDepositCall { receiver: w.bob }).assets,
        w.ask(w.bob, IWrapper::maxWithdrawCall { owner: w.alice }).assets,
        w.ask(w.bob, IWrapper::previewMintCall { shares: ether(1) }).assets,
        round.answer.into_raw(),
        round.updatedAt,
        w.supply(),
    ]
}

fn donate(w: &World, shares: U256) {
    w.lst(w.bob, ILst::transferSharesCall { to: w.wrapper.address(), sharesAmount: shares });
    w.wrapper.fund(ether(7));
}

#[test]
fn i03_of_shares_and_ether_change_no_figure() {
    let w = World::wrapped();
    let before = figures(&w);
    donate(&w, units(ether(1)) + n(123));
    assert_eq!(figures(&w), before);
    let (mine, all) = (w.shares(w.alice), w.balance(w.alice));
    w.unwrap(w.alice, all);
    assert_eq!(w.shares(w.alice) - mine, units(all));
}

#[test]
fn i02_to_an_empty_wrapper_cost_the_next_depositor_nothing() {
    let w = World::odd();
    w.wrap(w.bob, n(2));
    donate(&w, units(ether(1)));
    let (rate, mine) = (w.rate(), w.shares(w.alice));
    let minted = w.wrap(w.alice, milli(1));
    assert_eq!(minted, rate.minted_for(milli(1)));
    w.unwrap(w.alice, minted);
    assert_eq!(w.shares(w.alice), mine);
}

#[test]
fn of_wbleth_to_the_wrapper_are_refused() {
    let w = World::wrapped();
    let receiver = w.wrapper.address();
    let call = IWrapper::transferCall { to: receiver, value: n(1) };
    w.refuses(w.alice, call, IWrapper::ERC20InvalidReceiver { receiver });
}
