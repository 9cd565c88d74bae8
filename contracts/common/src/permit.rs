//! EIP-2612: allowances by signature.

use crate::{
    abi::{malformed, Args, Word},
    erc20::Accounts,
    host,
    revert::{error, Result},
    signature::{digest, verify},
    word::to_bytes,
};
use alloc::vec::Vec;
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

sol! {
    /// The deadline has passed.
    error ERC2612ExpiredSignature(uint256 deadline);
    /// The signature recovers to another account, or to none.
    error ERC2612InvalidSigner(address signer, address owner);
}

/// `keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)")`.
const PERMIT_TYPE: U256 =
    U256::from_limbs([0x169c_6484_5d61_26c9, 0x5fa2_faae_0126_114a, 0x4d1f_6037_0fef_1010, 0x6e71_edae_12b1_b97f]);

/// `permit(owner, spender, value, deadline, v, r, s)`.
pub fn permit_parts(name: &str, accounts: Accounts, a: &mut Args) -> Result<()> {
    let grant = Grant::read(a)?;
    let v = a.uint()?;
    if v > U256::from_limbs([255, 0, 0, 0]) {
        return Err(malformed());
    }
    let (r, s) = (a.uint()?, a.uint()?);
    let mut signature = Vec::with_capacity(65);
    signature.extend_from_slice(&to_bytes(&r));
    signature.extend_from_slice(&to_bytes(&s));
    signature.push(v.as_limbs()[0] as u8);
    grant.apply(name, accounts, &signature)
}

/// `permit(owner, spender, value, deadline, signature)`.
pub fn permit_bytes(name: &str, accounts: Accounts, a: &mut Args) -> Result<()> {
    let grant = Grant::read(a)?;
    let signature = a.bytes()?;
    grant.apply(name, accounts, signature)
}

/// What is signed, but for the nonce.
struct Grant {
    owner: Address,
    spender: Address,
    value: U256,
    deadline: U256,
}

impl Grant {
    #[inline(never)]
    fn read(a: &mut Args) -> Result<Self> {
        Ok(Self { owner: a.address()?, spender: a.address()?, value: a.uint()?, deadline: a.uint()? })
    }

    #[inline(never)]
    fn apply(&self, name: &str, accounts: Accounts, signature: &[u8]) -> Result<()> {
        let &Self { owner, spender, value, deadline } = self;
        if host::now().word() > deadline {
            return Err(error::<ERC2612ExpiredSignature>(&[deadline]));
        }
        let nonce = accounts.use_nonce(owner).word();
        let digest = digest(name, &[PERMIT_TYPE, owner.word(), spender.word(), value, nonce, deadline]);
        if let Err(signer) = verify(owner, digest, signature) {
            return Err(error::<ERC2612InvalidSigner>(&[signer.word(), owner.word()]));
        }
        accounts.grant(owner, spender, value)
    }
}
