//! Storage of the market: every slot, its layout and its units. Offsets in bits from the low end.
//!
//! Slots 0 and 1 are [`crate::book::Book`]: all that an operation on supply or debt reads and writes of the totals.

use crate::interface::IMarket::UnknownCollateral;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    error,
    roles::Roles,
    slot::{Entry, Map, Slot},
    word::{address, field, place, wide},
    Result,
};
use stylus_sdk::prelude::*;

/// The contract. Its slots are the constants below.
#[storage]
pub struct Market {}

/// 0..112 supply shares, the reserves' among them · 112..208 idle assets · 208..240 time of the last accrual · 240..256 fee in bps
pub(crate) const SUPPLY: Slot = Slot::at(0);
/// 0..112 debt shares · 112..208 debt in assets · 208..248 rate at target in wad per second · 248..256 pause flags
pub(crate) const DEBT: Slot = Slot::at(1);
/// [`Holders`]; touched where shares are minted or burnt
const HOLDERS: Slot = Slot::at(2);
/// 0..160 the judge · 160..256 the least debt that borrowing may leave, in assets
const JUDGE: Slot = Slot::at(3);
/// 0..160 the loan asset · 160..168 its decimals · 168..176 number of collaterals
const LOAN: Slot = Slot::at(4);
/// account => 0..112 its debt shares · 112..176 a bit for each collateral index of which it has units
const ACCOUNTS: Map = Map::at(5);
/// account | (index / 2) << 160 => 0..128 units of the even index · 128..256 of the odd one
const UNITS: Map = Map::at(6);
/// collateral => [`Listing`]
const LISTINGS: Map = Map::at(7);
/// index => collateral
pub(crate) const COLLATERALS: Map = Map::at(8);
/// holder => supply shares
pub(crate) const BALANCES: Map = Map::at(9);
/// holder => spender => supply shares
pub(crate) const ALLOWANCES: Map = Map::at(10);
/// account => operator => 1
pub(crate) const OPERATORS: Map = Map::at(11);
/// slots 12 to 14
pub(crate) const ROLES: Roles = Roles::at(12);

/// Supply shares in holders' hands, and how much may be supplied.
pub(crate) struct Holders {
    /// 0..112 shares; the rest of the supply shares are the reserves
    pub(crate) shares: u128,
    /// 112..208 assets
    pub(crate) cap: u128,
}

impl Holders {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = HOLDERS.load();
        Self { shares: field(word, 0, 112), cap: field(word, 112, 96) }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        HOLDERS.store(wide(self.shares) | place(self.cap, 112));
    }
}

/// The judge's address.
pub(crate) fn judge() -> Address {
    address(JUDGE.load())
}

/// The least debt that borrowing may leave.
pub(crate) fn least_debt() -> u128 {
    field(JUDGE.load(), 160, 96)
}

#[inline(never)]
pub(crate) fn set_judge(judge: Address, least_debt: u128) {
    JUDGE.store(judge.word() | place(least_debt, 160));
}

/// The loan asset's address.
#[inline(never)]
pub(crate) fn asset() -> Address {
    address(LOAN.load())
}

/// Decimals of the loan asset.
pub(crate) fn decimals() -> u128 {
    field(LOAN.load(), 160, 8)
}

/// Number of collaterals listed.
pub(crate) fn count() -> u128 {
    field(LOAN.load(), 168, 8)
}

#[inline(never)]
pub(crate) fn set_loan(asset: Address, decimals: u128, count: u128) {
    LOAN.store(asset.word() | place(decimals | count << 8, 160));
}

/// A listed collateral.
pub(crate) struct Listing {
    pub(crate) asset: Address,
    /// 0..120 units of all accounts
    pub(crate) total: u128,
    /// 120..240 units beyond which nobody may add
    pub(crate) cap: u128,
    /// 240..248, one more, so that zero means not listed
    pub(crate) index: u32,
    /// 248..256, 1: booked in blETH shares, 0: a plain token
    pub(crate) is_shares: bool,
}

impl Listing {
    /// The listing of a collateral, if there is one.
    #[inline(never)]
    pub(crate) fn find(asset: Address) -> Option<Self> {
        let word = LISTINGS.slot(asset).load();
        let index = (field(word, 240, 8) as u32).checked_sub(1)?;
        let (total, cap) = (field(word, 0, 120), field(word, 120, 120));
        Some(Self { asset, total, cap, index, is_shares: field(word, 248, 8) != 0 })
    }

    /// Reverts unless the collateral is listed.
    #[inline(never)]
    pub(crate) fn load(asset: Address) -> Result<Self> {
        Self::find(asset).ok_or_else(|| error::<UnknownCollateral>(&[asset.word()]))
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let rest = u128::from(self.index).wrapping_add(1) | u128::from(self.is_shares) << 8;
        LISTINGS.slot(self.asset).store(wide(self.total) | place(self.cap, 120) | place(rest, 240));
    }
}

/// A borrower's account.
pub(crate) struct Account {
    pub(crate) address: Address,
    pub(crate) debt_shares: u128,
    /// A bit for each collateral index of which there are units.
    pub(crate) open: u64,
}

impl Account {
    #[inline(never)]
    pub(crate) fn load(address: Address) -> Self {
        let word = ACCOUNTS.slot(address).load();
        Self { address, debt_shares: field(word, 0, 112), open: field(word, 112, 64) as u64 }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        ACCOUNTS.slot(self.address).store(wide(self.debt_shares) | place(self.open.into(), 112));
    }

    /// Units of a collateral.
    #[inline(never)]
    pub(crate) fn units(&self, index: u32) -> u128 {
        field(self.pair(index).load(), shift(index), 128)
    }

    /// Books units of a collateral. The caller stores the account where its bit changed.
    #[inline(never)]
    pub(crate) fn set_units(&mut self, index: u32, units: u128) {
        let pair = self.pair(index);
        let other = pair.load() & place(u128::MAX, shift(index ^ 1));
        pair.store(other | place(units, shift(index)));
        let bit = 1_u64.wrapping_shl(index);
        self.open = if units == 0 { self.open & !bit } else { self.open | bit };
    }

    /// What the judge is asked about: a word for each open collateral, `index << 248 | units`.
    #[inline(never)]
    pub(crate) fn holdings(&self, words: &mut alloc::vec::Vec<U256>) {
        let mut open = self.open;
        while open != 0 {
            let index = open.trailing_zeros();
            words.push(place(index.into(), 248) | wide(self.units(index)));
            open &= open.wrapping_sub(1);
        }
    }

    fn pair(&self, index: u32) -> Entry {
        UNITS.slot(self.address.word() | place((index >> 1).into(), 160))
    }
}

/// Bits below the units of a collateral in the word of its pair.
fn shift(index: u32) -> usize {
    (index as usize & 1) << 7
}
