//! What the owner may set, and within which bounds.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};

mod protocol_fee {
    use super::*;

    fn set(fee_bps: U256, treasury: Address) -> ILst::setProtocolFeeCall {
        ILst::setProtocolFeeCall { feeBps: fee_bps, operatorsBps: n(0), treasury }
    }

    #[test]
    fn is_the_owners_to_set() {
        let w = World::new();
        let seen = w.seen();
        is_the_owners(&w, &set(n(2_000), w.bob));
        assert_eq!(w.ask(w.alice, ILst::getFeeCall {})._0, 2_000);
        assert_eq!(w.ask(w.alice, ILst::treasuryCall {})._0, w.bob);
        let expected = [ILstEvents::ProtocolFeeChanged(ILst::ProtocolFeeChanged {
            oldFeeBps: n(1_000),
            oldOperatorsBps: n(500),
            oldTreasury: w.treasury,
            newFeeBps: n(2_000),
            newOperatorsBps: n(0),
            newTreasury: w.bob,
        })];
        assert_eq!(w.logs_since(seen), expected);
    }

    #[test]
    fn is_taken_at_the_next_gain() {
        let w = World::working();
        w.ask(w.owner, set(n(2_000), w.bob));
        w.gain(milli(100));
        assert_eq!((w.balance(w.bob), w.balance(w.treasury)), (milli(20), n(0)));
        w.ask(w.owner, set(n(0), w.bob));
        w.gain(milli(100));
        assert_eq!(w.balance(w.bob), milli(20));
    }

    #[test]
    fn is_a_fifth_at_most() {
        let w = World::new();
        for fee in [n(2_001), n(10_000), most_ether()] {
            w.refuses(w.owner, set(fee, w.treasury), ILst::FeeTooHigh { fee, most: n(2_000) });
        }
        let amount = most_ether() + n(1);
        w.refuses(w.owner, set(amount, w.treasury), ILst::AmountTooLarge { amount, most: most_ether() });
        assert_eq!(w.ask(w.alice, ILst::getFeeCall {})._0, 1_000);
    }

    #[test]
    fn goes_to_who_can_hold_shares() {
        let w = World::new();
        for receiver in [Address::ZERO, w.lst.address()] {
            w.refuses(w.owner, set(n(1), receiver), ILst::ERC20InvalidReceiver { receiver });
        }
    }

    #[test]
    fn keeps_every_bit_of_the_treasurys_address() {
        let w = World::new();
        for treasury in [Address::repeat_byte(0xff), Address::repeat_byte(0x80)] {
            w.ask(w.owner, set(n(2_000), treasury));
            assert_eq!(w.ask(w.alice, ILst::treasuryCall {})._0, treasury);
            assert_eq!(w.ask(w.alice, ILst::getFeeCall {})._0, 2_000);
        }
    }
}

mod redemption {
    use super::*;

    fn set(target: U256, fee_min: u128, fee_max: u128) -> ILst::setRedemptionCall {
        ILst::setRedemptionCall { target, feeMinPpm: n(fee_min), feeMaxPpm: n(fee_max) }
    }

    fn config(w: &World) -> [U256; 3] {
        let config = w.ask(w.alice, ILst::redemptionConfigCall {});
        [config.target, config.feeMinPpm, config.feeMaxPpm]
    }

    #[test]
    fn is_the_owners_to_set() {
        let w = World::new();
        let seen = w.seen();
        is_the_owners(&w, &set(ether(7), 50, 9_999));
        assert_eq!(config(&w), [ether(7), n(50), n(9_999)]);
        let expected = [ILstEvents::RedemptionChanged(ILst::RedemptionChanged {
            oldTarget: n(0),
            oldFeeMinPpm: n(100),
            oldFeeMaxPpm: n(10_000),
            newTarget: ether(7),
            newFeeMinPpm: n(50),
            newFeeMaxPpm: n(9_999),
        })];
        assert_eq!(w.logs_since(seen), expected);
    }

    #[test]
    fn takes_everything_within_its_bounds() {
        let w = World::new();
        for call in [set(n(0), 0, 0), set(most_ether(), 10_000, 10_000), set(n(1), 0, 10_000)] {
            let expected = [call.target, call.feeMinPpm, call.feeMaxPpm];
            w.ask(w.owner, call);
            assert_eq!(config(&w), expected);
        }
    }

    #[test]
    fn charges_one_percent_at_most() {
        let w = World::new();
        for fee in [10_001, 1 << 16] {
            w.refuses(w.owner, set(n(0), 0, fee), ILst::FeeTooHigh { fee: n(fee), most: n(10_000) });
        }
        w.refuses(w.owner, set(n(0), 101, 100), ILst::FeeTooHigh { fee: n(101), most: n(100) });
        w.refuses(w.owner, set(n(0), 1 << 16, 100), ILst::FeeTooHigh { fee: n(1 << 16), most: n(100) });
    }

    #[test]
    fn refuses_a_target_wider_than_112_bits() {
        let w = World::new();
        let (amount, most) = (most_ether() + n(1), most_ether());
        w.refuses(w.owner, set(amount, 0, 0), ILst::AmountTooLarge { amount, most });
    }

    #[test]
    fn leaves_what_is_set_aside_alone() {
        let w = World::odd();
        w.redeem(w.alice, ether(1));
        let set_aside = w.set_aside();
        assert!(set_aside > n(0));
        w.ask(w.owner, set(most_ether(), 10_000, 10_000));
        assert_eq!(w.set_aside(), set_aside);
    }
}

mod vesting_period {
    use super::*;

    fn set(period: u64) -> ILst::setVestingPeriodCall {
        ILst::setVestingPeriodCall { period: U256::from(period) }
    }

    #[test]
    fn is_the_owners_to_set() {
        let w = World::new();
        let seen = w.seen();
        is_the_owners(&w, &set(2 * DAY));
        w.ask(w.owner, set(HOUR));
        let told = [(DAY, 2 * DAY), (2 * DAY, HOUR)].map(|(old, new)| {
            ILstEvents::VestingPeriodChanged(ILst::VestingPeriodChanged {
                oldSeconds: U256::from(old),
                newSeconds: U256::from(new),
            })
        });
        assert_eq!(w.logs_since(seen), told);
        assert_eq!(w.ask(w.alice, ILst::vestingCall {}).period, n(DAY.into()), "until the next report");
    }

    #[test]
    fn is_between_an_hour_and_thirty_days() {
        let w = World::new();
        for period in [HOUR, 30 * DAY] {
            w.ask(w.owner, set(period));
        }
        let (least, most) = (n(HOUR.into()), n((30 * DAY).into()));
        for given in [0, HOUR - 1, 30 * DAY + 1, 1 << 32, (1 << 32) + DAY] {
            w.refuses(w.owner, set(given), ILst::OutOfBounds { given: n(given.into()), least, most });
        }
        let call = ILst::setVestingPeriodCall { period: most_ether() + n(1) };
        let error = ILst::AmountTooLarge { amount: most_ether() + n(1), most: most_ether() };
        w.refuses(w.owner, call, error);
    }
}
