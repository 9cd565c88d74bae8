//! Storage of the judge: every slot, its layout and its units. Offsets in bits from the low end.

use crate::interface::IRisk::UnknownCollateral;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    roles::Roles,
    slot::{Map, Slot},
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
/// index => last price kept of a plain collateral; read while its feed gives none
pub(crate) const KEPT_PRICES: Map = Map::at(5);
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
        let [packed, ..] = word.into_limbs();
        Self { count: packed & 0xff, loan_decimals: packed >> 8 & 0xff }
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
}

impl Rules {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = RULES.load();
        let [h_star, target_health, ..] = word.into_limbs();
        Self { h_star, target_health }
    }

    pub(crate) fn store(self) {
        RULES.store(U256::from_limbs([self.h_star, self.target_health, 0, 0]));
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
        let (packed, exponent) = behind_address(word);
        Ok(Self {
            asset: address(word),
            borrow_factor: packed & 0xffff,
            liquidation_factor: packed >> 16 & 0xffff,
            max_bonus: packed >> 32 & 0xffff,
            is_shares: packed >> 48 & 0xff != 0,
            decimals: packed >> 56,
            exponent,
        })
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let factors = self.borrow_factor | self.liquidation_factor << 16 | self.max_bonus << 32;
        let packed = factors | u64::from(self.is_shares) << 48 | self.decimals << 56;
        slot(index).store(with_address(self.asset, packed, self.exponent));
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
        let (ages, feed_decimals) = behind_address(word);
        Self { feed: address(word), feed_max_age: ages & 0xffff_ffff, rate_max_age: ages >> 32, feed_decimals }
    }

    pub(crate) fn store(&self, index: u64) {
        let ages = self.feed_max_age | self.rate_max_age << 32;
        slot_of_source(index).store(with_address(self.feed, ages, self.feed_decimals));
    }
}

/// The fields behind an address: 160..224, and 224..232.
#[inline(never)]
fn behind_address(word: U256) -> (u64, u64) {
    let packed = field(word, 160, 72);
    (packed as u64, (packed >> 64) as u64)
}

#[inline(never)]
fn with_address(address: Address, packed: u64, last: u64) -> U256 {
    address.word() | place(u128::from(packed) | u128::from(last) << 64, 160)
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
