//! Signatures of contracts (ERC-1271).

use crate::{signed::*, world::*};
use alloy_primitives::Address;
use ballast_rights::interface::IRights::{InvalidAuthorization, NonceUsed};
use ballast_test_support::{WalletMock, WalletMode};
use motsu::prelude::*;

#[test]
fn of_a_contract_are_its_word() {
    let w = World::new();
    let wallet = Contract::<WalletMock>::new();
    let account = wallet.address();
    w.post(&w.market, account);
    let signed = Borrow { account, ..w.to_borrow() };
    let word = b"of no key, and of any length".to_vec();
    wallet.sender(w.bob).take(w.digest(&signed), &word);
    w.ask(w.carol, borrowing(&signed, word.clone()));
    assert_eq!(w.debt(account), ether(10));
    w.fails::<NonceUsed>(w.carol, borrowing(&signed, word.clone()));
    let signed = WithdrawCollateral { account, nonce: n(0), ..w.to_withdraw() };
    let error: InvalidAuthorization = w.fails(w.carol, withdrawing(&signed, word.clone()));
    assert_eq!(error, InvalidAuthorization { signer: Address::ZERO, account });
    wallet.sender(w.bob).take(w.digest(&signed), &word);
    wallet.sender(w.bob).set_mode(WalletMode::Reverts);
    w.fails::<InvalidAuthorization>(w.carol, withdrawing(&signed, word.clone()));
    wallet.sender(w.bob).set_mode(WalletMode::Answers);
    w.ask(w.carol, withdrawing(&signed, word));
}
