//! Wrapping.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};

fn wrap(amount: U256) -> IWrapper::wrapCall {
    IWrapper::wrapCall { blEthAmount: amount }
}

#[test]
fn at_genesis_is_one_to_one() {
    let w = World::working();
    assert_eq!(w.wrap(w.alice, ether(2)), ether(2));
    assert_eq!((w.balance(w.alice), w.supply()), (ether(2), ether(2)));
    assert_eq!((w.held(), w.shares(w.alice)), (units(ether(2)), units(ether(4))));
}

#[test]
fn takes_whole_units_of_shares_for_no_more_than_the_amount() {
    let w = World::odd();
    let rate = w.rate();
    assert_ne!(rate.shares % rate.pooled, n(0), "a rate of many digits");
    for amount in [n(2), n(999), n(10).pow(n(17)) + n(7), ether(2)] {
        let (mine, held, his) = (w.shares(w.alice), w.held(), w.balance(w.alice));
        let minted = w.wrap(w.alice, amount);
        assert_eq!(minted, rate.minted_for(amount));
        assert_eq!((w.balance(w.alice) - his, mine - w.shares(w.alice)), (minted, units(minted)));
        assert_eq!(w.held() - held, units(minted));
        assert!(rate.value_up(minted) <= amount);
        assert!(rate.value_up(minted + n(1)) > amount, "one more would be too many");
    }
    assert_eq!(w.held(), units(w.supply()));
}

#[test]
fn tells_a_mint_and_no_deposit() {
    let w = World::odd();
    let seen = w.seen();
    let value = w.wrap(w.alice, n(123_456));
    let expected = IWrapper::Transfer { from: Address::ZERO, to: w.alice, value };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Transfer(expected)]);
    let expected = ILst::TransferShares { from: w.alice, to: w.wrapper.address(), sharesValue: units(value) };
    assert_eq!(w.last_of_lst::<ILst::TransferShares>(), expected);
}

#[test]
fn of_all_leaves_less_than_a_unit() {
    let w = World::odd();
    w.lst(w.alice, ILst::transferSharesCall { to: w.bob, sharesAmount: n(1_234_567_891) });
    let mine = w.shares(w.alice);
    let minted = w.wrap(w.alice, U256::MAX);
    assert_eq!(minted, mine / n(1_000_000_000));
    assert_eq!(w.shares(w.alice), mine - units(minted));
    assert!(w.shares(w.alice) > n(0) && w.shares(w.alice) < n(1_000_000_000));
}

#[test]
fn of_all_takes_no_more_than_is_allowed() {
    let w = World::odd();
    let (rate, allowed) = (w.rate(), n(123_456_789));
    w.allow(w.alice, allowed);
    let minted = w.wrap(w.alice, U256::MAX);
    assert_eq!(minted, rate.minted_for(allowed));
    assert_eq!(w.allowed(w.alice), allowed - rate.value_up(minted));
    let w = {
        drop(w);
        World::odd()
    };
    w.allow(w.alice, n(0));
    w.refuses(w.alice, wrap(U256::MAX), IWrapper::ZeroShares { amount: U256::MAX });
}

#[test]
fn spends_the_allowance_by_the_value_rounded_up() {
    let w = World::odd();
    w.allow(w.alice, n(1_000));
    let rate = w.rate();
    let minted = w.wrap(w.alice, n(1_000));
    assert_eq!(w.allowed(w.alice), n(1_000) - rate.value_up(minted));
}

#[test]
fn passes_on_what_bleth_refuses() {
    let w = World::odd();
    w.allow(w.alice, n(10));
    let (spender, needed) = (w.wrapper.address(), w.rate().value_up(w.rate().minted_for(n(1_000))));
    let error = ILst::ERC20InsufficientAllowance { spender, allowance: n(10), needed };
    w.refuses(w.alice, wrap(n(1_000)), error);
    let (shares, minted) = (w.shares(w.bob), w.rate().minted_for(ether(4)));
    let error = ILst::InsufficientShares { owner: w.bob, shares, needed: units(minted) };
    w.refuses(w.bob, wrap(ether(4)), error);
    assert_eq!((w.supply(), w.seen()), (n(0), 0));
}

#[test]
fn refuses_nothing_dust_and_what_is_too_wide() {
    let w = World::odd();
    w.refuses(w.alice, wrap(n(0)), IWrapper::ZeroAmount {});
    w.refuses(w.alice, wrap(n(1)), IWrapper::ZeroShares { amount: n(1) });
    for amount in [most(112) + n(1), U256::MAX - n(1)] {
        w.refuses(w.alice, wrap(amount), IWrapper::AmountTooLarge { amount, most: most(112) });
    }
    let error = IWrapper::AmountTooLarge { amount: w.rate().minted_for(most(112)), most: most(96) };
    w.refuses(w.alice, wrap(most(112)), error);
}

#[test]
fn goes_on_while_bleth_is_paused_or_a_loss_is_parked() {
    let w = World::odd();
    w.lst(w.owner, ILst::pauseStakingCall {});
    w.lst(w.owner, ILst::pauseRedemptionCall {});
    let minted = w.wrap(w.alice, ether(1));
    w.age(DAY);
    w.park(ether(2));
    assert_eq!(w.wrap(w.alice, ether(1)), w.rate().minted_for(ether(1)));
    w.unwrap(w.alice, minted);
}

#[test]
fn when_everything_is_lost_has_no_rate() {
    let w = World::wrapped();
    w.age(DAY);
    w.ruin();
    w.refuses(w.alice, wrap(n(1_000)), alloy_sol_types::Panic { code: n(0x11) });
}
