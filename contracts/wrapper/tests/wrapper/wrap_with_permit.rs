//! Wrapping with a permit of blETH.

use crate::{
    signing::{digest, domain, sign, Permit, Signature},
    world::*,
};
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst;
use ballast_wrapper::interface::IWrapper;

/// A holder who has allowed nothing.
fn holding() -> World {
    let w = World::odd();
    w.allow(w.alice, n(0));
    w
}

/// Alice's permit of blETH to the wrapper.
fn signed(w: &World, value: U256) -> Signature {
    let nonce = w.lst(w.bob, ILst::noncesCall { owner: w.alice })._0;
    let permit = Permit { owner: w.alice, spender: w.wrapper.address(), value, nonce, deadline: U256::MAX };
    sign("alice", digest(domain("Ballast Ether", w.lst.address()), &permit))
}

fn call(amount: U256, signature: Signature) -> IWrapper::wrapWithPermitCall {
    let Signature { v, r, s } = signature;
    IWrapper::wrapWithPermitCall { blEthAmount: amount, deadline: U256::MAX, v, r, s }
}

fn spend_permit(w: &World, from: Address, value: U256, signature: Signature) {
    let Signature { v, r, s } = signature;
    let (owner, spender) = (w.alice, w.wrapper.address());
    w.lst(from, ILst::permit_0Call { owner, spender, value, deadline: U256::MAX, v, r, s });
}

#[test]
fn needs_no_allowance_before() {
    let w = holding();
    let (rate, mine) = (w.rate(), w.shares(w.alice));
    let minted = w.ask(w.alice, call(ether(2), signed(&w, ether(2)))).wblEthAmount;
    assert_eq!(minted, rate.minted_for(ether(2)));
    assert_eq!((w.balance(w.alice), mine - w.shares(w.alice)), (minted, units(minted)));
    assert_eq!(w.allowed(w.alice), ether(2) - rate.value_up(minted));
    assert_eq!(w.lst(w.bob, ILst::noncesCall { owner: w.alice })._0, n(1));
}

#[test]
fn of_all_wraps_all() {
    let w = holding();
    let minted = w.ask(w.alice, call(U256::MAX, signed(&w, U256::MAX))).wblEthAmount;
    assert_eq!(w.balance(w.alice), minted);
    assert!(w.shares(w.alice) < n(1_000_000_000));
}

#[test]
fn i19_does_not_mind_that_somebody_spent_the_permit_first() {
    let w = holding();
    let signature = signed(&w, ether(2));
    spend_permit(&w, someone("front-runner"), ether(2), signature);
    let minted = w.ask(w.alice, call(ether(2), signature)).wblEthAmount;
    assert_eq!(w.balance(w.alice), minted);
}

#[test]
fn without_permit_and_allowance_is_refused() {
    let w = holding();
    let (spender, needed) = (w.wrapper.address(), w.rate().value_up(w.rate().minted_for(ether(2))));
    let error = || ILst::ERC20InsufficientAllowance { spender, allowance: n(0), needed };
    w.refuses(w.alice, call(ether(2), signed(&w, ether(3))), error());
    w.refuses(
        w.bob,
        call(U256::MAX - n(1), signed(&w, ether(3))),
        IWrapper::AmountTooLarge { amount: U256::MAX - n(1), most: most(112) },
    );
    let signature = signed(&w, ether(2));
    w.allow(w.bob, n(0));
    w.refuses(w.bob, call(ether(2), signature), error());
    assert_eq!(w.supply(), n(0));
}

#[test]
fn refuses_nothing() {
    let w = holding();
    w.refuses(w.alice, call(n(0), signed(&w, n(0))), IWrapper::ZeroAmount {});
}
