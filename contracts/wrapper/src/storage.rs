//! Storage of wblETH: every slot, its layout and its units. Offsets in bits from the low end.

use crate::interface::IWrapper::AmountTooLarge;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    erc20::Accounts,
    error,
    slot::Slot,
    word::{address, field, narrow, wide, MAX_U96},
    Result,
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below; a transfer touches two of `ACCOUNTS`, wrapping and unwrapping the
/// books and one.
#[storage]
pub struct Wrapper {}

/// [`Books`]
const BOOKS: Slot = Slot::at(0);
/// slot 1: holder => wei of wblETH and his permits; slot 2: owner => spender => wei of wblETH
pub(crate) const ACCOUNTS: Accounts = Accounts::at(1, 2);

/// What is minted, and of what.
#[derive(Clone, Copy)]
pub(crate) struct Books {
    /// 0..96 wei of wblETH
    pub(crate) supply: u128,
    /// 96..256 blETH
    pub(crate) lst: Address,
}

impl Books {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = BOOKS.load();
        Self { supply: field(word, 0, 96), lst: address(word.wrapping_shr(96)) }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        BOOKS.store(wide(self.supply) | self.lst.word().wrapping_shl(96));
    }

    /// What can still be minted.
    pub(crate) fn room(&self) -> u128 {
        MAX_U96.wrapping_sub(self.supply)
    }

    /// Adds to the supply, which has to fit its bits.
    pub(crate) fn grow(&mut self, amount: U256) -> Result<u128> {
        let room = self.room();
        match narrow(amount) {
            Some(minted) if minted <= room => {
                self.supply = self.supply.wrapping_add(minted);
                Ok(minted)
            }
            _ => Err(error!(AmountTooLarge: amount, room)),
        }
    }
}
