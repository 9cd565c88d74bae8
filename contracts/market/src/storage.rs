//! Storage of the market: every slot, its layout and its units. Offsets in bits from the low end.
//!
//! Slots 0 and 1 are [`crate::book::Book`]: all that an operation on supply or debt reads and writes of the totals.

use crate::book::Packed;
use crate::interface::IMarket::UnknownCollateral;
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    erc20::Accounts,
    error,
    roles::Roles,
    slot::{Entry, Map, Slot},
    word::{address, field, place, wide, MAX_U120},
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
/// [`Loan`]
const LOAN: Slot = Slot::at(4);
/// account => 0..112 its debt shares · 112..240 its first holding · 240..248 how many it has · 248 whether it added over a cap
const BORROWERS: Map = Map::at(5);
/// account | n << 160 => 0..128 its holding 2n + 1, the first being 0 · 128..256 its holding 2n + 2
const HOLDINGS: Map = Map::at(6);
/// collateral => [`Listing`]
const LISTINGS: Map = Map::at(7);
/// index => collateral
pub(crate) const COLLATERALS: Map = Map::at(8);
/// at 9, holder => 0..128 supply shares · 128..192 permits used; at 10, owner => spender => supply shares
pub(crate) const ACCOUNTS: Accounts = Accounts::at(9, 10);
/// account => operator => 1
pub(crate) const OPERATORS: Map = Map::at(11);
/// slots 12 to 14
pub(crate) const ROLES: Roles = Roles::at(12);
/// 0..160 the program that may act for any account, on its signature; zero for none
pub(crate) const RIGHTS: Slot = Slot::at(15);
/// 0..160 the vault that bears bad debt after the reserves, and collects them; zero until it is wired
pub(crate) const BACKSTOP: Slot = Slot::at(16);

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
        let Packed { shares, assets: cap, .. } = Packed::of(HOLDERS.load());
        Self { shares, cap }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        HOLDERS.store(Packed { shares: self.shares, assets: self.cap, rest: 0 }.word());
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

/// The loan asset, and numbers that fit beside it.
pub(crate) struct Loan {
    /// 0..160
    pub(crate) asset: Address,
    /// 160..168
    pub(crate) decimals: u128,
    /// 168..176 number of collaterals listed
    pub(crate) count: u128,
    /// 176..256 the most that all may owe, in units of 65,536 wei
    pub(crate) cap: u128,
}

impl Loan {
    #[inline(never)]
    pub(crate) fn load() -> Self {
        let word = LOAN.load();
        let rest = field(word, 160, 96);
        Self { asset: address(word), decimals: rest & 0xff, count: rest >> 8 & 0xff, cap: rest >> 16 }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        LOAN.store(self.asset.word() | place(self.decimals | self.count << 8 | self.cap << 16, 160));
    }

    /// The most that all may owe, in assets.
    pub(crate) fn borrow_cap(&self) -> u128 {
        self.cap << 16
    }
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
        Self::find(asset).ok_or_else(|| error!(UnknownCollateral: asset))
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let rest = u128::from(self.index).wrapping_add(1) | u128::from(self.is_shares) << 8;
        LISTINGS.slot(self.asset).store(wide(self.total) | place(self.cap, 120) | place(rest, 240));
    }
}

/// A borrower's account. Most have one collateral, which lies in the account's own slot.
pub(crate) struct Account {
    pub(crate) address: Address,
    pub(crate) debt_shares: u128,
    /// Number of holdings, all of them of some units: 0..120 units · 120..128 index of the collateral.
    pub(crate) open: u32,
    /// Whether it added collateral over a cap, and may not borrow while that is exceeded.
    pub(crate) over_cap: bool,
    first: u128,
}

impl Account {
    #[inline(never)]
    pub(crate) fn load(address: Address) -> Self {
        let word = BORROWERS.slot(address).load();
        let (first, open) = (field(word, 112, 128), field(word, 240, 8) as u32);
        Self { address, debt_shares: field(word, 0, 112), open, over_cap: field(word, 248, 8) != 0, first }
    }

    #[inline(never)]
    pub(crate) fn store(&self) {
        let rest = u128::from(self.open) | u128::from(self.over_cap) << 8;
        let word = wide(self.debt_shares) | place(self.first, 112) | place(rest, 240);
        BORROWERS.slot(self.address).store(word);
    }

    /// Units of a collateral.
    pub(crate) fn units(&self, index: u32) -> u128 {
        self.find(index).1
    }

    /// Books units of a collateral. The caller stores the account.
    #[inline(never)]
    pub(crate) fn set_units(&mut self, index: u32, units: u128) {
        let (at, _) = self.find(index);
        if units != 0 {
            self.put(at, units | u128::from(index) << 120);
            self.open = self.open.max(at.wrapping_add(1));
        } else if at < self.open {
            self.open = self.open.wrapping_sub(1);
            self.put(at, self.holding(self.open)); // the last takes its place
            self.put(self.open, 0);
        }
    }

    /// What the judge is asked about, as an array: its length, and a word for each holding, `index << 248 | units`.
    #[inline(never)]
    pub(crate) fn list(&self, words: &mut alloc::vec::Vec<U256>) {
        words.push(u64::from(self.open).word());
        for at in 0..self.open {
            let holding = self.holding(at);
            words.push(place(holding >> 120, 248) | wide(holding & MAX_U120));
        }
    }

    /// Indices of the collaterals that it holds.
    pub(crate) fn indices(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.open).map(|at| (self.holding(at) >> 120) as u32)
    }

    /// Which holding is of a collateral, and its units; the next one and none, if none is.
    #[inline(never)]
    fn find(&self, index: u32) -> (u32, u128) {
        for at in 0..self.open {
            let holding = self.holding(at);
            if (holding >> 120) as u32 == index {
                return (at, holding & MAX_U120);
            }
        }
        (self.open, 0)
    }

    #[inline(never)]
    fn holding(&self, at: u32) -> u128 {
        if at == 0 {
            return self.first;
        }
        field(self.pair(at).load(), shift(at), 128)
    }

    #[inline(never)]
    fn put(&mut self, at: u32, holding: u128) {
        if at == 0 {
            self.first = holding;
            return;
        }
        let pair = self.pair(at);
        let other = pair.load() & place(u128::MAX, shift(at ^ 1));
        pair.store(other | place(holding, shift(at)));
    }

    fn pair(&self, at: u32) -> Entry {
        HOLDINGS.slot(self.address.word() | place((at.wrapping_sub(1) >> 1).into(), 160))
    }
}

/// Bits below a holding in the word of its pair: none for odd ones.
fn shift(at: u32) -> usize {
    (at as usize & 1 ^ 1) << 7
}
