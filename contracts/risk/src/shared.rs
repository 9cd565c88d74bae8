//! What the prices of a call share, read at most once: the loan asset's leg and the sequencer. And the further legs.

use crate::{
    interface::IRisk::{LoanFeedDeviates, PriceStatus, SequencerDown},
    leg::{read_leg, Reading},
    price::{held, power, Prices},
    sequencer::Uptime,
    storage::{quote_leg, Terms, LOAN, LOAN_LEG, QUOTE, UPTIME},
};
use alloy_primitives::U256;
use ballast_common::{error, Result};
use ballast_math::mul_div::mul_div_wide_down;

/// Read lazily: without a loan leg and an uptime feed nothing is.
#[derive(Default)]
pub(crate) struct Shared {
    loan: Option<Reading>,
    waits: Option<Option<U256>>,
}

impl Shared {
    /// Multiplies by the further leg and divides by the loan asset's, and minds the sequencer.
    #[inline(never)]
    pub(crate) fn apply(&mut self, prices: &mut Prices, terms: &Terms, index: u64) {
        if terms.has(QUOTE) {
            let leg = read_leg(quote_leg(index), PriceStatus::QuoteInvalid, PriceStatus::QuoteDeviates);
            // A share's price is in ether, of 18 decimals.
            let cut = if terms.is_shares { terms.exponent } else { 0 };
            multiply(prices, leg.answer, power(leg.decimals.wrapping_add(cut)));
            hold(prices, leg.status);
        }
        if terms.has(LOAN) {
            let leg = *self.loan.get_or_insert_with(loan_leg);
            multiply(prices, power(leg.decimals), leg.answer);
            hold(prices, leg.status);
        }
        if terms.has(UPTIME) && self.waits.get_or_insert_with(|| Uptime::load().waits()).is_some() {
            hold(prices, PriceStatus::SequencerDown);
        }
    }

    /// Refuses to liquidate during a grace, or while the loan asset's leg has jumped.
    #[inline(never)]
    pub(crate) fn gate(&self) -> Result<()> {
        if let Some(Some(until)) = self.waits {
            return Err(error!(SequencerDown: until));
        }
        match self.loan {
            Some(leg) if leg.status as u8 == PriceStatus::LoanDeviates as u8 => {
                Err(error!(LoanFeedDeviates: leg.answer, leg.until))
            }
            _ => Ok(()),
        }
    }
}

fn loan_leg() -> Reading {
    read_leg(LOAN_LEG, PriceStatus::LoanInvalid, PriceStatus::LoanDeviates)
}

/// `price * by / over`, rounded down; a price that grows too wide is none.
#[inline(never)]
fn multiply(prices: &mut Prices, by: U256, over: U256) {
    let product = |price| mul_div_wide_down(price, by, over).and_then(held);
    prices.liquidation = prices.liquidation.and_then(product);
    if let Ok(price) = prices.borrow {
        prices.borrow = product(price).ok_or(PriceStatus::FeedFailed);
    }
}

/// The first reason counts.
fn hold(prices: &mut Prices, status: PriceStatus) {
    if status as u8 != PriceStatus::Valid as u8 && prices.borrow.is_ok() {
        prices.borrow = Err(status);
    }
}
