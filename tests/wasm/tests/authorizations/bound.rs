//! What was signed, by whom, until when: all of it counts.

use crate::{Borrow, NONE, World};
use alloy_sol_types::{Eip712Domain, SolEvent};
use ballast_chain::{B256, Bytes, U256};
use ballast_client::{
    Client, Signature,
    interfaces::{ILst, IMarket, IRights, IWeth},
};
use ballast_wasm_tests::{ALL, ether};

#[test]
fn a_signature_allows_what_was_signed_once() {
    let mut w = World::open();
    let (at, dave) = (w.l.protocol.at, w.l.dave);
    for account in w.accounts() {
        let weth = w.l.view(at.weth, IWeth::balanceOfCall { account: dave });
        let call = w.borrow(account, U256::from(7));
        let done = w.l.protocol.client.send(w.olga, at.rights, call.clone()).unwrap();
        let used: IRights::AuthorizationUsed = Client::event(&done.receipt.logs, at.rights).unwrap();
        assert_eq!((used.account, used.operator), (account, w.olga));
        assert_eq!((used.market, used.nonce), (at.market, U256::from(7)));
        let logs = done.receipt.logs.iter();
        let borrowed = logs.filter_map(|log| IMarket::Borrow::decode_log(log).ok()).next().unwrap();
        assert_eq!((borrowed.caller, borrowed.account, borrowed.receiver), (at.rights, account, dave));
        assert_eq!(w.l.health(account).debt, ether(3));
        assert_eq!(w.l.view(at.weth, IWeth::balanceOfCall { account: dave }), weth + ether(3));
        let error: IRights::NonceUsed = w.l.fail(w.olga, at.rights, call);
        assert_eq!((error.account, error.nonce), (account, U256::from(7)));
        let shares = w.l.view(at.lst, ILst::sharesOfCall { account: dave });
        let (units, held) = (U256::from(1_000_000_007), w.l.units(account, at.lst));
        let call = w.withdraw(account, units, U256::from(8));
        assert_eq!(w.l.send(w.olga, at.rights, call.clone()), units);
        assert_eq!(w.l.view(at.lst, ILst::sharesOfCall { account: dave }), shares + units);
        assert_eq!(w.l.units(account, at.lst), held - units);
        let _: IRights::NonceUsed = w.l.fail(w.olga, at.rights, call);
        // The nonces of both kinds are the same.
        let call = w.borrow(account, U256::from(8));
        let _: IRights::NonceUsed = w.l.fail(w.olga, at.rights, call);
        assert_eq!(w.used(account, NONE), U256::from(3 << 7));
        w.l.check_all();
    }
}

#[test]
fn all_of_it_is_signed() {
    let mut w = World::open();
    let plain = w.l.list_second_weth();
    let [one, two, four, five] = [1, 2, 4, 5].map(U256::from);
    w.l.post_plain(w.l.carol, plain.token, ether(5));
    let ([carol, wallet], second) = (w.accounts(), w.second());
    for (me, other, one, two) in [(carol, wallet, one, two), (wallet, carol, four, five)] {
        // The key is both accounts', so that it is the account in the struct alone that counts.
        let (good, erin, olga) = (w.borrow(me, one), w.l.erin, w.olga);
        type B = IRights::borrowWithSignatureCall;
        w.assert_invalid(olga, me, one, B { assets: good.assets - U256::ONE, ..good.clone() });
        w.assert_invalid(olga, other, one, B { onBehalf: other, ..good.clone() });
        w.assert_invalid(olga, me, one, B { market: second, ..good.clone() });
        w.assert_invalid(olga, me, one, B { receiver: olga, ..good.clone() });
        w.assert_invalid(olga, me, two, B { nonce: two, ..good.clone() });
        w.assert_invalid(olga, me, one, B { deadline: good.deadline + U256::ONE, ..good.clone() });
        w.assert_invalid(erin, me, one, good.clone());
        let signed = Borrow { asset: w.l.protocol.at.lst, ..w.to_borrow(me, one) };
        w.assert_invalid(olga, me, one, B { signature: w.sign(&signed).bytes(), ..good.clone() });
        w.assert_borrows(good);

        let good = w.withdraw(me, U256::from(1_000), two);
        type W = IRights::withdrawCollateralWithSignatureCall;
        w.assert_invalid(olga, me, two, W { asset: plain.token, ..good.clone() });
        w.assert_invalid(olga, me, two, W { units: ALL, ..good.clone() });
        w.assert_invalid(olga, me, two, W { market: second, ..good.clone() });
        w.assert_invalid(olga, other, two, W { onBehalf: other, ..good.clone() });
        w.assert_invalid(olga, me, two, W { receiver: olga, ..good.clone() });
        w.assert_invalid(olga, me, two + U256::ONE, W { nonce: two + U256::ONE, ..good.clone() });
        w.assert_invalid(olga, me, two, W { deadline: good.deadline - U256::ONE, ..good.clone() });
        w.assert_invalid(erin, me, two, good.clone());
        // The same words under the other struct's name.
        let signed = Borrow { asset: good.asset, amount: good.units, ..w.to_borrow(me, two) };
        w.assert_invalid(olga, me, two, W { signature: w.sign(&signed).bytes(), ..good.clone() });
        w.l.send(olga, w.l.protocol.at.rights, good);
    }
    w.l.check_all();
}

#[test]
fn of_these_rights_on_this_chain_and_in_one_form() {
    let mut w = World::open();
    let (here, olga, five) = (w.domain.clone(), w.olga, U256::from(5));
    for account in w.accounts() {
        let good = w.borrow(account, five);
        let domains = [
            Eip712Domain { chain_id: Some(U256::from(42_161)), ..here.clone() },
            Eip712Domain { verifying_contract: Some(w.l.protocol.at.market), ..here.clone() },
            Eip712Domain { name: Some("Ballast Market".into()), ..here.clone() },
            Eip712Domain { version: Some("2".into()), ..here.clone() },
        ];
        for domain in domains {
            w.domain = domain;
            let call = w.borrow(account, five);
            w.assert_invalid(olga, account, five, call);
        }
        w.domain = here.clone();
        w.assert_borrows(good);
    }
    let (carol, nonce) = (w.l.carol, U256::from(6));
    let good = w.borrow(carol, nonce);
    let Signature { v, r, s } = w.sign(&w.to_borrow(carol, nonce));
    let order: U256 = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141".parse().unwrap();
    let twin = Signature { v: 55 - v, r, s: B256::from(order - U256::from_be_bytes(s.0)) }.bytes();
    let short = good.signature.slice(..64);
    let long = [good.signature.as_ref(), &[0]].concat().into();
    for signature in [twin, Signature { v: v - 27, r, s }.bytes(), short, long, Bytes::new()] {
        let call = IRights::borrowWithSignatureCall { signature, ..good.clone() };
        w.assert_invalid(olga, carol, nonce, call);
    }
    w.assert_borrows(good);
}

#[test]
fn until_its_deadline_and_unless_it_was_cancelled() {
    let mut w = World::open();
    let (at, start) = (w.l.protocol.at, w.l.protocol.client.chain.now());
    for account in w.accounts() {
        w.l.protocol.client.chain.set_time(start);
        let (first, second) = (w.borrow(account, U256::from(1)), w.borrow(account, U256::from(2)));
        w.l.protocol.client.chain.set_time(start + 3_600);
        w.assert_borrows(first);
        w.l.protocol.client.chain.set_time(start + 3_601);
        let error: IRights::Expired = w.l.fail(w.olga, at.rights, second);
        assert_eq!((error.deadline, error.timestamp), (U256::from(start + 3_600), U256::from(start + 3_601)));
        // Bits 3 and 255 of word 4, by another, then by the account.
        let nonces = [3, 4, 255].map(|bit| U256::from(4 * 256 + bit));
        let [third, fourth, last] = nonces.map(|nonce| w.borrow(account, nonce));
        let (word, mask) = (U256::from(4), U256::from(8) | U256::ONE << 255);
        let cancel = IRights::cancelNoncesCall { word, mask };
        w.l.send(w.olga, at.rights, cancel.clone());
        assert_eq!(w.used(account, word), NONE);
        w.l.send(account, at.rights, cancel.clone());
        assert_eq!(w.used(account, word), mask);
        for call in [third, last] {
            let nonce = call.nonce;
            let error: IRights::NonceUsed = w.l.fail(w.olga, at.rights, call);
            assert_eq!((error.account, error.nonce), (account, nonce));
        }
        w.assert_borrows(fourth);
        w.l.send(account, at.rights, cancel);
        assert_eq!(w.used(account, word), mask | U256::from(16), "what was used stays so");
    }
}

#[test]
fn nonces_are_used_in_any_order() {
    let mut w = World::open();
    for account in w.accounts() {
        let nonces = [ALL, U256::from(256), NONE, U256::from(255), ALL << 8, U256::ONE << 255];
        for nonce in nonces {
            let call = w.borrow(account, nonce);
            w.assert_borrows(call.clone());
            let _: IRights::NonceUsed = w.l.fail(w.olga, w.l.protocol.at.rights, call);
        }
        assert_eq!(w.used(account, ALL >> 8), U256::ONE | U256::ONE << 255);
        assert_eq!(w.used(account, NONE), U256::ONE | U256::ONE << 255);
        assert_eq!(w.used(account, U256::ONE), U256::ONE);
    }
}
