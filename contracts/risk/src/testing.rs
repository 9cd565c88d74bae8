//! For tests alone: the mocked host's clock stands still.

use crate::{
    average::Market,
    leg::{kept_of, Kept},
    ramp::Ramp,
    storage::{quote_leg, slot_of, Listed, Rules, Terms, LOAN, LOAN_LEG, MARKET, QUOTE, RAMP},
    Risk,
};
use ballast_common::slot::Slot;

/// Moves every stored timestamp `seconds` back. That equals `seconds` passing for a judge whose feeds are updated all
/// the time. Takes the contract only to be run in its context.
pub fn age(_: &mut Risk, seconds: u64) {
    let mut rules = Rules::load();
    rules.frozen_until = rules.frozen_until.saturating_sub(seconds);
    rules.store();
    let listed = Listed::load();
    if listed.flags & LOAN != 0 {
        age_kept(kept_of(LOAN_LEG), seconds);
    }
    for index in 0..listed.count {
        let terms = Terms::load(index).expect("listed");
        if terms.is_shares {
            let mut market = Market::load(index);
            market.sampled_at -= seconds;
            market.snapshot_at -= seconds;
            market.store(index);
        } else {
            age_kept(slot_of(index, MARKET), seconds);
        }
        if terms.has(QUOTE) {
            age_kept(kept_of(quote_leg(index)), seconds);
        }
        if terms.has(RAMP) {
            let mut ramp = Ramp::load(index);
            ramp.starts_at -= seconds;
            ramp.store(index);
        }
    }
}

/// Starts the ramp that is stored for a collateral anew, whether it counts or not.
pub fn rewind_ramp(_: &mut Risk, index: u64) {
    Ramp { starts_at: ballast_common::host::now(), ..Ramp::load(index) }.store(index);
}

fn age_kept(slot: Slot, seconds: u64) {
    let mut kept = Kept::load(slot);
    kept.at -= seconds;
    kept.store(slot);
}
