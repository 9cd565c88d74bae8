//! Roles and parameters.

use crate::world::*;
use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use ballast_lst::{
    interface::ILst::{self, ILstEvents},
    Lst,
};
use ballast_test_support::{ask_error, lst::construct_lst, Ask};
use motsu::prelude::*;

/// Asserts that nobody but the owner may make this call.
#[track_caller]
fn is_the_owners<C: SolCall + Clone>(w: &World, call: &C) {
    for caller in [w.alice, w.guardian, w.oracle, w.operators, w.treasury] {
        w.refuses(caller, call.clone(), ILst::Unauthorized { caller });
    }
    w.ask(w.owner, call.clone());
}

fn owner(w: &World) -> Address {
    w.ask(w.alice, ILst::ownerCall {})._0
}

fn pending(w: &World) -> Address {
    w.ask(w.alice, ILst::pendingOwnerCall {})._0
}

mod ownership {
    use super::*;

    fn to(new_owner: Address) -> ILst::transferOwnershipCall {
        ILst::transferOwnershipCall { newOwner: new_owner }
    }

    #[test]
    fn changes_in_two_steps() {
        let w = World::new();
        let seen = w.seen();
        w.ask(w.owner, to(w.alice));
        assert_eq!((owner(&w), pending(&w)), (w.owner, w.alice));
        w.refuses(w.alice, to(w.bob), ILst::Unauthorized { caller: w.alice });
        w.ask(w.alice, ILst::acceptOwnershipCall {});
        assert_eq!((owner(&w), pending(&w)), (w.alice, Address::ZERO));
        w.refuses(w.owner, to(w.bob), ILst::Unauthorized { caller: w.owner });
        let (previous, new) = (w.owner, w.alice);
        let expected = [
            ILstEvents::OwnershipTransferStarted(ILst::OwnershipTransferStarted {
                previousOwner: previous,
                newOwner: new,
            }),
            ILstEvents::OwnershipTransferred(ILst::OwnershipTransferred { previousOwner: previous, newOwner: new }),
        ];
        assert_eq!(w.logs_since(seen), expected);
    }

    #[test]
    fn is_offered_by_the_owner_alone() {
        let w = World::new();
        is_the_owners(&w, &to(w.alice));
    }

    #[test]
    fn is_accepted_by_the_named_one_alone() {
        let w = World::new();
        w.refuses(w.owner, ILst::acceptOwnershipCall {}, ILst::Unauthorized { caller: w.owner });
        w.ask(w.owner, to(w.alice));
        for caller in [w.owner, w.bob, w.guardian] {
            w.refuses(caller, ILst::acceptOwnershipCall {}, ILst::Unauthorized { caller });
        }
    }

    #[test]
    fn can_be_offered_to_another_or_withdrawn() {
        let w = World::new();
        w.ask(w.owner, to(w.alice));
        w.ask(w.owner, to(w.bob));
        w.refuses(w.alice, ILst::acceptOwnershipCall {}, ILst::Unauthorized { caller: w.alice });
        w.ask(w.owner, to(Address::ZERO));
        w.refuses(w.bob, ILst::acceptOwnershipCall {}, ILst::Unauthorized { caller: w.bob });
        assert_eq!((owner(&w), pending(&w)), (w.owner, Address::ZERO));
    }

    #[test]
    fn is_accepted_once() {
        let w = World::new();
        w.ask(w.owner, to(w.alice));
        w.ask(w.alice, ILst::acceptOwnershipCall {});
        w.refuses(w.alice, ILst::acceptOwnershipCall {}, ILst::Unauthorized { caller: w.alice });
    }
}

#[test]
fn guardian_is_the_owners_to_name() {
    let w = World::new();
    let call = |guardian| ILst::setGuardianCall { newGuardian: guardian };
    let seen = w.seen();
    is_the_owners(&w, &call(w.bob));
    assert_eq!(w.ask(w.alice, ILst::guardianCall {})._0, w.bob);
    w.refuses(w.guardian, ILst::pauseStakingCall {}, ILst::Unauthorized { caller: w.guardian });
    w.ask(w.bob, ILst::pauseStakingCall {});
    w.ask(w.owner, call(Address::ZERO));
    w.refuses(w.bob, ILst::pauseStakingCall {}, ILst::Unauthorized { caller: w.bob });
    let told = |previous, new| {
        ILstEvents::GuardianChanged(ILst::GuardianChanged { previousGuardian: previous, newGuardian: new })
    };
    let paused = ILstEvents::StakingPauseChanged(ILst::StakingPauseChanged { paused: true });
    assert_eq!(w.logs_since(seen), [told(w.guardian, w.bob), paused, told(w.bob, Address::ZERO)]);
}

mod wiring {
    use super::*;

    fn wire(oracle: Address, operators: Address) -> ILst::wireCall {
        ILst::wireCall { oracle, operators }
    }

    /// A contract that is not wired yet.
    fn unwired(lst: &Contract<Lst>, owner: Address) {
        owner.fund(ether(1));
        construct_lst(&mut *lst.sender_and_value(owner, ether(1)), owner, owner, owner).motsu_unwrap();
    }

    #[motsu::test]
    fn is_done_once(lst: Contract<Lst>, owner: Address, oracle: Address, operators: Address) {
        unwired(&lst, owner);
        lst.sender(owner).ask(wire(oracle, operators)).motsu_unwrap();
        let wiring = lst.sender(owner).ask(ILst::wiringCall {}).motsu_unwrap();
        assert_eq!((wiring.oracle, wiring.operators), (oracle, operators));
        lst.assert_emitted(&ILst::Wired { oracle, operators });
        for again in [wire(oracle, operators), wire(operators, oracle)] {
            let _: ILst::AlreadyWired = ask_error(lst.sender(owner).ask(again).map(drop));
        }
    }

    #[motsu::test]
    fn is_the_owners(lst: Contract<Lst>, owner: Address, caller: Address) {
        unwired(&lst, owner);
        let error: ILst::Unauthorized = ask_error(lst.sender(caller).ask(wire(caller, caller)).map(drop));
        assert_eq!(error.caller, caller);
    }

    #[motsu::test]
    fn refuses_the_zero_address(lst: Contract<Lst>, owner: Address, other: Address) {
        unwired(&lst, owner);
        for call in [wire(Address::ZERO, other), wire(other, Address::ZERO)] {
            let _: ILst::ZeroAddress = ask_error(lst.sender(owner).ask(call).map(drop));
        }
        let wiring = lst.sender(owner).ask(ILst::wiringCall {}).motsu_unwrap();
        assert_eq!((wiring.oracle, wiring.operators), (Address::ZERO, Address::ZERO));
        lst.sender(owner).ask(wire(other, owner)).motsu_unwrap();
    }

    #[motsu::test]
    fn lets_nobody_in_before(lst: Contract<Lst>, owner: Address) {
        unwired(&lst, owner);
        let error: ILst::Unauthorized =
            ask_error(lst.sender(owner).ask(ILst::deployEtherCall { amount: n(1) }).map(drop));
        assert_eq!(error.caller, owner);
        let error: ILst::Unauthorized = ask_error(lst.sender(owner).ask(report(n(0), n(0), n(0), n(0))).map(drop));
        assert_eq!(error.caller, owner);
    }
}

mod protocol_fee {
    use super::*;

    fn set(fee_bps: U256, treasury: Address) -> ILst::setProtocolFeeCall {
        ILst::setProtocolFeeCall { feeBps: fee_bps, treasury }
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
            newFeeBps: n(2_000),
            oldTreasury: w.treasury,
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
