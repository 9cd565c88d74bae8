//! Storage of the judge: every slot, its layout and its units. Offsets in bits from the low end.

use crate::interface::IRisk::UnknownCollateral;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    roles::Roles,
    slot::Slot,
    word::{address, field, narrow, place},
    Result, Revert,
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below; judging a share of blETH to borrow reads its two slots and no other,
/// to liquidate its first and `RULES`.
#[storage]
pub struct Risk {}

/// [`Listed`]
const LISTED: Slot = Slot::at(0);
/// [`Rules`]
const RULES: Slot = Slot::at(1);
/// Slots 2 to 4. There is no guardian: slot 4 stays empty.
pub(crate) const ROLES: Roles = Roles::at(2);
/// The slot that [`ROLES`] keeps the owner in.
pub(crate) const OWNER: Slot = Slot::at(2);
/// [`Terms`] of collateral `i` at slot `16 + 2 * i`, its [`Source`] at the next.
const COLLATERALS: u64 = 16;

/// Most collaterals that can be listed: an index fits the 64 bits that tell which of them have no price.
pub(crate) const MOST_COLLATERALS: u64 = 64;

/// What is asked when a collateral is listed.
#[derive(Clone, Copy)]
pub(crate) struct Listed {
    /// 0..8 number of collaterals
    pub(crate) count: u64,
    /// 8..16 decimals of the loan asset
    pub(crate) loan_decimals: u64,
}

impl Listed {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = LISTED.load();
        Self { count: field(word, 0, 8) as u64, loan_decimals: field(word, 8, 8) as u64 }
    }

    pub(crate) fn store(self) {
        LISTED.store((self.count | self.loan_decimals << 8).word());
    }
}

/// What holds for liquidations against any collateral.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rules {
    /// 0..64 health at which every bonus is at its greatest, in wad
    pub(crate) h_star: u64,
    /// 64..128 health that a liquidation restores, in wad
    pub(crate) target_health: u64,
    /// 128..224 value below which collateral is not worth a liquidation, in wei of the loan asset; never zero
    pub(crate) dust: u128,
}

impl Rules {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = RULES.load();
        Self {
            h_star: field(word, 0, 64) as u64,
            target_health: field(word, 64, 64) as u64,
            dust: field(word, 128, 96),
        }
    }

    pub(crate) fn store(self) {
        RULES.store(U256::from_limbs([self.h_star, self.target_health, 0, 0]) | place(self.dust, 128));
    }
}

/// A collateral and its margin.
#[derive(Clone, Copy, Default)]
pub(crate) struct Terms {
    /// 0..160 token; zero where nothing is listed
    pub(crate) asset: Address,
    /// 160..176 basis points
    pub(crate) borrow_factor: u64,
    /// 176..192 basis points
    pub(crate) liquidation_factor: u64,
    /// 192..208 basis points
    pub(crate) max_bonus: u64,
    /// 208..216 one if it is blETH, booked in shares
    pub(crate) is_shares: bool,
    /// 216..224 decimals of a unit
    pub(crate) decimals: u64,
    /// 224..232 a plain token's price is the feed's answer times ten to this
    pub(crate) exponent: u64,
}

impl Terms {
    /// The terms of the collateral at this index, at most 255; it need not be listed.
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Result<Self> {
        let word = slot(index).load();
        if word.is_zero() {
            return Err(unknown(index.word()));
        }
        Ok(Self {
            asset: address(word),
            borrow_factor: field(word, 160, 16) as u64,
            liquidation_factor: field(word, 176, 16) as u64,
            max_bonus: field(word, 192, 16) as u64,
            is_shares: field(word, 208, 8) != 0,
            decimals: field(word, 216, 8) as u64,
            exponent: field(word, 224, 8) as u64,
        })
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let factors = self.borrow_factor | self.liquidation_factor << 16 | self.max_bonus << 32;
        let unit = u64::from(self.is_shares) | self.decimals << 8 | self.exponent << 16;
        let packed = u128::from(factors) | u128::from(unit) << 48;
        slot(index).store(self.asset.word() | place(packed, 160));
    }
}

/// Where a collateral's market price comes from, and how old its sources may be.
#[derive(Clone, Copy, Default)]
pub(crate) struct Source {
    /// 0..160 feed
    pub(crate) feed: Address,
    /// 160..192 seconds
    pub(crate) feed_max_age: u64,
    /// 192..224 seconds; zero for a plain token
    pub(crate) rate_max_age: u64,
    /// 224..232 decimals of the feed's answers
    pub(crate) feed_decimals: u64,
}

impl Source {
    /// The source of a collateral that is listed.
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Self {
        let word = slot_of_source(index).load();
        Self {
            feed: address(word),
            feed_max_age: field(word, 160, 32) as u64,
            rate_max_age: field(word, 192, 32) as u64,
            feed_decimals: field(word, 224, 8) as u64,
        }
    }

    pub(crate) fn store(&self, index: u64) {
        let packed = u128::from(self.feed_max_age | self.rate_max_age << 32) | u128::from(self.feed_decimals) << 64;
        slot_of_source(index).store(self.feed.word() | place(packed, 160));
    }
}

fn slot(index: u64) -> Slot {
    Slot::at(COLLATERALS.wrapping_add(index.wrapping_mul(2)))
}

fn slot_of_source(index: u64) -> Slot {
    Slot::at(COLLATERALS.wrapping_add(index.wrapping_mul(2)).wrapping_add(1))
}

/// An index from the ABI, for [`Terms::load`].
#[inline(never)]
pub(crate) fn index(word: U256) -> Result<u64> {
    match narrow(word) {
        Some(index) if index < 1 << 8 => Ok(index as u64),
        _ => Err(unknown(word)),
    }
}

#[inline(never)]
fn unknown(index: U256) -> Revert {
    error::<UnknownCollateral>(&[index])
}
