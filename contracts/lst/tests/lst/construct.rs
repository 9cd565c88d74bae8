//! Construction.

use crate::world::*;
use alloy_primitives::Address;
use ballast_common::{abi::Word, Revert};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::{ask_error, lst::construct};
use motsu::prelude::*;

#[test]
fn starts_with_the_seed_and_the_first_parameters() {
    let b = Bare::new();
    b.seed(ether(3), [b.owner, b.guardian, b.treasury]).motsu_unwrap();
    let rate = b.ask(b.owner, ILst::rateDataCall {});
    assert_eq!((rate.pooledEther, rate.totalShares), (ether(3), at_genesis(ether(3))));
    assert_eq!(rate.reportedAt, n(NOW.into()));
    assert_eq!(b.ask(b.owner, ILst::sharesOfCall { account: DEAD })._0, at_genesis(ether(3)));
    assert_eq!(b.ask(b.owner, ILst::ownerCall {})._0, b.owner);
    assert_eq!(b.ask(b.owner, ILst::pendingOwnerCall {})._0, Address::ZERO);
    assert_eq!(b.ask(b.owner, ILst::guardianCall {})._0, b.guardian);
    assert_eq!(b.ask(b.owner, ILst::treasuryCall {})._0, b.treasury);
    assert_eq!(b.ask(b.owner, ILst::getFeeCall {})._0, 1_000);
    assert_eq!(b.ask(b.owner, ILst::operatorsFeeCall {})._0, 500);
    let bounds = b.ask(b.owner, ILst::reportBoundsCall {});
    assert_eq!((bounds.maxGainBps, bounds.maxLossBps), (n(1_000), n(500)));
    let limit = b.ask(b.owner, ILst::stakeLimitConfigCall {});
    assert_eq!((limit.capacity, limit.refillSeconds), (n(0), n(0)));
    assert!(!b.ask(b.owner, ILst::parkedReportCall {}).parked);
    let wiring = b.ask(b.owner, ILst::wiringCall {});
    assert_eq!((wiring.oracle, wiring.operators), (Address::ZERO, Address::ZERO));
    let config = b.ask(b.owner, ILst::redemptionConfigCall {});
    assert_eq!((config.target, config.feeMinPpm, config.feeMaxPpm), (n(0), n(100), n(10_000)));
    let vesting = b.ask(b.owner, ILst::vestingCall {});
    assert_eq!((vesting.unvested, vesting.startsAt, vesting.period), (n(0), n(NOW.into()), n(DAY.into())));
    let columns = b.ask(b.owner, ILst::columnsCall {});
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (ether(3), n(0), n(0)));
    assert!(!b.ask(b.owner, ILst::isStakingPausedCall {})._0);
    assert!(!b.ask(b.owner, ILst::isRedemptionPausedCall {})._0);
}

#[test]
fn tells_all_of_it_in_logs() {
    let b = Bare::new().seeded();
    let (zero, owner, guardian, treasury) = (Address::ZERO, b.owner, b.guardian, b.treasury);
    let expected = [
        ILstEvents::OwnershipTransferred(ILst::OwnershipTransferred { previousOwner: zero, newOwner: owner }),
        ILstEvents::GuardianChanged(ILst::GuardianChanged { previousGuardian: zero, newGuardian: guardian }),
        ILstEvents::ProtocolFeeChanged(ILst::ProtocolFeeChanged {
            oldFeeBps: n(0),
            oldOperatorsBps: n(0),
            oldTreasury: zero,
            newFeeBps: n(1_000),
            newOperatorsBps: n(500),
            newTreasury: treasury,
        }),
        ILstEvents::ReportBoundsChanged(ILst::ReportBoundsChanged {
            oldMaxGainBps: n(0),
            oldMaxLossBps: n(0),
            newMaxGainBps: n(1_000),
            newMaxLossBps: n(500),
        }),
        ILstEvents::RedemptionChanged(ILst::RedemptionChanged {
            oldTarget: n(0),
            oldFeeMinPpm: n(0),
            oldFeeMaxPpm: n(0),
            newTarget: n(0),
            newFeeMinPpm: n(100),
            newFeeMaxPpm: n(10_000),
        }),
        ILstEvents::Submitted(ILst::Submitted { sender: someone("deployer"), amount: ether(1), referral: zero }),
        ILstEvents::Transfer(ILst::Transfer { from: zero, to: DEAD, value: ether(1) }),
        ILstEvents::TransferShares(ILst::TransferShares { from: zero, to: DEAD, sharesValue: at_genesis(ether(1)) }),
    ];
    assert_eq!(logs(&b.lst), expected);
}

#[test]
fn refuses_a_seed_under_one_ether() {
    let b = Bare::new();
    let short = ether(1) - n(1);
    let error: ILst::SeedTooSmall = ask_error(b.seed(short, [b.owner; 3]));
    assert_eq!(error, ILst::SeedTooSmall { value: short, least: ether(1) });
}

#[test]
fn refuses_a_seed_whose_shares_do_not_fit() {
    let b = Bare::new();
    let most = most_ether() / n(10).pow(n(9));
    let error: ILst::AmountTooLarge = ask_error(b.seed(most + n(1), [b.owner; 3]));
    assert_eq!(error, ILst::AmountTooLarge { amount: most + n(1), most });
    b.seed(most, [b.owner; 3]).motsu_unwrap();
    assert_eq!(b.ask(b.owner, ILst::getTotalSharesCall {})._0, at_genesis(most));
}

#[test]
fn refuses_to_have_no_owner() {
    let b = Bare::new();
    let _: ILst::ZeroAddress = ask_error(b.seed(ether(1), [Address::ZERO, b.guardian, b.treasury]));
}

#[test]
fn refuses_a_treasury_that_cannot_hold_shares() {
    let b = Bare::new();
    for treasury in [Address::ZERO, b.lst.address()] {
        let error: ILst::ERC20InvalidReceiver = ask_error(b.seed(ether(1), [b.owner, b.owner, treasury]));
        assert_eq!(error.receiver, treasury);
    }
}

#[test]
fn needs_no_guardian() {
    let b = Bare::new();
    b.seed(ether(1), [b.owner, Address::ZERO, b.owner]).motsu_unwrap();
    assert_eq!(b.ask(b.owner, ILst::guardianCall {})._0, Address::ZERO);
}

#[test]
fn happens_once() {
    let b = Bare::new();
    b.seed(ether(1), [b.owner; 3]).motsu_unwrap();
    let again = b.seed(ether(1), [b.oracle; 3]).motsu_unwrap_err();
    assert_eq!(again, Revert::new(Vec::new()));
    assert_eq!(b.ask(b.owner, ILst::ownerCall {})._0, b.owner);
    assert_eq!(b.ask(b.owner, ILst::totalSupplyCall {})._0, ether(1));
}

#[test]
fn wants_all_its_arguments() {
    let b = Bare::new();
    b.owner.fund(ether(1));
    let few = construct(&mut *b.lst.sender_and_value(b.owner, ether(1)), &[b.owner.word(), b.owner.word()]);
    assert_eq!(few.motsu_unwrap_err(), Revert::new(Vec::new()));
}

#[test]
fn belongs_to_nobody_before() {
    let b = Bare::new();
    let (caller, error) = (b.owner, || ILst::Unauthorized { caller: b.owner });
    b.refuses(caller, ILst::wireCall { oracle: caller, operators: caller }, error());
    b.refuses(caller, ILst::acceptOwnershipCall {}, error());
    b.refuses(caller, ILst::pauseStakingCall {}, error());
}

#[test]
fn leaves_the_deployer_nothing() {
    let b = Bare::new().seeded();
    let deployer = someone("deployer");
    assert_eq!(b.ask(deployer, ILst::sharesOfCall { account: deployer })._0, n(0));
    b.refuses(
        deployer,
        ILst::wireCall { oracle: deployer, operators: deployer },
        ILst::Unauthorized { caller: deployer },
    );
}
