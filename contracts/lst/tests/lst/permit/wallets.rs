//! Permits that a contract signs (ERC-1271).

use super::signed::*;
use crate::world::*;
use alloy_primitives::{Address, B256};
use ballast_lst::interface::ILst;
use ballast_test_support::{sign, WalletMock, WalletMode};
use motsu::prelude::*;

/// A wallet, and a permit of it for alice.
struct Safe {
    wallet: Contract<WalletMock>,
    grant: Permit,
    digest: B256,
    s: Signed,
}

impl Safe {
    fn new() -> Self {
        Self::at(someone("wallet"))
    }

    fn at(address: Address) -> Self {
        let s = Signed::new();
        let wallet = Contract::<WalletMock>::new_at(address);
        let grant = Permit { owner: address, ..s.grant(n(66)) };
        let digest = s.digest(&grant);
        Self { wallet, grant, digest, s }
    }

    /// The wallet takes this signature.
    fn takes(&self, signature: &[u8]) {
        self.wallet.sender(self.s.w.bob).take(self.digest, signature);
    }

    fn set_mode(&self, mode: WalletMode) {
        self.wallet.sender(self.s.w.bob).set_mode(mode);
    }

    fn allowed(&self) -> (u128, u64) {
        let owner = self.wallet.address();
        (self.s.w.allowance(owner, self.s.w.alice).to(), self.s.nonce_of(owner))
    }
}

#[test]
fn take_what_the_wallet_takes_of_any_length() {
    for length in [0, 1, 31, 32, 33, 64, 65, 66, 96, 500] {
        let safe = Safe::new();
        let signature = vec![0xa7; length];
        safe.takes(&signature);
        safe.s.w.ask(safe.s.w.bob, bytes(&safe.grant, &signature));
        assert_eq!(safe.allowed(), (66, 1), "{length} bytes");
        safe.s.refuses_of_nobody(bytes(&safe.grant, &signature), safe.wallet.address());
        assert_eq!(safe.allowed(), (66, 1), "the next digest is another");
    }
}

#[test]
fn ask_the_wallet_with_r_s_v_where_they_came_apart() {
    let safe = Safe::new();
    let mut signature = [0; 65];
    (0..65).for_each(|at| signature[at] = at as u8);
    safe.takes(&signature);
    safe.s.w.ask(safe.s.w.bob, parts(&safe.grant, signature));
    assert_eq!(safe.allowed(), (66, 1));
}

#[test]
fn refuse_what_the_wallet_refuses() {
    let safe = Safe::new();
    safe.takes(b"open");
    safe.s.refuses_of_nobody(bytes(&safe.grant, b"opem"), safe.wallet.address());
    // The key of somebody who is not the wallet is told.
    let key = sign(&safe.s.key, safe.digest);
    let error = ILst::ERC2612InvalidSigner { signer: safe.s.owner, owner: safe.wallet.address() };
    safe.s.w.refuses(safe.s.w.bob, bytes(&safe.grant, &key), error);
    assert_eq!(safe.allowed(), (0, 0));
}

#[test]
fn refuse_every_answer_but_the_one() {
    use WalletMode::*;
    let safe = Safe::new();
    safe.takes(b"open");
    for mode in [Reverts, AnswersShort, AnswersDirty, SaysTrue, Mute] {
        safe.set_mode(mode);
        safe.s.refuses_of_nobody(bytes(&safe.grant, b"open"), safe.wallet.address());
        assert_eq!(safe.allowed(), (0, 0), "{mode:?}");
    }
    safe.set_mode(Answers);
    safe.s.w.ask(safe.s.w.bob, bytes(&safe.grant, b"open"));
    assert_eq!(safe.allowed(), (66, 1));
}

#[test]
fn take_the_key_of_an_account_that_has_both() {
    let key = Account::from_seed("the signer");
    let safe = Safe::at(key.address());
    safe.set_mode(WalletMode::Reverts);
    safe.s.w.ask(safe.s.w.bob, parts(&safe.grant, sign(&key, safe.digest)));
    assert_eq!(safe.allowed(), (66, 1), "its key rules it, whatever its code says");
}

#[test]
fn take_the_code_of_an_account_that_has_both() {
    let safe = Safe::at(Account::from_seed("the signer").address());
    safe.takes(b"open");
    safe.s.w.ask(safe.s.w.bob, bytes(&safe.grant, b"open"));
    assert_eq!(safe.allowed(), (66, 1));
}

#[test]
fn expire_before_the_wallet_is_asked() {
    let safe = Safe::new();
    safe.takes(b"open");
    let deadline = n(u128::from(NOW) - 1);
    let late = Permit { deadline, ..safe.grant.clone() };
    let error = ILst::ERC2612ExpiredSignature { deadline };
    safe.s.w.refuses(safe.s.w.bob, bytes(&late, b"open"), error);
}
