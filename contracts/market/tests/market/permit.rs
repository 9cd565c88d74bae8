//! EIP-2612 of supply shares. What signatures are taken at all: contracts/common/tests, and blETH's tests.

use crate::{signed::*, world::*};
use alloy_primitives::{FixedBytes, U256};
use ballast_market::interface::IMarket::{self, ERC20InvalidSpender, ERC2612ExpiredSignature, ERC2612InvalidSigner};
use ballast_test_support::{WalletMock, WalletMode};
use motsu::prelude::*;

impl Signed {
    /// For Carol to spend, now.
    fn grant(&self, value: U256) -> Permit {
        let nonce = self.w.see(IMarket::noncesCall { owner: self.owner })._0;
        Permit { owner: self.owner, spender: self.w.carol, value, nonce, deadline: U256::MAX }
    }
}

fn parts(grant: &Permit, signature: &[u8]) -> IMarket::permit_0Call {
    IMarket::permit_0Call {
        owner: grant.owner,
        spender: grant.spender,
        value: grant.value,
        deadline: grant.deadline,
        v: signature[64],
        r: FixedBytes::from_slice(&signature[..32]),
        s: FixedBytes::from_slice(&signature[32..64]),
    }
}

fn bytes(grant: &Permit, signature: &[u8]) -> IMarket::permit_1Call {
    let Permit { owner, spender, value, deadline, .. } = *grant;
    IMarket::permit_1Call { owner, spender, value, deadline, signature: signature.to_vec().into() }
}

#[test]
fn sets_an_allowance_that_is_spent_as_any_other() {
    let s = Signed::new();
    let (w, owner, spender) = (&s.w, s.owner, s.w.carol);
    let shares = w.balance(owner);
    let grant = s.grant(n(10));
    w.ask(w.bob, parts(&grant, &s.sign(&grant)));
    w.emitted(IMarket::Approval { owner, spender, value: n(10) });
    w.ask(spender, IMarket::transferFromCall { from: owner, to: w.bob, value: n(4) });
    assert_eq!(w.see(IMarket::allowanceCall { owner, spender })._0, n(6));
    let grant = s.grant(shares);
    assert_eq!(grant.nonce, n(1));
    w.ask(w.bob, bytes(&grant, &s.sign(&grant)));
    w.ask(spender, IMarket::redeemCall { shares: shares - n(4), receiver: w.bob, owner });
    assert_eq!((w.balance(owner), w.see(IMarket::noncesCall { owner })._0), (n(0), n(2)));
}

#[test]
fn a_nonce_is_no_balance() {
    let s = Signed::new();
    let shares = s.w.balance(s.owner);
    let grant = s.grant(n(1));
    s.w.ask(s.w.bob, parts(&grant, &s.sign(&grant)));
    assert_eq!(s.w.balance(s.owner), shares);
    s.w.deposit(s.w.alice, 1);
    s.w.ask(s.w.alice, IMarket::transferCall { to: s.owner, value: n(9) });
    s.w.ask(s.owner, IMarket::transferCall { to: s.owner, value: shares });
    assert_eq!((s.w.balance(s.owner), s.grant(n(0)).nonce), (shares + n(9), n(1)));
    s.w.ask(s.owner, IMarket::transferCall { to: s.w.bob, value: shares + n(9) });
    assert_eq!((s.w.balance(s.owner), s.grant(n(0)).nonce), (n(0), n(1)));
}

#[test]
fn is_used_once_and_binds_what_was_signed() {
    let s = Signed::new();
    let grant = s.grant(n(10));
    let signature = s.sign(&grant);
    let other = Permit { value: n(11), ..grant.clone() };
    for call in [bytes(&other, &signature), bytes(&Permit { owner: s.w.bob, ..grant.clone() }, &signature)] {
        let owner = call.owner;
        let error: ERC2612InvalidSigner = s.w.fails(s.w.bob, call);
        assert!(error.owner == owner && error.signer != owner);
    }
    s.w.ask(s.w.bob, parts(&grant, &signature));
    s.w.fails::<ERC2612InvalidSigner>(s.w.bob, parts(&grant, &signature));
    let late = Permit { deadline: n(1), ..s.grant(n(1)) };
    let error: ERC2612ExpiredSignature = s.w.fails(s.w.bob, bytes(&late, &s.sign(&late)));
    assert_eq!(error.deadline, n(1));
    let nobody = Permit { spender: Default::default(), ..s.grant(n(1)) };
    s.w.fails::<ERC20InvalidSpender>(s.w.bob, bytes(&nobody, &s.sign(&nobody)));
}

#[test]
fn a_contract_permits_too() {
    let s = Signed::new();
    let wallet = Contract::<WalletMock>::new();
    let grant = Permit { owner: wallet.address(), nonce: n(0), ..s.grant(n(5)) };
    wallet.sender(s.w.bob).take(s.digest(&grant), b"yes");
    s.w.ask(s.w.bob, bytes(&grant, b"yes"));
    assert_eq!(s.w.see(IMarket::allowanceCall { owner: grant.owner, spender: grant.spender })._0, n(5));
    wallet.sender(s.w.bob).set_mode(WalletMode::SaysTrue);
    s.w.fails::<ERC2612InvalidSigner>(s.w.bob, bytes(&grant, b"yes"));
}

#[test]
fn tells_its_domain() {
    let s = Signed::new();
    let ours = domain("Ballast Market", "1", 42_161, s.w.market.address());
    assert_eq!(s.w.see(IMarket::DOMAIN_SEPARATORCall {})._0, ours.separator());
    let told = s.w.see(IMarket::eip712DomainCall {});
    assert_eq!(told.fields.0, [0x0f]);
    assert_eq!((told.name.as_str(), told.version.as_str()), ("Ballast Market", "1"));
    assert_eq!(told.name, s.w.see(IMarket::nameCall {})._0);
    assert_eq!((told.chainId, told.verifyingContract), (n(42_161), s.w.market.address()));
    assert!(told.salt.is_zero() && told.extensions.is_empty());
}
