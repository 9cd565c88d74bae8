//! Reports: a gain vests, a loss acts at once.

use crate::{
    interface::ILst::{LossExceedsPool, ReportAhead, ReportApplied, ReportInconsistent, TokenRebased},
    pool::{mint, Pool},
    storage::{Deployed, Redemption, Vesting, FLOWS, LAST_REPORT, ORACLE, RESULT},
    views,
};
use ballast_common::{
    abi::Word,
    error, host,
    revert::{at_most, checked, overflow},
    roles::only,
    word::{address, high, join, low, wide, MAX_U112},
    Result,
};
use ballast_math::{
    protocol_fee::{fee_shares_down, pay_deficit, portion_down, shrink_deficit_up},
    vesting::absorb_loss,
};

/// What a report says: wei at the reference time, each of at most 112 bits.
pub(crate) struct Figures {
    pub(crate) validators: u128,
    pub(crate) in_flight: u128,
    pub(crate) sent: u128,
    pub(crate) returned: u128,
}

/// What a report does to the pool.
struct Outcome {
    pool: Pool,
    gain: u128,
    loss: u128,
    deficit: u128,
    fee_shares: u128,
}

pub(crate) fn apply(figures: &Figures) -> Result<()> {
    only(ORACLE)?;
    let (before, vesting) = Pool::load()?;
    let last = RESULT.load();
    let last_shares = low(LAST_REPORT.load());
    let deficit = checked(shrink_deficit_up(wide(high(last)), wide(before.shares), wide(last_shares)))?;
    let result = settle_columns(figures)?;

    let change = result.wrapping_sub(low(last)) as i128;
    let mut outcome = if change < 0 {
        book_loss(&before, change.unsigned_abs(), deficit)?
    } else {
        book_gain(&before, change.unsigned_abs(), deficit)?
    };
    let set_aside = vest_set_aside(&mut outcome.pool);
    if change < 0 {
        outcome.pool.store()?;
    } else {
        outcome.pool.store_unfallen(&before)?;
    }
    RESULT.store(join(result, outcome.deficit));
    finish(vesting, &outcome, set_aside)
}

/// Brings the columns to the report's figures and the movements since, and returns the cumulative result,
/// validators + in flight + returned - sent, in two's complement.
#[inline(never)]
fn settle_columns(figures: &Figures) -> Result<u128> {
    let flows = FLOWS.load();
    let sent_since = since(figures.sent, low(flows))?;
    let returned_since = since(figures.returned, high(flows))?;
    let out = figures.validators.wrapping_add(figures.in_flight);
    let held = out.wrapping_add(sent_since);
    let Some(now) = held.checked_sub(returned_since) else {
        return Err(error::<ReportInconsistent>(&[returned_since.word(), held.word()]));
    };
    Deployed { now, validators: figures.validators }.store();
    Ok(out.wrapping_add(figures.returned).wrapping_sub(figures.sent))
}

#[inline(never)]
fn since(reported: u128, counted: u128) -> Result<u128> {
    if reported > counted {
        return Err(error::<ReportAhead>(&[reported.word(), counted.word()]));
    }
    Ok(counted.wrapping_sub(reported))
}

/// Pays off the deficit, takes the fee as shares at the current rate, and lets the rest vest.
#[inline(never)]
fn book_gain(before: &Pool, gain: u128, deficit: u128) -> Result<Outcome> {
    let (taxable, deficit) = pay_deficit(wide(gain), wide(deficit));
    let (mut fee, mut fee_shares) = (0, 0);
    // After the loss of everything shares have no price to mint a fee at.
    if before.ether() != 0 {
        fee = checked(portion_down(taxable, views::protocol_fee().word(), 10_000_u64.word()))?;
        fee_shares = checked(fee_shares_down(wide(fee), wide(before.shares), wide(before.ether())))?;
    }
    let pool = Pool {
        shares: before.shares.checked_add(fee_shares).ok_or_else(overflow)?,
        counted: before.counted.checked_add(gain).ok_or_else(overflow)?,
        unvested: before.unvested.wrapping_add(gain.wrapping_sub(fee)),
    };
    Ok(Outcome { pool, gain, loss: 0, deficit: low(deficit), fee_shares })
}

/// First out of what has not vested, then out of the principal; all of it is owed before the next fee.
#[inline(never)]
fn book_loss(before: &Pool, loss: u128, deficit: u128) -> Result<Outcome> {
    let Some((unvested, principal)) = absorb_loss(wide(loss), wide(before.unvested), wide(before.ether())) else {
        return Err(error::<LossExceedsPool>(&[loss.word(), before.counted.word()]));
    };
    let (unvested, principal) = (low(unvested), low(principal));
    let pool = Pool { shares: before.shares, counted: principal.wrapping_add(unvested), unvested };
    let deficit = deficit.checked_add(loss).ok_or_else(overflow)?;
    Ok(Outcome { pool, gain: 0, loss, deficit, fee_shares: 0 })
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
fn finish(vesting: Vesting, outcome: &Outcome, set_aside: u128) -> Result<()> {
    let now = host::now();
    let (pool, ether) = (&outcome.pool, outcome.pool.ether());
    let unvested = at_most(pool.unvested.word(), MAX_U112)?;
    Vesting { unvested, starts_at: now, period: vesting.next_period, ..vesting }.store();
    let previous = LAST_REPORT.load();
    LAST_REPORT.store(join(pool.shares, ether));
    if outcome.fee_shares != 0 {
        mint(address(views::treasury()), outcome.fee_shares, pool.ether_down(outcome.fee_shares)?);
    }
    host::log::<TokenRebased>(
        &[now.word()],
        &[
            now.saturating_sub(vesting.starts_at).word(),
            low(previous).word(),
            high(previous).word(),
            pool.shares.word(),
            ether.word(),
            outcome.fee_shares.word(),
        ],
    );
    host::log::<ReportApplied>(
        &[],
        &[
            outcome.gain.word(),
            outcome.loss.word(),
            set_aside.word(),
            outcome.deficit.word(),
            pool.counted.word(),
            unvested.word(),
            now.word(),
            now.wrapping_add(vesting.next_period).word(),
        ],
    );
    Ok(())
}
