//! Owner (in production a timelock), owner to be, and guardian.

use crate::{abi::Word, emit, error, host::sender, revert::Result, slot::Slot};
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

sol! {
    /// Emitted when a new owner was named, who has yet to accept.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);
    /// Emitted when the owner changed.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    /// Emitted when the guardian changed.
    event GuardianChanged(address indexed previousGuardian, address indexed newGuardian);
    /// The caller may not do this.
    error Unauthorized(address caller);
    /// An address that must not be zero is.
    error ZeroAddress();
}

/// Where the roles lie: three slots from `first` on.
#[derive(Clone, Copy)]
pub struct Roles {
    owner: Slot,
    pending_owner: Slot,
    guardian: Slot,
}

impl Roles {
    /// The roles kept at slots `first`, `first + 1` and `first + 2`.
    pub const fn at(first: u64) -> Self {
        Self { owner: Slot::at(first), pending_owner: Slot::at(first + 1), guardian: Slot::at(first + 2) }
    }

    /// Sets parameters, undoes what the guardian stopped.
    pub fn owner(self) -> U256 {
        self.owner.load()
    }

    /// Named by the owner, becomes the owner by accepting.
    pub fn pending_owner(self) -> U256 {
        self.pending_owner.load()
    }

    /// Can only make things safer.
    pub fn guardian(self) -> U256 {
        self.guardian.load()
    }

    /// Sets the first owner and guardian.
    pub fn init(self, owner: Address, guardian: Address) -> Result<()> {
        self.init_owner(owner)?;
        self.guardian.store(guardian.word());
        emit!(GuardianChanged: [U256::ZERO, guardian], []);
        Ok(())
    }

    /// Sets the first owner of a contract without a guardian.
    pub fn init_owner(self, owner: Address) -> Result<()> {
        non_zero(owner)?;
        self.owner.store(owner.word());
        emit!(OwnershipTransferred: [U256::ZERO, owner], []);
        Ok(())
    }

    /// Reverts unless the caller is the owner.
    #[inline(never)]
    pub fn only_owner(self) -> Result<()> {
        only(self.owner)
    }

    /// Reverts unless the caller is the guardian or the owner; tells whether he is the owner.
    #[inline(never)]
    pub fn only_guardian_or_owner(self) -> Result<bool> {
        let is_owner = only(self.owner).is_ok();
        if !is_owner {
            only(self.guardian)?;
        }
        Ok(is_owner)
    }

    /// First step of a change of owner.
    pub fn transfer_ownership(self, new_owner: Address) -> Result<()> {
        self.only_owner()?;
        self.pending_owner.store(new_owner.word());
        emit!(OwnershipTransferStarted: [self.owner(), new_owner], []);
        Ok(())
    }

    /// Second step of a change of owner, by the new one.
    pub fn accept_ownership(self) -> Result<()> {
        only(self.pending_owner)?;
        let previous = self.owner();
        let owner = sender().word();
        self.owner.store(owner);
        self.pending_owner.store(U256::ZERO);
        emit!(OwnershipTransferred: [previous, owner], []);
        Ok(())
    }

    /// Replaces the guardian; zero for none.
    pub fn set_guardian(self, new_guardian: Address) -> Result<()> {
        self.only_owner()?;
        let previous = self.guardian();
        self.guardian.store(new_guardian.word());
        emit!(GuardianChanged: [previous, new_guardian], []);
        Ok(())
    }
}

/// Reverts unless the caller is the address in `role`. No caller is the zero address, so an unset role is nobody's.
#[inline(never)]
pub fn only(role: Slot) -> Result<()> {
    let caller = sender().word();
    if caller == role.load() {
        Ok(())
    } else {
        Err(error!(Unauthorized: caller))
    }
}

/// Reverts on the zero address.
#[inline(never)]
pub fn non_zero(address: Address) -> Result<()> {
    if address.is_zero() {
        Err(error!(ZeroAddress))
    } else {
        Ok(())
    }
}
