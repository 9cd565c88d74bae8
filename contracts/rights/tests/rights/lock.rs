//! What may come in while a call runs. The mocked host flags no call as re-entrant, so that the rule is asked by its
//! route; on real WASM: tests/wasm.

use crate::world::*;
use alloy_sol_types::SolCall;
use ballast_rights::{
    interface::IRights::{self, onBorrowCall, IRightsCalls, Locked, Unauthorized},
    route,
};
use motsu::prelude::*;

#[test]
fn nothing_comes_in_but_the_callback() {
    let w = World::new();
    let back = |calldata: &[u8]| route(&mut w.rights.sender(w.bob), calldata, true).motsu_res();
    let constructor = stylus_sdk::abi::CONSTRUCTOR_SELECTOR.to_be_bytes();
    for selector in IRightsCalls::SELECTORS.iter().filter(|selector| **selector != onBorrowCall::SELECTOR) {
        assert_eq!(back(selector), reverted(&Locked {}));
        assert_eq!(back(&[&selector[..], &[0; 320]].concat()), reverted(&Locked {}));
    }
    for calldata in [&[][..], &[0xde], &[0xde, 0xad, 0xbe, 0xef], &constructor] {
        assert_eq!(back(calldata), reverted(&Locked {}));
    }
    assert_eq!(back(&onBorrowCall::SELECTOR), reverted(&Unauthorized { caller: w.bob }));
    let view = IRights::usedNoncesCall { account: w.owner, word: n(1) };
    assert!(route(&mut w.rights.sender(w.bob), &view.abi_encode(), false).is_ok());
}
