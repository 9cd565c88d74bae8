//! Storage of the vault: every slot, its layout and its units. Offsets in bits from the low end. Slot 0 is
//! [`crate::totals::Totals`].

use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    slot::{Entry, Map, Slot},
    word::{address, field, place, wide},
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below.
#[storage]
pub struct Backstop {}

/// 0..128 shares · 128..240 assets that are booked · 240..256 epoch
pub(crate) const TOTALS: Slot = Slot::at(0);
/// [`Wiring`]
const WIRING: Slot = Slot::at(1);
/// 0..160 the lens
const LENS: Slot = Slot::at(2);
/// account => 0..128 shares · 128..144 their epoch
const ACCOUNTS: Map = Map::at(3);
/// account => [`Notice`]
const NOTICES: Map = Map::at(4);
/// account of the market => 1 while it is flagged
const FLAGS: Map = Map::at(5);

/// The market, and what is to be known of it on every call.
pub(crate) struct Wiring {
    /// 0..160
    pub(crate) market: Address,
    /// 160..224 accounts that are flagged
    pub(crate) flagged: u128,
    /// 224..240 the funders' part of the reserves, in basis points
    pub(crate) income_bps: u128,
}

impl Wiring {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = WIRING.load();
        Self { market: address(word), flagged: field(word, 160, 64), income_bps: field(word, 224, 16) }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        WIRING.store(self.market.word() | place(self.flagged | self.income_bps << 64, 160));
    }
}

pub(crate) fn lens() -> Address {
    address(LENS.load())
}

pub(crate) fn set_lens(lens: Address) {
    LENS.store(lens.word());
}

/// Where it says whether an account of the market is flagged.
pub(crate) fn flag_of(account: Address) -> Entry {
    FLAGS.slot(account)
}

/// Shares of an account; those of an older epoch are void.
#[inline(never)]
pub(crate) fn shares_of(account: Address, epoch: u128) -> u128 {
    let word = ACCOUNTS.slot(account).load();
    if field(word, 128, 16) == epoch {
        field(word, 0, 128)
    } else {
        0
    }
}

#[inline(never)]
pub(crate) fn set_shares(account: Address, shares: u128, epoch: u128) {
    ACCOUNTS.slot(account).store(stamped(shares, epoch));
}

/// Nothing leaves nothing behind.
#[inline(never)]
fn stamped(shares: u128, stamp: u128) -> U256 {
    if shares == 0 {
        return U256::ZERO;
    }
    wide(shares) | place(stamp, 128)
}

/// Shares of an account that are under notice: at most those that it has.
pub(crate) struct Notice {
    /// 0..128
    pub(crate) shares: u128,
    /// 128..160 when it was given: the low 32 bits of the timestamp, of which only differences count
    pub(crate) given: u32,
}

impl Notice {
    /// One of an older epoch is void; bits 160..176.
    #[inline(never)]
    pub(crate) fn load(account: Address, epoch: u128) -> Self {
        let word = NOTICES.slot(account).load();
        let shares = if field(word, 160, 16) == epoch { field(word, 0, 128) } else { 0 };
        Self { shares, given: field(word, 128, 32) as u32 }
    }

    #[inline(never)]
    pub(crate) fn store(&self, account: Address, epoch: u128) {
        NOTICES.slot(account).store(stamped(self.shares, u128::from(self.given) | epoch << 32));
    }
}
