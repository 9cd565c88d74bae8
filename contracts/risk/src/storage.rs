//! Storage of the judge: every slot, its layout and its units. Offsets in bits from the low end.

use crate::interface::IRisk::UnknownCollateral;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    roles::Roles,
    slot::Slot,
    word::{address, narrow, place},
    Result, Revert,
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below. Judging a share of blETH reads its first three slots and no other, a plain token the first and the third.
/// A liquidation reads `RULES` as well. A further leg costs two slots where there is one, a ramp one, an uptime feed one.
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
/// Of collateral `i`, from slot `16 + 8 * i` on: [`Terms`], [`Token`], then [`crate::average::Market`] of a share or
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

/// A collateral's margin, and its feed: with what was kept of that, all that the price of a plain token takes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Terms {
    /// 0..160 feed; zero where nothing is listed
    pub(crate) feed: Address,
    /// 160..174 basis points
    pub(crate) borrow_factor: u64,
    /// 174..188 basis points; of a ramp, its end
    pub(crate) liquidation_factor: u64,
    /// 188..201 basis points
    pub(crate) max_bonus: u64,
    /// 201..221 seconds
    pub(crate) feed_max_age: u64,
    /// 224..232 a plain token's price is the feed's answer times ten to this; a share's quote is divided by ten to this
    pub(crate) exponent: u64,
    /// 232..240 decimals of the feed's answers
    pub(crate) feed_decimals: u64,
    /// 240..248 one if it is blETH, booked in shares
    pub(crate) is_shares: bool,
    /// 248..256 [`QUOTE`] and the others
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
        let (feed, low, high) = without_address(word);
        Ok(Self {
            feed,
            borrow_factor: low & 0x3fff,
            liquidation_factor: low >> 14 & 0x3fff,
            max_bonus: low >> 28 & 0x1fff,
            feed_max_age: low >> 41,
            exponent: high & 0xff,
            feed_decimals: high >> 8 & 0xff,
            is_shares: high >> 16 & 0xff != 0,
            flags: high >> 24,
        })
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let factors = self.borrow_factor | self.liquidation_factor << 14 | self.max_bonus << 28;
        let high = self.exponent | self.feed_decimals << 8 | u64::from(self.is_shares) << 16 | self.flags << 24;
        slot(index).store(with_address(self.feed, factors | self.feed_max_age << 41, high));
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

/// A collateral's token, and how a share's rate and market are judged.
#[derive(Clone, Copy, Default)]
pub(crate) struct Token {
    /// 0..160
    pub(crate) asset: Address,
    /// 160..184 seconds; zero for a plain token
    pub(crate) rate_max_age: u64,
    /// 184..204 seconds: time constant of a share's average
    pub(crate) tau: u64,
    /// 204..224 seconds: the most that a sample counts for
    pub(crate) longest_step: u64,
    /// 224..232 decimals of a unit
    pub(crate) decimals: u64,
}

impl Token {
    /// The token of a collateral that is listed.
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Self {
        let (asset, low, decimals) = without_address(slot_of(index, TOKEN).load());
        let (rate_max_age, tau) = (low & 0xff_ffff, low >> 24 & 0xf_ffff);
        Self { asset, rate_max_age, tau, longest_step: low >> 44, decimals }
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let low = self.rate_max_age | self.tau << 24 | self.longest_step << 44;
        slot_of(index, TOKEN).store(with_address(self.asset, low, self.decimals));
    }
}

/// `low` behind an address, and `high` behind that, of at most 32 bits.
#[inline(never)]
pub(crate) fn with_address(address: Address, low: u64, high: u64) -> U256 {
    address.word() | place(u128::from(low) | u128::from(high) << 64, 160)
}

/// An address, and the 64 and 32 bits behind it.
#[inline(never)]
pub(crate) fn without_address(word: U256) -> (Address, u64, u64) {
    let [.., c, d] = word.into_limbs();
    (address(word), c >> 32 | d << 32, d >> 32)
}

const TOKEN: u64 = 1;
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
    error!(UnknownCollateral: index)
}
