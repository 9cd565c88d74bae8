//! Allowances by signature.

use crate::{
    signing::{digest, domain, sign, Permit, Signature},
    world::*,
};
use alloy_primitives::{Address, B256, U256};
use ballast_test_support::{ask_error, Ask, WalletMock, WalletMode};
use ballast_wrapper::interface::IWrapper::{self, IWrapperEvents};
use motsu::prelude::*;

/// Alice lets bob spend seven.
fn sevens(w: &World) -> Permit {
    Permit { owner: w.alice, spender: w.bob, value: n(7), nonce: n(0), deadline: n(NOW.into()) }
}

fn digest_of(w: &World, permit: &Permit) -> B256 {
    digest(domain("Wrapped Ballast Ether", w.wrapper.address()), permit)
}

fn signed(w: &World, permit: &Permit) -> Signature {
    sign("alice", digest_of(w, permit))
}

fn parts(p: &Permit, signature: Signature) -> IWrapper::permit_0Call {
    let Signature { v, r, s } = signature;
    IWrapper::permit_0Call { owner: p.owner, spender: p.spender, value: p.value, deadline: p.deadline, v, r, s }
}

fn bytes(p: &Permit, signature: &[u8]) -> IWrapper::permit_1Call {
    let signature = signature.to_vec().into();
    IWrapper::permit_1Call { owner: p.owner, spender: p.spender, value: p.value, deadline: p.deadline, signature }
}

fn nonce(w: &World, owner: Address) -> U256 {
    w.ask(w.bob, IWrapper::noncesCall { owner })._0
}

/// Asserts that nobody signed this, as far as the contract can tell.
#[track_caller]
fn nobody_signed(w: &World, p: &Permit, signature: &[u8]) {
    let error = IWrapper::ERC2612InvalidSigner { signer: Address::ZERO, owner: p.owner };
    w.refuses(w.bob, bytes(p, signature), error);
}

/// Asserts that the signature is somebody else's.
#[track_caller]
fn another_signed(w: &World, p: &Permit, signature: Signature) {
    let result = w.wrapper.sender(w.bob).ask(parts(p, signature)).map(drop);
    let error: IWrapper::ERC2612InvalidSigner = ask_error(result);
    assert_eq!(error.owner, p.owner);
    assert!(error.signer != p.owner && error.signer != Address::ZERO);
}

#[test]
fn by_parts_sets_the_allowance_whoever_brings_it() {
    let w = World::wrapped();
    let (p, seen, balance) = (sevens(&w), w.seen(), w.balance(w.alice));
    w.ask(someone("relayer"), parts(&p, signed(&w, &p)));
    assert_eq!((w.allowance(w.alice, w.bob), nonce(&w, w.alice), nonce(&w, w.bob)), (n(7), n(1), n(0)));
    let expected = IWrapper::Approval { owner: w.alice, spender: w.bob, value: n(7) };
    assert_eq!(w.logs_since(seen), [IWrapperEvents::Approval(expected)]);
    assert_eq!(w.balance(w.alice), balance, "nonce and balance share a slot");
    w.ask(w.alice, IWrapper::transferCall { to: w.bob, value: balance });
    assert_eq!((nonce(&w, w.alice), w.balance(w.alice)), (n(1), n(0)));
}

#[test]
fn by_bytes_sets_the_allowance() {
    let w = World::new();
    let p = sevens(&w);
    w.ask(w.bob, bytes(&p, &signed(&w, &p).bytes()));
    assert_eq!((w.allowance(w.alice, w.bob), nonce(&w, w.alice)), (n(7), n(1)));
    let next = Permit { nonce: n(1), value: U256::MAX, ..p };
    w.ask(w.bob, bytes(&next, &signed(&w, &next).bytes()));
    assert_eq!((w.allowance(w.alice, w.bob), nonce(&w, w.alice)), (U256::MAX, n(2)));
}

#[test]
fn serves_once_in_either_form() {
    let w = World::new();
    let p = sevens(&w);
    let signature = signed(&w, &p);
    w.ask(w.bob, parts(&p, signature));
    another_signed(&w, &p, signature);
    w.ask(w.alice, IWrapper::approveCall { spender: w.bob, value: n(0) });
    another_signed(&w, &p, signature);
    assert_eq!((w.allowance(w.alice, w.bob), nonce(&w, w.alice)), (n(0), n(1)));
}

#[test]
fn is_for_what_was_signed_alone() {
    let w = World::new();
    let p = sevens(&w);
    let signature = signed(&w, &p);
    another_signed(&w, &Permit { spender: someone("carol"), ..p }, signature);
    another_signed(&w, &Permit { value: n(8), ..p }, signature);
    another_signed(&w, &Permit { deadline: p.deadline + n(1), ..p }, signature);
    let error = IWrapper::ERC2612InvalidSigner { signer: w.bob, owner: w.alice };
    w.refuses(w.bob, parts(&p, sign("bob", digest_of(&w, &p))), error);
    another_signed(&w, &p, sign("alice", digest(domain("Ballast Ether", w.lst.address()), &p)));
    VM::context().set_chain_id(1);
    another_signed(&w, &p, signature);
    assert_eq!((w.allowance(w.alice, w.bob), nonce(&w, w.alice)), (n(0), n(0)));
}

#[test]
fn expires() {
    let w = World::new();
    let late = Permit { deadline: n(NOW.into()) - n(1), ..sevens(&w) };
    let error = || IWrapper::ERC2612ExpiredSignature { deadline: late.deadline };
    w.refuses(w.bob, parts(&late, signed(&w, &late)), error());
    w.refuses(w.bob, bytes(&late, &signed(&w, &late).bytes()), error());
}

#[test]
fn refuses_twins_and_malformed_signatures() {
    let w = World::new();
    let p = sevens(&w);
    let signature = signed(&w, &p);
    nobody_signed(&w, &p, &signature.twin().bytes());
    for v in [0, 1, 26, 29, 255] {
        nobody_signed(&w, &p, &Signature { v, ..signature }.bytes());
    }
    let whole = signature.bytes();
    for length in [0, 1, 64] {
        nobody_signed(&w, &p, &whole[..length]);
    }
    nobody_signed(&w, &p, &[&whole[..], &[0]].concat());
    nobody_signed(&w, &Permit { owner: Address::ZERO, ..p }, &whole[..64]);
    let error = IWrapper::ERC2612InvalidSigner { signer: Address::ZERO, owner: p.owner };
    w.refuses(w.bob, parts(&p, signature.twin()), error);
}

#[test]
fn refuses_the_zero_spender() {
    let w = World::new();
    let p = Permit { spender: Address::ZERO, ..sevens(&w) };
    w.refuses(w.bob, parts(&p, signed(&w, &p)), IWrapper::ERC20InvalidSpender { spender: Address::ZERO });
    assert_eq!(nonce(&w, w.alice), n(0));
}

#[test]
fn of_a_contract_is_what_it_takes() {
    let (w, wallet) = (World::new(), Contract::<WalletMock>::new_at(someone("wallet")));
    let p = Permit { owner: wallet.address(), ..sevens(&w) };
    wallet.sender(w.alice).take(digest_of(&w, &p), b"three keys of five");
    nobody_signed(&w, &p, b"two keys of five");
    nobody_signed(&w, &Permit { value: n(8), ..p }, b"three keys of five");
    w.ask(w.bob, bytes(&p, b"three keys of five"));
    assert_eq!((w.allowance(p.owner, w.bob), nonce(&w, p.owner)), (n(7), n(1)));
    nobody_signed(&w, &p, b"three keys of five");
}

#[test]
fn of_a_contract_by_parts_is_asked_with_r_s_v() {
    let (w, wallet) = (World::new(), Contract::<WalletMock>::new_at(someone("wallet")));
    let p = Permit { owner: wallet.address(), ..sevens(&w) };
    let signature = sign("alice", digest_of(&w, &p));
    let error = || IWrapper::ERC2612InvalidSigner { signer: w.alice, owner: p.owner };
    w.refuses(w.bob, parts(&p, signature), error());
    wallet.sender(w.alice).take(digest_of(&w, &p), &signature.bytes());
    wallet.sender(w.alice).set_mode(WalletMode::AnswersRightAligned);
    w.refuses(w.bob, parts(&p, signature), error());
    wallet.sender(w.alice).set_mode(WalletMode::Answers);
    w.ask(w.bob, parts(&p, signature));
    assert_eq!(w.allowance(p.owner, w.bob), n(7));
}
