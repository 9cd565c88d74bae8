//! Reports that wait: the last line of defence against an oracle that errs or lies.

use crate::{
    interface::ILst::{LossParked, NothingParked, ParkedReportRejected, ReportParked},
    pool::Pool,
    report::{book, same, Figures},
    storage::{Vesting, CLIPPED, PARKED, PARKED_FLOWS, PARKED_GAIN, PARKED_OUT, ROLES},
};
use alloy_primitives::U256;
use ballast_common::{
    abi::Word,
    emit, error,
    word::{high, join, low},
    Result,
};

/// Reverts while a report is parked.
#[inline(never)]
pub(crate) fn refuse(vesting: &Vesting) -> Result<()> {
    if vesting.flags & PARKED == 0 {
        return Ok(());
    }
    Err(error!(LossParked: load().change().loss()))
}

/// Keeps a report instead of booking it, in place of one that was kept before.
pub(crate) fn park(figures: &Figures, mut vesting: Vesting) {
    PARKED_OUT.store(join(figures.validators, figures.in_flight));
    PARKED_FLOWS.store(join(figures.sent, figures.returned));
    vesting.flags |= PARKED;
    vesting.store();
    let [gain, loss, validators, in_flight, sent, returned] = words(figures);
    emit!(ReportParked: [], [gain, loss, validators, in_flight, sent, returned]);
}

/// Books the parked report. The caller names the loss that he means, lest another report slip into its place.
pub(crate) fn settle(loss: U256) -> Result<()> {
    ROLES.only_guardian_or_owner()?;
    let (figures, mut vesting) = parked()?;
    same(figures.change().loss().word(), loss)?;
    vesting.flags &= !PARKED;
    clear();
    book(&figures, &Pool::load()?.0, vesting)
}

pub(crate) fn reject() -> Result<()> {
    ROLES.only_owner()?;
    let (figures, mut vesting) = parked()?;
    let change = figures.change();
    vesting.flags &= !PARKED;
    vesting.store();
    clear();
    emit!(ParkedReportRejected: [], [change.gain(), change.loss()]);
    Ok(())
}

/// All zero while nothing is parked.
pub(crate) fn view() -> [U256; 7] {
    if Vesting::load().flags & PARKED == 0 {
        return [U256::ZERO; 7];
    }
    let [gain, loss, validators, in_flight, sent, returned] = words(&load());
    [U256::ONE, gain, loss, validators, in_flight, sent, returned]
}

/// What the last report's gain was clipped by.
pub(crate) fn gain_of(vesting: &Vesting) -> U256 {
    match vesting.flags & CLIPPED {
        0 => U256::ZERO,
        _ => PARKED_GAIN.load(),
    }
}

#[inline(never)]
fn parked() -> Result<(Figures, Vesting)> {
    let vesting = Vesting::load();
    if vesting.flags & PARKED == 0 {
        return Err(error!(NothingParked));
    }
    Ok((load(), vesting))
}

/// What it would book, and its figures.
fn words(figures: &Figures) -> [U256; 6] {
    let change = figures.change();
    let &Figures { validators, in_flight, sent, returned } = figures;
    [change.gain().word(), change.loss().word(), validators.word(), in_flight.word(), sent.word(), returned.word()]
}

fn load() -> Figures {
    let (out, flows) = (PARKED_OUT.load(), PARKED_FLOWS.load());
    Figures { validators: low(out), in_flight: high(out), sent: low(flows), returned: high(flows) }
}

fn clear() {
    PARKED_OUT.store(U256::ZERO);
    PARKED_FLOWS.store(U256::ZERO);
}
