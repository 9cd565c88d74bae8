//! A market and a judge that answer from one set of books, by formulas of their own: in 512 bits, without a step that
//! could overflow.

use alloc::vec::Vec;
use alloy_primitives::{Address, U256, U512};
use alloy_sol_types::{SolCall, SolError};
use ballast_common::{abi::Answer, host, Revert};
use ballast_lens::interface::{
    IMarket::{self, *},
    IRisk::{self, *},
};
use std::{cell::RefCell, collections::HashMap};
use stylus_sdk::prelude::*;

/// Answers for whatever is at its address.
#[storage]
pub(crate) struct StandIn {}

ballast_common::program!(StandIn, route);

/// A collateral, with its place in the account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collateral {
    pub(crate) asset: Address,
    pub(crate) units: u128,
    pub(crate) total: u128,
    pub(crate) cap: u128,
    pub(crate) borrow36: U256,
    /// `None` reverts `NoPrice`.
    pub(crate) liquidation36: Option<U256>,
    pub(crate) borrow_bps: u64,
    pub(crate) liquidation_bps: u64,
    pub(crate) bonus_bps: u64,
}

/// All that market and judge know: one account has and owes all this.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books {
    pub(crate) judge: Address,
    pub(crate) supplied: u128,
    pub(crate) debt_shares: u128,
    pub(crate) debt_assets: u128,
    pub(crate) idle: u128,
    pub(crate) least_debt: u128,
    pub(crate) fee_bps: u128,
    pub(crate) paused: u64,
    pub(crate) borrow_cap: u128,
    pub(crate) per_second: u128,
    pub(crate) at_target: u128,
    /// of the account
    pub(crate) shares: u128,
    pub(crate) over_cap: bool,
    pub(crate) collaterals: Vec<Collateral>,
    /// repay, seize, health
    pub(crate) verdict: [U256; 3],
    pub(crate) exhausted: bool,
}

/// What goes wrong with one function.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    Reverts(Vec<u8>),
    /// Answers nothing, as an account without code does.
    Mute,
    /// Answers a word less.
    Short,
    /// Answers this in place of a word.
    Word(usize, U256),
}

thread_local! {
    static BOOKS: RefCell<Books> = RefCell::default();
    static FAULTS: RefCell<HashMap<[u8; 4], Fault>> = RefCell::default();
    static HEARD: RefCell<Vec<Vec<u8>>> = RefCell::default();
}

/// Sets what is answered from now on, and all that was heard and went wrong aside.
pub(crate) fn set(books: &Books) {
    BOOKS.set(books.clone());
    FAULTS.take();
    HEARD.take();
}

/// Breaks one function.
pub(crate) fn spoil(selector: [u8; 4], fault: Fault) {
    FAULTS.with_borrow_mut(|faults| faults.insert(selector, fault));
}

/// The calldata heard since the books were set.
pub(crate) fn heard() -> Vec<Vec<u8>> {
    HEARD.with_borrow(Clone::clone)
}

fn route(_: &mut StandIn, calldata: &[u8]) -> Answer {
    HEARD.with_borrow_mut(|heard| heard.push(calldata.to_vec()));
    let selector: [u8; 4] = calldata[..4].try_into().expect("a selector");
    let books = BOOKS.with_borrow(Clone::clone);
    let answer =
        if host::this() == books.judge { books.judge(selector, calldata) } else { books.market(selector, calldata) };
    let mut answer = answer?;
    match FAULTS.with_borrow(|faults| faults.get(&selector).cloned()) {
        None => {}
        Some(Fault::Reverts(reason)) => return Err(Revert::new(reason)),
        Some(Fault::Mute) => answer.clear(),
        Some(Fault::Short) => answer.truncate(answer.len() - 32),
        Some(Fault::Word(at, word)) => answer[32 * at..32 * (at + 1)].copy_from_slice(&word.to_be_bytes::<32>()),
    }
    Ok(answer)
}

fn n(number: u128) -> U256 {
    U256::from(number)
}

fn revert(error: impl SolError) -> Revert {
    Revert::new(error.abi_encode())
}

impl Books {
    fn market(&self, selector: [u8; 4], calldata: &[u8]) -> Answer {
        Ok(match selector {
            totalsCall::SELECTOR => totalsCall::abi_encode_returns(&(
                n(77), // supply shares and reserves are of no interest
                n(self.supplied),
                n(self.debt_shares),
                n(self.debt_assets),
                n(self.idle),
                n(78),
            )),
            configCall::SELECTOR => configCall::abi_encode_returns(&(
                n(79),
                n(self.least_debt),
                n(self.fee_bps),
                U256::from(self.paused),
                n(self.borrow_cap),
            )),
            accountDataCall::SELECTOR => {
                accountDataCall::abi_encode_returns(&(n(self.shares), self.over_cap, self.holdings()))
            }
            riskCall::SELECTOR => riskCall::abi_encode_returns(&(self.judge,)),
            borrowRateCall::SELECTOR => borrowRateCall::abi_encode_returns(&(n(self.per_second), n(self.at_target))),
            collateralAtCall::SELECTOR => {
                let index = collateralAtCall::abi_decode(calldata, true).expect("calldata").index;
                collateralAtCall::abi_encode_returns(&(self.collaterals[index.to::<usize>()].asset,))
            }
            collateralInfoCall::SELECTOR => return self.info(calldata),
            _ => panic!("the market is not asked {selector:02x?}"),
        })
    }

    fn info(&self, calldata: &[u8]) -> Answer {
        let asset = collateralInfoCall::abi_decode(calldata, true).expect("calldata").asset;
        let Some(index) = self.collaterals.iter().position(|one| one.asset == asset) else {
            return Err(revert(IMarket::UnknownCollateral { asset }));
        };
        let one = &self.collaterals[index];
        Ok(collateralInfoCall::abi_encode_returns(&(U256::from(index), false, n(one.total), n(one.cap))))
    }

    fn judge(&self, selector: [u8; 4], calldata: &[u8]) -> Answer {
        match selector {
            borrowLimitCall::SELECTOR => {
                let asked = borrowLimitCall::abi_decode(calldata, true).expect("calldata").holdings;
                Ok(borrowLimitCall::abi_encode_returns(&(narrow(self.limit(&asked)), U256::ZERO)))
            }
            healthCall::SELECTOR => {
                let asked = healthCall::abi_decode(calldata, true).expect("calldata");
                let health = self.weighted(&asked.holdings)? * U512::from(10_u64.pow(18)) / U512::from(asked.debt);
                Ok(healthCall::abi_encode_returns(&(narrow(health),)))
            }
            liquidationCall::SELECTOR => {
                let [repay, seize, health] = self.verdict;
                Ok(liquidationCall::abi_encode_returns(&(repay, seize, health, self.exhausted)))
            }
            collateralCall::SELECTOR => Ok(self.terms(calldata)),
            pricesCall::SELECTOR => {
                let index = pricesCall::abi_decode(calldata, true).expect("calldata").index;
                let one = &self.collaterals[index.to::<usize>()];
                let prices = (one.borrow36, one.liquidation36.unwrap_or_default(), PriceStatus::Valid);
                Ok(pricesCall::abi_encode_returns(&prices))
            }
            _ => panic!("the judge is not asked {selector:02x?}"),
        }
    }

    fn terms(&self, calldata: &[u8]) -> Vec<u8> {
        let index = collateralCall::abi_decode(calldata, true).expect("calldata").index;
        let one = &self.collaterals[index.to::<usize>()];
        collateralCall::abi_encode_returns(&(IRisk::Collateral {
            asset: one.asset,
            isShares: false,
            borrowFactorBps: U256::from(one.borrow_bps),
            liquidationFactorBps: U256::from(one.liquidation_bps),
            maxBonusBps: U256::from(one.bonus_bps),
            ..Default::default()
        },))
    }

    /// As the judge is asked about them.
    pub(crate) fn holdings(&self) -> Vec<U256> {
        let held = self.collaterals.iter().enumerate().filter(|(_, one)| one.units != 0);
        held.map(|(index, one)| U256::from(index) << 248 | n(one.units)).collect()
    }

    /// The greatest debt that these holdings allow.
    pub(crate) fn limit(&self, holdings: &[U256]) -> U512 {
        holdings.iter().map(|word| self.of(*word, |one| value(word, one.borrow36, one.borrow_bps))).sum()
    }

    /// What keeps these holdings from liquidation.
    pub(crate) fn weighted(&self, holdings: &[U256]) -> Result<U512, Revert> {
        let mut sum = U512::ZERO;
        for word in holdings {
            let Some(price) = self.of(*word, |one| one.liquidation36) else {
                return Err(revert(NoPrice { index: *word >> 248 }));
            };
            sum += self.of(*word, |one| value(word, price, one.liquidation_bps));
        }
        Ok(sum)
    }

    fn of<T>(&self, word: U256, what: impl Fn(&Collateral) -> T) -> T {
        let index: U256 = word >> 248;
        what(&self.collaterals[index.to::<usize>()])
    }

    /// What shares are worth in a pool of these totals, rounded up.
    pub(crate) fn assets_up(shares: U512, all_shares: U512, all_assets: U512) -> U512 {
        (shares * (all_assets + U512::from(1))).div_ceil(all_shares + U512::from(1_000_000))
    }

    /// What the account owes.
    pub(crate) fn debt(&self) -> U512 {
        Self::assets_up(U512::from(self.shares), U512::from(self.debt_shares), U512::from(self.debt_assets))
    }
}

/// `floor(units * price * bps / 10^40)`.
fn value(word: &U256, price36: U256, bps: u64) -> U512 {
    let units = *word & (U256::MAX >> 8);
    U512::from(units) * U512::from(price36) * U512::from(bps) / U512::from(10).pow(U512::from(40))
}

fn narrow(wide: U512) -> U256 {
    wide.saturating_to()
}
