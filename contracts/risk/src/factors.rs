//! Margin factors and bonus: `setFactors`, and how they are checked.

use crate::{
    input::{fill, within},
    interface::IRisk::{BonusTooHigh, FactorsChanged, InvalidFactors},
    ramp::{factor_now, turn},
    storage::{Rules, Terms, RAMP, ROLES},
};
use alloy_primitives::U256;
use ballast_common::{
    abi::{Args, Word},
    emit, error, Result,
};
use ballast_math::{health::BPS, liquidation::bonus_allowed};

/// A bonus is at most half of what is repaid.
const MOST_BONUS_BPS: u128 = 5_000;
/// Wad per basis point of a basis point.
const WAD_PER_SQUARE_BPS: u64 = 10_000_000_000;

/// Factors as they are asked for.
pub(crate) struct Factors {
    borrow_bps: U256,
    liquidation_bps: U256,
    max_bonus_bps: U256,
}

impl Factors {
    pub(crate) fn read(a: &mut Args) -> Result<Self> {
        let mut words = [U256::ZERO; 3];
        fill(&mut words, a)?;
        let [borrow_bps, liquidation_bps, max_bonus_bps] = words;
        Ok(Self { borrow_bps, liquidation_bps, max_bonus_bps })
    }

    /// Checks the factors, puts them into the terms, and says so. A liquidation factor falls along a ramp, of which the
    /// greater end has to leave room for the bonus.
    #[inline(never)]
    pub(crate) fn apply(&self, index: u64, terms: &mut Terms) -> Result<()> {
        let Self { borrow_bps: borrow, liquidation_bps: liquidation, .. } = *self;
        if borrow.is_zero() || borrow >= liquidation || liquidation >= BPS {
            return Err(error!(InvalidFactors: borrow, liquidation));
        }
        let bonus = within(self.max_bonus_bps, 0, MOST_BONUS_BPS)?;
        let old = *terms;
        let was = factor_now(terms, index);
        let [borrow, ..] = borrow.into_limbs();
        let [liquidation, ..] = liquidation.into_limbs();
        (terms.borrow_factor, terms.liquidation_factor, terms.max_bonus) = (borrow, liquidation, bonus as u64);
        let rules = Rules::load();
        check_bonus(terms.max_bonus, was.max(liquidation), rules.h_star)?;
        if !(old.has(RAMP) && liquidation == old.liquidation_factor) {
            turn(terms, index, was, rules.ramp_secs); // a ramp to where it goes already is not shortened
        }
        emit!(FactorsChanged: [index], [old.borrow_factor, was, old.max_bonus, self.borrow_bps, self.liquidation_bps, self.max_bonus_bps]);
        Ok(())
    }
}

pub(crate) fn set_factors(index: u64, factors: &Factors) -> Result<()> {
    ROLES.only_owner()?;
    let mut terms = Terms::load(index)?;
    factors.apply(index, &mut terms)?;
    terms.store(index);
    Ok(())
}

/// Refuses a bonus and a factor, in basis points, under which splitting a liquidation could earn more, or liquidating
/// could lower health.
#[inline(never)]
pub(crate) fn check_bonus(bonus: u64, factor: u64, h_star: u64) -> Result<()> {
    if bonus_allowed(bonus.word(), factor.word(), h_star.word()) {
        return Ok(());
    }
    // At most 1.5 in wad.
    let product = bonus.wrapping_add(10_000).wrapping_mul(factor).wrapping_mul(WAD_PER_SQUARE_BPS);
    Err(error!(BonusTooHigh: product, h_star))
}
