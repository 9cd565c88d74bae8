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
        limit.time = limit.time.saturating_sub(seconds); // full long before
        limit.store();
    }
}

/// Half a century.
pub const UNBOUND_SECS: u64 = 50 * 365 * 86_400;

/// Lets the next report gain or lose as much as a test likes: the bounds at their widest field, and half a century
/// after the last report. For that a gain may be 300 times the pool or what is deployed, whichever is less.
///
/// What vests keeps its value, but only until that report: it then is the second half of twice as much that vests over
/// half a year, and a gain may be one and a half of that lesser.
pub fn unbound(lst: &mut Lst) {
    let vesting = Vesting::load();
    ReportTerms { max_gain_bps: 0xffff, max_loss_bps: 0xffff, ..ReportTerms::load() }.store();
    let elapsed = ballast_common::host::now() - vesting.starts_at;
    if elapsed >= UNBOUND_SECS {
        return;
    }
    if vesting.unvested == 0 || elapsed >= vesting.period {
        return age(lst, UNBOUND_SECS);
    }
    let left = vesting.unvested - vesting.unvested * u128::from(elapsed) / u128::from(vesting.period);
    let half = 0x7f_ffff;
    let starts_at = ballast_common::host::now() - half;
    Vesting { unvested: 2 * left, starts_at, period: 2 * half, ..vesting }.store();
}

/// Lets the next report lose as much as a test likes, as long as some hours have passed since the last.
pub fn unbound_losses(_: &mut Lst) {
    ReportTerms { max_loss_bps: 0xffff, ..ReportTerms::load() }.store();
}
