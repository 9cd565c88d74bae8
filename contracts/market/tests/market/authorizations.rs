//! `borrowWithSignature`, `withdrawCollateralWithSignature`, `cancelNonces`, `usedNonces`.

use crate::{signed::*, world::*};
use alloy_primitives::{b256, Address, Bytes, U256};
use alloy_sol_types::{SolCall, SolStruct};
use ballast_market::interface::IMarket::{
    self, DebtTooSmall, ERC20InvalidReceiver, Expired, InsufficientCollateral, InsufficientMargin,
    InvalidAuthorization, NonceUsed, Paused, Unauthorized,
};
use ballast_test_support::{script, sign, WalletMock, WalletMode};
use motsu::prelude::*;

const NOW: u128 = 1_735_689_600;

impl Signed {
    fn used(&self, word: U256) -> U256 {
        self.w.see(IMarket::usedNoncesCall { account: self.owner, word }).bits
    }

    /// Asserts that a call is not what was signed.
    #[track_caller]
    fn differs(&self, from: Address, call: impl SolCall, account: Address) {
        let error: InvalidAuthorization = self.w.fails(from, call);
        assert_eq!(error.account, account);
        assert!(error.signer != account && error.signer != Address::ZERO, "{error:?}");
    }
}

#[test]
fn let_an_operator_borrow_once() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_borrow());
    let before = w.held(&w.weth, w.alice);
    let shares = w.ask(w.carol, borrowing(&signed, s.sign(&signed))).shares;
    assert_eq!(w.held(&w.weth, w.alice) - before, ether(10));
    assert_eq!((w.debt(s.owner), w.debt_shares(s.owner)), (ether(10), shares));
    w.emitted(IMarket::AuthorizationUsed { account: s.owner, operator: w.carol, nonce: signed.nonce });
    let (caller, account, receiver) = (w.carol, s.owner, w.alice);
    w.emitted(IMarket::Borrow { caller, account, receiver, assets: ether(10), shares });
    assert_eq!((s.used(n(1)), s.used(n(0))), (n(1 << 7), n(0)));
    let error: NonceUsed = w.fails(w.carol, borrowing(&signed, s.sign(&signed)));
    assert_eq!(error, NonceUsed { account: s.owner, nonce: signed.nonce });
    w.fails::<Unauthorized>(w.carol, borrow(ether(1), s.owner));
}

#[test]
fn let_an_operator_withdraw_once() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_withdraw());
    let before = w.held(&w.gold, w.alice);
    assert_eq!(w.ask(w.carol, withdrawing(&signed, s.sign(&signed))).withdrawn, ether(10));
    assert_eq!(w.held(&w.gold, w.alice) - before, ether(10));
    assert_eq!(w.units(s.owner, w.gold.address()), ether(40));
    w.emitted(IMarket::AuthorizationUsed { account: s.owner, operator: w.carol, nonce: signed.nonce });
    let error: NonceUsed = w.fails(w.carol, withdrawing(&signed, s.sign(&signed)));
    assert_eq!(error, NonceUsed { account: s.owner, nonce: signed.nonce });
    let all = WithdrawCollateral { amount: U256::MAX, nonce: n(0), ..signed };
    assert_eq!(w.ask(w.carol, withdrawing(&all, s.sign(&all))).withdrawn, ether(40));
}

#[test]
fn have_the_types_that_the_interface_says() {
    let s = Signed::new();
    // Computed apart from all code here.
    let to_borrow = b256!("c3bbb2332f96fdc68dc494cb2421487599aeef5f8b5ddd841ba4fb5327ca09a9");
    let to_withdraw = b256!("08fd379a4fab99eb4bd665ce8e000d0e81867236c6974b9b0ddb18fdf36a29ca");
    assert_eq!((s.to_borrow().eip712_type_hash(), s.to_withdraw().eip712_type_hash()), (to_borrow, to_withdraw));
}

#[test]
fn bind_every_field_of_a_loan() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_borrow());
    let signature = s.sign(&signed);
    let changed = [
        Borrow { account: w.bob, ..signed.clone() },
        Borrow { receiver: w.carol, ..signed.clone() },
        Borrow { amount: signed.amount + n(1), ..signed.clone() },
        Borrow { amount: signed.amount - n(1), ..signed.clone() },
        Borrow { nonce: signed.nonce + n(1), ..signed.clone() },
        Borrow { deadline: signed.deadline - n(1), ..signed.clone() },
    ];
    for other in changed {
        s.differs(w.carol, borrowing(&other, signature.clone()), other.account);
    }
    s.differs(w.bob, borrowing(&signed, signature.clone()), s.owner); // another operator
    let asset = Borrow { asset: w.gold.address(), ..signed.clone() };
    s.differs(w.carol, borrowing(&asset, s.sign(&asset)), s.owner);
    assert_eq!(s.used(n(1)), n(0));
    w.ask(w.carol, borrowing(&signed, signature));
}

#[test]
fn bind_every_field_of_a_withdrawal() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_withdraw());
    w.let_take(w.bob);
    w.supply_gold(w.bob, 20);
    let signature = s.sign(&signed);
    let changed = [
        WithdrawCollateral { account: w.bob, ..signed.clone() },
        WithdrawCollateral { receiver: w.carol, ..signed.clone() },
        WithdrawCollateral { asset: w.silver.address(), ..signed.clone() },
        WithdrawCollateral { amount: U256::MAX, ..signed.clone() },
        WithdrawCollateral { nonce: U256::MAX, ..signed.clone() },
        WithdrawCollateral { deadline: signed.deadline - n(1), ..signed.clone() },
    ];
    for other in changed {
        s.differs(w.carol, withdrawing(&other, signature.clone()), other.account);
    }
    s.differs(w.bob, withdrawing(&signed, signature.clone()), s.owner);
    w.ask(w.carol, withdrawing(&signed, signature));
}

#[test]
fn to_borrow_is_not_to_withdraw() {
    let s = Signed::new();
    let (to_borrow, to_withdraw) = (s.to_borrow(), s.to_withdraw());
    let same = Borrow { asset: s.w.gold.address(), ..to_borrow };
    s.differs(s.w.carol, withdrawing(&to_withdraw, s.sign(&same)), s.owner);
}

#[test]
fn bind_the_domain() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_borrow());
    let market = w.market.address();
    let domains = [
        domain("Ballast Ether", "1", 42_161, market),
        domain("Ballast Market", "2", 42_161, market),
        domain("Ballast Market", "1", 1, market),
        domain("Ballast Market", "1", 42_161, w.judge.address()),
    ];
    for other in domains {
        let signature = sign(&s.key, signed.eip712_signing_hash(&other));
        s.differs(w.carol, borrowing(&signed, signature.to_vec()), s.owner);
    }
}

#[test]
fn expire_after_their_deadline() {
    let s = Signed::new();
    let late = Borrow { deadline: n(NOW - 1), ..s.to_borrow() };
    let error: Expired = s.w.fails(s.w.carol, borrowing(&late, s.sign(&late)));
    assert_eq!(error, Expired { deadline: n(NOW - 1), timestamp: n(NOW) });
    let late = WithdrawCollateral { deadline: n(0), ..s.to_withdraw() };
    let error: Expired = s.w.fails(s.w.carol, withdrawing(&late, s.sign(&late)));
    assert_eq!(error, Expired { deadline: n(0), timestamp: n(NOW) });
    let in_time = Borrow { deadline: n(NOW), ..s.to_borrow() };
    s.w.ask(s.w.carol, borrowing(&in_time, s.sign(&in_time)));
}

#[test]
fn are_used_in_any_order() {
    let s = Signed::new();
    for nonce in [U256::MAX, n(3), n(0), n(255), n(256), U256::MAX - n(255), n(2)] {
        let signed = Borrow { nonce, amount: ether(1), ..s.to_borrow() };
        s.w.ask(s.w.carol, borrowing(&signed, s.sign(&signed)));
    }
    assert_eq!(s.used(n(0)), U256::from(0b1101) | U256::ONE << 255);
    assert_eq!(s.used(n(1)), n(1));
    assert_eq!(s.used(U256::MAX >> 8), U256::ONE << 255 | U256::ONE);
    assert_eq!(s.w.debt(s.owner), ether(7));
}

#[test]
fn are_cancelled_by_the_account() {
    let s = Signed::new();
    let (w, signed) = (&s.w, s.to_borrow());
    let mask = n(0b1000_0001);
    w.ask(w.bob, IMarket::cancelNoncesCall { word: n(1), mask: U256::MAX });
    assert_eq!(s.used(n(1)), n(0), "his own alone");
    w.ask(s.owner, IMarket::cancelNoncesCall { word: n(1), mask });
    w.emitted(IMarket::NoncesCancelled { account: s.owner, word: n(1), mask });
    let error: NonceUsed = w.fails(w.carol, borrowing(&signed, s.sign(&signed)));
    assert_eq!(error, NonceUsed { account: s.owner, nonce: signed.nonce });
    w.ask(s.owner, IMarket::cancelNoncesCall { word: n(1), mask: n(2) });
    assert_eq!(s.used(n(1)), mask | n(2), "none comes back");
    let other = Borrow { nonce: n(0x1_06), ..signed };
    w.ask(w.carol, borrowing(&other, s.sign(&other)));
}

#[test]
fn a_call_that_reverts_uses_nothing_up() {
    let s = Signed::new();
    let signed = s.to_borrow();
    s.w.allow(n(0));
    s.w.fails::<InsufficientMargin>(s.w.carol, borrowing(&signed, s.sign(&signed)));
    assert_eq!(s.used(n(1)), n(0));
    s.w.allow(ether(10));
    s.w.ask(s.w.carol, borrowing(&signed, s.sign(&signed)));
}

#[test]
fn allow_nothing_that_the_account_may_not() {
    let s = Signed::new();
    let w = &s.w;
    let dust = Borrow { amount: n(1), ..s.to_borrow() };
    w.fails::<DebtTooSmall>(w.carol, borrowing(&dust, s.sign(&dust)));
    let lost = Borrow { receiver: w.market.address(), ..s.to_borrow() };
    w.fails::<ERC20InvalidReceiver>(w.carol, borrowing(&lost, s.sign(&lost)));
    let more = WithdrawCollateral { amount: ether(51), ..s.to_withdraw() };
    w.fails::<InsufficientCollateral>(w.carol, withdrawing(&more, s.sign(&more)));
    w.ask(w.guardian, IMarket::setPauseCall { flags: n(2) });
    let signed = s.to_borrow();
    w.fails::<Paused>(w.carol, borrowing(&signed, s.sign(&signed)));
}

#[test]
fn the_operator_is_called_back_with_data_of_his_own() {
    let s = Signed::new();
    let signed = Borrow { operator: s.w.callee(), receiver: s.w.callee(), ..s.to_borrow() };
    let call = borrowing(&signed, s.sign(&signed));
    let call = IMarket::borrowWithSignatureCall { data: Bytes::from_static(b"any"), ..call };
    s.w.ask(s.w.callee(), call);
    assert_eq!(script::heard(s.w.callee()).len(), 1);
}

#[test]
fn of_a_contract_are_its_word() {
    let s = Signed::new();
    let (w, wallet) = (&s.w, Contract::<WalletMock>::new());
    let account = wallet.address();
    w.gold.sender(w.owner).mint(account, ether(50));
    w.let_take(account);
    w.supply_gold(account, 50);
    let signed = Borrow { account, ..s.to_borrow() };
    let word = b"of no key, and of any length".to_vec();
    wallet.sender(w.bob).take(s.digest(&signed), &word);
    w.ask(w.carol, borrowing(&signed, word.clone()));
    assert_eq!(w.debt(account), ether(10));
    w.fails::<NonceUsed>(w.carol, borrowing(&signed, word.clone()));
    let signed = WithdrawCollateral { account, nonce: n(0), ..s.to_withdraw() };
    let error: InvalidAuthorization = w.fails(w.carol, withdrawing(&signed, word.clone()));
    assert_eq!(error, InvalidAuthorization { signer: Address::ZERO, account });
    wallet.sender(w.bob).take(s.digest(&signed), &word);
    wallet.sender(w.bob).set_mode(WalletMode::Reverts);
    w.fails::<InvalidAuthorization>(w.carol, withdrawing(&signed, word.clone()));
    wallet.sender(w.bob).set_mode(WalletMode::Answers);
    w.ask(w.carol, withdrawing(&signed, word));
}

#[test]
fn of_nobody_are_none() {
    let s = Signed::new();
    let nobody = Borrow { account: Address::ZERO, ..s.to_borrow() };
    for signature in [vec![], vec![0; 65], s.sign(&nobody)] {
        let error: InvalidAuthorization = s.w.fails(s.w.carol, borrowing(&nobody, signature));
        assert_eq!(error.account, Address::ZERO);
    }
}
