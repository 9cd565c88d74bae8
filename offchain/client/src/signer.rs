//! Keys, and what they sign: EIP-712 structs, hashed by a library and not by the code of the contracts.

use crate::{
    client::{CallError, Client},
    interfaces::ILst,
};
use alloy_sol_types::{Eip712Domain, SolStruct, sol};
use ballast_chain::{Address, B256, Bytes, U256, alloy_primitives::keccak256};
use k256::ecdsa::SigningKey;

sol! {
    /// What EIP-2612 signs.
    #[derive(Debug)]
    struct Permit {
        /// Who allows.
        address owner;
        /// Who may spend.
        address spender;
        /// How much.
        uint256 value;
        /// Permits used by the owner so far.
        uint256 nonce;
        /// Last second at which it is good.
        uint256 deadline;
    }
}

/// Someone with a key.
pub struct Signer {
    key: SigningKey,
}

/// A signature by a key.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// 27 or 28.
    pub v: u8,
    /// The x coordinate.
    pub r: B256,
    /// At most half of the group's order.
    pub s: B256,
}

impl Signature {
    /// `r . s . v`, 65 bytes.
    pub fn bytes(&self) -> Bytes {
        [self.r.as_slice(), self.s.as_slice(), &[self.v]].concat().into()
    }
}

impl Signer {
    /// The one of this name: his key is the name's hash.
    pub fn new(name: &str) -> Self {
        let mut hash = keccak256(name);
        loop {
            match SigningKey::from_slice(hash.as_slice()) {
                Ok(key) => return Self { key },
                Err(_) => hash = keccak256(hash), // not below the group's order: one hash in 2^127
            }
        }
    }

    /// His account.
    pub fn address(&self) -> Address {
        let point = self.key.verifying_key().to_encoded_point(false);
        Address::from_raw_public_key(&point.as_bytes()[1..])
    }

    /// Signs a digest.
    pub fn sign(&self, digest: B256) -> Signature {
        let signed = self.key.sign_prehash_recoverable(digest.as_slice());
        // RFC 6979 fails for a digest that is not as long as the order alone.
        let (signature, recovery) = signed.unwrap_or_else(|error| unreachable!("{error}"));
        let (r, s) = signature.split_bytes();
        Signature { v: 27 + recovery.to_byte(), r: B256::from_slice(&r), s: B256::from_slice(&s) }
    }
}

/// The digest of a permit under a token's domain.
pub fn permit_digest(domain: &Eip712Domain, permit: &Permit) -> B256 {
    permit.eip712_signing_hash(domain)
}

impl Client {
    /// The EIP-712 domain that a contract tells by ERC-5267.
    pub fn domain(&mut self, contract: Address) -> Result<Eip712Domain, CallError> {
        let told = self.view(contract, ILst::eip712DomainCall {})?;
        Ok(Eip712Domain::new(
            Some(told.name.into()),
            Some(told.version.into()),
            Some(told.chainId),
            Some(told.verifyingContract),
            None,
        ))
    }

    /// The call that makes use of a permit for the owner's next nonce. blETH and wblETH take it alike.
    pub fn permit(
        &mut self,
        token: Address,
        owner: &Signer,
        spender: Address,
        value: U256,
        deadline: U256,
    ) -> Result<ILst::permit_0Call, CallError> {
        let domain = self.domain(token)?;
        let nonce = self.view(token, ILst::noncesCall { owner: owner.address() })?;
        let permit = Permit { owner: owner.address(), spender, value, nonce, deadline };
        let Signature { v, r, s } = owner.sign(permit_digest(&domain, &permit));
        Ok(ILst::permit_0Call { owner: permit.owner, spender, value, deadline, v, r, s })
    }
}
