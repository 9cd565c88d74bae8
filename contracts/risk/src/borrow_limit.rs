//! How much an account may owe after borrowing: `borrowLimit`.

use crate::{holdings::Holding, price::prices, shared::Shared};
use alloy_primitives::U256;
use ballast_common::abi::{words, Answer, Word};
use ballast_math::health::weighted_value_down;

/// The limit, and a bit for each collateral index that has no borrow price and so counts nothing.
pub(crate) fn borrow_limit(holdings: &[U256]) -> Answer {
    let (mut limit, mut unpriced) = (U256::ZERO, 0_u64);
    let mut shared = Shared::default();
    for word in holdings {
        let Some(holding) = Holding::load(*word)? else { continue };
        match prices(&holding.terms, holding.index, &mut shared, true).borrow {
            Ok(price) => {
                let factor = holding.terms.borrow_factor.word();
                holding.add(&mut limit, weighted_value_down(holding.units, price, factor))?;
            }
            Err(_) => unpriced |= 1_u64.wrapping_shl(holding.index as u32),
        }
    }
    words(&[limit, unpriced.word()])
}
