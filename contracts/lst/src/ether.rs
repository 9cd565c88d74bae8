//! Ether on its way to validators and back. Neither changes the rate.

use crate::{
    interface::ILst::{EtherDeployed, EtherReturned, ReportInconsistent},
    redeem::{check_buffer, pay},
    stake::received,
    storage::{Deployed, FLOWS, OPERATORS, TOTALS},
};
use ballast_common::{
    abi::Word,
    emit, error,
    revert::at_most,
    roles::only,
    word::{address, high, join, low, MAX_U112},
    Result,
};

pub(crate) fn deploy(amount: u128) -> Result<()> {
    only(OPERATORS)?;
    check_buffer(high(TOTALS.load()), amount)?;
    let mut deployed = Deployed::load();
    deployed.now = deployed.now.wrapping_add(amount); // at most the counted ether
    deployed.store();
    let flows = FLOWS.load();
    let sent = at_most(low(flows).wrapping_add(amount).word(), MAX_U112)?;
    FLOWS.store(join(sent, high(flows)));
    emit!(EtherDeployed: [], [amount, sent]);
    pay(address(OPERATORS.load()), amount)
}

/// Takes back at most what is deployed; more would be a gain, which only a report can book.
pub(crate) fn give_back() -> Result<()> {
    only(OPERATORS)?;
    let amount = received()?;
    let mut deployed = Deployed::load();
    let Some(left) = deployed.now.checked_sub(amount) else {
        return Err(error!(ReportInconsistent: amount, deployed.now));
    };
    deployed.now = left;
    deployed.store();
    let flows = FLOWS.load();
    let returned = at_most(high(flows).wrapping_add(amount).word(), MAX_U112)?;
    FLOWS.store(join(low(flows), returned));
    emit!(EtherReturned: [], [amount, returned]);
    Ok(())
}
