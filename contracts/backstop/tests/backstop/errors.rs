//! Every typed error that other files do not show, with its numbers.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_backstop::interface::{IBackstop, IMarket};

fn give(shares: U256) -> IBackstop::giveNoticeCall {
    IBackstop::giveNoticeCall { shares }
}

/// Alice may leave.
fn leaving() -> World {
    let w = World::odd();
    w.give_notice(w.alice, units(10));
    w.age(w.alice, 14 * DAY);
    w
}

#[test]
fn nothing_is_refused() {
    let w = leaving();
    w.refuses(w.bob, fund(n(0), w.bob), IBackstop::ZeroAmount {});
    w.refuses(w.bob, give(n(0)), IBackstop::ZeroAmount {});
    w.refuses(w.alice, leave(n(0), w.alice), IBackstop::ZeroAmount {});
}

#[test]
fn receivers_that_could_do_nothing() {
    let w = leaving();
    for receiver in [Address::ZERO, w.vault.address(), w.market.address()] {
        w.refuses(w.bob, fund(units(1), receiver), IBackstop::ZeroAddress {});
        w.refuses(w.alice, leave(units(1), receiver), IBackstop::ZeroAddress {});
    }
}

#[test]
fn too_few_shares() {
    let w = leaving();
    let shares = w.ask(w.bob, IBackstop::previewFundCall { assets: units(1) }).shares;
    let call = |min| IBackstop::fundCall { minShares: min, ..fund(units(1), w.bob) };
    w.refuses(w.bob, call(shares + n(1)), IBackstop::TooFewShares { shares, least: shares + n(1) });
    assert_eq!(w.ask(w.bob, call(shares)).shares, shares);
}

#[test]
fn no_shares_at_all() {
    let w = World::new();
    w.fund(w.alice, n(1));
    w.earn(units(1));
    let assets = units(1) / n(1_000_001);
    w.refuses(w.bob, fund(assets, w.bob), IBackstop::ZeroShares { assets });
    assert_eq!(w.ask(w.bob, IBackstop::previewFundCall { assets }).shares, n(0));
}

#[test]
fn amounts_beyond_their_bits() {
    let w = World::funded();
    let most = n((1 << 112) - 1);
    let too_large = |amount, most| IBackstop::AmountTooLarge { amount, most };
    w.refuses(w.bob, fund(most + n(1), w.bob), too_large(most + n(1), most));
    w.refuses(w.bob, fund(U256::MAX, w.bob), too_large(U256::MAX, most));
    w.refuses(w.bob, fund(most, w.bob), too_large(most, most - units(100)));
    w.refuses(w.bob, IBackstop::previewFundCall { assets: U256::MAX }, too_large(U256::MAX, most));
    w.refuses(w.bob, IBackstop::previewLeaveCall { shares: U256::MAX }, too_large(U256::MAX, units(100)));
    let more = units(100) + n(1);
    w.refuses(w.bob, IBackstop::previewLeaveCall { shares: more }, too_large(more, units(100)));
}

#[test]
fn shares_beyond_their_bits() {
    let w = World::new();
    let assets = U256::ONE << 111;
    w.market.sender(w.alice).mint(w.alice, assets);
    w.fund(w.alice, assets);
    w.lose(assets - (assets >> 24));
    let (booked, total, _) = w.totals();
    let shares = (assets >> 5) * (total + n(1_000_000)) / (booked + n(1_000_000));
    w.market.sender(w.alice).mint(w.bob, assets);
    let room = U256::from(u128::MAX) - total;
    w.refuses(w.bob, fund(assets >> 5, w.bob), IBackstop::AmountTooLarge { amount: shares, most: room });
}

#[test]
fn shares_that_an_account_has_not() {
    let w = leaving();
    let short = |needed| IBackstop::InsufficientShares { account: w.alice, shares: units(100), needed };
    w.refuses(w.alice, give(units(100) + n(1)), short(units(100) + n(1)));
    w.refuses(w.alice, give(U256::MAX), short(U256::MAX));
    let short = |needed| IBackstop::InsufficientShares { account: w.alice, shares: units(10), needed };
    w.refuses(w.alice, leave(U256::MAX, w.alice), short(U256::MAX));
}

#[test]
fn what_the_market_says_is_passed_on() {
    let w = leaving();
    let poor = someone("poor");
    let none = IMarket::ERC20InsufficientAllowance { spender: w.vault.address(), allowance: n(0), needed: n(1) };
    w.refuses(poor, fund(n(1), poor), none);
    let held = w.held(w.bob);
    let none = IMarket::ERC20InsufficientBalance { sender: w.bob, balance: held, needed: held + n(1) };
    w.refuses(w.bob, fund(held + n(1), w.bob), none);
}

#[test]
fn a_market_that_does_not_do_as_it_is_asked() {
    let w = leaving();
    let failed = || IBackstop::CallFailed { callee: w.market.address() };
    for mode in [MarketMode::SaysFalse, MarketMode::Mute, MarketMode::Keeps, MarketMode::Gives] {
        w.market.sender(w.bob).set_mode(mode);
        w.refuses(w.bob, fund(units(1), w.bob), failed());
    }
    for mode in [MarketMode::SaysFalse, MarketMode::Mute] {
        w.market.sender(w.bob).set_mode(mode);
        w.refuses(w.alice, leave(units(1), w.alice), failed());
    }
    for mode in [MarketMode::Short, MarketMode::Vast] {
        w.market.sender(w.bob).set_mode(mode);
        w.refuses(w.bob, IBackstop::syncCall {}, failed());
        w.refuses(w.bob, IBackstop::totalsCall {}, failed());
        w.refuses(w.bob, IBackstop::sharesOfCall { account: w.bob }, failed());
    }
    w.market.sender(w.bob).set_mode(MarketMode::Standard);
    w.check();
}
