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

/// The contract. Its slots are the constants below. Judging a share of blETH to borrow reads its first three slots and
/// no other, a plain token too; to liquidate, without the second while its market is at par. A liquidation reads
/// `RULES` as well. A further leg costs two slots where there is one, a ramp one, an uptime feed one.
#[storage]
pub struct Risk {}

/// [`Listed`]
const LISTED: Slot = Slot::at(0);
/// [`Rules`]
const RULES: Slot = Slot::at(1);
/// Slots 2 to 4.
pub(crate) const ROLES: Roles = Roles::at(2);
/// [`crate::leg::Leg`] that every price is divided by, and what was kept of it.
pub(crate) const LOAN_LEG: u64 = 5;
/// [`crate::sequencer::Uptime`]
pub(crate) const SEQUENCER: Slot = Slot::at(7);
/// Of collateral `i`, from slot `16 + 8 * i` on: [`Terms`], [`Source`], then [`crate::average::Market`] of a share or
/// [`crate::leg::Kept`] of a plain token, [`crate::ramp::Ramp`], and the further [`crate::leg::Leg`] with its `Kept`.
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
    /// 16..24 flags that the next collateral starts with: [`LOAN`], [`UPTIME`]
    pub(crate) flags: u64,
}

impl Listed {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = LISTED.load();
        let [packed, ..] = word.into_limbs();
        Self { count: packed & 0xff, loan_decimals: packed >> 8 & 0xff, flags: packed >> 16 }
    }

    pub(crate) fn store(self) {
        LISTED.store((self.count | self.loan_decimals << 8 | self.flags << 16).word());
    }
}

/// What holds for liquidations against any collateral.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rules {
    /// 0..64 health at which every bonus is at its greatest, in wad
    pub(crate) h_star: u64,
    /// 64..128 health that a liquidation restores, in wad
    pub(crate) target_health: u64,
    /// 128..160 timestamp until which nothing is liquidated
    pub(crate) frozen_until: u64,
    /// 160..184 seconds over which a liquidation factor falls
    pub(crate) ramp_secs: u64,
    /// 184 whether the guardian has used up his freeze
    pub(crate) freeze_spent: bool,
}

impl Rules {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = RULES.load();
        let [h_star, target_health, rest, _] = word.into_limbs();
        Self {
            h_star,
            target_health,
            frozen_until: rest & 0xffff_ffff,
            ramp_secs: rest >> 32 & 0xff_ffff,
            freeze_spent: rest >> 56 != 0,
        }
    }

    #[inline(never)]
    pub(crate) fn store(self) {
        let rest = self.frozen_until | self.ramp_secs << 32 | u64::from(self.freeze_spent) << 56;
        RULES.store(U256::from_limbs([self.h_star, self.target_health, rest, 0]));
    }
}

/// There is a further leg.
pub(crate) const QUOTE: u64 = 1;
/// The liquidation factor falls, or has fallen, along a ramp.
pub(crate) const RAMP: u64 = 1 << 1;
/// There is a leg of the loan asset; the same for every collateral, here so that it costs no slot to know.
pub(crate) const LOAN: u64 = 1 << 2;
/// There is an uptime feed; likewise.
pub(crate) const UPTIME: u64 = 1 << 3;

/// A collateral and its margin.
#[derive(Clone, Copy, Default)]
pub(crate) struct Terms {
    /// 0..160 token; zero where nothing is listed
    pub(crate) asset: Address,
    /// 160..176 basis points
    pub(crate) borrow_factor: u64,
    /// 176..192 basis points; of a ramp, its end
    pub(crate) liquidation_factor: u64,
    /// 192..208 basis points
    pub(crate) max_bonus: u64,
    /// 208..216 one if it is blETH, booked in shares
    pub(crate) is_shares: bool,
    /// 216..224 decimals of a unit
    pub(crate) decimals: u64,
    /// 224..232 a plain token's price is the feed's answer times ten to this; a share's quote is divided by ten to this
    pub(crate) exponent: u64,
    /// 232..240 [`QUOTE`] and the others
    pub(crate) flags: u64,
}

impl Terms {
    /// The terms of the collateral at this index, at most 255; it need not be listed.
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Result<Self> {
        let word = slot(index).load();
        if word.is_zero() {
            return Err(unknown(index.word()));
        }
        let packed = field(word, 160, 96);
        let (low, high) = (packed as u64, (packed >> 64) as u64);
        Ok(Self {
            asset: address(word),
            borrow_factor: low & 0xffff,
            liquidation_factor: low >> 16 & 0xffff,
            max_bonus: low >> 32 & 0xffff,
            is_shares: low >> 48 & 0xff != 0,
            decimals: low >> 56,
            exponent: high & 0xff,
            flags: high >> 8,
        })
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let factors = self.borrow_factor | self.liquidation_factor << 16 | self.max_bonus << 32;
        let low = factors | u64::from(self.is_shares) << 48 | self.decimals << 56;
        slot(index).store(with_address(self.asset, low, self.exponent | self.flags << 8));
    }

    pub(crate) fn has(&self, flag: u64) -> bool {
        self.flags & flag != 0
    }
}

/// Puts a flag into the terms of every collateral, or takes it out; of those to come too.
#[inline(never)]
pub(crate) fn flag_all(flag: u64, is_set: bool) -> Result<()> {
    let flagged = |flags: u64| if is_set { flags | flag } else { flags & !flag };
    let mut listed = Listed::load();
    for index in 0..listed.count {
        let mut terms = Terms::load(index)?;
        terms.flags = flagged(terms.flags);
        terms.store(index);
    }
    listed.flags = flagged(listed.flags);
    listed.store();
    Ok(())
}

/// Where a collateral's market price comes from, and how old its sources may be.
#[derive(Clone, Copy, Default)]
pub(crate) struct Source {
    /// 0..160 feed
    pub(crate) feed: Address,
    /// 160..180 seconds
    pub(crate) feed_max_age: u64,
    /// 180..204 seconds; zero for a plain token
    pub(crate) rate_max_age: u64,
    /// 204..212 decimals of the feed's answers
    pub(crate) feed_decimals: u64,
    /// 212..232 seconds: time constant of a share's average
    pub(crate) tau: u64,
    /// 232..252 seconds: the most that a sample counts for
    pub(crate) longest_step: u64,
}

impl Source {
    /// The source of a collateral that is listed.
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Self {
        let word = slot_of(index, SOURCE).load();
        let packed = field(word, 160, 96);
        let (low, high) = (packed as u64, (packed >> 52) as u64);
        Self {
            feed: address(word),
            feed_max_age: low & 0xf_ffff,
            rate_max_age: low >> 20 & 0xff_ffff,
            feed_decimals: low >> 44 & 0xff,
            tau: high & 0xf_ffff,
            longest_step: high >> 20,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let low = self.feed_max_age | self.rate_max_age << 20 | self.feed_decimals << 44 | self.tau << 52;
        slot_of(index, SOURCE).store(with_address(self.feed, low, self.tau >> 12 | self.longest_step << 8));
    }
}

/// `low` behind an address, and `high` behind that, of at most 32 bits.
#[inline(never)]
pub(crate) fn with_address(address: Address, low: u64, high: u64) -> U256 {
    address.word() | place(u128::from(low) | u128::from(high) << 64, 160)
}

const SOURCE: u64 = 1;
/// Slots of a collateral that other files lay out.
pub(crate) const MARKET: u64 = 2;
pub(crate) const RAMPING: u64 = 3;
const QUOTE_LEG: u64 = 4;

fn slot(index: u64) -> Slot {
    slot_of(index, 0)
}

/// The slot of a collateral's part.
pub(crate) fn slot_of(index: u64, part: u64) -> Slot {
    Slot::at(COLLATERALS.wrapping_add(index.wrapping_mul(8)).wrapping_add(part))
}

/// Where a collateral's further leg lies.
pub(crate) fn quote_leg(index: u64) -> u64 {
    COLLATERALS.wrapping_add(index.wrapping_mul(8)).wrapping_add(QUOTE_LEG)
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
