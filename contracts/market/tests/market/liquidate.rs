//! `liquidate`, with a judge that says what comes of it.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_market::interface::{
    IMarket::{
        self, ERC20InvalidReceiver, InsufficientCollateral, NoDebt, RiskCallFailed, SeizedTooLittle, TokenCallFailed,
        TransferShort, UnknownCollateral, ZeroAmount,
    },
    IRisk,
};
use ballast_test_support::{JudgeMode, TokenMode};

/// By Carol, of Bob's gold.
fn order(w: &World) -> IMarket::liquidateCall {
    liquidate(w.bob, w.gold.address(), w.carol)
}

#[test]
fn repays_and_seizes() {
    let w = World::lent();
    w.sentence(ether(10), ether(12), false);
    let (weth, gold) = (w.held(&w.weth, w.carol), w.held(&w.gold, w.alice));
    let call = IMarket::liquidateCall { receiver: w.alice, minSeize: ether(12), ..order(&w) };
    let answer = w.ask(w.carol, call);
    assert_eq!((answer.repaid, answer.seized), (ether(10), ether(12)));
    assert_eq!(weth - w.held(&w.weth, w.carol), ether(10));
    assert_eq!(w.held(&w.gold, w.alice) - gold, ether(12));
    assert_eq!((w.debt(w.bob), w.units(w.bob, w.gold.address())), (ether(30), ether(38)));
    assert_eq!(w.totals().idle, ether(70));
    w.emitted(IMarket::Liquidate {
        caller: w.carol,
        account: w.bob,
        asset: w.gold.address(),
        repaid: ether(10),
        repaidShares: n(10 * ETHER * SHARES),
        seized: ether(12),
        healthWad: n(ETHER * 9 / 10),
    });
    w.check();
}

#[test]
fn asks_the_judge_about_the_debt_with_interest() {
    let w = World::odd();
    w.ask(w.bob, supply(w.silver.address(), n(9), w.bob));
    w.sentence(ether(10), n(5), false);
    let debt = w.debt(w.bob);
    let call = IMarket::liquidateCall { maxRepay: ether(11), asset: w.silver.address(), ..order(&w) };
    w.ask(w.carol, call);
    let expected = IRisk::liquidationCall {
        holdings: vec![ether(50), U256::from(1) << 248 | n(9)],
        debt,
        index: n(1),
        maxRepay: ether(11),
        minDebt: n(LEAST_DEBT),
    };
    assert_eq!(w.judge.sender(w.carol).asked(), expected.abi_encode());
    assert_eq!(w.units(w.bob, w.silver.address()), n(4));
    w.check();
}

#[test]
fn all_the_debt_leaves_no_dust() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    w.sentence(debt, ether(49), true);
    let answer = w.ask(w.carol, order(&w));
    assert_eq!(answer.repaid, debt);
    assert_eq!(w.debt_shares(w.bob), U256::ZERO);
    assert_eq!(w.units(w.bob, w.gold.address()), ether(1));
    assert_eq!(w.totals().debtShares, U256::ZERO);
    w.check();
}

#[test]
fn a_judge_cannot_take_more_than_the_debt() {
    let w = World::odd();
    let debt = w.debt(w.bob);
    w.sentence(U256::MAX, ether(1), false);
    assert_eq!(w.ask(w.carol, order(&w)).repaid, debt);
    w.check();
}

#[test]
fn a_judge_cannot_seize_more_than_there_is() {
    let w = World::lent();
    w.sentence(ether(1), ether(50) + n(1), false);
    let error: InsufficientCollateral = w.fails(w.carol, order(&w));
    let asset = w.gold.address();
    assert_eq!(error, InsufficientCollateral { asset, units: ether(50), needed: ether(50) + n(1) });
}

#[test]
fn seizing_all_closes_the_slot() {
    let w = World::lent();
    w.sentence(ether(10), ether(50), false);
    w.ask(w.carol, order(&w));
    w.sentence(ether(10), U256::ZERO, false);
    w.ask(w.carol, order(&w));
    let asked = w.judge.sender(w.carol).asked();
    assert_eq!(&asked[4 + 32 * 5..], [0; 32], "no holdings are left to tell of");
}

#[test]
fn anybody_may_even_the_borrower() {
    let w = World::lent();
    w.sentence(ether(10), ether(10), false);
    w.ask(w.bob, IMarket::liquidateCall { receiver: w.bob, ..order(&w) });
    assert_eq!((w.debt(w.bob), w.units(w.bob, w.gold.address())), (ether(30), ether(40)));
    w.check();
}

#[test]
fn the_caller_bounds_what_he_gets() {
    let w = World::lent();
    w.sentence(ether(10), ether(12), false);
    let call = IMarket::liquidateCall { minSeize: ether(12) + n(1), ..order(&w) };
    let error: SeizedTooLittle = w.fails(w.carol, call);
    assert_eq!(error, SeizedTooLittle { seized: ether(12), least: ether(12) + n(1) });
}

#[test]
fn passes_on_what_the_judge_says() {
    let w = World::lent();
    w.judge.sender(w.owner).set_mode(JudgeMode::Refuses);
    assert_eq!(w.fails::<IRisk::Healthy>(w.carol, order(&w)).healthWad, ether(2));
    w.judge.sender(w.owner).set_mode(JudgeMode::AnswersShort);
    assert_eq!(w.fails::<RiskCallFailed>(w.carol, order(&w)).risk, w.judge.address());
    assert_eq!(w.debt(w.bob), ether(40));
    w.check();
}

#[test]
fn refuses_what_is_not_there() {
    let w = World::lent();
    let call = IMarket::liquidateCall { borrower: w.alice, ..order(&w) };
    assert_eq!(w.fails::<NoDebt>(w.carol, call).account, w.alice);
    let call = IMarket::liquidateCall { asset: w.weth.address(), ..order(&w) };
    assert_eq!(w.fails::<UnknownCollateral>(w.carol, call).asset, w.weth.address());
    w.sentence(U256::ZERO, U256::ZERO, false);
    w.fails::<ZeroAmount>(w.carol, order(&w));
}

#[test]
fn worthless_collateral_goes_for_nothing() {
    let w = World::lent();
    w.sentence(U256::ZERO, ether(50), false);
    let answer = w.ask(w.carol, order(&w));
    assert_eq!((answer.repaid, answer.seized), (U256::ZERO, ether(50)));
    assert_eq!(w.debt(w.bob), ether(40));
    w.check();
}

#[test]
fn refuses_bad_receivers_and_tokens() {
    let w = World::lent();
    w.sentence(ether(10), ether(12), false);
    let call = IMarket::liquidateCall { receiver: Address::ZERO, ..order(&w) };
    assert_eq!(w.fails::<ERC20InvalidReceiver>(w.carol, call).receiver, Address::ZERO);
    w.weth.sender(w.owner).set_mode(TokenMode::TakesFee);
    w.fails::<TransferShort>(w.carol, order(&w));
    w.weth.sender(w.owner).set_mode(TokenMode::Standard);
    w.gold.sender(w.owner).set_mode(TokenMode::SaysFalse);
    w.fails::<TokenCallFailed>(w.carol, order(&w));
    w.check();
}

#[test]
fn seized_units_stay_here_where_the_market_is_the_receiver() {
    let w = World::lent();
    let gold = w.gold.address();
    w.sentence(ether(10), ether(12), false);
    let before = w.held(&w.gold, w.market.address());
    let answer = w.ask(w.carol, IMarket::liquidateCall { receiver: w.market.address(), ..order(&w) });
    assert_eq!((answer.repaid, answer.seized), (ether(10), ether(12)));
    assert_eq!((w.units(w.bob, gold), w.units(w.carol, gold)), (ether(38), ether(12)));
    assert_eq!(w.total_units(gold), ether(50));
    assert_eq!(w.held(&w.gold, w.market.address()), before, "no token moves");
    w.emitted(IMarket::SupplyCollateral { caller: w.carol, account: w.carol, asset: gold, units: ether(12) });
    w.ask(w.carol, take(gold, U256::MAX, w.carol));
    w.check();
}

/// Of his own account, by himself: he pays, and has what he had.
#[test]
fn the_borrower_himself_can_keep_them() {
    let w = World::lent();
    w.sentence(ether(10), ether(12), false);
    w.ask(w.bob, IMarket::liquidateCall { receiver: w.market.address(), ..order(&w) });
    assert_eq!((w.debt(w.bob), w.units(w.bob, w.gold.address())), (ether(30), ether(50)));
    w.check();
}

#[test]
fn to_keep_them_takes_a_slot() {
    let w = World::lent();
    w.ask(w.carol, supply(w.silver.address(), n(7), w.carol));
    w.sentence(ether(10), ether(12), false);
    w.ask(w.carol, IMarket::liquidateCall { receiver: w.market.address(), ..order(&w) });
    let data = w.see(IMarket::accountDataCall { account: w.carol });
    assert_eq!(data.holdings, [U256::from(1) << 248 | n(7), ether(12)]);
    assert_eq!((data.debtShares, data.overCap), (U256::ZERO, false));
    w.check();
}
