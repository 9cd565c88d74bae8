//! I21: every gas limit.

use crate::{state, world};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx};
use ballast_client::{
    Signer, account,
    interfaces::{ILst, IWrapper},
};
use ballast_wasm_tests::{ALL, Token, assert_whole_or_nothing, ether};

/// The call to wblETH, at every gas limit.
#[track_caller]
fn assert_whole(token: &mut Token, from: Address, call: Vec<u8>) {
    let people = [from, account("bob")];
    assert_whole_or_nothing(token, &Tx::call(from, token.wrapper, call), |token| state(token, &people));
}

#[test]
fn i21_all_or_nothing_at_every_gas_limit() {
    let (mut token, alice) = world();
    let (bob, wrapper) = (Signer::new("bob"), token.wrapper);
    token.wrapper_send(alice, IWrapper::wrapCall { blEthAmount: ether(9) });
    let (amount, receiver, owner) = (ether(2), bob.address(), alice);
    for data in [
        IWrapper::wrapCall { blEthAmount: amount }.abi_encode(),
        IWrapper::wrapCall { blEthAmount: ALL }.abi_encode(),
        IWrapper::unwrapCall { wblEthAmount: amount }.abi_encode(),
        IWrapper::depositCall { assets: amount, receiver }.abi_encode(),
        IWrapper::withdrawCall { assets: amount, receiver, owner }.abi_encode(),
    ] {
        assert_whole(&mut token, alice, data);
    }
    let permit = token.client.permit(wrapper, &bob, alice, amount, ALL).unwrap();
    assert_whole(&mut token, alice, permit.abi_encode());
}

/// A permit that is passed over because its gas ran out would leave an allowance that was there before the call less
/// by the amount.
#[test]
fn i21_a_permit_that_wraps_is_never_passed_over_for_want_of_gas() {
    let (mut token, alice) = world();
    let (bob, wrapper) = (Signer::new("bob"), token.wrapper);
    token.send(alice, ILst::transferCall { to: bob.address(), value: ether(9) });
    token.send(bob.address(), ILst::approveCall { spender: wrapper, value: ether(5) });
    let ILst::permit_0Call { deadline, v, r, s, .. } =
        token.client.permit(token.lst, &bob, wrapper, ether(5), ALL).unwrap();
    let call = IWrapper::wrapWithPermitCall { blEthAmount: ether(5), deadline, v, r, s };
    assert_whole(&mut token, bob.address(), call.abi_encode());
}
