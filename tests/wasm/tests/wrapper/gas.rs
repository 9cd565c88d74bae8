//! I21: every gas limit.

use crate::{raw, state, world};
use alloy_sol_types::SolCall;
use ballast_chain::{Address, Tx, U256};
use ballast_client::{
    Signer, account,
    interfaces::{ILst, IWrapper},
};
use ballast_wasm_tests::{ALL, Token, ether};

/// I21: at every gas limit all of it happens, as with plenty, or nothing.
fn assert_whole_or_nothing(token: &mut Token, from: Address, name: &str, data: &[u8]) {
    let people = [from, account("bob")];
    let start = token.client.chain.snapshot();
    let before = state(token, &people);
    let whole = raw(token, from, data.to_vec(), U256::ZERO);
    assert!(whole.is_success(), "{name}: {}", ballast_client::describe(&whole.output));
    let after = state(token, &people);
    assert_ne!(before, after);
    token.client.chain.restore(start).unwrap();
    let most = (whole.gas_used + whole.gas_refunded) * 6 / 5;
    let (mut failed, mut succeeded) = (0, 0);
    for gas in (25_000..most).step_by(usize::try_from(most / 100).unwrap()) {
        let tx = Tx::call(from, token.wrapper, data.to_vec()).gas_limit(gas);
        let receipt = token.client.chain.transact(tx).unwrap();
        let done = receipt.is_success();
        assert_eq!(&state(token, &people), if done { &after } else { &before }, "{name}: gas limit {gas}");
        if done {
            assert_eq!((&receipt.output, &receipt.logs), (&whole.output, &whole.logs), "{name}: gas limit {gas}");
            token.client.chain.restore(start).unwrap();
        }
        (failed, succeeded) = (failed + u32::from(!done), succeeded + u32::from(done));
    }
    assert!(failed > 20 && succeeded > 10, "{name}: {failed} failed, {succeeded} succeeded");
}

#[test]
fn i21_all_or_nothing_at_every_gas_limit() {
    let (mut token, alice) = world();
    let (bob, wrapper) = (Signer::new("bob"), token.wrapper);
    token.wrapper_send(alice, IWrapper::wrapCall { blEthAmount: ether(9) });
    let (amount, receiver, owner) = (ether(2), bob.address(), alice);
    for (name, data) in [
        ("wrap", IWrapper::wrapCall { blEthAmount: amount }.abi_encode()),
        ("wrap all", IWrapper::wrapCall { blEthAmount: ALL }.abi_encode()),
        ("unwrap", IWrapper::unwrapCall { wblEthAmount: amount }.abi_encode()),
        ("deposit", IWrapper::depositCall { assets: amount, receiver }.abi_encode()),
        ("withdraw", IWrapper::withdrawCall { assets: amount, receiver, owner }.abi_encode()),
    ] {
        assert_whole_or_nothing(&mut token, alice, name, &data);
    }
    let permit = token.client.permit(wrapper, &bob, alice, amount, ALL).unwrap();
    assert_whole_or_nothing(&mut token, alice, "permit", &permit.abi_encode());
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
    assert_whole_or_nothing(&mut token, bob.address(), "wrapWithPermit", &call.abi_encode());
}
