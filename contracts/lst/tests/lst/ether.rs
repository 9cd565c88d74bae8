//! Ether on its way to validators and back: `deployEther`, `returnEther`, `columns`, `flows`.

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::lst::EtherRefuser;
use motsu::prelude::*;

fn deploy(amount: U256) -> ILst::deployEtherCall {
    ILst::deployEtherCall { amount }
}

/// Ten ether in the buffer.
fn full() -> World {
    let w = World::new();
    w.stake(w.alice, ether(9));
    w
}

/// Buffer, in flight, validators.
fn columns(w: &World) -> [U256; 3] {
    let columns = w.columns();
    [columns.buffer, columns.inFlight, columns.validators]
}

/// Sent, returned.
fn flows(w: &World) -> [U256; 2] {
    let flows = w.ask(w.bob, ILst::flowsCall {});
    [flows.sent, flows.returned]
}

#[test]
fn goes_out_of_the_buffer() {
    let w = full();
    let seen = w.seen();
    w.deploy(ether(3));
    assert_eq!(columns(&w), [ether(7), ether(3), n(0)]);
    assert_eq!(flows(&w), [ether(3), n(0)]);
    assert_eq!((w.ether_of(w.operators), w.lst.balance()), (ether(3), ether(7)));
    assert_eq!((w.pooled(), w.total_shares()), (ether(10), at_genesis(ether(10))));
    w.deploy(ether(7));
    assert_eq!(columns(&w), [n(0), ether(10), n(0)]);
    let told = [(ether(3), ether(3)), (ether(7), ether(10))]
        .map(|(amount, total)| ILstEvents::EtherDeployed(ILst::EtherDeployed { amount, totalSent: total }));
    assert_eq!(w.logs_since(seen), told);
}

#[test]
fn comes_back_into_the_buffer_and_mints_nothing() {
    let w = full();
    w.deploy(ether(3));
    let seen = w.seen();
    w.give_back(ether(1));
    assert_eq!(columns(&w), [ether(8), ether(2), n(0)]);
    assert_eq!(flows(&w), [ether(3), ether(1)]);
    assert_eq!((w.pooled(), w.total_shares()), (ether(10), at_genesis(ether(10))));
    w.give_back(ether(2));
    assert_eq!(columns(&w), [ether(10), n(0), n(0)]);
    let told = [(ether(1), ether(1)), (ether(2), ether(3))]
        .map(|(amount, total)| ILstEvents::EtherReturned(ILst::EtherReturned { amount, totalReturned: total }));
    assert_eq!(w.logs_since(seen), told);
    assert_eq!(w.shares(w.operators), n(0));
}

#[test]
fn that_came_back_can_be_redeemed_and_go_out_again() {
    let w = full();
    w.deploy(ether(10));
    w.refuses(w.alice, redeem(n(1), w.alice), ILst::BufferTooLow { requested: n(1), available: n(0) });
    w.give_back(ether(4));
    w.redeem(w.alice, ether(1));
    w.deploy(ether(3));
    assert_eq!(columns(&w), [n(0), ether(9), n(0)]);
    assert_eq!(flows(&w), [ether(13), ether(4)]);
}

#[test]
fn that_came_back_was_in_flight_first() {
    let w = full();
    w.deploy(ether(8));
    w.report(ether(5), ether(3), ether(8), n(0));
    assert_eq!(columns(&w), [ether(2), ether(3), ether(5)]);
    w.give_back(ether(2));
    assert_eq!(columns(&w), [ether(4), ether(1), ether(5)]);
    w.give_back(ether(4));
    assert_eq!(columns(&w), [ether(8), n(0), ether(2)]);
    w.deploy(ether(1));
    assert_eq!(columns(&w).into_iter().sum::<U256>(), ether(10));
}

#[test]
fn set_aside_does_not_go_out() {
    let w = full();
    let fee = ether(1) - w.redeem(w.alice, ether(1));
    assert!(fee > n(0));
    let (requested, available) = (ether(9) + n(1), ether(9));
    w.refuses(w.operators, deploy(requested), ILst::BufferTooLow { requested, available });
    w.deploy(available);
    assert_eq!(w.lst.balance(), fee);
}

#[test]
fn goes_out_to_the_operators_alone() {
    let w = full();
    for caller in [w.alice, w.owner, w.guardian, w.oracle] {
        w.refuses(caller, deploy(ether(1)), ILst::Unauthorized { caller });
    }
}

#[test]
fn comes_back_from_the_operators_alone() {
    let w = full();
    w.deploy(ether(5));
    for caller in [w.alice, w.owner, w.guardian, w.oracle] {
        w.refuses_paid(caller, ether(1), ILst::returnEtherCall {}, ILst::Unauthorized { caller });
    }
}

#[test]
fn refuses_nothing() {
    let w = full();
    w.deploy(ether(5));
    w.refuses(w.operators, deploy(n(0)), ILst::ZeroAmount {});
    w.refuses(w.operators, ILst::returnEtherCall {}, ILst::ZeroAmount {});
}

#[test]
fn refuses_more_than_the_buffer() {
    let w = full();
    let (requested, available) = (ether(10) + n(1), ether(10));
    w.refuses(w.operators, deploy(requested), ILst::BufferTooLow { requested, available });
    let error = ILst::AmountTooLarge { amount: most_ether() + n(1), most: most_ether() };
    w.refuses(w.operators, deploy(most_ether() + n(1)), error);
}

#[test]
fn refuses_back_more_than_is_out() {
    let w = full();
    w.deploy(ether(5));
    let error = ILst::ReportInconsistent { returned: ether(5) + n(1), available: ether(5) };
    w.refuses_paid(w.operators, ether(5) + n(1), ILst::returnEtherCall {}, error);
    let error = ILst::AmountTooLarge { amount: most_ether() + n(1), most: most_ether() };
    w.refuses_paid(w.operators, most_ether() + n(1), ILst::returnEtherCall {}, error);
    // Once a report has booked the gain, it can come home.
    w.report(n(0), ether(5) + n(1), ether(5), n(0));
    w.operators.fund(n(1));
    w.give_back(ether(5) + n(1));
    assert_eq!(w.deployed(), n(0));
}

#[test]
fn refuses_flows_wider_than_112_bits() {
    let w = World::new();
    w.take_no_fee();
    let half = U256::ONE << 111;
    w.deploy(ether(1));
    w.gain_hugely(half - ether(1));
    w.operators.fund(half);
    w.give_back(half);
    w.deploy(half - ether(1));
    w.give_back(half - ether(1));
    assert_eq!(flows(&w), [half, half + half - ether(1)]);
    let error = || ILst::AmountTooLarge { amount: half + half, most: most_ether() };
    w.refuses(w.operators, deploy(half), error());
    w.deploy(half - n(1));
    w.refuses_paid(w.operators, ether(1), ILst::returnEtherCall {}, error());
    w.give_back(ether(1) - n(1));
    assert_eq!(flows(&w), [most_ether(), most_ether()]);
}

#[test]
fn stays_if_the_operators_refuse_it() {
    let b = Bare::new().seeded();
    let refuser = Contract::<EtherRefuser>::new();
    let receiver = refuser.address();
    b.ask(b.owner, ILst::wireCall { oracle: b.oracle, operators: receiver });
    b.refuses(receiver, deploy(ether(1)), ILst::EtherTransferFailed { receiver, amount: ether(1) });
    assert_eq!((b.ask(b.owner, ILst::flowsCall {}).sent, b.lst.balance()), (n(0), ether(1)));
}
