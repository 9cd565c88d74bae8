//! While the vault is running nothing of it can be called. The mocked host flags no call as re-entrant, so that the
//! rule is asked by its route; that the host flags every way back is for real WASM to show.

use crate::world::*;
use alloy_sol_types::{SolCall, SolError};
use ballast_backstop::{
    interface::IBackstop::{self, IBackstopCalls, Locked},
    route,
};
use motsu::prelude::*;

#[track_caller]
fn refuses(w: &World, calldata: &[u8]) {
    let revert = route(&mut w.vault.sender(w.bob), calldata, true).motsu_res().expect_err("locked");
    assert_eq!(revert.data(), Locked {}.abi_encode(), "{calldata:02x?}");
}

#[test]
fn nothing_comes_in() {
    let w = World::odd();
    let before = (w.totals(), w.vault.all_events().len());
    for selector in IBackstopCalls::SELECTORS {
        refuses(&w, selector);
        refuses(&w, &[&selector[..], &[0; 96]].concat());
    }
    let constructor = stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes();
    for calldata in [&[][..], &[0xde], &[0xde, 0xad, 0xbe, 0xef], &constructor] {
        refuses(&w, calldata);
    }
    assert_eq!((w.totals(), w.vault.all_events().len()), before);
}

#[test]
fn without_re_entry_nothing_is_locked() {
    let w = World::odd();
    let calldata = IBackstop::totalsCall {}.abi_encode();
    assert!(route(&mut w.vault.sender(w.bob), &calldata, false).is_ok());
}
