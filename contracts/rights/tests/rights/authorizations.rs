//! `borrowWithSignature`, `withdrawCollateralWithSignature`.

use crate::{signed::*, world::*};
use alloy_primitives::{b256, Address, U256};
use alloy_sol_types::{SolCall, SolStruct};
use ballast_rights::interface::{
    IMarket::{self, DebtTooSmall, ERC20InvalidReceiver, InsufficientCollateral, InsufficientMargin, Paused},
    IRights::{self, Expired, InvalidAuthorization, NonceUsed},
};
use ballast_test_support::{ask_error, sign, Ask};

/// What a loan or a withdrawal of the same nonce is told by.
fn used(w: &World, signed: &Borrow) -> IRights::AuthorizationUsed {
    let Borrow { market, account, nonce, .. } = *signed;
    IRights::AuthorizationUsed { account, operator: w.carol, market, nonce }
}

impl World {
    /// Asserts that a call is not what was signed.
    #[track_caller]
    pub(crate) fn differs(&self, from: Address, call: impl SolCall, account: Address) {
        let error: InvalidAuthorization = self.fails(from, call);
        assert_eq!(error.account, account);
        assert!(error.signer != account && error.signer != Address::ZERO, "{error:?}");
    }
}

#[test]
fn let_an_operator_borrow_once() {
    let w = World::new();
    let signed = w.to_borrow();
    let before = w.held(&w.weth, w.alice);
    let shares = w.ask(w.carol, w.borrowing(&signed)).shares;
    assert_eq!(w.held(&w.weth, w.alice) - before, ether(10));
    assert_eq!(w.debt(w.owner), ether(10));
    w.emitted(used(&w, &signed));
    let (caller, account, receiver) = (w.rights.address(), w.owner, w.alice);
    w.market.assert_emitted(&IMarket::Borrow { caller, account, receiver, assets: ether(10), shares });
    assert_eq!((w.used(n(1)), w.used(n(0))), (n(1 << 7), n(0)));
    let error: NonceUsed = w.fails(w.carol, w.borrowing(&signed));
    assert_eq!(error, NonceUsed { account: w.owner, nonce: signed.nonce });
    let again = IMarket::borrowCall { assets: ether(1), onBehalf: account, receiver, data: Default::default() };
    let error: IMarket::Unauthorized = ask_error(w.market.sender(w.carol).ask(again));
    assert_eq!(error.caller, w.carol);
}

#[test]
fn let_an_operator_withdraw_once() {
    let w = World::new();
    let signed = w.to_withdraw();
    let before = w.held(&w.gold, w.alice);
    assert_eq!(w.ask(w.carol, w.withdrawing(&signed)).withdrawn, ether(10));
    assert_eq!(w.held(&w.gold, w.alice) - before, ether(10));
    assert_eq!(w.units(w.owner, w.gold.address()), ether(40));
    w.emitted(used(&w, &w.to_borrow()));
    let (caller, account, receiver) = (w.rights.address(), w.owner, w.alice);
    let asset = w.gold.address();
    w.market.assert_emitted(&IMarket::WithdrawCollateral { caller, account, asset, receiver, units: ether(10) });
    let error: NonceUsed = w.fails(w.carol, w.withdrawing(&signed));
    assert_eq!(error, NonceUsed { account: w.owner, nonce: signed.nonce });
    let all = WithdrawCollateral { amount: U256::MAX, nonce: n(0), ..signed };
    assert_eq!(w.ask(w.carol, w.withdrawing(&all)).withdrawn, ether(40));
}

#[test]
fn have_the_types_that_the_interface_says() {
    let w = World::new();
    // Computed apart from all code here.
    let to_borrow = b256!("dd9c2ffce3fc39021202924928ff539539a71552941076728a76b042eaaf5979");
    let to_withdraw = b256!("3e940f1b2c6b15207bc774d5af25c85d4fbd67363a35abd6818430a8c750e3fa");
    assert_eq!((w.to_borrow().eip712_type_hash(), w.to_withdraw().eip712_type_hash()), (to_borrow, to_withdraw));
}

#[test]
fn bind_every_field_of_a_loan() {
    let w = World::new();
    let signed = w.to_borrow();
    let signature = w.sign(&signed);
    let changed = [
        Borrow { market: w.second.address(), ..signed.clone() },
        Borrow { account: w.bob, ..signed.clone() },
        Borrow { receiver: w.carol, ..signed.clone() },
        Borrow { amount: signed.amount + n(1), ..signed.clone() },
        Borrow { amount: signed.amount - n(1), ..signed.clone() },
        Borrow { nonce: signed.nonce + n(1), ..signed.clone() },
        Borrow { deadline: signed.deadline - n(1), ..signed.clone() },
    ];
    for other in changed {
        w.differs(w.carol, borrowing(&other, signature.clone()), other.account);
    }
    w.differs(w.bob, borrowing(&signed, signature.clone()), w.owner); // another operator
    let asset = Borrow { asset: w.gold.address(), ..signed.clone() };
    w.differs(w.carol, w.borrowing(&asset), w.owner);
    assert_eq!(w.used(n(1)), n(0));
    w.ask(w.carol, borrowing(&signed, signature));
}

#[test]
fn bind_every_field_of_a_withdrawal() {
    let w = World::new();
    let signed = w.to_withdraw();
    w.post(&w.market, w.bob);
    let signature = w.sign(&signed);
    let changed = [
        WithdrawCollateral { market: w.second.address(), ..signed.clone() },
        WithdrawCollateral { account: w.bob, ..signed.clone() },
        WithdrawCollateral { receiver: w.carol, ..signed.clone() },
        WithdrawCollateral { asset: w.silver.address(), ..signed.clone() },
        WithdrawCollateral { amount: U256::MAX, ..signed.clone() },
        WithdrawCollateral { nonce: U256::MAX, ..signed.clone() },
        WithdrawCollateral { deadline: signed.deadline - n(1), ..signed.clone() },
    ];
    for other in changed {
        w.differs(w.carol, withdrawing(&other, signature.clone()), other.account);
    }
    w.differs(w.bob, withdrawing(&signed, signature.clone()), w.owner);
    w.ask(w.carol, withdrawing(&signed, signature));
}

#[test]
fn to_borrow_is_not_to_withdraw() {
    let w = World::new();
    let (to_borrow, to_withdraw) = (w.to_borrow(), w.to_withdraw());
    let same = Borrow { asset: w.gold.address(), ..to_borrow };
    w.differs(w.carol, withdrawing(&to_withdraw, w.sign(&same)), w.owner);
}

#[test]
fn bind_the_domain() {
    let w = World::new();
    let signed = w.to_borrow();
    let rights = w.rights.address();
    let domains = [
        domain("Ballast Market", "1", 42_161, rights),
        domain("Ballast Rights", "2", 42_161, rights),
        domain("Ballast Rights", "1", 1, rights),
        domain("Ballast Rights", "1", 42_161, w.market.address()),
    ];
    for other in domains {
        let signature = sign(&w.key, signed.eip712_signing_hash(&other));
        w.differs(w.carol, borrowing(&signed, signature.to_vec()), w.owner);
    }
}

#[test]
fn expire_after_their_deadline() {
    let w = World::new();
    let late = Borrow { deadline: n(NOW - 1), ..w.to_borrow() };
    let error: Expired = w.fails(w.carol, w.borrowing(&late));
    assert_eq!(error, Expired { deadline: n(NOW - 1), timestamp: n(NOW) });
    let late = WithdrawCollateral { deadline: n(0), ..w.to_withdraw() };
    let error: Expired = w.fails(w.carol, w.withdrawing(&late));
    assert_eq!(error, Expired { deadline: n(0), timestamp: n(NOW) });
    let in_time = Borrow { deadline: n(NOW), ..w.to_borrow() };
    w.ask(w.carol, w.borrowing(&in_time));
}

#[test]
fn a_call_that_reverts_uses_nothing_up() {
    let w = World::new();
    let signed = w.to_borrow();
    w.allow(n(0));
    w.fails::<InsufficientMargin>(w.carol, w.borrowing(&signed));
    assert_eq!(w.used(n(1)), n(0));
    w.allow(ether(10));
    w.ask(w.carol, w.borrowing(&signed));
}

#[test]
fn allow_nothing_that_the_account_may_not() {
    let w = World::new();
    let dust = Borrow { amount: n(1), ..w.to_borrow() };
    w.fails::<DebtTooSmall>(w.carol, w.borrowing(&dust));
    let lost = Borrow { receiver: w.market.address(), ..w.to_borrow() };
    w.fails::<ERC20InvalidReceiver>(w.carol, w.borrowing(&lost));
    let more = WithdrawCollateral { amount: ether(51), ..w.to_withdraw() };
    w.fails::<InsufficientCollateral>(w.carol, w.withdrawing(&more));
    tell(&w.market, w.governor, IMarket::setPauseCall { flags: n(2) });
    let signed = w.to_borrow();
    w.fails::<Paused>(w.carol, w.borrowing(&signed));
}

#[test]
fn of_nobody_are_none() {
    let w = World::new();
    let nobody = Borrow { account: Address::ZERO, ..w.to_borrow() };
    for signature in [vec![], vec![0; 65], w.sign(&nobody)] {
        let error: InvalidAuthorization = w.fails(w.carol, borrowing(&nobody, signature));
        assert_eq!(error.account, Address::ZERO);
    }
}
