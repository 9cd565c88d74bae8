//! Roles and wiring.

use crate::world::*;
use alloy_primitives::Address;
use ballast_lst::interface::ILst::{self, ILstEvents};

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

    fn wired(b: &Bare) -> [Address; 2] {
        let wiring = b.ask(b.owner, ILst::wiringCall {});
        [wiring.oracle, wiring.operators]
    }

    #[test]
    fn is_done_once() {
        let b = Bare::new().seeded();
        let (oracle, operators) = (b.oracle, b.treasury);
        let seen = b.seen();
        b.ask(b.owner, wire(oracle, operators));
        assert_eq!(wired(&b), [oracle, operators]);
        assert_eq!(b.logs_since(seen), [ILstEvents::Wired(ILst::Wired { oracle, operators })]);
        b.refuses(b.owner, wire(oracle, operators), ILst::AlreadyWired {});
        b.refuses(b.owner, wire(operators, oracle), ILst::AlreadyWired {});
    }

    #[test]
    fn is_the_owners() {
        let b = Bare::new().seeded();
        for caller in [b.guardian, b.treasury, b.oracle] {
            b.refuses(caller, wire(caller, caller), ILst::Unauthorized { caller });
        }
    }

    #[test]
    fn refuses_the_zero_address() {
        let b = Bare::new().seeded();
        b.refuses(b.owner, wire(Address::ZERO, b.oracle), ILst::ZeroAddress {});
        b.refuses(b.owner, wire(b.oracle, Address::ZERO), ILst::ZeroAddress {});
        let receiver = b.lst.address(); // of shares, which it cannot hold
        b.refuses(b.owner, wire(b.oracle, receiver), ILst::ERC20InvalidReceiver { receiver });
        assert_eq!(wired(&b), [Address::ZERO; 2]);
        b.ask(b.owner, wire(b.oracle, b.treasury));
    }

    #[test]
    fn lets_nobody_in_before() {
        let b = Bare::new().seeded();
        for caller in [b.owner, b.oracle] {
            b.refuses(caller, ILst::deployEtherCall { amount: n(1) }, ILst::Unauthorized { caller });
            b.refuses(caller, report(n(0), n(0), n(0), n(0)), ILst::Unauthorized { caller });
        }
    }
}
