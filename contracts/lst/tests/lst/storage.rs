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
    let fee: U256 = n(1_000) << 160;
    assert_eq!(read(&w, || Slot::at(11).load()), fee | U256::from_be_bytes(Address::into_word(&w.treasury).0));
}

/// The word at a slot of any number, by the host alone.
fn raw(slot: U256) -> U256 {
    let mut word = [0; 32];
    // SAFETY: both point to 32 bytes.
    unsafe { stylus_sdk::hostio::storage_load_bytes32(slot.to_be_bytes::<32>().as_ptr(), word.as_mut_ptr()) };
    U256::from_be_bytes(word)
}
