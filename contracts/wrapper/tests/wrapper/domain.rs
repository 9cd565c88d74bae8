//! The EIP-712 domain.

use crate::{signing, world::*};
use alloy_primitives::B256;
use ballast_wrapper::interface::IWrapper;
use motsu::prelude::*;

#[test]
fn is_told_with_all_its_fields() {
    let w = World::new();
    let domain = w.ask(w.bob, IWrapper::eip712DomainCall {});
    assert_eq!(domain.fields.0, [0x0f]);
    assert_eq!((domain.name.as_str(), domain.version.as_str()), ("Wrapped Ballast Ether", "1"));
    assert_eq!((domain.chainId, domain.verifyingContract), (n(42_161), w.wrapper.address()));
    assert_eq!((domain.salt, domain.extensions), (B256::ZERO, vec![]));
}

#[test]
fn has_the_separator_of_its_fields() {
    let w = World::new();
    let separator = || w.ask(w.bob, IWrapper::DOMAIN_SEPARATORCall {})._0;
    assert_eq!(separator(), signing::domain("Wrapped Ballast Ether", w.wrapper.address()));
    let before = separator();
    VM::context().set_chain_id(1);
    assert_ne!(separator(), before, "a fork of the chain has a domain of its own");
    assert_eq!(w.ask(w.bob, IWrapper::eip712DomainCall {}).chainId, n(1));
}
