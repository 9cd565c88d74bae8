//! Ether in, wblETH out: staked and wrapped in one step.

use crate::{
    interface::IWrapper::SlippageExceeded,
    storage::Books,
    wrap::{admit, some, units},
};
use alloy_primitives::{Address, U256};
use ballast_common::{erc20::valid_receiver, error, host, token, Result};

/// Less than 10^9 shares of blETH are left over, and stay here.
#[inline(never)]
pub(crate) fn stake(receiver: Address, least: U256, deadline: U256) -> Result<U256> {
    valid_receiver(receiver)?;
    let (books, value) = (Books::load(), host::value());
    let shares = some(units(token::stake(books.lst, value, deadline)?), value)?;
    if shares < least {
        return Err(error!(SlippageExceeded: shares, least));
    }
    admit(books, receiver, shares)?;
    Ok(shares)
}

/// Plain ether: for its sender, without bounds.
pub(crate) fn receive() -> Result<U256> {
    stake(host::sender(), U256::ZERO, U256::MAX)
}
