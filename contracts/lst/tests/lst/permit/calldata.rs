//! Calldata of permits.

use super::signed::*;
use crate::world::*;
use alloy_primitives::U256;
use alloy_sol_types::SolCall;
use ballast_common::Revert;
use ballast_lst::interface::ILst;
use ballast_test_support::{ask_error, sign, Ask};
use motsu::prelude::*;

#[test]
fn refuses_a_recovery_id_wider_than_a_byte() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let mut data = parts(&grant, sign(&s.key, s.digest(&grant))).abi_encode();
    data[4 + 4 * 32 + 30] = 1;
    let answer = ballast_lst::route(&mut s.w.lst.sender(s.w.bob), &data);
    assert_eq!(answer.motsu_unwrap_err(), Revert::new(Vec::new()));
}

#[test]
fn refuses_bytes_that_are_not_there() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let good = bytes(&grant, &sign(&s.key, s.digest(&grant))).abi_encode();
    let run = |data: &[u8]| ballast_lst::route(&mut s.w.lst.sender(s.w.bob), data).motsu_res();
    for length in [4 + 5 * 32, 4 + 6 * 32 - 1, 4 + 6 * 32, 4 + 6 * 32 + 64] {
        assert_eq!(run(&good[..length]), Err(Revert::new(Vec::new())), "{length} bytes");
    }
    for (at, what) in [(4 + 4 * 32, "offset"), (4 + 5 * 32, "length")] {
        for huge in [n(1 << 28), n(u64::MAX.into()), U256::ONE << 128, U256::MAX] {
            let mut data = good.clone();
            data[at..at + 32].copy_from_slice(&huge.to_be_bytes::<32>());
            assert_eq!(run(&data), Err(Revert::new(Vec::new())), "{what} {huge}");
        }
    }
    assert_eq!(run(&good), Ok(Vec::new()));
}

#[test]
fn answers_nothing_and_takes_no_ether() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let call = bytes(&grant, &sign(&s.key, s.digest(&grant)));
    s.w.bob.fund(n(1));
    let error = s.w.lst.sender_and_value(s.w.bob, n(1)).ask(call.clone()).map(drop).motsu_unwrap_err();
    assert_eq!(error, Revert::new(Vec::new()));
    s.w.ask(s.w.bob, call);
    let again = s.w.lst.sender(s.w.bob).ask(bytes(&grant, &[])).map(drop);
    let error: ILst::ERC2612InvalidSigner = ask_error(again);
    assert_eq!(error.owner, s.owner);
}
