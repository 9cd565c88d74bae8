//! A world with somebody who signs.

use crate::world::*;
use alloy_primitives::{Address, FixedBytes, B256, U256};
use alloy_sol_types::{sol, Eip712Domain, SolCall, SolStruct};
use ballast_lst::interface::ILst;
use ballast_test_support::{ask_error, sign, Ask};
use motsu::prelude::*;
use std::any::Any;

sol! {
    /// What EIP-2612 has signed.
    #[derive(Debug)]
    struct Permit {
        address owner;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }
}

pub(crate) struct Signed {
    /// Of an owner with half an ether of blETH.
    pub(crate) key: Account,
    pub(crate) owner: Address,
    _precompiles: Box<dyn Any>,
    pub(crate) w: World,
}

impl Signed {
    pub(crate) fn new() -> Self {
        let w = World::odd();
        let key = Account::from_seed("the signer");
        w.stake(key.address(), milli(500));
        Self { key, owner: key.address(), _precompiles: Box::new(deploy_precompiles()), w }
    }

    /// What the owner would sign now, to let alice spend, for ever.
    pub(crate) fn grant(&self, value: U256) -> Permit {
        let nonce = U256::from(self.nonce());
        Permit { owner: self.owner, spender: self.w.alice, value, nonce, deadline: U256::MAX }
    }

    /// By the library alone.
    pub(crate) fn digest(&self, grant: &Permit) -> B256 {
        grant.eip712_signing_hash(&domain("Ballast Ether", "1", 42_161, self.w.lst.address()))
    }

    /// The owner lets alice spend so much.
    #[track_caller]
    pub(crate) fn permit(&self, value: U256) {
        let grant = self.grant(value);
        self.w.ask(self.w.bob, parts(&grant, sign(&self.key, self.digest(&grant))));
    }

    pub(crate) fn nonce(&self) -> u64 {
        self.nonce_of(self.owner)
    }

    pub(crate) fn nonce_of(&self, owner: Address) -> u64 {
        self.w.ask(self.w.bob, ILst::noncesCall { owner })._0.to()
    }

    /// Asserts that a permit is refused because it recovers to nobody.
    #[track_caller]
    pub(crate) fn refuses_of_nobody<C: SolCall>(&self, call: C, owner: Address) {
        self.w.refuses(self.w.bob, call, ILst::ERC2612InvalidSigner { signer: Address::ZERO, owner });
    }

    /// Asserts that a permit is refused because it recovers to somebody else.
    #[track_caller]
    pub(crate) fn refuses_of_somebody<C: SolCall>(&self, call: C, owner: Address) {
        let error: ILst::ERC2612InvalidSigner = ask_error(self.w.lst.sender(self.w.bob).ask(call).map(drop));
        assert_eq!(error.owner, owner);
        assert!(error.signer != owner && error.signer != Address::ZERO, "{error:?}");
    }

    /// Does something in the token's place.
    pub(crate) fn as_lst<T>(&self, act: impl FnOnce() -> T) -> T {
        let _in_context: &mut ballast_lst::Lst = &mut self.w.lst.sender(self.w.bob);
        act()
    }
}

pub(crate) fn domain(name: &'static str, version: &'static str, chain: u64, contract: Address) -> Eip712Domain {
    Eip712Domain::new(Some(name.into()), Some(version.into()), Some(U256::from(chain)), Some(contract), None)
}

/// With `v`, `r` and `s`.
pub(crate) fn parts(grant: &Permit, signature: [u8; 65]) -> ILst::permit_0Call {
    ILst::permit_0Call {
        owner: grant.owner,
        spender: grant.spender,
        value: grant.value,
        deadline: grant.deadline,
        v: signature[64],
        r: FixedBytes::from_slice(&signature[..32]),
        s: FixedBytes::from_slice(&signature[32..64]),
    }
}

/// With the signature as bytes.
pub(crate) fn bytes(grant: &Permit, signature: &[u8]) -> ILst::permit_1Call {
    ILst::permit_1Call {
        owner: grant.owner,
        spender: grant.spender,
        value: grant.value,
        deadline: grant.deadline,
        signature: signature.to_vec().into(),
    }
}
