//! Reports: a gain vests, a loss acts at once.

use crate::{
    bounds::{most_gain, most_loss},
    fee::{fee_ppm, mint_fee},
    interface::ILst::{
        GainClipped, LossExceedsPool, NothingParked, ParkedDiffers, ReportAhead, ReportApplied, ReportInconsistent,
        TokenRebased,
    },
    park::{self, refuse},
    pool::Pool,
    storage::{
        Deployed, Redemption, ReportTerms, Vesting, CLIPPED, DEFICIT_SHARES, FLOWS, LAST_REPORT, ORACLE, PARKED,
        PARKED_GAIN, RESULT, ROLES,
    },
};
use alloy_primitives::U256;
use ballast_common::{
    abi::Word,
    emit, error, host,
    revert::{at_most, checked, overflow},
    roles::only,
    word::{high, join, low, wide, MAX_U112},
    Result,
};
use ballast_math::{
    protocol_fee::{fee_shares_down, pay_deficit, portion_down, shrink_deficit_up},
    vesting::absorb_loss,
    Uint,
};

/// Basis points in one.
pub(crate) const BPS: u64 = 10_000;

/// What a report says: wei at the reference time, each of at most 112 bits.
pub(crate) struct Figures {
    pub(crate) validators: u128,
    pub(crate) in_flight: u128,
    pub(crate) sent: u128,
    pub(crate) returned: u128,
}

/// A gain where positive, a loss where negative.
#[derive(Clone, Copy)]
pub(crate) struct Change(i128);

impl Change {
    pub(crate) fn gain(self) -> u128 {
        self.0.max(0) as u128
    }

    pub(crate) fn loss(self) -> u128 {
        self.0.min(0).unsigned_abs()
    }
}

impl Figures {
    /// Against all that was booked so far: validators + in flight + returned - sent is the sum of all gains and losses.
    #[inline(never)]
    pub(crate) fn change(&self) -> Change {
        let result = self.validators.wrapping_add(self.in_flight).wrapping_add(self.returned).wrapping_sub(self.sent);
        Change(result.wrapping_sub(low(RESULT.load())) as i128)
    }

    /// Refuses figures that cannot be: more sent or returned than there was, or less than nothing left outside.
    #[inline(never)]
    fn check(&self) -> Result<()> {
        let flows = FLOWS.load();
        let sent_since = since(self.sent, low(flows))?;
        let returned_since = since(self.returned, high(flows))?;
        let held = self.validators.wrapping_add(self.in_flight).wrapping_add(sent_since);
        if returned_since > held {
            return Err(error!(ReportInconsistent: returned_since, held));
        }
        Ok(())
    }
}

#[inline(never)]
fn since(reported: u128, counted: u128) -> Result<u128> {
    if reported > counted {
        return Err(error!(ReportAhead: reported, counted));
    }
    Ok(counted.wrapping_sub(reported))
}

pub(crate) fn apply(figures: &Figures) -> Result<()> {
    only(ORACLE)?;
    let (pool, vesting) = Pool::load()?;
    figures.check()?;
    if vesting.flags & PARKED != 0 || figures.change().loss() > most_loss(&pool, &vesting)? {
        park::park(figures, vesting);
        return Ok(());
    }
    book(figures, &pool, vesting)
}

/// What a report does to the pool.
struct Outcome {
    pool: Pool,
    gain: u128,
    loss: u128,
    deficit: u128,
    fee: u128,
    fee_shares: u128,
}

/// Books a report, its loss whole, its gain as far as the bound allows.
pub(crate) fn book(figures: &Figures, before: &Pool, vesting: Vesting) -> Result<()> {
    figures.check()?; // a parked report may have become impossible since
    let change = figures.change();
    let parked = change.gain().saturating_sub(most_gain(before, &vesting, &ReportTerms::load())?);
    let booked = Change(change.0.wrapping_sub(parked as i128));
    enter(booked, parked, figures.validators.saturating_sub(parked), before, vesting)
}

/// Books what the last report's gain was clipped by. The caller names it, lest another report change it.
pub(crate) fn settle_gain(gain: U256) -> Result<()> {
    ROLES.only_owner()?;
    let (pool, vesting) = Pool::load()?;
    refuse(&vesting)?;
    let parked = park::gain_of(&vesting);
    if parked.is_zero() {
        return Err(error!(NothingParked));
    }
    same(parked, gain)?;
    let gain = low(parked);
    enter(Change(gain as i128), 0, Deployed::load().validators.wrapping_add(gain), &pool, vesting)
}

/// Reverts unless what is settled is what was meant.
#[inline(never)]
pub(crate) fn same(parked: U256, given: U256) -> Result<()> {
    if parked != given {
        return Err(error!(ParkedDiffers: parked, given));
    }
    Ok(())
}

/// Enters a change into the books; what is `parked` is no part of it.
#[inline(never)]
fn enter(change: Change, parked: u128, validators: u128, before: &Pool, mut vesting: Vesting) -> Result<()> {
    let terms = ReportTerms::load();
    let last = RESULT.load();
    let (deficit, sharers) = deficit(high(last), before.shares)?;
    let mut outcome = match change.loss() {
        0 => book_gain(before, change.gain(), deficit, &terms)?,
        loss => book_loss(before, loss, deficit)?,
    };
    let booked = change.0 as u128; // two's complement
    Deployed { now: Deployed::load().now.wrapping_add(booked), validators }.store();
    RESULT.store(join(low(last).wrapping_add(booked), outcome.deficit));
    if outcome.deficit != 0 {
        DEFICIT_SHARES.store(sharers.word());
    }
    note_clipped(&mut vesting, change.gain(), parked);
    let set_aside = vest_set_aside(&mut outcome.pool);
    if outcome.loss != 0 {
        outcome.pool.store()?;
    } else {
        outcome.pool.store_unfallen(before)?;
    }
    finish(vesting, &terms, &outcome, set_aside)
}

/// The deficit without the part of those who left, and the fewest shares that bore it: who came later and left again took none.
#[inline(never)]
fn deficit(deficit: u128, shares: u128) -> Result<(u128, u128)> {
    if deficit == 0 {
        return Ok((0, shares));
    }
    let fewest = low(DEFICIT_SHARES.load());
    Ok((checked(shrink_deficit_up(wide(deficit), wide(shares), wide(fewest)))?, shares.min(fewest)))
}

/// The excess is no part of the result, and so is part of the next report's change.
#[inline(never)]
fn note_clipped(vesting: &mut Vesting, gain: u128, parked: u128) {
    vesting.flags &= !CLIPPED;
    if parked != 0 {
        vesting.flags |= CLIPPED;
        PARKED_GAIN.store(parked.word());
        emit!(GainClipped: [], [gain, parked]);
    }
}

/// Pays off the deficit, takes the fee as shares at the current rate, and lets the rest vest.
#[inline(never)]
fn book_gain(before: &Pool, gain: u128, deficit: u128, terms: &ReportTerms) -> Result<Outcome> {
    let (taxable, deficit) = pay_deficit(half(gain), half(deficit));
    let (taxable, deficit) = (whole(taxable), whole(deficit));
    let (mut fee, mut fee_shares) = (0, 0);
    // After the loss of everything shares have no price to mint a fee at.
    if before.ether() != 0 {
        fee = checked(portion_down(wide(taxable), terms.fee_bps.word(), BPS.word()))?;
        fee_shares = checked(fee_shares_down(wide(fee), wide(before.shares), wide(before.ether())))?;
    }
    let pool = Pool {
        shares: before.shares.checked_add(fee_shares).ok_or_else(overflow)?,
        counted: before.counted.checked_add(gain).ok_or_else(overflow)?,
        unvested: before.unvested.wrapping_add(gain.wrapping_sub(fee)),
    };
    Ok(Outcome { pool, gain, loss: 0, deficit, fee, fee_shares })
}

/// First out of what has not vested, then out of the principal; all of it is owed before the next fee.
#[inline(never)]
fn book_loss(before: &Pool, loss: u128, deficit: u128) -> Result<Outcome> {
    let Some((unvested, principal)) = absorb_loss(half(loss), half(before.unvested), half(before.ether())) else {
        return Err(error!(LossExceedsPool: loss, before.counted));
    };
    let (unvested, principal) = (whole(unvested), whole(principal));
    let pool = Pool { shares: before.shares, counted: principal.wrapping_add(unvested), unvested };
    let deficit = deficit.checked_add(loss).ok_or_else(overflow)?;
    Ok(Outcome { pool, gain: 0, loss, deficit, fee: 0, fee_shares: 0 })
}

// The formulas of `math` at 128 bits, where they only add and subtract.

fn half(amount: u128) -> Uint<128, 2> {
    Uint::from_limbs([amount as u64, (amount >> 64) as u64])
}

fn whole(amount: Uint<128, 2>) -> u128 {
    let [low, high] = amount.into_limbs();
    u128::from(low) | u128::from(high) << 64
}

/// Redemption fees join what vests, free of protocol fee.
#[inline(never)]
fn vest_set_aside(pool: &mut Pool) -> u128 {
    let mut redemption = Redemption::load();
    let set_aside = redemption.set_aside;
    if set_aside != 0 {
        pool.counted = pool.counted.wrapping_add(set_aside);
        pool.unvested = pool.unvested.wrapping_add(set_aside);
        redemption.set_aside = 0;
        redemption.store();
    }
    set_aside
}

/// Restarts vesting, remembers the totals for the next report, mints the fee and tells the world.
#[inline(never)]
fn finish(vesting: Vesting, terms: &ReportTerms, outcome: &Outcome, set_aside: u128) -> Result<()> {
    let now = host::now();
    let (pool, ether) = (&outcome.pool, outcome.pool.ether());
    let unvested = at_most(pool.unvested.word(), MAX_U112)?;
    let added = outcome.gain.wrapping_sub(outcome.fee).wrapping_add(set_aside);
    let fee_ppm = fee_ppm(outcome.fee, unvested, added, vesting.fee_ppm);
    let period = vesting.next_period;
    Vesting { unvested, starts_at: now, period, fee_ppm, ..vesting }.store();
    let previous = LAST_REPORT.load();
    LAST_REPORT.store(join(pool.shares, ether));
    mint_fee(pool, terms, outcome.fee_shares)?;
    emit!(TokenRebased: [now], [now.saturating_sub(vesting.starts_at), low(previous), high(previous), pool.shares, ether, outcome.fee_shares]);
    emit!(ReportApplied: [], [outcome.gain, outcome.loss, set_aside, outcome.deficit, pool.counted, unvested, now, now.wrapping_add(period)]);
    Ok(())
}
