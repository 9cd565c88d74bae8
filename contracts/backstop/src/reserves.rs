//! The part of the reserves that is not the funders': it stands before theirs, and the market's owner may take it while
//! no bad debt is known.

use crate::{
    ask,
    fund::{non_zero, valid_receiver},
    interface::IBackstop::{BadDebtPending, InsufficientReserves, ReservesTaken, Unauthorized},
    storage::Wiring,
    totals::{sync, Synced, Totals},
};
use alloy_primitives::{Address, U256};
use ballast_common::{abi::Word, emit, error, host::sender, word::narrow, Result};

/// Pays supply shares, last.
pub(crate) fn take(assets: U256, receiver: Address) -> Result<()> {
    let Synced { totals, market, held, flagged } = sync()?;
    let caller = sender();
    if ask::owner(market)? != caller.word() {
        return Err(error!(Unauthorized: caller));
    }
    valid_receiver(receiver, market)?;
    if flagged != 0 {
        return Err(error!(BadDebtPending: flagged));
    }
    let reserves = held.wrapping_sub(totals.booked); // never more is booked than is here
    let taken = match narrow(assets) {
        Some(assets) if assets <= reserves => non_zero(assets)?,
        _ => return Err(error!(InsufficientReserves: reserves, assets)),
    };
    emit!(ReservesTaken: [receiver], [taken]);
    ask::push(market, receiver, taken)
}

/// What may be taken, with what is to be collected.
pub(crate) fn here() -> Result<u128> {
    let market = Wiring::load().market;
    let all = ask::held(market)?.saturating_add(ask::reserves(market)?);
    Ok(all.saturating_sub(Totals::now()?.booked))
}
