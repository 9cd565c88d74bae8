//! The protocol fee of a report: who gets its shares, and what part of the yield it was.

use crate::{
    pool::{mint, Pool},
    storage::{ReportTerms, OPERATORS},
};
use ballast_common::{
    abi::Word,
    revert::checked,
    word::{address, low},
    Result,
};
use ballast_math::protocol_fee::portion_down;

/// Parts per million in one.
const PPM: u64 = 1_000_000;

/// What was taken as a fee of what vests now: this fee, and the last one as far as what it was taken of is left over.
pub(crate) fn fee_ppm(fee: u128, unvested: u128, added: u128, last_ppm: u64) -> u64 {
    let left_over = unvested.saturating_sub(added).word();
    let earlier = portion_down(left_over, last_ppm.word(), PPM.wrapping_sub(last_ppm).word());
    let fee = earlier.unwrap_or_default().wrapping_add(fee.word());
    portion_down(fee, PPM.word(), fee.wrapping_add(unvested.word())).map_or(0, low) as u64
}

/// Splits the fee's shares between the operators, once they are wired, and the treasury.
#[inline(never)]
pub(crate) fn mint_fee(pool: &Pool, terms: &ReportTerms, shares: u128) -> Result<()> {
    let (operators, mut theirs) = (OPERATORS.load(), 0);
    if !operators.is_zero() && terms.fee_bps != 0 {
        theirs = checked(portion_down(shares.word(), terms.operators_bps.word(), terms.fee_bps.word()))?;
    }
    for (receiver, part) in [(operators, theirs), (terms.treasury, shares.wrapping_sub(theirs))] {
        if part != 0 {
            mint(address(receiver), part, pool.ether_down(part)?);
        }
    }
    Ok(())
}
