//! What came here uncounted goes to the treasury.

use crate::{
    interface::ILst::Skimmed,
    redeem::pay,
    stake::non_zero,
    storage::{Redemption, ReportTerms},
    views,
};
use alloy_primitives::{Address, U256};
use ballast_common::{
    abi::Word,
    emit, host,
    revert::at_most,
    token,
    word::{address, narrow},
    Result,
};

/// Ether over the buffer and what is set aside, or all of a token: this contract holds none on purpose, of its own none at all.
pub(crate) fn skim(asset: Address) -> Result<U256> {
    let treasury = address(ReportTerms::load().treasury);
    if asset.is_zero() {
        let counted = views::buffer().wrapping_add(Redemption::load().set_aside);
        let surplus = at_most(host::balance(host::this()), u128::MAX)?.saturating_sub(counted);
        non_zero(surplus)?;
        log(asset, treasury, surplus.word());
        pay(treasury, surplus)?;
        return Ok(surplus.word());
    }
    let amount = token::held(asset)?;
    non_zero(narrow(amount).unwrap_or(u128::MAX))?;
    log(asset, treasury, amount);
    token::push(asset, treasury, amount)?;
    Ok(amount)
}

fn log(asset: Address, treasury: Address, amount: U256) {
    emit!(Skimmed: [asset, treasury], [amount]);
}
