//! For tests alone: the mocked host's clock stands still.

use crate::{
    storage::{ReportTerms, StakeLimit, Vesting, LIMITED},
    Lst,
};

/// Moves every stored timestamp `seconds` back. That equals `seconds` passing: all that moves with the clock depends
/// on its distance to a stored timestamp. Takes the contract only to be run in its context.
pub fn age(_: &mut Lst, seconds: u64) {
    let mut vesting = Vesting::load();
    vesting.starts_at -= seconds;
    vesting.store();
    if vesting.flags & LIMITED != 0 {
        let mut limit = StakeLimit::load();
        limit.time -= seconds;
        limit.store();
    }
}

/// Lets the next report gain or lose as much as a test likes: the bounds at their widest field, half a century after the
/// last report. That may not let anything vest: panics if something does.
pub fn unbound(lst: &mut Lst) {
    let vesting = Vesting::load();
    let vests = vesting.unvested != 0 && ballast_common::host::now() - vesting.starts_at < vesting.period;
    assert!(!vests, "time cannot pass while something vests");
    ReportTerms { max_gain_bps: 0xffff, max_loss_bps: 0xffff, ..ReportTerms::load() }.store();
    age(lst, 50 * 365 * 86_400);
}
