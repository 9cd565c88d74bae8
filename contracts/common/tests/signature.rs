//! Domains, digests and signatures against vectors that others published.

extern crate alloc;

mod stage;

use alloy_primitives::{address, b256, hex, Address, B256, U256};
use alloy_sol_types::{Eip712Domain, SolValue};
use ballast_common::signature::{digest, domain, domain_separator, verify};
use ballast_test_support::{sign, WalletMock, WalletMode};
use motsu::prelude::*;
use stage::{n, Stage, ALICE, BOB, HERE};

/// The example of EIP-712: `Mail(Person from,Person to,string contents)`, its type hash and its fields' hashes.
const MAIL: [B256; 4] = [
    b256!("a0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2"),
    b256!("fc71e5fa27ff56c350aa531bc129ebdf613b772b6604664f5d8dbe21b85eb0c8"),
    b256!("cd54f074a4af31b4411ff6a60c9719dbd559c221c8ac3492d9d872b041d703d1"),
    b256!("b5aadf3154a261abdd9086fc627b61efca26ae5702701d05cd2305f7c52a2fc8"),
];
const MAIL_DIGEST: B256 = b256!("be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
/// Who signed it, with the key `keccak256("cow")`.
const COW: Address = address!("CD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
const COWS: [u8; 65] = hex!(
    "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
    "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562"
    "1c"
);

/// `verify` on chain 1.
fn judge(stage: &Stage, signer: Address, digest: B256, signature: &[u8]) -> Result<(), Address> {
    stage.by(ALICE, || verify(signer, digest.into(), signature))
}

#[test]
fn the_domain_is_that_of_the_standards_example() {
    let stage = Stage::new();
    VM::context().set_chain_id(1);
    let separator = stage.by(ALICE, || domain_separator("Ether Mail"));
    let known = b256!("f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
    assert_eq!(B256::from(separator), known);
    for (name, chain) in [("Ether Mail", 42_161), ("Ether mail", 1), ("", u64::MAX)] {
        VM::context().set_chain_id(chain);
        let other = Eip712Domain::new(Some(name.into()), Some("1".into()), Some(n(chain)), Some(HERE), None);
        assert_eq!(B256::from(stage.by(BOB, || domain_separator(name))), other.separator());
        assert_ne!(other.separator(), known);
    }
}

#[test]
fn the_digest_is_that_of_the_standards_example() {
    let stage = Stage::new();
    VM::context().set_chain_id(1);
    let words = MAIL.map(|word| word.into());
    assert_eq!(B256::from(stage.by(ALICE, || digest("Ether Mail", &words))), MAIL_DIGEST);
}

#[test]
fn the_domain_is_told_as_the_library_encodes_it() {
    let stage = Stage::new();
    for name in ["Ether Mail", "a name of exactly thirty-two byt"] {
        let answer = stage.by(ALICE, || domain(name));
        let extensions: Vec<U256> = vec![];
        let fields = alloy_primitives::FixedBytes([0x0f]);
        let (chain, salt) = (n(42_161), B256::ZERO);
        let expected = (fields, name.to_owned(), "1".to_owned(), chain, HERE, salt, extensions).abi_encode_params();
        assert_eq!(answer, Ok(expected));
    }
}

#[test]
fn a_key_is_recovered_as_the_vectors_say() {
    let stage = Stage::new();
    assert_eq!(judge(&stage, COW, MAIL_DIGEST, &COWS), Ok(()));
    assert_eq!(judge(&stage, ALICE, MAIL_DIGEST, &COWS), Err(COW));
    // The example that descriptions of the precompile have.
    let hash = b256!("456e9aea5e197a1f1af7a3e85a3212fa4049a3ba34c2289b4c860fc0b0c64ef3");
    let signer = address!("7156526fbD7a3C72969B54f64e42c10fbb768C8a");
    let signature = hex!(
        "9242685bf161793cc25603c231bc2f568eb630ea16aa137d2664ac8038825608"
        "4f8ae3bd7535248d0bd448298cc2e2071e56992d0774dc340c368ae950852ada"
        "1c"
    );
    assert_eq!(judge(&stage, signer, hash, &signature), Ok(()));
    assert_eq!(judge(&stage, COW, hash, &signature), Err(signer));
    let other = judge(&stage, signer, MAIL_DIGEST, &signature);
    assert!(other.is_err_and(|recovered| recovered != signer && !recovered.is_zero()));
}

#[test]
fn the_highest_s_is_half_the_order() {
    let stage = Stage::new();
    let half = U256::from_str_radix("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16).unwrap();
    let mut signature = COWS;
    for (s, is_somebody) in [(half, true), (half - n(1), true), (half + n(1), false), (half << 1, false)] {
        signature[32..64].copy_from_slice(&s.to_be_bytes::<32>());
        let recovered = judge(&stage, ALICE, MAIL_DIGEST, &signature).expect_err("not alice's");
        assert_eq!(!recovered.is_zero(), is_somebody, "{s}");
    }
}

#[test]
fn what_is_no_signature_recovers_to_nobody() {
    let stage = Stage::new();
    let nobody = |signature: &[u8]| assert_eq!(judge(&stage, COW, MAIL_DIGEST, signature), Err(Address::ZERO));
    for length in [0, 1, 31, 32, 63, 64] {
        nobody(&COWS[..length]);
    }
    nobody(&[&COWS[..], &[0]].concat());
    nobody(&[&COWS[..], &COWS[64..]].concat());
    nobody(&[&[0][..], &COWS].concat());
    nobody(&[0; 65]);
    for v in [0, 1, 26, 29, 255] {
        let mut signature = COWS;
        signature[64] = v;
        nobody(&signature);
    }
    assert_eq!(judge(&stage, Address::ZERO, MAIL_DIGEST, &[0; 65]), Err(Address::ZERO));
}

#[test]
fn a_contract_is_asked_where_the_key_does_not_fit() {
    let stage = Stage::new();
    let wallet = Contract::<WalletMock>::new();
    wallet.sender(ALICE).take(MAIL_DIGEST, b"open");
    let ask = |signature: &[u8]| judge(&stage, wallet.address(), MAIL_DIGEST, signature);
    assert_eq!(ask(b"open"), Ok(()));
    assert_eq!(ask(b"opem"), Err(Address::ZERO));
    assert_eq!(ask(&COWS), Err(COW));
    assert_eq!(judge(&stage, wallet.address(), B256::ZERO, b"open"), Err(Address::ZERO));
    use WalletMode::*;
    for mode in [Reverts, AnswersShort, AnswersDirty, SaysTrue, Mute] {
        wallet.sender(ALICE).set_mode(mode);
        assert_eq!(ask(b"open"), Err(Address::ZERO), "{mode:?}");
    }
}

#[test]
fn an_account_without_code_is_not_asked() {
    let stage = Stage::new();
    // A call to it would end the test: the mocked host knows no such account.
    assert_eq!(judge(&stage, BOB, MAIL_DIGEST, b"open"), Err(Address::ZERO));
}

#[test]
fn an_account_with_both_has_two_ways() {
    let stage = Stage::new();
    let key = Account::from_seed("both");
    let wallet = Contract::<WalletMock>::new_at(key.address());
    wallet.sender(ALICE).take(MAIL_DIGEST, b"open");
    assert_eq!(judge(&stage, key.address(), MAIL_DIGEST, b"open"), Ok(()));
    wallet.sender(ALICE).set_mode(WalletMode::Reverts);
    assert_eq!(judge(&stage, key.address(), MAIL_DIGEST, &sign(&key, MAIL_DIGEST)), Ok(()));
}
