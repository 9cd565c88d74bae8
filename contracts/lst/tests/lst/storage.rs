//! Where things lie, for tools that read or override storage from outside.

use crate::world::*;
use alloy_primitives::{keccak256, Address, U256};
use alloy_sol_types::SolValue;
use ballast_common::slot::{Map, Slot};
use ballast_lst::interface::ILst;

/// The word that is found in the contract's context.
fn read(w: &World, load: impl FnOnce() -> U256) -> U256 {
    let _in_context: &mut ballast_lst::Lst = &mut w.lst.sender(w.alice);
    load()
}

#[test]
fn totals_are_in_the_first_slot() {
    let w = World::odd();
    let columns = w.columns();
    let counted = columns.buffer + columns.inFlight + columns.validators;
    assert_eq!(read(&w, || Slot::at(0).load()), (counted << 128) | w.total_shares());
}

#[test]
fn shares_and_allowances_are_mappings_at_seven_and_eight() {
    let w = World::odd();
    w.ask(w.alice, ILst::approveCall { spender: w.bob, value: n(77) });
    assert_eq!(read(&w, || Map::at(7).slot(w.alice).load()), w.shares(w.alice));
    assert_eq!(read(&w, || Map::at(8).map(w.alice).slot(w.bob).load()), n(77));
    assert_eq!(read(&w, || raw(keccak256((w.alice, n(7)).abi_encode()).into())), w.shares(w.alice));
}

#[test]
fn roles_and_wiring_have_slots_of_their_own() {
    let w = World::odd();
    w.ask(w.owner, ILst::transferOwnershipCall { newOwner: w.bob });
    let expected = [(9, w.oracle), (10, w.operators), (12, w.owner), (13, w.bob), (14, w.guardian)];
    for (slot, holder) in expected {
        assert_eq!(read(&w, || Slot::at(slot).load()), U256::from_be_bytes(holder.into_word().0), "slot {slot}");
    }
}

#[test]
fn terms_of_reports_are_in_the_eleventh() {
    let w = World::odd();
    for (fees, bounds) in [([1_000, 500], [999, 498]), ([2_000, 1_999], [10_000, 1_000]), ([0, 0], [0, 0])] {
        w.ask(w.owner, fee(fees[0], fees[1], w.treasury));
        w.bound(bounds[0], bounds[1]);
        let word = U256::from_be_bytes(Address::into_word(&w.treasury).0)
            | (n(fees[0]) << 160)
            | (n(fees[1]) << 176)
            | (n(bounds[0]) << 192)
            | (n(bounds[1]) << 208);
        assert_eq!(read(&w, || Slot::at(11).load()), word);
    }
}

#[test]
fn permits_are_counted_beside_the_shares() {
    let w = World::odd();
    let shares = w.shares(w.alice);
    let word = shares | (n(7) << 128);
    read(&w, || {
        Map::at(7).slot(w.alice).store(word);
        n(0)
    });
    assert_eq!(w.ask(w.bob, ILst::noncesCall { owner: w.alice })._0, n(7));
    assert_eq!(w.shares(w.alice), shares);
    w.ask(w.alice, ILst::transferSharesCall { to: w.bob, sharesAmount: shares });
    assert_eq!(read(&w, || Map::at(7).slot(w.alice).load()), n(7) << 128);
}

#[test]
fn the_limit_is_in_the_fifteenth_while_there_is_one() {
    let w = World::odd();
    let slot = || read(&w, || Slot::at(15).load());
    w.stake(w.bob, n(5));
    w.redeem(w.alice, n(5));
    assert_eq!(slot(), n(0));
    let (capacity, refill) = ((U256::ONE << 96) - n(1), n(30 * u128::from(DAY)));
    w.ask(w.owner, ILst::setStakeLimitCall { capacity, refillSeconds: refill });
    let word = |level: U256, time: u64| level | (capacity << 96) | (U256::from(time) << 192) | (refill << 232);
    assert_eq!(slot(), word(capacity, NOW));
    w.stake(w.bob, n(5));
    assert_eq!(slot(), word(capacity - n(5), NOW));
    w.age(9);
    assert_eq!(slot(), word(capacity - n(5), NOW - 9));
    w.stake(w.bob, n(6));
    assert_eq!(slot(), word(capacity - n(6), NOW));
    w.age(1);
    w.redeem(w.alice, n(4));
    assert_eq!(slot(), word(capacity, NOW), "capped");
    w.ask(w.owner, ILst::setStakeLimitCall { capacity: n(0), refillSeconds: refill });
    let before = slot();
    w.stake(w.bob, n(7));
    w.redeem(w.alice, n(7));
    assert_eq!(slot(), before, "none is not written");
}

#[test]
fn parked_reports_and_gains_are_from_the_sixteenth_on() {
    let w = World::working();
    let slots = || [16, 17, 18].map(|number| read(&w, || Slot::at(number).load()));
    w.give_back(ether(1));
    w.ask(w.oracle, report(ether(4), n(66), ether(5), ether(1)));
    assert_eq!(slots(), [n(0), n(0), n(66)]);
    w.ask(w.oracle, report(n(11), n(22), ether(4), n(33)));
    assert_eq!(slots(), [n(11) | (n(22) << 128), ether(4) | (n(33) << 128), n(66)]);
}

#[test]
fn the_shares_that_bear_a_deficit_are_in_the_nineteenth() {
    let w = World::working();
    let slot = || read(&w, || Slot::at(19).load());
    assert_eq!(slot(), n(0));
    w.lose(milli(100));
    assert_eq!(slot(), at_genesis(ether(10)));
    w.stake(w.bob, ether(1));
    w.gain(n(0));
    assert_eq!(slot(), at_genesis(ether(10)));
    w.ask(w.alice, redeem_shares(at_genesis(ether(3)), w.alice));
    w.gain(n(0));
    assert_eq!(slot(), w.total_shares());
}

#[test]
fn flags_and_the_fee_are_beside_what_vests() {
    let w = World::working();
    let flags = || read(&w, || Slot::at(1).load()) >> 200 & n(0xff);
    assert_eq!(flags(), n(0));
    w.ask(w.guardian, ILst::pauseStakingCall {});
    assert_eq!(flags(), n(1));
    w.ask(w.guardian, ILst::pauseRedemptionCall {});
    assert_eq!(flags(), n(3));
    w.ask(w.owner, ILst::setStakeLimitCall { capacity: n(1), refillSeconds: n(1) });
    assert_eq!(flags(), n(3 + 8));
    w.ask(w.oracle, w.report_of(ether(6)));
    assert_eq!(flags(), n(3 + 8 + 16));
    w.ask(w.oracle, w.report_of(n(0)));
    assert_eq!(flags(), n(3 + 4 + 8 + 16));
    w.ask(w.guardian, ILst::settleReportCall { loss: ether(5) });
    assert_eq!(flags(), n(3 + 8));
    w.ask(w.owner, ILst::resumeStakingCall {});
    w.ask(w.owner, ILst::setStakeLimitCall { capacity: n(0), refillSeconds: n(1) });
    w.ask(w.owner, ILst::resumeRedemptionCall {});
    assert_eq!(flags(), n(0));
    w.take_no_fee();
    w.gain_hugely(ether(5));
    w.ask(w.owner, fee(2_000, 0, w.treasury));
    w.age(DAY);
    w.gain(milli(100));
    let word = read(&w, || Slot::at(1).load());
    assert_eq!(word >> 208, n(200_000), "a fifth, in millionths");
    let times = NOW | DAY << 40;
    assert_eq!((word >> 112) & n(u64::MAX.into()), U256::from(times), "timestamp and period");
    assert_eq!(word & most_ether(), milli(80));
}

/// The word at a slot of any number, by the host alone.
fn raw(slot: U256) -> U256 {
    let mut word = [0; 32];
    // SAFETY: both point to 32 bytes.
    unsafe { stylus_sdk::hostio::storage_load_bytes32(slot.to_be_bytes::<32>().as_ptr(), word.as_mut_ptr()) };
    U256::from_be_bytes(word)
}
