//! Signatures of keys, in both forms, and what is refused.

use super::signed::*;
use crate::world::*;
use alloy_primitives::{Address, U256};
use ballast_lst::interface::ILst::{self, ILstEvents};
use ballast_test_support::sign;
use motsu::prelude::*;

#[test]
fn sets_an_allowance_whoever_brings_it() {
    let s = Signed::new();
    let seen = s.w.seen();
    let grant = s.grant(n(77));
    s.w.ask(s.w.bob, parts(&grant, sign(&s.key, s.digest(&grant))));
    assert_eq!(s.w.allowance(s.owner, s.w.alice), n(77));
    let approval = |value| ILstEvents::Approval(ILst::Approval { owner: s.owner, spender: s.w.alice, value });
    assert_eq!((s.w.logs_since(seen), s.nonce()), (vec![approval(n(77))], 1));
    let grant = s.grant(n(5));
    s.w.ask(s.owner, bytes(&grant, &sign(&s.key, s.digest(&grant))));
    assert_eq!(s.w.allowance(s.owner, s.w.alice), n(5), "in place of the one before, not on top");
    assert_eq!((s.w.logs_since(seen + 1), s.nonce()), (vec![approval(n(5))], 2));
    assert_eq!(s.w.allowance(s.w.alice, s.owner), n(0));
}

#[test]
fn is_spent_as_any_other() {
    let s = Signed::new();
    let (owner, alice, bob) = (s.owner, s.w.alice, s.w.bob);
    s.permit(n(1_000));
    s.w.ask(alice, ILst::transferFromCall { from: owner, to: bob, value: n(400) });
    assert_eq!((s.w.balance(bob), s.w.allowance(owner, alice)), (n(400), n(600)));
    let needed = n(601);
    let error = ILst::ERC20InsufficientAllowance { spender: alice, allowance: n(600), needed };
    s.w.refuses(alice, ILst::transferFromCall { from: owner, to: bob, value: needed }, error);
}

#[test]
fn of_an_infinite_value_is_not_spent() {
    let s = Signed::new();
    s.permit(U256::MAX);
    s.w.ask(s.w.alice, ILst::transferFromCall { from: s.owner, to: s.w.bob, value: milli(1) });
    assert_eq!(s.w.allowance(s.owner, s.w.alice), U256::MAX);
}

#[test]
fn takes_an_allowance_back() {
    let s = Signed::new();
    s.permit(n(9));
    s.permit(n(0));
    assert_eq!((s.w.allowance(s.owner, s.w.alice), s.nonce()), (n(0), 2));
}

#[test]
fn expires_after_its_deadline() {
    let s = Signed::new();
    let deadline = n(u128::from(NOW) - 1);
    let late = Permit { deadline, ..s.grant(n(1)) };
    let signature = sign(&s.key, s.digest(&late));
    s.w.refuses(s.w.bob, parts(&late, signature), ILst::ERC2612ExpiredSignature { deadline });
    s.w.refuses(s.w.bob, bytes(&late, &signature), ILst::ERC2612ExpiredSignature { deadline });
    assert_eq!(s.nonce(), 0);
    let in_time = Permit { deadline: n(NOW.into()), ..late };
    s.w.ask(s.w.bob, parts(&in_time, sign(&s.key, s.digest(&in_time))));
    assert_eq!(s.w.allowance(s.owner, s.w.alice), n(1));
}

#[test]
fn tells_who_signed_instead() {
    let s = Signed::new();
    let other = Account::from_seed("another signer");
    let grant = s.grant(n(1));
    let signature = sign(&other, s.digest(&grant));
    let error = || ILst::ERC2612InvalidSigner { signer: other.address(), owner: s.owner };
    s.w.refuses(s.w.bob, parts(&grant, signature), error());
    s.w.refuses(s.w.bob, bytes(&grant, &signature), error());
    assert_eq!((s.nonce(), s.w.allowance(s.owner, s.w.alice)), (0, n(0)));
}

#[test]
fn binds_every_field() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let signature = sign(&s.key, s.digest(&grant));
    let changed = [
        Permit { owner: s.w.oracle, ..grant.clone() },
        Permit { spender: s.w.bob, ..grant.clone() },
        Permit { value: n(2), ..grant.clone() },
        Permit { deadline: grant.deadline - n(1), ..grant.clone() },
    ];
    for other in changed {
        s.refuses_of_somebody(parts(&other, signature), other.owner);
        s.refuses_of_somebody(bytes(&other, &signature), other.owner);
    }
    s.w.ask(s.w.bob, parts(&grant, signature));
}

#[test]
fn is_used_once() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let signature = sign(&s.key, s.digest(&grant));
    s.w.ask(s.w.bob, parts(&grant, signature));
    s.refuses_of_somebody(parts(&grant, signature), s.owner);
    s.refuses_of_somebody(bytes(&grant, &signature), s.owner);
    let early = Permit { nonce: n(2), ..grant };
    s.refuses_of_somebody(parts(&early, sign(&s.key, s.digest(&early))), s.owner);
    assert_eq!(s.nonce(), 1);
    s.permit(n(3));
    assert_eq!((s.nonce(), s.w.allowance(s.owner, s.w.alice)), (2, n(3)));
}

#[test]
fn refuses_the_twin_with_a_high_s() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let mut twin = sign(&s.key, s.digest(&grant));
    let order = U256::from_str_radix(ORDER, 16).expect("a number");
    let high = order - U256::from_be_slice(&twin[32..64]);
    twin[32..64].copy_from_slice(&high.to_be_bytes::<32>());
    twin[64] = 27 + 28 - twin[64];
    s.refuses_of_nobody(parts(&grant, twin), s.owner);
    s.refuses_of_nobody(bytes(&grant, &twin), s.owner);
    // The host itself would recover it: the refusal is ours.
    let asked = [s.digest(&grant).0, word(twin[64]), array(&twin[..32]), array(&twin[32..64])].concat();
    let answer = s.as_lst(|| ballast_common::host::static_call(Address::with_last_byte(1), &asked));
    assert_eq!(answer.map(|answer| Address::from_slice(&answer[12..])), Ok(s.owner));
}

/// Of secp256k1.
const ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

fn word(byte: u8) -> [u8; 32] {
    U256::from(byte).to_be_bytes()
}

fn array(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().expect("32 bytes")
}

#[test]
fn refuses_recovery_ids_that_are_none() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let good = sign(&s.key, s.digest(&grant));
    for v in [0, 1, 26, 29, 55, 255] {
        let mut bad = good;
        bad[64] = v;
        s.refuses_of_nobody(parts(&grant, bad), s.owner);
        s.refuses_of_nobody(bytes(&grant, &bad), s.owner);
    }
    let mut other = good;
    other[64] = 27 + 28 - good[64];
    s.refuses_of_somebody(parts(&grant, other), s.owner);
}

#[test]
fn refuses_signatures_of_another_length() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let good = sign(&s.key, s.digest(&grant));
    let longer = [0, good[64]].map(|last| [&good[..], &[last]].concat());
    for signature in [&[][..], &good[64..], &good[..32], &good[..63], &good[..64], &longer[0], &longer[1]] {
        s.refuses_of_nobody(bytes(&grant, signature), s.owner);
    }
    // EIP-2098: `v` in the highest bit of `s`.
    let mut compact = good;
    compact[32] |= (good[64] - 27) << 7;
    s.refuses_of_nobody(bytes(&grant, &compact[..64]), s.owner);
    assert_eq!(s.nonce(), 0);
}

#[test]
fn refuses_garbage_of_the_zero_address() {
    let s = Signed::new();
    let grant = Permit { owner: Address::ZERO, ..s.grant(n(1)) };
    s.refuses_of_nobody(parts(&grant, [0; 65]), Address::ZERO);
    s.refuses_of_nobody(bytes(&grant, &[]), Address::ZERO);
    let mut nobody = [1; 65];
    nobody[64] = 27;
    nobody[..32].fill(0xff); // beyond the order: recovers to nobody
    s.refuses_of_nobody(parts(&grant, nobody), Address::ZERO);
}

#[test]
fn refuses_the_zero_address_for_a_spender() {
    let s = Signed::new();
    let grant = Permit { spender: Address::ZERO, ..s.grant(n(1)) };
    let call = parts(&grant, sign(&s.key, s.digest(&grant)));
    s.w.refuses(s.w.bob, call, ILst::ERC20InvalidSpender { spender: Address::ZERO });
    assert_eq!(s.nonce(), 0);
}

#[test]
fn leaves_a_nonce_that_outlives_all_else_in_its_slot() {
    let s = Signed::new();
    let (owner, bob) = (s.owner, s.w.bob);
    let shares = s.w.shares(owner);
    s.permit(U256::MAX);
    s.permit(U256::MAX);
    assert_eq!((s.nonce(), s.w.shares(owner)), (2, shares), "nor does it touch the shares");
    s.w.ask(owner, ILst::transferCall { to: bob, value: milli(100) });
    s.w.ask(owner, ILst::transferSharesCall { to: owner, sharesAmount: n(5) });
    s.w.ask(s.w.alice, ILst::transferFromCall { from: owner, to: bob, value: milli(100) });
    s.w.ask(bob, ILst::transferCall { to: owner, value: milli(50) });
    s.w.stake(owner, milli(10));
    s.w.ask(owner, redeem(milli(10), bob));
    assert_eq!(s.nonce(), 2);
    let all = s.w.shares(owner);
    s.w.ask(owner, ILst::transferSharesCall { to: bob, sharesAmount: all });
    assert_eq!((s.nonce(), s.w.shares(owner)), (2, n(0)));
    let error = ILst::InsufficientShares { owner, shares: n(0), needed: n(1) };
    s.w.refuses(owner, ILst::transferSharesCall { to: bob, sharesAmount: n(1) }, error);
    s.permit(n(3));
    assert_eq!((s.nonce(), s.w.shares(owner), s.w.balance(owner)), (3, n(0), n(0)));
}

#[test]
fn needs_no_balance() {
    let s = Signed::new();
    let poor = Account::from_seed("a poor one");
    let grant = Permit { owner: poor.address(), ..s.grant(n(8)) };
    s.w.ask(s.w.bob, parts(&grant, sign(&poor, s.digest(&grant))));
    assert_eq!((s.w.allowance(poor.address(), s.w.alice), s.nonce_of(poor.address())), (n(8), 1));
    assert_eq!(s.nonce(), 0, "everybody counts his own");
}

#[test]
fn goes_on_while_everything_is_stopped() {
    let s = Signed::new();
    s.w.ask(s.w.guardian, ILst::pauseStakingCall {});
    s.w.ask(s.w.guardian, ILst::pauseRedemptionCall {});
    s.permit(n(4));
    assert_eq!(s.w.allowance(s.owner, s.w.alice), n(4));
}
