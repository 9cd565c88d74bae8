//! What can be read, and how it is rounded.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;

fn down(w: &World, shares: U256) -> U256 {
    w.ask(w.bob, ILst::getPooledEthBySharesCall { sharesAmount: shares })._0
}

fn up(w: &World, shares: U256) -> U256 {
    w.ask(w.bob, ILst::getPooledEthBySharesRoundUpCall { sharesAmount: shares })._0
}

fn shares_by(w: &World, amount: U256) -> U256 {
    w.ask(w.bob, ILst::getSharesByPooledEthCall { ethAmount: amount })._0
}

#[test]
fn name_the_token() {
    let w = World::new();
    assert_eq!(w.ask(w.bob, ILst::nameCall {})._0, "Ballast Ether");
    assert_eq!(w.ask(w.bob, ILst::symbolCall {})._0, "blETH");
    assert_eq!(w.ask(w.bob, ILst::decimalsCall {})._0, 18);
}

#[test]
fn convert_at_genesis() {
    let w = World::new();
    assert_eq!(shares_by(&w, n(7)), n(7_000_000_000));
    assert_eq!((down(&w, n(6_999_999_999)), up(&w, n(6_999_999_999))), (n(6), n(7)));
    assert_eq!((down(&w, n(7_000_000_000)), up(&w, n(7_000_000_000))), (n(7), n(7)));
    assert_eq!((shares_by(&w, n(0)), down(&w, n(0)), up(&w, n(0))), (n(0), n(0), n(0)));
}

#[test]
fn convert_with_the_rounding_that_they_name() {
    let w = World::odd();
    let (pool, all) = (w.pooled(), w.total_shares());
    for amount in [n(1), n(123_456_789), ether(3) + n(1), pool] {
        assert_eq!(shares_by(&w, amount), mul_div_down(amount, all, pool));
    }
    for shares in [n(1), n(123_456_789_012), at_genesis(ether(3)) + n(1), all] {
        assert_eq!(down(&w, shares), mul_div_down(shares, pool, all));
        assert_eq!(up(&w, shares), mul_div_up(shares, pool, all));
    }
    assert_eq!(up(&w, n(1)), n(1));
}

#[test]
fn refuse_amounts_too_wide() {
    let w = World::odd();
    let (amount, most) = (most_ether() + n(1), most_ether());
    w.refuses(w.bob, ILst::getSharesByPooledEthCall { ethAmount: amount }, ILst::AmountTooLarge { amount, most });
    let (amount, most) = (n(u128::MAX) + n(1), n(u128::MAX));
    let error = || ILst::AmountTooLarge { amount, most };
    w.refuses(w.bob, ILst::getPooledEthBySharesCall { sharesAmount: amount }, error());
    w.refuses(w.bob, ILst::getPooledEthBySharesRoundUpCall { sharesAmount: amount }, error());
    assert_eq!(down(&w, most), mul_div_down(most, w.pooled(), w.total_shares()));
}

#[test]
fn of_a_result_too_wide_panic_as_solidity_does() {
    let w = World::new();
    let error = alloy_sol_types::Panic { code: n(0x11) };
    w.refuses(w.bob, ILst::getSharesByPooledEthCall { ethAmount: most_ether() }, error);
}

#[test]
fn of_the_pool_agree() {
    let w = World::odd();
    let rate = w.ask(w.bob, ILst::rateDataCall {});
    assert_eq!(rate.pooledEther, w.ask(w.bob, ILst::getTotalPooledEtherCall {})._0);
    assert_eq!(rate.pooledEther, w.pooled());
    assert_eq!(rate.totalShares, w.total_shares());
    assert_eq!(rate.reportedAt, n((NOW - 57_601).into()));
    assert_eq!(w.balance(w.alice), down(&w, w.shares(w.alice)));
    assert_eq!(w.buffer(), w.ask(w.bob, ILst::getBufferedEtherCall {})._0);
}

#[test]
fn move_with_the_clock() {
    let w = World::working();
    w.gain(milli(500));
    let (balance, shares) = (w.balance(w.alice), w.shares(w.alice));
    w.age(12 * HOUR);
    assert_eq!((w.pooled(), w.shares(w.alice)), (milli(10_275), shares));
    assert_eq!(w.balance(w.alice), mul_div_down(balance, milli(10_275), milli(10_050)));
    assert_eq!(w.ask(w.bob, ILst::rateDataCall {}).pooledEther, milli(10_275));
    assert_eq!(shares_by(&w, milli(10_275)), w.total_shares());
}

#[test]
fn of_columns_sum_to_the_pool_and_what_has_not_vested() {
    let w = World::working();
    w.gain(milli(500));
    w.redeem(w.alice, ether(1));
    for _ in 0..5 {
        let columns = w.columns();
        let vesting = w.ask(w.bob, ILst::vestingCall {});
        let elapsed = n(NOW.into()) - vesting.startsAt;
        let unvested = vesting.unvested - mul_div_down(vesting.unvested, elapsed.min(vesting.period), vesting.period);
        assert_eq!(columns.buffer + columns.inFlight + columns.validators, w.pooled() + unvested);
        w.age(7 * HOUR);
    }
    assert_eq!(w.pooled(), milli(9_500));
}

#[test]
fn of_balances_never_sum_to_more_than_the_supply() {
    let w = World::odd();
    w.stake(w.bob, n(1_234_567));
    w.ask(w.alice, ILst::transferCall { to: w.oracle, value: n(7_654_321) });
    let holders = [w.alice, w.bob, w.oracle, w.treasury, w.operators, DEAD];
    let sum: U256 = holders.iter().map(|holder| w.balance(*holder)).sum();
    assert!(sum <= w.pooled() && sum + n(6) > w.pooled());
    let shares: U256 = holders.iter().map(|holder| w.shares(*holder)).sum();
    assert_eq!(shares, w.total_shares());
}
