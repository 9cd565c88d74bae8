//! What our tokens share: balances with a nonce beside them, allowances, and who may receive.

use crate::{
    abi::Word,
    emit, error,
    host::{sender, this},
    revert::Result,
    slot::{Entry, Map},
    word::{field, is_max, join, low, wide},
};
use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

sol! {
    /// `spender` may now spend `value` of `owner`.
    event Approval(address indexed owner, address indexed spender, uint256 value);
    /// The allowance does not reach.
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// The zero address, or the token itself.
    error ERC20InvalidReceiver(address receiver);
    /// The zero address.
    error ERC20InvalidSpender(address spender);
}

/// Where the accounts of a token lie: holder => 0..128 balance · 128..192 permits used, and owner => spender => allowance.
///
/// A holder has written his slot before his first permit, so that a nonce costs no slot of its own.
#[derive(Clone, Copy)]
pub struct Accounts {
    balances: Map,
    allowances: Map,
}

impl Accounts {
    /// The mappings declared at these slots.
    pub const fn at(balances: u64, allowances: u64) -> Self {
        Self { balances: Map::at(balances), allowances: Map::at(allowances) }
    }

    /// Balance of an account, which may be given as a word.
    #[inline(never)]
    pub fn balance(self, account: impl Word) -> u128 {
        low(self.balances.slot(account).load())
    }

    /// Permits that an account has used.
    pub fn nonce(self, account: Address) -> u128 {
        field(self.balances.slot(account).load(), 128, 64)
    }

    /// Uses a nonce up.
    pub(crate) fn use_nonce(self, account: Address) -> u128 {
        let entry = self.balances.slot(account);
        let word = entry.load();
        entry.store(word.wrapping_add(join(0, 1)));
        field(word, 128, 64)
    }

    /// Adds to a balance. The caller has made sure that the total of balances fits 128 bits.
    #[inline(never)]
    pub fn credit(self, account: Address, amount: u128) {
        let entry = self.balances.slot(account);
        entry.store(entry.load().wrapping_add(wide(amount)));
    }

    /// Takes from a balance; tells it if it does not reach.
    #[inline(never)]
    pub fn debit(self, account: Address, amount: u128) -> Result<(), u128> {
        let entry = self.balances.slot(account);
        let word = entry.load();
        let held = low(word);
        if amount > held {
            return Err(held);
        }
        entry.store(word.wrapping_sub(wide(amount)));
        Ok(())
    }

    /// What a spender may spend.
    pub fn allowance(self, owner: Address, spender: Address) -> U256 {
        self.granted(owner, spender).load()
    }

    /// Sets the caller's allowance for a spender.
    pub fn approve(self, spender: Address, value: U256) -> Result<()> {
        self.grant(sender(), spender, value)
    }

    /// Adds to the caller's allowance; one that would exceed 2^256-1 becomes infinite.
    pub fn increase(self, spender: Address, added: U256) -> Result<()> {
        self.approve(spender, self.allowance(sender(), spender).saturating_add(added))
    }

    /// Takes from the caller's allowance.
    pub fn decrease(self, spender: Address, subtracted: U256) -> Result<()> {
        let left = subtract(spender, self.allowance(sender(), spender), subtracted)?;
        self.approve(spender, left)
    }

    /// Spends the caller's allowance of `owner`; an infinite one stays as it is.
    #[inline(never)]
    pub fn spend(self, owner: Address, value: U256) -> Result<()> {
        let spender = sender();
        let allowance = self.granted(owner, spender);
        let current = allowance.load();
        if !is_max(current) {
            allowance.store(subtract(spender, current, value)?);
        }
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn grant(self, owner: Address, spender: Address, value: U256) -> Result<()> {
        if spender.is_zero() {
            return Err(error!(ERC20InvalidSpender: spender));
        }
        self.granted(owner, spender).store(value);
        emit!(Approval: [owner, spender], [value]);
        Ok(())
    }

    fn granted(self, owner: Address, spender: Address) -> Entry {
        self.allowances.map(owner).slot(spender)
    }
}

#[inline(never)]
fn subtract(spender: Address, allowance: U256, needed: U256) -> Result<U256> {
    if needed > allowance {
        return Err(error!(ERC20InsufficientAllowance: spender, allowance, needed));
    }
    Ok(allowance.wrapping_sub(needed))
}

/// Refuses the zero address and this contract: what they receive is lost.
#[inline(never)]
pub fn valid_receiver(receiver: Address) -> Result<()> {
    if receiver.is_zero() || receiver == this() {
        return Err(error!(ERC20InvalidReceiver: receiver));
    }
    Ok(())
}
