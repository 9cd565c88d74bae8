//! A liquidation factor that falls over days: lowering one never makes an account unhealthy at once. `setRamp`.

use crate::{
    input::within,
    interface::IRisk::RampPeriodChanged,
    storage::{slot_of, Rules, Terms, RAMP, RAMPING, ROLES},
};
use alloy_primitives::U256;
use ballast_common::{abi::Word, emit, host, word::field, Result};
use ballast_math::vesting::vested_down;

const DAY: u64 = 86_400;

/// Where a factor comes from, while the terms have where it goes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ramp {
    /// 0..16 basis points
    pub(crate) start: u64,
    /// 16..48 timestamp
    pub(crate) starts_at: u64,
    /// 48..72 seconds
    pub(crate) period: u64,
}

impl Ramp {
    #[inline(never)]
    pub(crate) fn load(index: u64) -> Self {
        let word = field(slot_of(index, RAMPING).load(), 0, 128);
        Self {
            start: word as u64 & 0xffff,
            starts_at: (word >> 16) as u64 & 0xffff_ffff,
            period: (word >> 48) as u64 & 0xff_ffff,
        }
    }

    #[inline(never)]
    pub(crate) fn store(&self, index: u64) {
        let word = u128::from(self.start) | u128::from(self.starts_at) << 16 | u128::from(self.period) << 48;
        slot_of(index, RAMPING).store(word.word());
    }
}

/// The liquidation factor as it is now, in basis points: linear along a ramp, rounded up.
#[inline(never)]
pub(crate) fn factor_now(terms: &Terms, index: u64) -> u64 {
    let end = terms.liquidation_factor;
    if !terms.has(RAMP) {
        return end;
    }
    let ramp = Ramp::load(index);
    let elapsed = host::now().wrapping_sub(ramp.starts_at);
    let whole = ramp.start.wrapping_sub(end);
    let [fallen, ..] = vested_down(whole.word(), elapsed.word(), ramp.period.word()).unwrap_or_default().into_limbs();
    ramp.start.wrapping_sub(fallen)
}

/// Starts a ramp where the factor falls, and ends one where it does not. `was` is the factor until now.
#[inline(never)]
pub(crate) fn turn(terms: &mut Terms, index: u64, was: u64, period: u64) {
    if terms.liquidation_factor < was {
        Ramp { start: was, starts_at: host::now(), period }.store(index);
        terms.flags |= RAMP;
    } else {
        terms.flags &= !RAMP;
    }
}

/// Forgets a ramp that has come to its end, so that nobody reads it any more.
#[inline(never)]
pub(crate) fn end(terms: &mut Terms, index: u64) {
    if terms.has(RAMP) && factor_now(terms, index) == terms.liquidation_factor {
        terms.flags &= !RAMP;
        terms.store(index);
    }
}

/// The period of ramps to come.
pub(crate) fn set_ramp(secs: U256) -> Result<()> {
    ROLES.only_owner()?;
    let secs = within(secs, DAY.into(), u128::from(30 * DAY))? as u64;
    let mut rules = Rules::load();
    emit!(RampPeriodChanged: [], [rules.ramp_secs, secs]);
    rules.ramp_secs = secs;
    rules.store();
    Ok(())
}
