//! Construction: the market, the lens and the funders' part of the reserves, for good.

use crate::{
    ask,
    interface::IBackstop::ZeroAddress,
    storage::{set_lens, Wiring},
};
use alloy_primitives::{Address, U256};
use ballast_common::{error, host::this, revert::at_most, Result};

/// Of income, in basis points.
const MOST_BPS: u128 = 10_000;

/// Both are proven by asking: the market for what we hold and what we could collect, the lens for the shortfall of
/// this vault, which owes nothing. A market that has wired no vault or another one refuses to be collected from:
/// nothing can be funded then.
pub(crate) fn construct(market: Address, lens: Address, income_bps: U256) -> Result<()> {
    if market.is_zero() || lens.is_zero() {
        return Err(error!(ZeroAddress));
    }
    ask::held(market)?;
    ask::reserves(market)?;
    ask::shortfall(lens, market, this())?;
    Wiring { market, flagged: 0, income_bps: at_most(income_bps, MOST_BPS)? }.store();
    set_lens(lens);
    Ok(())
}
