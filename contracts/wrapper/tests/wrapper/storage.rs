//! Where things lie, for tools that read or override storage from outside.

use crate::{
    signing::{digest, domain, sign, Permit, Signature},
    world::*,
};
use alloy_primitives::{keccak256, U256};
use alloy_sol_types::SolValue;
use ballast_common::slot::{Map, Slot};
use ballast_wrapper::{interface::IWrapper, Wrapper};

/// The word that is found in the contract's context.
fn read(w: &World, load: impl FnOnce() -> U256) -> U256 {
    let _in_context: &mut Wrapper = &mut w.wrapper.sender(w.alice);
    load()
}

/// The word at a slot of any number, by the host alone.
fn raw(slot: U256) -> U256 {
    let mut word = [0; 32];
    // SAFETY: both point to 32 bytes.
    unsafe { stylus_sdk::hostio::storage_load_bytes32(slot.to_be_bytes::<32>().as_ptr(), word.as_mut_ptr()) };
    U256::from_be_bytes(word)
}

#[test]
fn supply_and_bleth_share_the_first_slot() {
    let w = World::new();
    let lst = word(w.lst.address()) << 96;
    assert_eq!(read(&w, || Slot::at(0).load()), lst);
    w.buy(w.alice, U256::ONE << 97);
    w.allow(w.alice, U256::MAX);
    w.wrap(w.alice, most(96));
    assert_eq!(read(&w, || Slot::at(0).load()), lst | most(96));
    w.unwrap(w.alice, most(96) - n(1));
    assert_eq!(read(&w, || Slot::at(0).load()), lst | n(1));
}

#[test]
fn balances_and_nonces_share_a_mapping_at_one() {
    let w = World::wrapped();
    let permit = Permit { owner: w.alice, spender: w.bob, value: n(1), nonce: n(0), deadline: U256::MAX };
    let domain = domain("Wrapped Ballast Ether", w.wrapper.address());
    let Signature { v, r, s } = sign("alice", digest(domain, &permit));
    let Permit { owner, spender, value, deadline, .. } = permit;
    w.ask(w.bob, IWrapper::permit_0Call { owner, spender, value, deadline, v, r, s });
    let expected = w.balance(w.alice) | (n(1) << 128);
    assert_eq!(read(&w, || Map::at(1).slot(w.alice).load()), expected);
    assert_eq!(read(&w, || raw(keccak256((w.alice, n(1)).abi_encode()).into())), expected);
    assert_eq!(read(&w, || Map::at(1).slot(w.bob).load()), w.balance(w.bob));
}

#[test]
fn allowances_are_a_mapping_of_mappings_at_two() {
    let w = World::new();
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: n(77) });
    assert_eq!(read(&w, || Map::at(2).map(w.alice).slot(w.bob).load()), n(77));
    let inner = keccak256((w.alice, n(2)).abi_encode());
    assert_eq!(read(&w, || raw(keccak256((w.bob, inner).abi_encode()).into())), n(77));
}

#[test]
fn a_transfer_asks_neither_the_books_nor_bleth() {
    let w = World::wrapped();
    let before = w.balance(w.bob);
    read(&w, || {
        Slot::at(0).store(U256::ZERO);
        U256::ZERO
    });
    w.ask(w.alice, IWrapper::transferCall { to: w.bob, value: n(5) });
    assert_eq!(w.balance(w.bob), before + n(5));
    assert_eq!(read(&w, || Slot::at(0).load()), U256::ZERO);
}
