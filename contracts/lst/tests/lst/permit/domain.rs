//! The domain that is signed for, here and elsewhere.

use super::signed::*;
use crate::world::*;
use alloy_primitives::{b256, B256};
use alloy_sol_types::SolStruct;
use ballast_lst::interface::ILst;
use ballast_test_support::sign;
use motsu::prelude::*;

#[test]
fn binds_the_domain() {
    let s = Signed::new();
    let grant = s.grant(n(1));
    let domains = [
        domain("Ballast ether", "1", 42_161, s.w.lst.address()),
        domain("Ballast Ether", "2", 42_161, s.w.lst.address()),
        domain("Ballast Ether", "1", 42_170, s.w.lst.address()),
        domain("Ballast Ether", "1", 42_161, s.w.alice),
    ];
    for other in domains {
        let signature = sign(&s.key, grant.eip712_signing_hash(&other));
        s.refuses_of_somebody(parts(&grant, signature), s.owner);
    }
    VM::context().set_chain_id(42_170);
    let here = domain("Ballast Ether", "1", 42_170, s.w.lst.address());
    s.w.ask(s.w.bob, parts(&grant, sign(&s.key, grant.eip712_signing_hash(&here))));
}

#[test]
fn has_the_domain_that_the_standards_say() {
    let s = Signed::new();
    let separator = || s.w.ask(s.w.bob, ILst::DOMAIN_SEPARATORCall {})._0;
    // Computed apart from all code here.
    assert_eq!(separator(), b256!("ebb8cc8e32c88a6093a8c025161eac5b53d6b057de65a187235d4a65fa119c97"));
    assert_eq!(separator(), domain("Ballast Ether", "1", 42_161, s.w.lst.address()).separator());
    let type_hash = b256!("6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9");
    assert_eq!(s.grant(n(0)).eip712_type_hash(), type_hash);
    VM::context().set_chain_id(1);
    assert_eq!(separator(), b256!("204451162daa768b75c56bce1ed1a3625f2faa3588cb78e378953031169af2bf"));
}

#[test]
fn tells_all_seven_fields_of_its_domain() {
    let s = Signed::new();
    let told = s.w.ask(s.w.bob, ILst::eip712DomainCall {});
    assert_eq!(told.fields.0, [0x0f]);
    assert_eq!((told.name.as_str(), told.version.as_str()), ("Ballast Ether", "1"));
    assert_eq!(told.name, s.w.ask(s.w.bob, ILst::nameCall {})._0);
    assert_eq!((told.chainId, told.verifyingContract), (n(42_161), s.w.lst.address()));
    assert_eq!((told.salt, told.extensions.len()), (B256::ZERO, 0));
    VM::context().set_chain_id(7);
    assert_eq!(s.w.ask(s.w.bob, ILst::eip712DomainCall {}).chainId, n(7));
}
