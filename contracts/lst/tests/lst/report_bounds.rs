//! What a report may change: gains are clipped, losses parked. What a parked report does is in `park`.

mod gains;
mod losses;
mod settled;

use crate::world::*;
use alloy_primitives::U256;
use ballast_lst::interface::ILst::{self, ILstEvents};

/// Reports so much at validators, within the bounds.
#[track_caller]
fn tell(w: &World, validators: U256) -> ILst::ReportApplied {
    w.ask(w.oracle, w.report_of(validators));
    assert!(!w.parked().parked);
    w.last()
}

/// Ten ether, all of them at validators.
fn out() -> World {
    let w = World::working();
    w.deploy(ether(5));
    w
}

/// What the bound of a year lets a report gain now.
fn most_gain(w: &World, bps: u128, elapsed: u64) -> U256 {
    w.pooled().min(w.deployed()) * n(bps) * U256::from(elapsed) / (n(10_000) * U256::from(YEAR))
}

fn clipped(w: &World, seen: usize) -> Vec<(U256, U256)> {
    let told = w.logs_since(seen).into_iter().filter_map(|log| match log {
        ILstEvents::GainClipped(clipped) => Some((clipped.booked, clipped.parked)),
        _ => None,
    });
    told.collect()
}

#[test]
fn are_the_owners_to_set() {
    let w = World::new();
    let seen = w.seen();
    let set = |gain, loss| ILst::setReportBoundsCall { maxGainBps: n(gain), maxLossBps: n(loss) };
    for caller in [w.alice, w.oracle, w.operators, w.treasury] {
        w.refuses(caller, set(9, 8), ILst::Unauthorized { caller });
    }
    w.ask(w.owner, set(9, 8));
    for (gain, loss) in [(10_000, 1_000), (0, 0), (10_000, 0), (0, 1_000)] {
        w.ask(w.owner, set(gain, loss));
        let bounds = w.ask(w.bob, ILst::reportBoundsCall {});
        assert_eq!((bounds.maxGainBps, bounds.maxLossBps), (n(gain), n(loss)));
    }
    let told = |old: [u128; 2], new: [u128; 2]| {
        ILstEvents::ReportBoundsChanged(ILst::ReportBoundsChanged {
            oldMaxGainBps: n(old[0]),
            oldMaxLossBps: n(old[1]),
            newMaxGainBps: n(new[0]),
            newMaxLossBps: n(new[1]),
        })
    };
    let steps = [[1_000, 500], [9, 8], [10_000, 1_000], [0, 0], [10_000, 0], [0, 1_000]];
    let expected: Vec<_> = steps.windows(2).map(|pair| told(pair[0], pair[1])).collect();
    assert_eq!(w.logs_since(seen), expected);
}

#[test]
fn are_set_within_their_own() {
    let w = World::new();
    let set = |gain, loss| ILst::setReportBoundsCall { maxGainBps: gain, maxLossBps: loss };
    for given in [n(10_001), n(1 << 16), n((1 << 16) + 1), most_ether()] {
        w.refuses(w.owner, set(given, n(0)), ILst::OutOfBounds { given, least: n(0), most: n(10_000) });
    }
    for given in [n(1_001), n(1 << 16), most_ether()] {
        w.refuses(w.owner, set(n(0), given), ILst::OutOfBounds { given, least: n(0), most: n(1_000) });
    }
    let (amount, most) = (most_ether() + n(1), most_ether());
    w.refuses(w.owner, set(amount, n(0)), ILst::AmountTooLarge { amount, most });
    w.refuses(w.owner, set(n(0), amount), ILst::AmountTooLarge { amount, most });
    let bounds = w.ask(w.bob, ILst::reportBoundsCall {});
    assert_eq!((bounds.maxGainBps, bounds.maxLossBps), (n(1_000), n(500)));
    assert_eq!(w.ask(w.bob, ILst::treasuryCall {})._0, w.treasury);
    assert_eq!(w.ask(w.bob, ILst::getFeeCall {})._0, 1_000);
}

#[test]
fn are_the_guardians_to_lower() {
    let w = World::new();
    let set = |gain, loss| ILst::setReportBoundsCall { maxGainBps: n(gain), maxLossBps: n(loss) };
    let caller = w.guardian;
    for call in [set(1_001, 500), set(1_000, 501), set(0, 501), set(1_001, 0), set(10_001, 0)] {
        w.refuses(caller, call, ILst::Unauthorized { caller });
    }
    let seen = w.seen();
    w.ask(caller, set(1_000, 500));
    w.ask(caller, set(999, 500));
    w.ask(caller, set(999, 0));
    w.refuses(caller, set(1_000, 0), ILst::Unauthorized { caller });
    w.ask(caller, set(0, 0));
    let bounds = w.ask(w.bob, ILst::reportBoundsCall {});
    assert_eq!((bounds.maxGainBps, bounds.maxLossBps, w.seen() - seen), (n(0), n(0), 4));
    w.bound(10_000, 1_000);
}
