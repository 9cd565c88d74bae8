//! Construction.

use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, Revert};
use ballast_lst::{
    interface::ILst::{self, ILstEvents},
    Lst,
};
use ballast_test_support::{
    ask_error,
    lst::{construct, construct_lst},
    Ask,
};
use motsu::prelude::*;

/// Constructs with so much ether for a seed.
fn seeded(lst: &Contract<Lst>, seed: U256, [owner, guardian, treasury]: [Address; 3]) -> Result<(), Revert> {
    owner.fund(seed);
    construct_lst(&mut *lst.sender_and_value(owner, seed), owner, guardian, treasury)
}

#[motsu::test]
fn starts_with_the_seed_and_the_first_parameters(
    lst: Contract<Lst>,
    owner: Address,
    guardian: Address,
    treasury: Address,
) {
    seeded(&lst, ether(3), [owner, guardian, treasury]).motsu_unwrap();
    let ask = || lst.sender(owner);
    let rate = ask().ask(ILst::rateDataCall {}).motsu_unwrap();
    assert_eq!((rate.pooledEther, rate.totalShares), (ether(3), at_genesis(ether(3))));
    assert_eq!(rate.reportedAt, n(NOW.into()));
    assert_eq!(ask().ask(ILst::sharesOfCall { account: DEAD }).motsu_unwrap()._0, at_genesis(ether(3)));
    assert_eq!(ask().ask(ILst::ownerCall {}).motsu_unwrap()._0, owner);
    assert_eq!(ask().ask(ILst::pendingOwnerCall {}).motsu_unwrap()._0, Address::ZERO);
    assert_eq!(ask().ask(ILst::guardianCall {}).motsu_unwrap()._0, guardian);
    assert_eq!(ask().ask(ILst::treasuryCall {}).motsu_unwrap()._0, treasury);
    assert_eq!(ask().ask(ILst::getFeeCall {}).motsu_unwrap()._0, 1_000);
    let wiring = ask().ask(ILst::wiringCall {}).motsu_unwrap();
    assert_eq!((wiring.oracle, wiring.operators), (Address::ZERO, Address::ZERO));
    let config = ask().ask(ILst::redemptionConfigCall {}).motsu_unwrap();
    assert_eq!((config.target, config.feeMinPpm, config.feeMaxPpm), (n(0), n(100), n(10_000)));
    let vesting = ask().ask(ILst::vestingCall {}).motsu_unwrap();
    assert_eq!((vesting.unvested, vesting.startsAt, vesting.period), (n(0), n(NOW.into()), n(DAY.into())));
    let columns = ask().ask(ILst::columnsCall {}).motsu_unwrap();
    assert_eq!((columns.buffer, columns.inFlight, columns.validators), (ether(3), n(0), n(0)));
    assert!(!ask().ask(ILst::isStakingPausedCall {}).motsu_unwrap()._0);
    assert!(!ask().ask(ILst::isRedemptionPausedCall {}).motsu_unwrap()._0);
}

#[motsu::test]
fn tells_all_of_it_in_logs(lst: Contract<Lst>, owner: Address, guardian: Address, treasury: Address) {
    seeded(&lst, ether(1), [owner, guardian, treasury]).motsu_unwrap();
    let zero = Address::ZERO;
    let expected = [
        ILstEvents::OwnershipTransferred(ILst::OwnershipTransferred { previousOwner: zero, newOwner: owner }),
        ILstEvents::GuardianChanged(ILst::GuardianChanged { previousGuardian: zero, newGuardian: guardian }),
        ILstEvents::ProtocolFeeChanged(ILst::ProtocolFeeChanged {
            oldFeeBps: n(0),
            newFeeBps: n(1_000),
            oldTreasury: zero,
            newTreasury: treasury,
        }),
        ILstEvents::RedemptionChanged(ILst::RedemptionChanged {
            oldTarget: n(0),
            oldFeeMinPpm: n(0),
            oldFeeMaxPpm: n(0),
            newTarget: n(0),
            newFeeMinPpm: n(100),
            newFeeMaxPpm: n(10_000),
        }),
        ILstEvents::Submitted(ILst::Submitted { sender: DEAD, amount: ether(1), referral: zero }),
        ILstEvents::Transfer(ILst::Transfer { from: zero, to: DEAD, value: ether(1) }),
        ILstEvents::TransferShares(ILst::TransferShares { from: zero, to: DEAD, sharesValue: at_genesis(ether(1)) }),
    ];
    assert_eq!(logs(&lst), expected);
}

#[motsu::test]
fn refuses_a_seed_under_one_ether(lst: Contract<Lst>, owner: Address) {
    let short = ether(1) - n(1);
    let error: ILst::SeedTooSmall = ask_error(seeded(&lst, short, [owner; 3]));
    assert_eq!(error, ILst::SeedTooSmall { value: short, least: ether(1) });
}

#[motsu::test]
fn refuses_a_seed_whose_shares_do_not_fit(lst: Contract<Lst>, owner: Address) {
    let most = most_ether() / n(10).pow(n(9));
    let error: ILst::AmountTooLarge = ask_error(seeded(&lst, most + n(1), [owner; 3]));
    assert_eq!(error, ILst::AmountTooLarge { amount: most + n(1), most });
    seeded(&lst, most, [owner; 3]).motsu_unwrap();
    assert_eq!(lst.sender(owner).ask(ILst::getTotalSharesCall {}).motsu_unwrap()._0, at_genesis(most));
}

#[motsu::test]
fn refuses_to_have_no_owner(lst: Contract<Lst>, owner: Address) {
    owner.fund(ether(1));
    let nobody = construct_lst(&mut *lst.sender_and_value(owner, ether(1)), Address::ZERO, owner, owner);
    let _: ILst::ZeroAddress = ask_error(nobody);
}

#[motsu::test]
fn refuses_a_treasury_that_cannot_hold_shares(lst: Contract<Lst>, owner: Address) {
    for treasury in [Address::ZERO, lst.address()] {
        let error: ILst::ERC20InvalidReceiver = ask_error(seeded(&lst, ether(1), [owner, owner, treasury]));
        assert_eq!(error.receiver, treasury);
    }
}

#[motsu::test]
fn needs_no_guardian(lst: Contract<Lst>, owner: Address) {
    seeded(&lst, ether(1), [owner, Address::ZERO, owner]).motsu_unwrap();
    assert_eq!(lst.sender(owner).ask(ILst::guardianCall {}).motsu_unwrap()._0, Address::ZERO);
}

#[motsu::test]
fn happens_once(lst: Contract<Lst>, owner: Address, mallory: Address) {
    seeded(&lst, ether(1), [owner; 3]).motsu_unwrap();
    let again = seeded(&lst, ether(1), [mallory; 3]).motsu_unwrap_err();
    assert_eq!(again, Revert(Vec::new()));
    assert_eq!(lst.sender(owner).ask(ILst::ownerCall {}).motsu_unwrap()._0, owner);
    assert_eq!(lst.sender(owner).ask(ILst::totalSupplyCall {}).motsu_unwrap()._0, ether(1));
}

#[motsu::test]
fn wants_all_its_arguments(lst: Contract<Lst>, owner: Address) {
    owner.fund(ether(1));
    let few = construct(&mut *lst.sender_and_value(owner, ether(1)), &[owner.word(), owner.word()]);
    assert_eq!(few.motsu_unwrap_err(), Revert(Vec::new()));
}

#[motsu::test]
fn belongs_to_nobody_before(lst: Contract<Lst>, mallory: Address) {
    let error: ILst::Unauthorized =
        ask_error(lst.sender(mallory).ask(ILst::wireCall { oracle: mallory, operators: mallory }).map(drop));
    assert_eq!(error.caller, mallory);
    let error: ILst::Unauthorized = ask_error(lst.sender(mallory).ask(ILst::acceptOwnershipCall {}).map(drop));
    assert_eq!(error.caller, mallory);
}
