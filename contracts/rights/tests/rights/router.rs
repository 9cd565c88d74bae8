//! The router: what is not of the interface reverts without data and changes nothing (I20).

use crate::world::*;
use alloy_sol_types::SolCall;
use ballast_rights::{interface::IRights, Rights};
use ballast_test_support::Ask;
use motsu::prelude::*;
use stylus_sdk::abi::Router;

fn raw(w: &World, calldata: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let selector = u32::from_be_bytes(calldata[..4].try_into().unwrap());
    <Rights as Router<Rights>>::route(&mut w.rights.sender(w.carol), selector, &calldata[4..]).unwrap().motsu_res()
}

#[test]
fn unknown_selectors() {
    let w = World::new();
    assert_eq!(raw(&w, &[0xde, 0xad, 0xbe, 0xef]), Err(vec![]));
    let short = ballast_rights::route(&mut w.rights.sender(w.carol), &[1, 2, 3], false).motsu_res();
    assert!(short.is_err_and(|revert| revert.data().is_empty()));
    assert!(w.rights.sender(w.bob).send().motsu_res().is_err());
}

#[test]
fn there_is_no_constructor() {
    let w = World::new();
    assert_eq!(raw(&w, &stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes()), Err(vec![]));
}

#[test]
fn value() {
    let w = World::new();
    w.carol.fund(n(1));
    let call = w.borrowing(&w.to_borrow());
    assert!(w.rights.sender_and_value(w.carol, n(1)).ask(call).motsu_res().is_err());
}

#[test]
fn truncated_arguments() {
    let w = World::new();
    for call in [
        w.borrowing(&w.to_borrow()).abi_encode(),
        w.withdrawing(&w.to_withdraw()).abi_encode(),
        IRights::cancelNoncesCall { word: n(1), mask: n(1) }.abi_encode(),
        IRights::usedNoncesCall { account: w.bob, word: n(1) }.abi_encode(),
    ] {
        let unpadded = if call.len() > 100 { call.len() - 31 } else { call.len() };
        for length in 4..unpadded {
            assert_eq!(raw(&w, &call[..length]), Err(vec![]), "{length} bytes");
        }
    }
    assert_eq!(w.used(n(1)), n(0));
}

#[test]
fn dirty_high_bits() {
    let w = World::new();
    let (lend, give) = (w.borrowing(&w.to_borrow()).abi_encode(), w.withdrawing(&w.to_withdraw()).abi_encode());
    let view = IRights::usedNoncesCall { account: w.bob, word: n(1) }.abi_encode();
    for (call, words) in [(&lend, &[0, 2, 3][..]), (&give, &[0, 1, 3, 4]), (&view, &[0])] {
        for word in words {
            let mut dirty = call.clone();
            dirty[4 + 32 * word + 11] = 1;
            assert_eq!(raw(&w, &dirty), Err(vec![]), "word {word}");
        }
    }
    assert!(raw(&w, &lend).is_ok());
}

#[test]
fn more_than_the_arguments_is_ignored() {
    let w = World::new();
    let call = [w.withdrawing(&w.to_withdraw()).abi_encode(), vec![7; 45]].concat();
    assert_eq!(raw(&w, &call), Ok(ether(10).to_be_bytes_vec()));
}
