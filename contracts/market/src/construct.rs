//! Construction: the loan asset, the judge, the roles and the program of authorisations. Every cap is zero until the owner sets it.

use crate::{
    book::Book,
    interface::IMarket::OutOfBounds,
    judge,
    storage::{set_judge, Loan, RIGHTS, ROLES},
};
use alloy_primitives::Address;
use ballast_common::{abi::Word, error, revert::at_most, token, Result};

/// Decimals of the loan asset: shares have six more.
const MOST_DECIMALS: u128 = 36;

/// The addresses are proven by asking: the asset for its decimals, and the judge for those it reckons with. `rights` may act for any
/// account, and is zero for none.
pub(crate) fn construct(
    asset: Address,
    risk: Address,
    owner: Address,
    guardian: Address,
    rights: Address,
) -> Result<()> {
    ROLES.init(owner, guardian)?;
    RIGHTS.store(rights.word());
    let decimals = token::decimals(asset)?;
    set_judge(risk, 0);
    let judged = judge::loan_decimals()?;
    if judged != decimals {
        return Err(error!(OutOfBounds: judged, decimals, decimals));
    }
    let decimals = at_most(decimals, MOST_DECIMALS)?;
    Loan { asset, decimals, count: 0, cap: 0 }.store();
    let mut book = Book::load();
    book.start();
    book.store();
    Ok(())
}
