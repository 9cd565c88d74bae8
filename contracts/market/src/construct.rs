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

/// Asset and judge are proven by asking: the one for its decimals, the other for those it reckons with. The rights program is taken
/// as it is given: who deploys, and who uses the market, has to compare `rights()`. `rights` may act for any
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
