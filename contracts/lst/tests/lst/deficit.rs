//! The high-water mark as a deficit in ether, and the redemption fees that are set aside: what is free of protocol fee.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst;
use proptest::prelude::*;

/// Half an ether lost of ten, all of whose shares are still there.
fn lossy() -> World {
    let w = World::working();
    w.lose(milli(500));
    w
}

#[test]
fn is_paid_off_before_any_fee() {
    let w = lossy();
    w.gain(milli(200));
    assert_eq!((w.deficit(), w.fee_shares()), (milli(300), n(0)));
    assert_eq!(w.last::<ILst::ReportApplied>().unvested, milli(200), "all of it vests");
    w.gain(milli(300));
    assert_eq!((w.deficit(), w.fee_shares()), (n(0), n(0)));
    w.age(DAY);
    assert_eq!(w.pooled(), ether(10));
    w.gain(milli(100));
    assert_eq!((w.balance(w.treasury), w.balance(w.operators)), (milli(5), milli(5)));
}

#[test]
fn leaves_only_the_rest_of_a_gain_to_the_fee() {
    let w = lossy();
    w.gain(milli(700));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.deficit, told.unvested), (milli(700), n(0), milli(680)));
    assert_eq!((w.deficit(), w.pooled()), (n(0), milli(9_520)));
    assert_eq!(w.fee_shares(), mul_div_down(milli(20), at_genesis(ether(10)), milli(9_500)));
}

#[test]
fn adds_up() {
    let w = lossy();
    w.lose(milli(250));
    assert_eq!(w.deficit(), milli(750));
    w.gain(milli(50));
    w.lose(milli(1));
    assert_eq!(w.deficit(), milli(701));
}

#[test]
fn shrinks_with_the_shares_at_the_next_report() {
    let w = lossy();
    let tenth = w.total_shares() / n(10);
    w.ask(w.alice, redeem_shares(tenth * n(3), w.alice));
    assert_eq!(w.deficit(), milli(500), "not before");
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(350));
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(350), "once only");
}

#[test]
fn shrinks_rounded_up() {
    let w = lossy();
    let all = w.total_shares();
    w.ask(w.alice, redeem_shares(n(1_000_000_000_007), w.alice));
    w.gain(n(0));
    assert_eq!(w.deficit(), mul_div_up(milli(500), all - n(1_000_000_000_007), all));
    assert_ne!(w.deficit(), mul_div_down(milli(500), all - n(1_000_000_000_007), all));
}

#[test]
fn shrinks_before_a_gain_pays_it_off() {
    let w = lossy();
    let half = w.total_shares() / n(2);
    w.ask(w.alice, redeem_shares(half, w.alice));
    w.gain(milli(350));
    let value = w.ask(w.bob, ILst::getPooledEthBySharesCall { sharesAmount: w.fee_shares() })._0;
    assert_eq!(value, milli(10) - n(1), "a tenth of what is beyond half the deficit");
    assert_eq!(w.deficit(), n(0));
}

#[test]
fn shrinks_before_a_loss_adds_to_it() {
    let w = lossy();
    let half = w.total_shares() / n(2);
    w.ask(w.alice, redeem_shares(half, w.alice));
    w.lose(milli(100));
    assert_eq!(w.deficit(), milli(350));
}

#[test]
fn does_not_grow_with_the_shares() {
    let w = lossy();
    w.stake(w.bob, ether(95));
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(500));
    let bobs = w.shares(w.bob);
    w.ask(w.bob, redeem_shares(bobs, w.bob));
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(500), "who came later and left again bore none of it");
}

#[test]
fn cannot_be_shaken_off_by_who_comes_and_goes() {
    let w = lossy();
    w.ask(w.owner, ILst::setRedemptionCall { target: n(0), feeMinPpm: n(0), feeMaxPpm: n(0) });
    for _ in 0..3 {
        w.stake(w.bob, ether(950));
        w.gain(n(0));
        let bobs = w.shares(w.bob);
        w.ask(w.bob, redeem_shares(bobs, w.bob));
        assert_eq!(w.deficit(), milli(500));
    }
    w.gain(milli(500));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.deficit, told.unvested), (milli(500), n(0), milli(500)));
    assert_eq!((w.deficit(), w.fee_shares()), (n(0), n(0)), "a gain that only recovers pays no fee");
}

#[test]
fn shrinks_by_those_who_bore_it() {
    let w = lossy();
    w.give_back(ether(4));
    w.stake(w.bob, ether(95));
    w.gain(n(0));
    let [bobs, half] = [w.shares(w.bob), at_genesis(ether(5))];
    w.ask(w.bob, redeem_shares(bobs, w.bob));
    w.ask(w.alice, redeem_shares(half, w.alice)); // of the ten that there were at the loss
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(250));
    w.stake(w.bob, ether(50));
    w.gain(n(0));
    let bobs = w.shares(w.bob);
    w.ask(w.bob, redeem_shares(bobs, w.bob));
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(250), "the fewest since are those that count");
    let fifth = at_genesis(ether(1));
    w.ask(w.alice, redeem_shares(fifth, w.alice));
    w.gain(n(0));
    assert_eq!(w.deficit(), milli(200));
}

#[test]
fn is_counted_anew_once_it_was_paid_off() {
    let w = lossy();
    let half = w.total_shares() / n(2);
    w.ask(w.alice, redeem_shares(half, w.alice));
    w.gain(milli(250));
    assert_eq!(w.deficit(), n(0));
    w.age(DAY);
    w.stake(w.bob, ether(20));
    w.lose(milli(100));
    let (all, bobs) = (w.total_shares(), w.shares(w.bob));
    w.ask(w.bob, redeem_shares(bobs / n(2), w.bob));
    w.gain(n(0));
    assert_eq!(w.deficit(), mul_div_up(milli(100), all - bobs / n(2), all), "bob bore of this one");
}

#[test]
fn set_aside_joins_what_vests_free_of_fee() {
    let w = World::working();
    let fee = ether(2) - w.redeem(w.alice, ether(2));
    assert_eq!((w.set_aside(), fee), (fee, n(200_000_000_000_000)));
    let buffer = w.buffer();
    w.gain(n(0));
    assert_eq!((w.set_aside(), w.fee_shares()), (n(0), n(0)));
    assert_eq!((w.pooled(), w.buffer()), (ether(8), buffer + fee));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.setAside, told.unvested, told.counted), (n(0), fee, fee, ether(8) + fee));
    w.age(DAY);
    assert_eq!(w.pooled(), ether(8) + fee);
    w.gain(n(0));
    assert_eq!(w.last::<ILst::ReportApplied>().setAside, n(0), "once only");
}

#[test]
fn set_aside_adds_to_a_gain_but_not_to_its_fee() {
    let w = World::working();
    let fee = ether(2) - w.redeem(w.alice, ether(2));
    w.gain(milli(100));
    assert_eq!(w.fee_shares(), at_genesis(milli(10)));
    let told: ILst::ReportApplied = w.last();
    assert_eq!((told.gain, told.unvested), (milli(100), milli(90) + fee));
}

#[test]
fn set_aside_neither_softens_a_loss_nor_pays_off_the_deficit() {
    let w = World::working();
    let fee = ether(2) - w.redeem(w.alice, ether(2));
    w.lose(milli(100));
    assert_eq!((w.pooled(), w.deficit(), w.set_aside()), (milli(7_900), milli(100), n(0)));
    assert_eq!(w.last::<ILst::ReportApplied>().unvested, fee);
    w.age(DAY);
    assert_eq!((w.pooled(), w.deficit()), (milli(7_900) + fee, milli(100)));
}

#[test]
fn set_aside_adds_up_between_reports() {
    let w = World::working();
    let first = ether(1) - w.redeem(w.alice, ether(1));
    let second = milli(500) - w.redeem(w.alice, milli(500));
    assert_eq!(w.set_aside(), first + second);
}

/// What is owed, and the fewest shares since it is.
struct Model {
    deficit: U256,
    fewest: U256,
}

impl Model {
    /// A report; tells the fee.
    fn report(&mut self, shares: U256, gain: U256, loss: U256) -> U256 {
        if self.deficit.is_zero() {
            self.fewest = shares;
        }
        let fewest = self.fewest.min(shares);
        self.deficit = mul_div_up(self.deficit, fewest, self.fewest);
        self.fewest = fewest;
        let paid = gain.min(self.deficit);
        self.deficit = self.deficit - paid + loss;
        (gain - paid) / n(10)
    }
}

#[test]
fn follows_the_model_whoever_comes_and_goes() {
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    let steps = prop::collection::vec((0..5_u8, any::<u64>(), 0..40_u32), 1..14);
    proptest!(config, |(steps in steps)| {
        let w = World::working();
        w.give_back(ether(3));
        let mut model = Model { deficit: n(0), fewest: n(0) };
        for (step, random, bits) in steps {
            let some = U256::from(random >> bits >> 8); // some hundredths of an ether at most
            match step {
                0 => {
                    w.stake(w.bob, n(1 + u128::from(random >> bits)));
                }
                1 | 2 => {
                    let who = [w.alice, w.bob][usize::from(step - 1)];
                    let part = ((w.shares(who) >> 3) * U256::from(random)) >> 64;
                    if part > at_genesis(n(1)) * n(2) {
                        w.ask(who, redeem_shares(part, who));
                    }
                }
                _ => {
                    let (gain, loss) = if step == 3 { (some, n(0)) } else { (n(0), some) };
                    let (pool, all) = (w.pooled(), w.total_shares());
                    let fee = model.report(all, gain, loss);
                    if step == 3 { w.gain(gain) } else { w.lose(loss) }
                    prop_assert_eq!(w.total_shares() - all, mul_div_down(fee, all, pool));
                }
            }
            prop_assert_eq!(w.deficit(), model.deficit, "only reports change it");
        }
    });
}
