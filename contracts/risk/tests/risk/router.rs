//! What is routed, and what is answered to calls that are not of the interface: empty revert data.

use crate::world::*;
use alloc::vec::Vec;
use alloy_primitives::U256;
use alloy_sol_types::{SolCall, SolInterface};
use ballast_common::Revert;
use ballast_risk::interface::IRisk::{self, IRiskCalls};
use motsu::prelude::*;

fn run(w: &World, value: u128, data: &[u8]) -> Result<Vec<u8>, Revert> {
    w.owner.fund(n(value));
    ballast_risk::route(&mut w.risk.sender_and_value(w.owner, n(value)), data).motsu_res()
}

#[track_caller]
fn refuses(w: &World, value: u128, data: &[u8]) {
    let events = w.risk.all_events().len();
    assert_eq!(run(w, value, data), Err(Revert::new(Vec::new())));
    assert_eq!(w.risk.all_events().len(), events);
}

fn word(number: u64) -> [u8; 32] {
    U256::from(number).to_be_bytes()
}

#[test]
fn no_function_takes_ether() {
    let w = World::with_rate();
    refuses(&w, 1, &[]);
    for selector in IRiskCalls::selectors() {
        let mut data = selector.to_vec();
        data.extend([0; 32 * 11]);
        refuses(&w, 1, &data);
    }
}

#[test]
fn every_function_is_routed() {
    let w = World::with_rate();
    let routed = |selector: [u8; 4]| {
        // Zeros are an empty array at its own offset, and valid words otherwise.
        let mut data = selector.to_vec();
        data.extend([0; 32 * 11]);
        run(&w, 0, &data) != Err(Revert::new(Vec::new()))
    };
    for selector in IRiskCalls::selectors() {
        assert!(routed(selector), "{selector:x?}");
    }
}

#[test]
fn refuses_what_is_no_function() {
    let w = World::with_rate();
    for data in [&[][..], &[0], &[0; 3], &[0; 4], &[0xff; 36], &IRisk::ownerCall::SELECTOR[..3]] {
        refuses(&w, 0, data);
    }
}

#[test]
fn refuses_short_arguments() {
    let w = World::with_rate();
    for selector in IRiskCalls::selectors() {
        let takes_arguments = run(&w, 0, &selector) == Err(Revert::new(Vec::new()));
        if takes_arguments {
            let mut data = selector.to_vec();
            data.extend([0; 31]);
            refuses(&w, 0, &data);
        }
    }
}

#[test]
fn refuses_malformed_holdings() {
    let w = World::with_rate();
    let call = |words: &[u64]| {
        let mut data = IRisk::borrowLimitCall::SELECTOR.to_vec();
        data.extend(words.iter().flat_map(|&number| word(number)));
        data
    };
    run(&w, 0, &call(&[32, 8, 0, 0, 0, 0, 0, 0, 0, 0])).motsu_unwrap();
    run(&w, 0, &call(&[64, 7, 1, 0])).motsu_unwrap();
    refuses(&w, 0, &call(&[32, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0])); // too many
    refuses(&w, 0, &call(&[32, 2, 0])); // fewer than said
    refuses(&w, 0, &call(&[64, 1])); // beyond the end
    refuses(&w, 0, &call(&[u64::MAX, 1, 0]));
    refuses(&w, 0, &call(&[32, u64::MAX, 0]));
    let mut wide = call(&[32, 1, 0]);
    wide[4] = 1; // an offset of 2^248
    refuses(&w, 0, &wide);
}

#[test]
fn refuses_dirty_words() {
    let w = World::with_rate();
    let mut dirty = IRisk::transferOwnershipCall { newOwner: w.alice }.abi_encode();
    dirty[15] = 1; // bit 160
    refuses(&w, 0, &dirty);
    w.gold.sender(w.owner).set_decimals(n(18));
    let listing = plain_listing(w.gold.address(), w.feed.address()).abi_encode();
    let mut dirty = listing.clone();
    dirty[4 + 63] = 2; // neither true nor false
    refuses(&w, 0, &dirty);
    run(&w, 0, &listing).motsu_unwrap();
}
