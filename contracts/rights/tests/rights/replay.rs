//! An authorisation is of one market, of one program of rights, on one chain, and is used once.

use crate::{signed::*, world::*};
use alloy_primitives::B256;
use alloy_sol_types::SolStruct;
use ballast_rights::{
    interface::IRights::{self, InvalidAuthorization, NonceUsed},
    Rights,
};
use ballast_test_support::{ask_error, sign, Ask};
use motsu::prelude::*;

#[test]
fn in_another_market_is_refused() {
    let w = World::new();
    let (lend, give) = (w.to_borrow(), w.to_withdraw());
    let market = w.second.address();
    w.differs(w.carol, borrowing(&Borrow { market, ..lend.clone() }, w.sign(&lend)), w.owner);
    w.differs(w.carol, withdrawing(&WithdrawCollateral { market, ..give.clone() }, w.sign(&give)), w.owner);
    w.ask(w.carol, w.borrowing(&Borrow { market, ..lend }));
    assert_eq!(w.debt(w.owner), n(0));
    let call = ballast_rights::interface::IMarket::debtOfCall { account: w.owner };
    assert_eq!(tell(&w.second, w.bob, call)._0, ether(10));
}

#[test]
fn nonces_are_of_all_markets() {
    let w = World::new();
    let (account, nonce, market) = (w.owner, n(0x1_07), w.second.address());
    w.ask(w.carol, w.borrowing(&w.to_borrow()));
    let used = NonceUsed { account, nonce };
    assert_eq!(w.fails::<NonceUsed>(w.carol, w.borrowing(&Borrow { market, ..w.to_borrow() })), used);
    let give = w.withdrawing(&WithdrawCollateral { market, ..w.to_withdraw() });
    assert_eq!(w.fails::<NonceUsed>(w.carol, give), used);
}

#[test]
fn by_other_rights_is_refused() {
    let w = World::new();
    let other = Contract::<Rights>::new();
    let error: InvalidAuthorization = ask_error(other.sender(w.carol).ask(w.borrowing(&w.to_borrow())));
    assert_eq!(error.account, w.owner);
    let separators =
        [&w.rights, &other].map(|one| one.sender(w.bob).ask(IRights::DOMAIN_SEPARATORCall {}).motsu_unwrap()._0);
    assert_ne!(separators[0], separators[1]);
}

#[test]
fn the_domain_is_what_is_published() {
    let w = World::new();
    let domain = domain("Ballast Rights", "1", 42_161, w.rights.address());
    assert_eq!(w.ask(w.bob, IRights::DOMAIN_SEPARATORCall {})._0, domain.hash_struct());
    let told = w.ask(w.bob, IRights::eip712DomainCall {});
    assert_eq!((told.fields.0, told.name.as_str(), told.version.as_str()), ([0x0f], "Ballast Rights", "1"));
    assert_eq!((told.chainId, told.verifyingContract), (n(42_161), w.rights.address()));
    assert_eq!((told.salt, told.extensions.len()), (B256::ZERO, 0));
}

/// A signature for a market's own domain, as permits have it, is none here.
#[test]
fn of_a_market_is_refused() {
    let w = World::new();
    let signed = w.to_borrow();
    let market = domain("Ballast Market", "1", 42_161, w.market.address());
    let signature = sign(&w.key, signed.eip712_signing_hash(&market));
    w.differs(w.carol, borrowing(&signed, signature.to_vec()), w.owner);
}
