//! Permits of a token of any name, in both forms.

extern crate alloc;

mod stage;

use alloy_primitives::{Address, B256, U256};
use alloy_sol_types::{sol, Eip712Domain, SolError, SolEvent, SolStruct, SolValue};
use ballast_common::{
    abi::Args,
    erc20::{Accounts, Approval},
    permit::{permit_bytes, permit_parts, ERC2612ExpiredSignature, ERC2612InvalidSigner},
    Revert,
};
use ballast_test_support::sign;
use motsu::prelude::*;
use stage::{n, Stage, ALICE, BOB, HERE};

sol! {
    struct Permit {
        address owner;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }
}

const NAME: &str = "A Token";
const ACCOUNTS: Accounts = Accounts::at(3, 5);
const NOW: u64 = 1_735_689_600;

struct Owner(Account);

impl Owner {
    fn new() -> Self {
        Self(Account::from_seed("the owner"))
    }

    fn grant(&self, value: u64, nonce: u64, deadline: U256) -> Permit {
        Permit { owner: self.0.address(), spender: BOB, value: n(value), nonce: n(nonce), deadline }
    }

    fn sign(&self, grant: &Permit, name: &'static str) -> [u8; 65] {
        let domain = Eip712Domain::new(Some(name.into()), Some("1".into()), Some(n(42_161)), Some(HERE), None);
        sign(&self.0, grant.eip712_signing_hash(&domain))
    }
}

fn by_parts(stage: &Stage, grant: &Permit, signature: [u8; 65]) -> Result<(), Revert> {
    let [r, s] = [0, 32].map(|at| B256::from_slice(&signature[at..at + 32]));
    let data =
        (grant.owner, grant.spender, grant.value, grant.deadline, n(signature[64].into()), r, s).abi_encode_params();
    stage.by(ALICE, || permit_parts(NAME, ACCOUNTS, &mut Args::new(&data)))
}

fn by_bytes(stage: &Stage, grant: &Permit, signature: &[u8]) -> Result<(), Revert> {
    let signature = alloy_primitives::Bytes::copy_from_slice(signature);
    let data = (grant.owner, grant.spender, grant.value, grant.deadline, signature).abi_encode_params();
    stage.by(ALICE, || permit_bytes(NAME, ACCOUNTS, &mut Args::new(&data)))
}

/// Allowance and nonce.
fn state(stage: &Stage, owner: Address) -> (U256, u128) {
    stage.by(ALICE, || (ACCOUNTS.allowance(owner, BOB), ACCOUNTS.nonce(owner)))
}

#[test]
fn sets_an_allowance_and_uses_a_nonce() {
    let (stage, owner) = (Stage::new(), Owner::new());
    let address = owner.0.address();
    stage.by(ALICE, || ACCOUNTS.credit(address, u128::MAX));
    let first = owner.grant(7, 0, U256::MAX);
    assert_eq!(by_parts(&stage, &first, owner.sign(&first, NAME)), Ok(()));
    assert_eq!(state(&stage, address), (n(7), 1));
    let second = owner.grant(3, 1, n(NOW));
    assert_eq!(by_bytes(&stage, &second, &owner.sign(&second, NAME)), Ok(()));
    assert_eq!(state(&stage, address), (n(3), 2));
    assert_eq!(stage.by(ALICE, || ACCOUNTS.balance(address)), u128::MAX);
    let told = [7, 3].map(|value| Approval { owner: address, spender: BOB, value: n(value) }.encode_log_data());
    assert_eq!(stage.here.all_events(), told);
}

#[test]
fn expires() {
    let (stage, owner) = (Stage::new(), Owner::new());
    for deadline in [n(NOW - 1), n(0)] {
        let late = owner.grant(7, 0, deadline);
        let expired = Err(Revert::new(ERC2612ExpiredSignature { deadline }.abi_encode()));
        assert_eq!(by_parts(&stage, &late, owner.sign(&late, NAME)), expired);
        assert_eq!(by_bytes(&stage, &late, &owner.sign(&late, NAME)), expired);
    }
    assert_eq!(state(&stage, owner.0.address()), (n(0), 0));
}

#[test]
fn is_of_one_token() {
    let (stage, owner) = (Stage::new(), Owner::new());
    let grant = owner.grant(7, 0, U256::MAX);
    let revert = by_parts(&stage, &grant, owner.sign(&grant, "Another Token")).expect_err("of another");
    let error = ERC2612InvalidSigner::abi_decode(revert.data(), true).expect("its type");
    assert_eq!(error.owner, owner.0.address());
    assert!(error.signer != owner.0.address() && !error.signer.is_zero());
}

#[test]
fn reads_its_arguments_strictly() {
    let (stage, owner) = (Stage::new(), Owner::new());
    let grant = owner.grant(7, 0, U256::MAX);
    let signature = owner.sign(&grant, NAME);
    let [r, s] = [0, 32].map(|at| B256::from_slice(&signature[at..at + 32]));
    let data =
        (grant.owner, grant.spender, grant.value, grant.deadline, n(signature[64].into()), r, s).abi_encode_params();
    let run = |data: &[u8]| stage.by(ALICE, || permit_parts(NAME, ACCOUNTS, &mut Args::new(data)));
    let malformed = Err(Revert::new(Vec::new()));
    for length in (0..data.len()).step_by(31) {
        assert_eq!(run(&data[..length]), malformed, "{length} bytes");
    }
    for dirty in [0, 11, 32, 43, 4 * 32, 4 * 32 + 30] {
        let mut data = data.clone();
        data[dirty] ^= 1;
        assert_eq!(run(&data), malformed, "byte {dirty}");
    }
    assert_eq!(run(&data), Ok(()));
}
