//! Flags: bad debt that is known and not realised. While there is one, nobody leaves.
//!
//! A shortfall below a hundredth of the market's least debt is none: repaying may leave any debt, so that accounts of
//! next to nothing could be made at will, each of which would keep everybody in until somebody realises it.
//!
//! Only what the lens says sets and clears one. Where it has no answer, as without a price, neither happens: what was
//! flagged stays so, and can always be cleared by repaying the account's debt, for which the market asks no price.

use crate::{
    ask,
    interface::IBackstop::{AlreadyFlagged, Flagged, NoShortfall, NotFlagged, StillShort, Unflagged},
    storage::{flag_of, lens, Wiring},
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    emit, error,
    word::{narrow, product},
    Result,
};

/// Of the least debt.
const LEAST_PART: u128 = 100;

pub(crate) fn flag(account: Address) -> Result<()> {
    if is_flagged(account) {
        return Err(error!(AlreadyFlagged: account));
    }
    let mut wiring = Wiring::load();
    let short = shortfall(wiring.market, account)?;
    if short.is_zero() {
        return Err(error!(NoShortfall: account));
    }
    wiring.flagged = wiring.flagged.wrapping_add(1);
    wiring.store();
    flag_of(account).store(U256::ONE);
    emit!(Flagged: [account], [short]);
    Ok(())
}

pub(crate) fn unflag(account: Address) -> Result<()> {
    if !is_flagged(account) {
        return Err(error!(NotFlagged: account));
    }
    let mut wiring = Wiring::load();
    let short = shortfall(wiring.market, account)?;
    if !short.is_zero() {
        return Err(error!(StillShort: account, short));
    }
    wiring.flagged = wiring.flagged.wrapping_sub(1); // this one among them
    wiring.store();
    flag_of(account).store(U256::ZERO);
    emit!(Unflagged: [account], []);
    Ok(())
}

/// What an account falls short by, if that is worth a flag.
#[inline(never)]
fn shortfall(market: Address, account: Address) -> Result<U256> {
    let short = ask::shortfall(lens(), market, account)?;
    if short.is_zero() || product(narrow(short).unwrap_or(u128::MAX), LEAST_PART) < ask::least_debt(market)? {
        return Ok(U256::ZERO);
    }
    Ok(short)
}

pub(crate) fn is_flagged(account: Address) -> bool {
    !flag_of(account).load().is_zero()
}
