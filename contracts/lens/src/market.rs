//! What a market tells of itself, with interest to now.

use crate::{
    account::Account,
    ask::{ask, failed},
    interface::IMarket::{
        accountDataCall, borrowRateCall, collateralAtCall, collateralInfoCall, configCall, riskCall, totalsCall,
    },
    judge::Judge,
    pool::Pool,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::{calldata, Args, Word},
    word::{MAX_U112, MAX_U120, MAX_U96},
    Result,
};

/// Borrowing and withdrawing collateral with debt are paused.
pub(crate) const PAUSED_BORROWING: u128 = 2;
/// Liquidation is paused.
pub(crate) const PAUSED_LIQUIDATION: u128 = 4;
/// Most collaterals of an account.
const MOST_HOLDINGS: usize = 8;
/// Any amount that is compared, and no more than that.
const ANY: u128 = u128::MAX;

/// A market.
#[derive(Clone, Copy)]
pub(crate) struct Market {
    pub(crate) at: Address,
}

/// Totals.
pub(crate) struct Totals {
    pub(crate) supplied: u128,
    pub(crate) debt: Pool,
    /// assets that are here
    pub(crate) idle: u128,
}

/// What the market is set to.
pub(crate) struct Config {
    pub(crate) least_debt: u128,
    pub(crate) fee_bps: u128,
    /// flags
    pub(crate) paused: u128,
    /// most assets that all may owe
    pub(crate) borrow_cap: u128,
}

/// A listed collateral.
pub(crate) struct Listing {
    pub(crate) index: u64,
    /// units of all accounts
    pub(crate) total: u128,
    pub(crate) cap: u128,
}

impl Market {
    #[inline(never)]
    pub(crate) fn totals(self) -> Result<Totals> {
        ask(self.at, &calldata::<totalsCall>(&[]), |a| {
            let [_, supplied, shares, assets, idle] = amounts(a, [ANY, ANY, MAX_U112, MAX_U96, MAX_U96])?;
            Ok(Totals { supplied, debt: Pool { shares, assets }, idle })
        })
    }

    #[inline(never)]
    pub(crate) fn config(self) -> Result<Config> {
        ask(self.at, &calldata::<configCall>(&[]), |a| {
            let [_, least_debt, fee_bps, paused, borrow_cap] = amounts(a, [ANY; 5])?;
            Ok(Config { least_debt, fee_bps, paused, borrow_cap })
        })
    }

    /// What an account has and owes, at these totals.
    #[inline(never)]
    pub(crate) fn account(self, account: Address, totals: &Totals) -> Result<Account> {
        ask(self.at, &calldata::<accountDataCall>(&[account.word()]), |a| {
            let (shares, over_cap, holdings) = (a.amount(MAX_U112)?, a.boolean()?, a.uints(MOST_HOLDINGS)?);
            let debt = if shares == 0 { 0 } else { totals.debt.assets_up(shares) };
            let account = Account { shares, debt, over_cap, holdings };
            if account.holdings.iter().any(|word| Account::units_of(*word) > MAX_U120.word()) {
                return Err(failed(self.at));
            }
            Ok(account)
        })
    }

    /// Where a collateral is listed; reverts as the market does where it is not.
    #[inline(never)]
    pub(crate) fn listing(self, asset: Address) -> Result<Listing> {
        ask(self.at, &calldata::<collateralInfoCall>(&[asset.word()]), |a| {
            let [index, _, total, cap] = amounts(a, [255, 1, ANY, ANY])?;
            Ok(Listing { index: index as u64, total, cap })
        })
    }

    /// Whether an account added collateral over a cap, and one that it holds, but `except`, still is over its cap.
    #[inline(never)]
    pub(crate) fn exceeds_caps(self, account: &Account, except: Option<u64>) -> Result<bool> {
        if account.over_cap {
            for holding in &account.holdings {
                let index = Account::index_of(*holding);
                let listing = self.listing(self.collateral(index)?)?;
                if listing.total > listing.cap && Some(index) != except {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The collateral of an index.
    #[inline(never)]
    pub(crate) fn collateral(self, index: u64) -> Result<Address> {
        ask(self.at, &calldata::<collateralAtCall>(&[index.word()]), |a| a.address())
    }

    #[inline(never)]
    pub(crate) fn judge(self) -> Result<Judge> {
        let at = ask(self.at, &calldata::<riskCall>(&[]), |a| a.address())?;
        Ok(Judge { at })
    }

    /// Rates now and at target, in wad per second.
    #[inline(never)]
    pub(crate) fn rates(self) -> Result<[U256; 2]> {
        ask(self.at, &calldata::<borrowRateCall>(&[]), |a| Ok(amounts(a, [ANY, ANY])?.map(Word::word)))
    }
}

/// The next words, each at most so much.
#[inline(always)]
fn amounts<const N: usize>(a: &mut Args, most: [u128; N]) -> Result<[u128; N]> {
    let mut amounts = most;
    for amount in &mut amounts {
        *amount = a.amount(*amount)?;
    }
    Ok(amounts)
}
