//! EIP-2612: allowances by signature.

use crate::{
    abi::{malformed, Args, Word},
    erc20::Accounts,
    error, host,
    revert::Result,
    signature::{digest, verify},
    word::{limbs, write_bytes},
};
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

sol! {
    /// The deadline has passed.
    error ERC2612ExpiredSignature(uint256 deadline);
    /// The signature recovers to another account, or to none.
    error ERC2612InvalidSigner(address signer, address owner);
}

/// `keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)")`.
fn permit_type() -> U256 {
    limbs(0x169c_6484_5d61_26c9, 0x5fa2_faae_0126_114a, 0x4d1f_6037_0fef_1010, 0x6e71_edae_12b1_b97f)
}

/// `permit(owner, spender, value, deadline, v, r, s)`.
pub fn permit_parts(name: &str, accounts: Accounts, a: &mut Args) -> Result<()> {
    let grant = Grant::read(a)?;
    let v = a.uint()?;
    if !v.wrapping_shr(8).is_zero() {
        return Err(malformed());
    }
    let (r, s) = (a.uint()?, a.uint()?);
    let mut signature = [0; 65];
    // SAFETY: 32, 32 and one of 65 bytes.
    unsafe {
        let to = signature.as_mut_ptr();
        write_bytes(&r, to);
        write_bytes(&s, to.add(32));
        to.add(64).write(v.as_limbs()[0] as u8);
    }
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
            return Err(error!(ERC2612ExpiredSignature: deadline));
        }
        let nonce = accounts.use_nonce(owner).word();
        let digest = digest(name, &[permit_type(), owner.word(), spender.word(), value, nonce, deadline]);
        if let Err(signer) = verify(owner, digest, signature) {
            return Err(error!(ERC2612InvalidSigner: signer, owner));
        }
        accounts.grant(owner, spender, value)
    }
}
