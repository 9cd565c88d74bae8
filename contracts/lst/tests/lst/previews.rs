//! Previews and bounds equal what execution does in the same block.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;

fn preview_stake(amount: U256) -> ILst::previewStakeCall {
    ILst::previewStakeCall { amount }
}

fn preview_redeem(amount: U256) -> ILst::previewRedeemCall {
    ILst::previewRedeemCall { amount }
}

fn preview_shares(shares: U256) -> ILst::previewRedeemSharesCall {
    ILst::previewRedeemSharesCall { sharesAmount: shares }
}

/// A rate and a fee of many digits.
fn sloped() -> World {
    let w = World::odd();
    w.ask(w.owner, ILst::setRedemptionCall { target: milli(4_321), feeMinPpm: n(17), feeMaxPpm: n(9_973) });
    w
}

#[test]
fn of_staking() {
    let w = sloped();
    for amount in [n(1), n(12_345), milli(1_777)] {
        let expected = w.ask(w.bob, preview_stake(amount)).shares;
        assert_eq!(w.stake(w.bob, amount), expected);
        assert!(expected > n(0));
    }
    assert_eq!(w.ask(w.bob, preview_stake(n(0))).shares, n(0));
}

#[test]
fn of_redemption() {
    let w = sloped();
    for amount in [n(1), n(12_345), milli(1_777)] {
        let expected = w.ask(w.bob, preview_redeem(amount)).paid;
        assert_eq!(w.redeem(w.alice, amount), expected);
    }
}

#[test]
fn of_redemption_by_shares() {
    let w = sloped();
    for shares in [n(1_000_000_007), at_genesis(n(12_345)), at_genesis(milli(1_777))] {
        let expected = w.ask(w.bob, preview_shares(shares)).paid;
        assert_eq!(w.ask(w.alice, redeem_shares(shares, w.alice)).paid, expected);
    }
}

#[test]
fn move_with_the_clock() {
    let w = World::working();
    w.gain(milli(500));
    let before =
        (w.ask(w.bob, preview_stake(ether(1))).shares, w.ask(w.bob, preview_shares(at_genesis(ether(1)))).paid);
    w.age(HOUR);
    let after = (w.ask(w.bob, preview_stake(ether(1))).shares, w.ask(w.bob, preview_shares(at_genesis(ether(1)))).paid);
    assert!(after.0 < before.0 && after.1 > before.1);
    let pooled = milli(10_050) + milli(450) / n(24);
    assert_eq!(after.0, mul_div_down(ether(1), at_genesis(milli(10_050)), pooled));
}

#[test]
fn of_redemption_revert_as_it_does() {
    let w = sloped();
    let available = w.buffer();
    let error = || ILst::BufferTooLow { requested: available + n(1), available };
    w.refuses(w.bob, preview_redeem(available + n(1)), error());
    let shares = mul_div_up(available + n(1), w.total_shares(), w.pooled());
    w.refuses(w.bob, preview_shares(shares), error());
    w.refuses(w.bob, preview_redeem(n(0)), ILst::ZeroAmount {});
    w.refuses(w.bob, preview_shares(n(1)), ILst::ZeroAmount {});
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    w.refuses(w.bob, preview_redeem(n(1)), ILst::RedemptionPaused {});
    w.refuses(w.bob, preview_shares(at_genesis(n(1))), ILst::RedemptionPaused {});
}

#[test]
fn refuse_amounts_too_wide() {
    let w = sloped();
    let (amount, most) = (most_ether() + n(1), most_ether());
    w.refuses(w.bob, preview_stake(amount), ILst::AmountTooLarge { amount, most });
    w.refuses(w.bob, preview_redeem(amount), ILst::AmountTooLarge { amount, most });
    let (amount, most) = (n(u128::MAX) + n(1), n(u128::MAX));
    w.refuses(w.bob, preview_shares(amount), ILst::AmountTooLarge { amount, most });
}

#[test]
fn max_redeem_is_the_balance() {
    let w = sloped();
    w.stake(w.bob, milli(1_234));
    let most = w.ask(w.alice, ILst::maxRedeemCall { owner: w.bob }).amount;
    assert_eq!(most, w.balance(w.bob));
    assert_eq!(w.ask(w.alice, ILst::maxRedeemCall { owner: w.oracle }).amount, n(0));
    let error = ILst::ERC20InsufficientBalance { sender: w.bob, balance: most, needed: most + n(1) };
    w.refuses(w.bob, redeem(most + n(1), w.bob), error);
    w.redeem(w.bob, most);
}

#[test]
fn max_redeem_is_the_buffer_where_that_is_less() {
    let w = sloped();
    let most = w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount;
    assert_eq!(most, w.buffer());
    let error = ILst::BufferTooLow { requested: most + n(1), available: most };
    w.refuses(w.alice, redeem(most + n(1), w.alice), error);
    w.redeem(w.alice, most);
    assert_eq!(w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount, n(0));
}

#[test]
fn max_redeem_is_nothing_while_paused() {
    let w = sloped();
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    assert_eq!(w.ask(w.bob, ILst::maxRedeemCall { owner: w.alice }).amount, n(0));
}
