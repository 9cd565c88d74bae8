//! What can be read of a collateral: `collateral`, `prices`.

use crate::{
    interface::IRisk::PriceStatus,
    price::{borrow_price, liquidation_price},
    storage::{Source, Terms},
};
use alloy_primitives::U256;
use ballast_common::abi::{words, Answer, Word};

/// In the order of the interface's struct.
pub(crate) fn collateral(index: u64) -> Answer {
    let terms = Terms::load(index)?;
    let source = Source::load(index);
    words(&[
        terms.asset.word(),
        terms.is_shares.word(),
        terms.borrow_factor.word(),
        terms.liquidation_factor.word(),
        terms.max_bonus.word(),
        source.feed.word(),
        source.feed_max_age.word(),
        source.rate_max_age.word(),
        terms.decimals.word(),
    ])
}

/// Borrow price, liquidation price, each zero if there is none, and what holds the borrow price back.
pub(crate) fn prices(index: u64) -> Answer {
    let terms = Terms::load(index)?;
    let (borrow, status) = match borrow_price(&terms, index) {
        Ok(price) => (price, PriceStatus::Valid),
        Err(status) => (U256::ZERO, status),
    };
    let liquidation = liquidation_price(&terms, index).unwrap_or_default();
    words(&[borrow, liquidation, (status as u64).word()])
}
